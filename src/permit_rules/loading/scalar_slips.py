"""Texts as a Chinese keyboard leaves them: what YAML would read otherwise than it was meant.

Full-width signs are named only where they change the meaning; inside a text for people they are
ordinary punctuation.
"""

from __future__ import annotations

import re
from typing import Any, Final

from permit_rules.diagnostics import Diagnostic, Edit, Severity, Span
from permit_rules.loading.file_text import MAX_REPORTED, FileText
from permit_rules.yaml_tree import Scalar, Tree

#: The code of a text that has lost its end behind a ``#``.
CUT_SHORT: Final = "SH131"
_STYLES: Final = {None: "plain", "": "plain", "'": "quoted", '"': "quoted"}
_CURLY: Final = {"“": "”", "‘": "’"}
_STRAIGHT: Final = {"“": '"', "‘": "'"}
IDEOGRAPHIC: Final = "\u3000"
_WIDE_BRACKETS: Final = {"［": "］", "【": "】", "｛": "｝"}
_HALF_BRACKETS: Final = {"［": "[]", "【": "[]", "｛": "{}"}
#: What opens a text that was to be quoted or put in brackets, with all that may close it.
_CLOSING: Final = {**{o: c + _STRAIGHT[o] for o, c in _CURLY.items()}, **_WIDE_BRACKETS}
_MARKS: Final = frozenset((IDEOGRAPHIC, *_CLOSING))
_PARTED: Final = re.compile("[,，、:：]")
_HALF: Final = re.compile("[\ud800-\udfff]")
#: 业务办理项：新办, 业务办理项:新办; a time of day is none.
_COLON: Final = re.compile(r"([^：:]*[^：:0-9\s][^：:]*)([：:])(?![/：:])(.*)", re.DOTALL)
_KEY_LIKE: Final = re.compile(r"[ ]*(?:- +)?([^\s：:，。；、“”（）]{1,12})：")


class Notes:
    """The mistakes of one file, of each severity no more than a person would read."""

    def __init__(self, source: FileText) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        #: The lines (0-based) with a sign that may cut off a text; on no other need it be sought.
        self.with_sign = frozenset(n for n, line in enumerate(source.lines) if " #" in line)

    def place(self, event: Any) -> Span:
        """Where an event begins."""
        mark = event.start_mark
        return Span(self.source.file, mark.line + 1, mark.column + 1)

    def note(
        self,
        code: str,
        where: Span,
        message: str,
        help: str,
        severity: Severity = Severity.ERROR,
        edit: tuple[str, str] | None = None,
    ) -> None:
        """Note one mistake; ``edit`` is what stands at the place, and what is to stand there."""
        if sum(d.severity is severity for d in self.found) < MAX_REPORTED:
            self.found.append(
                Diagnostic(
                    code=code,
                    message=message,
                    where=where,
                    help=help,
                    severity=severity,
                    edit=Edit(where.line, where.column, *edit) if edit else None,
                )
            )

    def replace(self, diagnostic: Diagnostic) -> None:
        """Add what explains more, in the place of what was said of the same slip."""
        line = diagnostic.where.line if diagnostic.where else 0
        self.found = [
            d
            for d in self.found
            if d.code != diagnostic.code or d.where is None or d.where.line != line
        ]
        self.found.append(diagnostic)


def refuse_directives(notes: Notes) -> None:
    """A directive changes how YAML itself is read; PyYAML passes some over in silence."""
    for number, line in enumerate(notes.source.lines):
        if line.startswith("%"):
            where = notes.source.span(number, 0, line)
            notes.note("SH108", where, "这里用了 YAML 指令（% 开头的行）。", "请删去这一行。")
        elif line.strip() and not line.startswith("#"):
            return


def read_scalar(event: Any, in_condition: bool, notes: Notes) -> Scalar:
    """The scalar of an event, its slips noted and mended."""
    text: str = event.value
    start = event.start_mark
    style = _STYLES.get(event.style, "block")
    scalar = Scalar.read(text, style, notes.source.file, start.line + 1, start.column + 1)
    if style == "plain" and text:
        if text[0] in _MARKS or text[-1] == IDEOGRAPHIC:
            scalar = scalar._replace(text=_without_full_width_marks(text, scalar.where, notes))
        if scalar.text:
            last = event.end_mark.line
            if last in notes.with_sign:
                _warn_of_lost_text(event, in_condition, notes)
            if last != start.line:
                _refuse_swallowed_key(event, notes)
    elif event.style == '"' and _HALF.search(text):
        # Only an escape inside double quotes can write half a character.
        notes.note("SH103", scalar.where, "引号里的转义写出了半个字符。", "请直接写出这个字。")
        return scalar._replace(text=_HALF.sub("\ufffd", text))
    return scalar


