"""CSV: all sheets of a rule file in one table, as Excel writes and reads it.

Excel takes a text that begins with =, +, - or @ for a formula and a row of digits for a number; an
apostrophe before it keeps it a text, and is taken away again when the file is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from permit_rules.sheets.grids import MAX_COLUMNS, MAX_ROWS, Grid, GridCell, Unreadable

MAX_BYTES: Final = 10 * 1024 * 1024
#: What a spreadsheet would not leave as it is, with or without apostrophes before it.
_CHANGED: Final = re.compile(r"'*(?:[=+\-@\t\r＝＋－＠]|0[0-9]+\Z|[0-9]{12,}\Z)")
_GUARDED: Final = re.compile(r"'+(?:[=+\-@\t\r＝＋－＠]|0[0-9]+\Z|[0-9]{12,}\Z)")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file in UTF-8, with the mark by which Excel knows that."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([guarded(text) for text in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text as it may stand in a CSV file."""
    return f"'{text}" if _CHANGED.match(text) else text


def unguarded(text: str) -> str:
    """The text that stood in a CSV file so."""
    return text[1:] if _GUARDED.match(text) else text


def read_csv(content: bytes, name: str) -> Grid:
    """The one sheet of a CSV file: UTF-8, UTF-16 or GB18030, with commas, tabs or semicolons.

    Raises:
        Unreadable: it is none.
    """
    if len(content) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise Unreadable("SH902", f"文件超过 {size} MB，没有读。", "请核对是不是导出的那个文件。")
    text = _decoded(content)
    if not text.strip():
        raise Unreadable("SH901", "文件是空的。", "请用 permit-rules table 重新导出。")
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Unreadable(
            "SH909",
            f"不能按 CSV 读懂（{error}）。",
            "多半是引号不成对；请用表格软件重新另存为 CSV。",
        ) from None
    if len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows):
        raise Unreadable(
            "SH902",
            f"表超过 {MAX_ROWS} 行或者 {MAX_COLUMNS} 栏，没有读。",
            "请删去多余的行和栏。",
        )
    cells = (tuple(GridCell(unguarded(text)) for text in row) for row in rows)
    return Grid(name, tuple(cells))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in _UTF16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(
        "SH909",
        "文件的编码读不懂，或者它不是 CSV。",
        "请用表格软件另存为「CSV UTF-8」，或者另存为 .xlsx。",
    )
