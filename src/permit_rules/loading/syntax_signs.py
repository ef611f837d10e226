"""Signs that a Chinese keyboard types in the place of those of YAML, and texts in need of quotes.

Each function looks at a failure for one cause; None: that is not it.
"""

from __future__ import annotations

import re
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.loading.scalar_slips import wide_blanks
from permit_rules.loading.syntax_failure import NAME, Failure

_FULL_WIDTH_COLON: Final = re.compile(rf"(?:^ *(?:- +)*|[{{,] *)({NAME}) *：[ \u3000]*")
_NO_BLANK: Final = re.compile(rf"(?:^ *(?:- +)*|[{{,] *)(?![0-9]+:)({NAME}):(?![ /]|$)\u3000*")
#: － 编号: M2, 一 编号: M2, -编号: M2 where an item of a list begins.
_DASH: Final = re.compile(rf"^( *)([-－—–−‐一ー]+)[ \u3000]*(?={NAME}: )")
_WIDE_COMMA: Final = re.compile(rf"[{{\[][^}}\]]*?(， *)(?=({NAME}: )?)")
_FULL_WIDTH_INDENT: Final = re.compile("^ *(?:- *)?(\u3000+)")
_TWO_COLONS: Final = re.compile(rf"^ *(?:- +)*{NAME}: +([^\s{{\[][^{{}}\[\]]*?: .*)$")
_BLOCK_SIGN: Final = re.compile(r"(?:: +|- +)(>=?|\|)\s*(\S.*)$")
_ORDER_SIGNS: Final = {">=": "不低于", ">": "超过"}
_WIDE_BRACKETS: Final = str.maketrans("｛｝［］【】", "{}[][]")


def wide_colon(f: Failure) -> Diagnostic | None:
    """名称：缺勤率"""
    for line in f.window:
        match = _FULL_WIDTH_COLON.search(f.bare(line))
        # A half-width colon before it makes the wide one part of a text: 告知: 请提交：…
        if match and ": " not in f.bare(line)[: match.start(1)]:
            name = match[1]
            return f.told(
                "SH121",
                (line, match.start(1)),
                f"「{name}」后面用了全角冒号「：」。",
                f"请写成「{name}: 」，半角冒号后空一格。",
                _colon(f, line, match),
            )
    return None


def no_blank(f: Failure) -> Diagnostic | None:
    """份数:2"""
    for line in f.window:
        match = _NO_BLANK.search(f.bare(line))
        if match:
            return f.told(
                "SH122",
                (line, match.start(1)),
                f"「{match[1]}:」的冒号后面没有空格。",
                f"请写成「{match[1]}: 」，半角冒号后空一格。",
                _colon(f, line, match),
            )
    return None


def _colon(f: Failure, line: int, match: re.Match[str]) -> tuple[str, str]:
    """The edit that writes a colon and a blank behind the name a pattern has found."""
    old = f.text(line)[match.start(1) : match.end()]
    blank = " " if f.text(line)[match.end() :].strip() else ""
    return old, f"{match[1]}:{blank}"


def dash(f: Failure) -> Diagnostic | None:
    """Where a line begins with what is no dash, the parser gives up at the line after it."""
    if "flow" in f.said:
        return None
    for line in range(f.line, max(f.line - 3, -1), -1):
        match = _DASH.match(f.bare(line))
        if match and not match[0].endswith("- "):
            sign = match[2]
            place = (line, match.start(2))
            message = (
                "列表的短横后面没有空格。"
                if sign == "-"
                else f"这里用「{sign}」当列表的短横，它不是半角的「-」。"
            )
            old = f.text(line)[match.start(2) : match.end()]
            help = "请写成「- 」，半角短横后空一格。"
            return f.told("SH135", place, message, help, (old, "- "))
    return None


