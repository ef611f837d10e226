"""What a program has made of a cell, undone where that is certain, named where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.loading.format_types import is_place_code
from permit_rules.sheets.cell_place import CellPlace
from permit_rules.sheets.forms import Column, Kind
from permit_rules.sheets.grids import GridCell, Held

_AS_TEXT: Final = "请先把单元格设为文本格式，再"
#: A spreadsheet keeps no more digits of a number.
_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class TypedCell:
    """The text that was meant, or what is wrong."""

    text: str
    wrong: Diagnostic | None = None


def typed_cell(cell: GridCell, column: Column | None, place: CellPlace) -> TypedCell:
    """The text of a cell; ``column`` None for the columns that are no key of the format."""
    if cell.held is Held.TEXT:
        return TypedCell(cell.text)
    if cell.held is Held.FORMULA:
        return _wrong(
            "SH906",
            place,
            f"这一格是公式「{cell.text[:40]}」。",
            f"请改成文字；要以 = 起头的，{_AS_TEXT}写。",
        )
    if cell.held is Held.ERROR:
        return _wrong("SH906", place, f"这一格是错误值 {cell.text[:20]}。", "请改成文字。")
    if cell.held is Held.YES_NO:
        return _yes_no(cell, column, place)
    if cell.held is Held.NUMBER:
        return _number(cell, column, place)
    if cell.held is Held.DAY and column is not None and column.kind is Kind.DAY:
        return TypedCell(cell.text)
    what = "日期" if cell.held is Held.DAY else "时间"
    help = "请写成 2026-03-02。" if column and column.kind is Kind.DAY else f"{_AS_TEXT}重新写。"
    return _wrong("SH907", place, f"表格软件把这一格变成了{what} {cell.text[:20]}。", help)


def _yes_no(cell: GridCell, column: Column | None, place: CellPlace) -> TypedCell:
    if column is not None and column.kind is Kind.YES_NO:
        return TypedCell("是" if cell.text == "TRUE" else "否")
    return _wrong("SH907", place, f"表格软件把这一格变成了 {cell.text}。", f"{_AS_TEXT}重新写。")


def _number(cell: GridCell, column: Column | None, place: CellPlace) -> TypedCell:
    text = cell.text
    kind = column.kind if column is not None else Kind.TEXT
    if kind is Kind.CODE and not is_place_code(text):
        return _wrong(
            "SH907",
            place,
            f"表格软件把代码变成了数 {text[:20]}，前面的 0 丢了。",
            f"{_AS_TEXT}写上全部数字，例如 000000。",
        )
    if kind is Kind.DAY:
        return _wrong(
            "SH907", place, f"表格软件把日期变成了数 {text[:20]}。", "请写成 2026-03-02。"
        )
    if len(text.strip("-").replace(".", "")) > _DIGITS:
        return _wrong(
            "SH907",
            place,
            f"表格软件把这一格变成了数 {text[:40]}，超过 {_DIGITS} 位的数字会丢。",
            f"{_AS_TEXT}重新写。",
        )
    return TypedCell(text)


def _wrong(code: str, place: CellPlace, message: str, help: str) -> TypedCell:
    return TypedCell("", Diagnostic(code=code, message=message, where=place, help=help))
