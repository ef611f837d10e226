"""Workbooks (.xlsx): their sheets as grids, and what is no workbook told by name.

Needs the extra ``spreadsheet``.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

# openpyxl reads XML with it where it is there, so that a file cannot grow while it is read.
import defusedxml.ElementTree  # noqa: F401
from openpyxl import load_workbook

from permit_rules.sheets.grids import MAX_COLUMNS, MAX_ROWS, Grid, GridCell, Held, Unreadable

#: What a workbook may unpack to, and how many files it may hold.
MAX_UNPACKED: Final = 40 * 1024 * 1024
MAX_FILES: Final = 500

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# How the format writes a control character, and an underscore that would begin one.
_CONTROL: Final = re.compile("_x(00[01][0-9A-Fa-f])_")
_UNDERSCORE: Final = re.compile("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")
_AGAIN: Final = "请在表格软件里选「另存为」，类型选「Excel 工作簿（.xlsx）」。"


def read_workbook(content: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook, hidden ones too.

    Raises:
        Unreadable: it is none, is locked, or too large.
    """
    _refuse_others(content)
    try:
        with warnings.catch_warnings():
            # What a workbook has besides its cells is not wanted here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:
        # openpyxl lets out whatever the parts of a spoiled file lead it to.
        raise Unreadable(
            "SH901", f"工作簿坏了，打不开（{type(error).__name__}）。", _AGAIN
        ) from error
    return tuple(_grid(sheet) for sheet in book.worksheets)


def _refuse_others(content: bytes) -> None:
    """Name what is no workbook, or one that should not be unpacked."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unreadable(
                "SH901", "工作簿加了密码，读不了。", "请去掉打开密码，再另存为 .xlsx。"
            )
        raise Unreadable("SH901", "这是旧格式的 .xls 文件，读不了。", _AGAIN)
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("SH901", "这不是 Excel 工作簿（.xlsx）。", _AGAIN) from None
    names = {p.filename for p in parts}
    if len(parts) > MAX_FILES or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise Unreadable(
            "SH902",
            f"工作簿解开以后超过 {MAX_UNPACKED // 1024 // 1024} MB，没有读。",
            "请只留下要读入的工作表，删去图片和多余的行。",
        )
    if any(p.flag_bits & 1 for p in parts):
        raise Unreadable("SH901", "文件加了密码，读不了。", "请去掉密码，再另存为 .xlsx。")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        kind = "这是 .ods 文件" if "content.xml" in names else "这不是 Excel 工作簿（.xlsx）"
        raise Unreadable("SH901", f"{kind}，读不了。", _AGAIN)


def _grid(sheet: Any) -> Grid:
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        raise Unreadable(
            "SH902",
            f"工作表「{sheet.title[:40]}」超过 {MAX_ROWS} 行或者 {MAX_COLUMNS} 栏，没有读。",
            "请删去多余的行和栏（连同格式），再保存。",
        )
    rows = tuple(tuple(_cell(cell) for cell in row) for row in sheet.iter_rows())
    return Grid(str(sheet.title).strip(), rows, tuple(_merged(sheet)))


def _merged(sheet: Any) -> Iterator[tuple[int, int, str]]:
    for merged in sheet.merged_cells.ranges:
        yield int(merged.min_row), int(merged.min_col), str(merged.coord)


def _cell(cell: Any) -> GridCell:
    value = cell.value
    if value is None:
        return GridCell()
    if cell.data_type == "f" or not isinstance(
        value, (str, bool, int, float, Decimal, date, time, timedelta)
    ):
        return GridCell(str(getattr(value, "text", value)), Held.FORMULA)
    if cell.data_type == "e":
        return GridCell(str(value), Held.ERROR)
    if isinstance(value, bool):
        return GridCell("TRUE" if value else "FALSE", Held.YES_NO)
    if isinstance(value, datetime):
        if value.time() != time():
            return GridCell(str(value), Held.TIME)
        return GridCell(value.date().isoformat(), Held.DAY)
    if isinstance(value, date):
        return GridCell(value.isoformat(), Held.DAY)
    if isinstance(value, (time, timedelta)):
        return GridCell(str(value), Held.TIME)
    if isinstance(value, str):
        return GridCell(_as_typed(value))
    percent = "%" in str(cell.number_format)
    return GridCell(f"{_number(value * 100 if percent else value)}{'%' * percent}", Held.NUMBER)


def _as_typed(text: str) -> str:
    """What the person typed: the file writes some characters as ``_x000D_``."""
    text = _CONTROL.sub(lambda m: chr(int(m[1], 16)), text)
    return _UNDERSCORE.sub("_", text).replace("\r\n", "\n").replace("\r", "\n")


def _number(value: int | float | Decimal) -> str:
    """A number as people write it: 2.0 is 2, 0.1 is 0.1."""
    number = Decimal(str(value))
    whole = number == number.to_integral_value() if number.is_finite() else False
    return format(number.to_integral_value() if whole else number, "f")