def refuse_wide_indentation(event: Any, key: Scalar, notes: Notes) -> None:
    """A key behind ideographic spaces stands at the margin, whatever it looks like."""
    if event.value.startswith(IDEOGRAPHIC) and key.style == "plain":
        notes.note(
            "SH129",
            key.where,
            "这一行用全角空格缩进，等于没有缩进。",
            "请改成半角空格；每层缩进两个空格。",
            edit=wide_blanks(notes.source, key.where.line - 1),
        )


def wide_blanks(source: FileText, line: int) -> tuple[str, str] | None:
    """The ideographic spaces that indent a line (0-based), and the blanks that must be meant.

    Each may stand for one blank or for two; None unless just one of these leads to a margin at
    which a line above stands.
    """
    text = source.lines[line]
    wide = text[: len(text) - len(text.lstrip(IDEOGRAPHIC))]
    margins: set[int] = set()
    for above in reversed(source.lines[:line]):
        key = len(above) - len(above.lstrip(" -"))
        if above.strip() and key <= min(margins, default=key):
            margins.add(key)
        if key == 0 and above.strip():
            break
    meant = {len(wide), 2 * len(wide)} & margins
    return (wide, " " * meant.pop()) if wide and len(meant) == 1 else None


def refuse_wide_comma(item: Tree, notes: Notes) -> None:
    """[甲，乙] is one item, not two."""
    if isinstance(item, Scalar) and item.style == "plain" and "，" in item.text:
        notes.note(
            "SH124",
            item.where,
            f"「{item.text[:40]}」里用了全角逗号，成了一项。",
            "若是几项，请用半角逗号和空格隔开；若就是一项，请加上半角引号。",
        )


def with_half_width_colon(key: Scalar, value: Tree, notes: Notes) -> tuple[Scalar, Tree]:
    """In {业务办理项：新办} all is key and nothing value: name it, and read what was meant."""
    empty = isinstance(value, Scalar) and not value.text and value.style == "plain"
    match = _COLON.match(key.text)
    if not (empty and match and key.style == "plain"):
        return key, value
    name, colon, rest = match[1].strip(), match[2], match[3].strip()
    wide = colon == "："
    notes.note(
        "SH121" if wide else "SH122",
        key.where,
        f"「{key.text[:40]}」里用了全角冒号「：」。"
        if wide
        else f"「{key.text[:40]}」的冒号后面没有空格。",
        f"请写成「{name}: {rest[:40]}」，半角冒号后空一格。",
        edit=(key.text, f"{name}: {rest}"),
    )
    return Scalar(name, key.where), Scalar(rest, key.where)


def _refuse_swallowed_key(event: Any, notes: Notes) -> None:
    """A key with a full-width colon, indented a little, silently joins the text above it."""
    lines = notes.source.lines
    for number in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(lines))):
        key = _KEY_LIKE.match(lines[number])
        if key:
            notes.note(
                "SH121",
                notes.source.span(number, key.start(1), key[0].strip()),
                "这一行用了全角冒号「：」，接到了上一行的文字后面。",
                f"请写成「{key[1]}: 」，与上一个键左对齐；若是文字，请写在一行里。",
            )


def _without_full_width_marks(text: str, where: Span, notes: Notes) -> str:
    text = text.strip(IDEOGRAPHIC)
    closings = _CLOSING.get(text[:1], "")
    closes = [n for n in (text.find(c, 1) for c in closings) if n > 0]
    if closes == [len(text) - 1]:
        inner = text[1:-1]
        if text[0] in _WIDE_BRACKETS:
            # 【提示】 alone may be a text; with something to part in it, it is a list or a map.
            if not _PARTED.search(inner):
                return text
            half = _HALF_BRACKETS[text[0]]
            mended = f"{half[0]}{inner.strip()}{half[1]}"
            notes.note(
                "SH134",
                where,
                f"「{text[:40]}」用的是全角括号，成了一段文字。",
                f"请改成半角括号，写成 {mended[:40]}；确实是文字的，加上半角引号。",
                edit=(text, mended),
            )
            return inner
        safe = '"' not in inner and "\\" not in inner
        notes.note(
            "SH132",
            where,
            f"「{text[:40]}」用的是弯引号，弯引号会成为文字的一部分。",
            f"请去掉引号，或者改成半角引号；确实要显示弯引号的，写成 '{text[:40]}'。",
            edit=(text, f'"{inner}"') if safe else None,
        )
        return inner
    return text


def _warn_of_lost_text(event: Any, in_condition: bool, notes: Notes) -> None:
    end = event.end_mark
    line = notes.source.lines[end.line]
    behind = line[end.column : end.column + 3]
    # A comment stands off by two blanks; with one, and no blank behind the sign, or behind
    # a test, it is more likely that the sign was meant.
    if behind[:2] != " #" or not (in_condition or behind[2:].strip()):
        return
    lost = line[end.column + 1 :]
    notes.note(
        CUT_SHORT,
        notes.source.span(end.line, end.column + 1, lost),
        f"「{lost[:40]}」成了说明，不算内容。",
        "若是内容，请把整个值加上引号；若是说明，请在 # 前空两格。",
        Severity.WARNING,
    )
