"""The text of a rule file: decoded, without what nobody can see, cut into lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from permit_rules.diagnostics import Diagnostic, Edit, Span

MAX_BYTES: Final = 10 * 1024 * 1024
#: How many mistakes of one kind a single file reports; a file of nothing else stays readable.
MAX_REPORTED: Final = 50

_LINE: Final = re.compile("\r\n|\r|\n")
_BLANK: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f"
_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN: Final = (
    "\xad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
_CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_REFUSED: Final = re.compile(f"[{_BLANK}{_BIDI}{_UNSEEN}{_CONTROL}]")
_KINDS: Final = (
    (re.compile(f"[{_BLANK}]"), "看起来像空格的特殊空格", " ", "请改成普通空格。"),
    (re.compile(f"[{_BIDI}]"), "改变书写方向的控制符", "", "请删去这个看不见的字符。"),
    (re.compile(f"[{_UNSEEN}]"), "看不见的字符", "", "请删去这个看不见的字符。"),
    (re.compile(f"[{_CONTROL}]"), "控制字符", "", "请删去这个字符。"),
)


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says; ``text`` None: it cannot be read as text at all."""

    file: str
    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = field(default=())

    def span(self, line: int, column: int, text: str = "") -> Span:
        """A place by 0-based line and column, as YAML marks count."""
        return Span(self.file, line + 1, column + 1, text[:80])


def line_starts(text: str) -> tuple[int, ...]:
    """Where each line of a text begins, as places count lines."""
    return (0, *(m.end() for m in _LINE.finditer(text)))


def read_text(content: bytes, file: str) -> FileText:
    """Decode ``content``, name every character that may not stand in a rule file."""
    if len(content) > MAX_BYTES:
        return _unreadable(
            file,
            "SH101",
            f"文件超过 {MAX_BYTES // 1024 // 1024} MB，没有读。",
            "审核要点文件应是人能通读的文字，请拆成几个文件。",
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start, file)
    text, found = _without_refused(text.removeprefix("\ufeff"), file)
    lines = tuple(_LINE.split(text))
    tab = _tab(lines, file)
    if tab is None:
        return FileText(file, text, found, lines)
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        # What a tab indents to is anyone's guess, so nothing behind it can be trusted.
        return FileText(file, None, (*found, tab))
    text = text.replace("\t", " ")
    return FileText(file, text, (*found, tab), tuple(_LINE.split(text)))


def _unreadable(
    file: str, code: str, message: str, help: str, line: int = 0, column: int = 0
) -> FileText:
    where = Span(file, line + 1, column + 1)
    return FileText(file, None, (Diagnostic(code=code, message=message, where=where, help=help),))


def _not_utf8(content: bytes, start: int, file: str) -> FileText:
    before = content[:start].decode("utf-8", "replace")
    lines = _LINE.split(before)
    encoding = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _gbk(content)
    found = f"看来是 {encoding} 编码" if encoding else "这里的字节不是文字"
    return _unreadable(
        file,
        "SH102",
        f"文件不是 UTF-8 编码，{found}。",
        "请在编辑器里选「另存为」，编码选 UTF-8。",
        len(lines) - 1,
        len(lines[-1]),
    )


def _gbk(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK（GB18030）"


def _without_refused(text: str, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if text.isascii() and text.isprintable():
        return text, ()
    if not _REFUSED.search(text):
        return text, ()
    found: list[Diagnostic] = []
    for number, line in enumerate(_LINE.split(text)):
        match = _REFUSED.search(line)
        if match and len(found) < MAX_REPORTED:
            found.append(_refused(match, line, file, number))
    return _mended(text), tuple(found)


def _mended(text: str) -> str:
    for pattern, _, instead, _ in _KINDS:
        text = pattern.sub(instead, text)
    return text


def _refused(match: re.Match[str], written: str, file: str, line: int) -> Diagnostic:
    character = match[0]
    last = max(m.end() for m in _REFUSED.finditer(written))
    whole = written[match.start() : last]
    _, kind, _, help = next(k for k in _KINDS if k[0].match(character))
    return Diagnostic(
        code="SH103",
        message=f"这里有{kind}（U+{ord(character):04X}）。",
        where=Span(file, line + 1, match.start() + 1),
        help=help,
        edit=Edit(line + 1, match.start() + 1, whole, _mended(whole)),
    )


def _tab(lines: tuple[str, ...], file: str) -> Diagnostic | None:
    places = [(n, line.index("\t")) for n, line in enumerate(lines) if "\t" in line]
    if not places:
        return None
    line, column = places[0]
    more = f"，文件里共有 {len(places)} 行" if len(places) > 1 else ""
    indents = not lines[line][:column].strip()
    return Diagnostic(
        code="SH104",
        message=f"这里用了制表符（Tab）{more}。",
        where=Span(file, line + 1, column + 1),
        help="请改成空格；每层缩进两个空格。",
        # What a tab indents to is for a person to say.
        edit=None if indents else Edit(line + 1, column + 1, "\t", " "),
    )
