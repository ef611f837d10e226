"""Why a file is no YAML, told by what a clerk is likely to have typed.

The parser's own words say where it gave up, not what was meant, so the lines around are looked
at for the usual causes: a full-width colon, a missing blank, a bracket left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

from permit_rules.diagnostics import Diagnostic, Edit
from permit_rules.loading.file_text import FileText
from permit_rules.loading.scalar_slips import wide_blanks

#: How many lines before the place of the error are looked at.
_WINDOW: Final = 40
_QUOTED: Final = re.compile(r'"(?:\\.|[^"\\])*"|(?<![^\s\[{,:])\'(?:\'\'|[^\'])*\'')
_COMMENT: Final = re.compile(r"(?:^|(?<= ))#.*$")
_NAME: Final = r"[^\s:：{}\[\]\"'#，。,“”]{1,30}"
_FULL_WIDTH_COLON: Final = re.compile(rf"(?:^ *(?:- +)*|[{{,] *)({_NAME}) *：[ \u3000]*")
_NO_BLANK: Final = re.compile(rf"(?:^ *(?:- +)*|[{{,] *)(?![0-9]+:)({_NAME}):(?![ /]|$)\u3000*")
#: － 编号: M2, 一 编号: M2, -编号: M2 where an item of a list begins.
_DASH: Final = re.compile(rf"^( *)([-－—–−‐一ー]+)[ \u3000]*(?={_NAME}: )")
_WIDE_COMMA: Final = re.compile(rf"[{{\[][^}}\]]*?(， *)(?=({_NAME}: )?)")
_ORDER_SIGNS: Final = {">=": "不低于", ">": "超过"}
_WIDE_BRACKETS: Final = str.maketrans("｛｝［］【】", "{}[][]")
_FULL_WIDTH_INDENT: Final = re.compile("^ *(?:- *)?(\u3000+)")
_TWO_COLONS: Final = re.compile(rf"^ *(?:- +)*{_NAME}: +([^\s{{\[][^{{}}\[\]]*?: .*)$")
_BLOCK_SIGN: Final = re.compile(r"(?:: +|- +)(>=?|\|)\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class _Failure:
    """What the parser said, the two places it named (0-based), and the lines around."""

    said: str
    line: int
    column: int
    opened: tuple[int, int] | None
    source: FileText

    def text(self, line: int) -> str:
        return self.source.lines[line] if 0 <= line < len(self.source.lines) else ""

    def bare(self, line: int) -> str:
        """A line without quoted texts and comments, every column where it was."""
        blanked = _QUOTED.sub(lambda m: "_" * len(m[0]), self.text(line))
        return _COMMENT.sub("", blanked)

    @property
    def window(self) -> range:
        """The lines in which the cause is looked for, in the order of likelihood.

        A bracket or a line without a colon is to blame from its first line on; where a block
        went wrong, that block may have begun far above, and the last lines are more likely.
        """
        if self.opened and ("flow" in self.said or "simple key" in self.said):
            return range(max(self.opened[0], self.line - _WINDOW), self.line + 1)
        return range(self.line, max(self.line - 3, -1), -1)

    def told(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        help: str,
        edit: tuple[str, str] | None = None,
    ) -> Diagnostic:
        """A diagnostic; ``edit`` is what stands at the place, and what is to stand there."""
        line, column = place
        # The parser gives up at the end of the file; a place that exists is easier to find.
        line = min(line, max(len(self.source.lines) - 1, 0))
        where = self.source.span(line, column, self.text(line)[column:])
        made = Edit(where.line, where.column, *edit) if edit else None
        return Diagnostic(code=code, message=message, where=where, help=help, edit=made)

    def value(self, line: int, column: int) -> str:
        """The text of a value that begins here: to the end of the line, or of its place in a
        list or map in brackets."""
        bare = self.bare(line)
        before, behind = bare[:column], bare[column:]
        inside = sum(before.count(s) for s in "{[") > sum(before.count(s) for s in "}]")
        end = re.search(r",(?= |$)|[}\]]", behind) if inside else None
        length = end.start() if end else len(behind)
        return self.text(line)[column : column + length].rstrip()


def explain_syntax(error: yaml.YAMLError, source: FileText) -> Diagnostic:
    """One diagnostic for a syntax error: the likely cause, its place and the repair."""
    failure = _failure(error, source)
    for cause in (
        _directive,
        _quote,
        _block_sign,
        _wide_blank,
        _wide_colon,
        _no_blank,
        _dash,
        _wide_brackets,
        _list_in_map,
        _wide_comma,
        _bracket,
        _start_sign,
        _second_colon,
        _escape,
        _indentation,
    ):
        told = cause(failure)
        if told is not None:
            return told
    return failure.told(
        "SH120",
        (failure.line, failure.column),
        "从这里起读不懂，不合 YAML 的写法。",
        "请对照上下几行：键后是半角冒号加空格，同一层左对齐，有特殊符号的文字加半角引号。",
    )


def _failure(error: yaml.YAMLError, source: FileText) -> _Failure:
    if not isinstance(error, yaml.MarkedYAMLError):
        return _Failure(str(error), 0, 0, None, source)
    opened = error.context_mark
    mark = error.problem_mark or opened
    return _Failure(
        said=f"{error.context or ''} | {error.problem or ''}",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        opened=(opened.line, opened.column) if opened else None,
        source=source,
    )


def _directive(f: _Failure) -> Diagnostic | None:
    line = f.opened[0] if f.opened else f.line
    if not f.text(line).startswith("%"):
        return None
    return f.told("SH108", (line, 0), "这里用了 YAML 指令（% 开头的行）。", "请删去这一行。")


def _quote(f: _Failure) -> Diagnostic | None:
    behind = f.text(f.line)[: f.column].rstrip()[-1:]
    if "scanning" not in f.said and behind in ("'", '"'):
        return f.told(
            "SH126",
            (f.line, f.column),
            f"引号 {behind} 关上之后又有文字。",
            "请把整个值放进一对引号里；里面要有引号的，外面换另一种引号。",
        )
    if f.opened is None or "quoted scalar" not in f.said or "end of stream" not in f.said:
        return None
    written = f.text(f.opened[0])[f.opened[1] :]
    sign = written[:1]
    # "…” closes with the wrong one.
    curly = re.match(r"""["'][^"'”’,}]*[”’](?= *(?:$|[,}\]]))""", written)
    mended = f"{sign}{curly[0][1:-1]}{sign}" if curly else ""
    return f.told(
        "SH126",
        f.opened,
        f"这里的引号 {sign} 没有关上" + ("，后面是弯引号。" if curly else "。"),
        f"请写成 {mended}。"
        if curly
        else f"请在文字末尾补上半角引号 {sign}，或者把前面的引号删去。",
        (curly[0], mended) if curly else None,
    )


def _block_sign(f: _Failure) -> Diagnostic | None:
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


def _quoted(text: str) -> tuple[str, str] | None:
    """The edit that puts a value into quotes; None where it has some inside already."""
    return None if not text or '"' in text or "\\" in text else (text, f'"{text}"')


def _wide_blank(f: _Failure) -> Diagnostic | None:
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


def _wide_colon(f: _Failure) -> Diagnostic | None:
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


def _no_blank(f: _Failure) -> Diagnostic | None:
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


def _colon(f: _Failure, line: int, match: re.Match[str]) -> tuple[str, str]:
    """The edit that writes a colon and a blank behind the name a pattern has found."""
    old = f.text(line)[match.start(1) : match.end()]
    blank = " " if f.text(line)[match.end() :].strip() else ""
    return old, f"{match[1]}:{blank}"


def _dash(f: _Failure) -> Diagnostic | None:
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


def _wide_brackets(f: _Failure) -> Diagnostic | None:
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


def _list_in_map(f: _Failure) -> Diagnostic | None:
    if "flow mapping" not in f.said or f.text(f.line)[f.column : f.column + 1] not in "[{":
        return None
    if f.column >= len(f.text(f.line)):
        return None
    return f.told(
        "SH123",
        (f.line, f.column),
        "花括号里的值，中间不能再写方括号或者花括号。",
        "几个值请用顿号隔开，例如 {经营项目: 含任一 甲、乙}。",
    )


def _wide_comma(f: _Failure) -> Diagnostic | None:
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


def _bracket(f: _Failure) -> Diagnostic | None:
    if f.opened is None or "flow" not in f.said:
        return None
    sign = f.text(f.opened[0])[f.opened[1] : f.opened[1] + 1]
    closing = {"[": "]", "{": "}"}.get(sign)
    if closing is None:
        return None
    comment = f.text(f.opened[0])[len(f.bare(f.opened[0])) :]
    if closing in comment:
        return f.told(
            "SH131",
            (f.opened[0], len(f.bare(f.opened[0]))),
            f"「{comment[:40]}」成了说明，括号 {sign} 也没有关上。",
            "若 # 属于内容，请把整个值加上引号。",
        )
    between = "".join(f.bare(n) for n in range(f.opened[0], f.line))
    if between.count(sign) > between.count(closing):
        return f.told("SH127", f.opened, f"这里的括号 {sign} 没有关上。", f"请补上 {closing}。")
    return f.told(
        "SH127",
        (f.line, f.column),
        f"括号 {sign} 里缺少逗号，或者多了不该有的符号。",
        "几项之间用半角逗号加空格隔开；含有 , [ ] { } 或者半角冒号的文字要加引号。",
    )


def _start_sign(f: _Failure) -> Diagnostic | None:
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


def _second_colon(f: _Failure) -> Diagnostic | None:
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
        None if re.search(rf" {_NAME}: ", text) else _quoted(text),
    )


