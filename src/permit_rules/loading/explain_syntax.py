"""Why a file is no YAML, told by what a clerk is likely to have typed.

The parser's own words say where it gave up, not what was meant, so the lines around are looked
at for the usual causes: a full-width colon, a missing blank, a bracket left open.
"""

from __future__ import annotations

import re

import yaml

from permit_rules.diagnostics import Diagnostic
from permit_rules.loading import syntax_signs
from permit_rules.loading.file_text import FileText
from permit_rules.loading.syntax_failure import NAME, Failure, failure_of


def explain_syntax(error: yaml.YAMLError, source: FileText) -> Diagnostic:
    """One diagnostic for a syntax error: the likely cause, its place and the repair."""
    failure = failure_of(error, source)
    for cause in (
        _directive,
        _quote,
        syntax_signs.block_sign,
        syntax_signs.wide_blank,
        syntax_signs.wide_colon,
        syntax_signs.no_blank,
        syntax_signs.dash,
        syntax_signs.wide_brackets,
        _list_in_map,
        syntax_signs.wide_comma,
        _bracket,
        syntax_signs.start_sign,
        syntax_signs.second_colon,
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


def _directive(f: Failure) -> Diagnostic | None:
    line = f.opened[0] if f.opened else f.line
    if not f.text(line).startswith("%"):
        return None
    return f.told("SH108", (line, 0), "这里用了 YAML 指令（% 开头的行）。", "请删去这一行。")


def _quote(f: Failure) -> Diagnostic | None:
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


def _list_in_map(f: Failure) -> Diagnostic | None:
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


def _bracket(f: Failure) -> Diagnostic | None:
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


def _escape(f: Failure) -> Diagnostic | None:
    if "quoted scalar" not in f.said and "escape" not in f.said:
        return None
    return f.told(
        "SH125",
        f.opened or (f.line, f.column),
        "双引号里的反斜杠 \\ 有特殊意思，这里读不懂。",
        "请改用单引号 '…'，或者把 \\ 写成 \\\\。",
    )


def _indentation(f: Failure) -> Diagnostic | None:
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


def _no_colon(f: Failure, place: tuple[int, int]) -> Diagnostic:
    written = f.text(place[0])[place[1] :]
    if written.startswith("＃"):
        help, edit = "说明请用半角的 # 起头。", ("＃", "#")
        return f.told("SH130", place, "「＃」是全角的，这一行不算说明。", help, edit)
    sign = re.match(rf"({NAME}?)([；;、=＝])(.*)$", written)
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


def _step(f: Failure) -> tuple[int, int] | None:
    """The place of a line that steps out of the column of those before and behind it.

    The parser takes it for text and gives up only at the line behind.
    """

    def margin(line: int) -> int:
        return len(f.text(line)) - len(f.text(line).lstrip(" -"))

    stepped = f.line - 1
    key = re.match(rf" *({NAME}): +\S", f.bare(stepped)) if stepped > 0 else None
    if key and margin(stepped) < margin(f.line) == margin(stepped - 1):
        return stepped, key.start(1)
    return None