def wide_blank(f: Failure) -> Diagnostic | None:
    """Ideographic spaces before a key."""
    for line in f.window:
        match = _FULL_WIDTH_INDENT.search(f.bare(line))
        if match:
            return f.told(
                "SH129",
                (line, match.start(1)),
                "这一行用全角空格缩进。",
                "请改成半角空格；每层缩进两个空格。",
                wide_blanks(f.source, line),
            )
    return None


def wide_comma(f: Failure) -> Diagnostic | None:
    """{a: 1，b: 2}"""
    if "flow" not in f.said:
        return None
    for line in f.window:
        match = _WIDE_COMMA.search(f.bare(line))
        if match:
            return f.told(
                "SH124",
                (line, match.start(1)),
                "括号里用了全角逗号「，」。",
                "请改成半角逗号加空格「, 」；逗号属于文字的，请把文字加上引号。",
                # Only where a key follows is the comma no part of a text.
                (match[1], ", ") if match[2] else None,
            )
    return None


def wide_brackets(f: Failure) -> Diagnostic | None:
    """｛业务办理项: 新办｝, {业务办理项: 新办｝"""
    lines = (f.opened[0], f.line) if f.opened and "flow" in f.said else (f.line,)
    for line in dict.fromkeys(lines):
        match = re.search(r"(?<=: )[｛［【].*[｝］】] *$", f.bare(line)) or re.search(
            r"(?<=[^ ])[｝］】] *$" if "flow" in f.said else "(?!)", f.bare(line)
        )
        if match:
            old = f.text(line)[match.start() : match.end()].rstrip()
            mended = old.translate(_WIDE_BRACKETS)
            return f.told(
                "SH134",
                (line, match.start()),
                f"这里用了全角括号「{old[0]}」。",
                f"请改成半角括号，写成 {mended[:40]}。",
                (old, mended),
            )
    return None


def block_sign(f: Failure) -> Diagnostic | None:
    """面积: > 200, where YAML takes > for the start of a block."""
    for line in f.window:
        match = _BLOCK_SIGN.search(f.bare(line))
        if match and ("block scalar" in f.said or "cannot start any token" in f.said):
            text = f.value(line, match.start(1))
            number = text.removeprefix(match[1]).strip()
            order = _ORDER_SIGNS.get(match[1])
            word = f"，或者写成「{order} {number}」" if order else ""
            return f.told(
                "SH125",
                (line, match.start(1)),
                f"以 {match[1][0]} 开头的值，YAML 会当作别的意思。",
                f'请加上半角引号，写成 "{text}"{word}。',
                _quoted(text),
            )
    return None


def start_sign(f: Failure) -> Diagnostic | None:
    """A text that begins with a sign of YAML: * & ! % @."""
    sign = f.text(f.line)[f.column : f.column + 1]
    if f.opened and ("anchor" in f.said or "alias" in f.said or "tag" in f.said):
        sign, place = f.text(f.opened[0])[f.opened[1] : f.opened[1] + 1], f.opened
    elif "cannot start any token" in f.said:
        place = (f.line, f.column)
    else:
        return None
    text = f.value(*place)
    return f.told(
        "SH125", place, f"文字不能以 {sign} 开头。", "请把整个值加上半角引号。", _quoted(text)
    )


def second_colon(f: Failure) -> Diagnostic | None:
    """告知: 请提交: 申请书"""
    match = _TWO_COLONS.match(f.bare(f.line))
    if "mapping values" not in f.said or match is None:
        return None
    text = f.value(f.line, match.start(1))
    return f.told(
        "SH125",
        (f.line, match.start(1)),
        "值里又有半角冒号加空格，会被当作另一个键。",
        f'请加上半角引号，写成 "{text}"，或者改用全角冒号。',
        # 编号: M1 材料名称: 申请书 may be two lines.
        None if re.search(rf" {NAME}: ", text) else _quoted(text),
    )


def _quoted(text: str) -> tuple[str, str] | None:
    """The edit that puts a value into quotes; None where it has some inside already."""
    return None if not text or '"' in text or "\\" in text else (text, f'"{text}"')