def _escape(f: _Failure) -> Diagnostic | None:
    if "quoted scalar" not in f.said and "escape" not in f.said:
        return None
    return f.told(
        "SH125",
        f.opened or (f.line, f.column),
        "双引号里的反斜杠 \\ 有特殊意思，这里读不懂。",
        "请改用单引号 '…'，或者把 \\ 写成 \\\\。",
    )


def _indentation(f: _Failure) -> Diagnostic | None:
    if "could not find expected ':'" in f.said and f.opened:
        return _no_colon(f, f.opened)
    if not any(s in f.said for s in ("mapping", "block", "'-' indicator", "sequence entries")):
        return None
    return f.told(
        "SH128",
        _step(f) or (f.line, f.column),
        "这里的缩进或者写法与上面几行对不上。",
        "同一层的键要左对齐，下一层多缩进两个空格；列表的每一项以「- 」开头。",
    )


def _no_colon(f: _Failure, place: tuple[int, int]) -> Diagnostic:
    written = f.text(place[0])[place[1] :]
    if written.startswith("＃"):
        help, edit = "说明请用半角的 # 起头。", ("＃", "#")
        return f.told("SH130", place, "「＃」是全角的，这一行不算说明。", help, edit)
    sign = re.match(rf"({_NAME}?)([；;、=＝])(.*)$", written)
    if sign:
        mended = f"{sign[1]}: {sign[3].strip()}"
        message = f"「{sign[1]}」后面用了「{sign[2]}」，这一行没有冒号。"
        return f.told("SH130", place, message, f"是否想写「{mended[:60]}」？")
    return f.told(
        "SH130",
        place,
        "这一行没有冒号，不知道是键还是值。",
        "请写成「名称: 内容」；接着上一行的文字，请写在同一行里。",
    )


def _step(f: _Failure) -> tuple[int, int] | None:
    """The place of a line that steps out of the column of those before and behind it.

    The parser takes it for text and gives up only at the line behind.
    """

    def margin(line: int) -> int:
        return len(f.text(line)) - len(f.text(line).lstrip(" -"))

    stepped = f.line - 1
    key = re.match(rf" *({_NAME}): +\S", f.bare(stepped)) if stepped > 0 else None
    if key and margin(stepped) < margin(f.line) == margin(stepped - 1):
        return stepped, key.start(1)
    return None
