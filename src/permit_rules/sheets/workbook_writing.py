"""Workbooks (.xlsx) of a rule file: every cell a text, with lists to choose from.

Needs the extra ``spreadsheet``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from permit_rules.guides.document import Document, Items, Paragraph, Table
from permit_rules.pages.zipped import steady
from permit_rules.sheets.cell_place import column_letters
from permit_rules.sheets.forms import ENTRY, NAMES, OWNER, PART, ROW, VERSION, Column, Kind
from permit_rules.sheets.sheet import (
    GUIDANCE,
    OVERVIEW,
    CellTooLong,
    RuleFileRead,
    RuleSheet,
    guidance,
)

#: A spreadsheet holds no longer text in a cell.
LONGEST_CELL: Final = 32767
#: A list of choices that is written into the file may not be longer.
_LONGEST_LIST: Final = 255
#: Rows beneath the last in which a clerk may write, with lists and text format.
_SPARE_ROWS: Final = 200
_WIDEST: Final = 46
_TEXT: Final = "@"
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: No clock in a file: the same rule file gives the same bytes.
_NO_TIME: Final = datetime(1980, 1, 1)

_EDGE: Final = Side(style="thin", color="D0D0D0")
_BORDER: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD: Final = PatternFill("solid", fgColor="1F4E79")
_SHADES: Final = {
    PART: PatternFill("solid", fgColor="EEF4FB"),
    VERSION: PatternFill("solid", fgColor="FFF8E5"),
}
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


def write_workbook(file: RuleFileRead, overview: Document | None) -> bytes:
    """The workbook of a rule file: what to know, the overview where there is one, the sheets.

    Raises:
        CellTooLong: a value does not fit into a cell.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _styles(book)
    _guide(book.create_sheet(GUIDANCE), guidance(file))
    if overview is not None:
        _overview(book.create_sheet(OVERVIEW), overview)
    for sheet in file.sheets():
        _sheet(book.create_sheet(sheet.form.name), sheet)
    first = next((n for n, s in enumerate(book.worksheets) if s.title != GUIDANCE), 0)
    book.active = first
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _NO_TIME
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    """As ``Workbook.save``, which would put the time into the file."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return steady(made.getvalue())


# ---- one sheet of rows -----------------------------------------------------------------------


def _sheet(sheet: Any, rows: RuleSheet) -> None:
    used, unused = rows.used, rows.unused
    columns = (*used, *unused)
    texts = [rows.cells(row, columns) for row in rows.rows]
    _row(sheet, 1, (ROW, OWNER, *(c.key for c in columns)), head=True)
    for number, (row, cells) in enumerate(zip(rows.rows, texts, strict=True), 2):
        _row(sheet, number, cells, shade="" if row.row == ENTRY else row.row)
    last = len(texts) + 1 + _SPARE_ROWS
    for number, name in enumerate((ROW, OWNER, *(c.key for c in columns)), 1):
        _width(sheet, number, [name, *(cells[number - 1] for cells in texts)])
        sheet.column_dimensions[column_letters(number)].number_format = _TEXT
    _choices(sheet, rows, columns, last)
    for number in range(len(used) + 3, len(columns) + 3):
        dimension = sheet.column_dimensions[column_letters(number)]
        dimension.outline_level, dimension.hidden = 1, True
    sheet.sheet_properties.outlinePr.summaryRight = False
    # The id and, where there is one, the name stay in view.
    sheet.freeze_panes = "E2" if len(used) > 1 and used[1].key in NAMES else "D2"
    sheet.auto_filter.ref = f"A1:{column_letters(len(columns) + 2)}{len(texts) + 1}"
    _on_paper(sheet)


def _choices(sheet: Any, rows: RuleSheet, columns: tuple[Column, ...], last: int) -> None:
    kinds = [
        ENTRY,
        *([PART] if rows.form.parts else []),
        *([VERSION] if rows.form.versions else []),
    ]
    _choice(sheet, 1, ROW, "这一行是什么；不写为要点。", tuple(kinds), last)
    _choice(sheet, 2, OWNER, "组成部分和版本属于哪个要点，写它的编号；要点不写。", (), last)
    used = len(rows.used)
    for number, column in enumerate(columns, 3):
        if number > used + 2 and not column.choices:
            continue
        how = "。写成一行：列表用 [ ]，一组键用 { }。" if column.kind is Kind.YAML else "。"
        _choice(sheet, number, column.key, column.help + how, column.choices, last)


def _choice(
    sheet: Any, number: int, name: str, prompt: str, choices: tuple[str, ...], last: int
) -> None:
    """What may be chosen in a column, and what is said when a cell of it is entered."""
    listed = f'"{",".join(choices)}"'
    fits = bool(choices) and len(listed) <= _LONGEST_LIST and not any("," in c for c in choices)
    made = DataValidation(
        type="list" if fits else None, formula1=listed if fits else None, allow_blank=True
    )
    made.promptTitle, made.prompt, made.showInputMessage = name[:32], prompt[:255], True
    if fits:
        made.errorTitle, made.error = name[:32], f"只能写：{'、'.join(choices)}"[:255]
        made.showErrorMessage = True
    letters = column_letters(number)
    made.add(f"{letters}2:{letters}{last}")
    sheet.add_data_validation(made)


# ---- the sheets that are only looked at ------------------------------------------------------


def _guide(sheet: Any, lines: Iterable[tuple[str, ...]]) -> None:
    for number, line in enumerate(lines, 1):
        _row(sheet, number, line, head=line[:1] == ("表",), edged=len(line) > 2)
    for letters, width in zip("ABCD", (16, 16, 70, 50), strict=True):
        sheet.column_dimensions[letters].width = width
    _on_paper(sheet)


def _overview(sheet: Any, document: Document) -> None:
    number = 1
    _row(sheet, number, (document.title,), edged=False)
    sheet.cell(number, 1).font = Font(bold=True, size=14)
    for text in document.lead:
        number += 1
        _row(sheet, number, (text,), edged=False)
    for section in document.sections:
        for block in section.blocks:
            number += 1
            if isinstance(block, Table):
                number = _table(sheet, number + 1, block)
            elif isinstance(block, Items):
                for text in block.texts:
                    number += 1
                    _row(sheet, number, (text,), edged=False)
            elif isinstance(block, Paragraph):
                _row(sheet, number, (block.text,), edged=False)
    _on_paper(sheet)


def _table(sheet: Any, number: int, table: Table) -> int:
    _row(sheet, number, table.columns, head=True)
    for row in table.rows:
        number += 1
        _row(sheet, number, tuple("\n".join(cell) for cell in row))
    for column, name in enumerate(table.columns, 1):
        texts = [name, *(line for row in table.rows for line in row[column - 1])]
        _width(sheet, column, texts)
    return number


# ---- cells -----------------------------------------------------------------------------------


def _row(
    sheet: Any,
    number: int,
    texts: Iterable[str],
    *,
    head: bool = False,
    edged: bool = True,
    shade: str = "",
) -> None:
    """A row of texts; what lies outside a table runs on over the next cells."""
    for column, text in enumerate(texts, 1):
        style = f"{'head' if head else 'cell' if edged else 'line'}{'' if head else shade}"
        _put(sheet.cell(number, column), text, style)


def _put(cell: Any, text: str, style: str) -> None:
    """A text, whatever it looks like: never a formula, a number or a date."""
    if len(text) > LONGEST_CELL:
        raise CellTooLong(f"「{text[:20]}…」有 {len(text)} 个字，放不进一个单元格")
    cell.style = style
    if not text:
        return
    cell.value = _ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"
    if text[0] in "=+-@'":
        # Otherwise the program would make a formula of it as soon as somebody edits it.
        cell.quotePrefix = True


def _styles(book: Workbook) -> None:
    """The styles of cells, each made once."""
    for name, shade in (
        ("head", _HEAD),
        ("cell", None),
        *((f"cell{s}", f) for s, f in _SHADES.items()),
    ):
        style = NamedStyle(name, alignment=_WRAPPED, border=_BORDER, number_format=_TEXT)
        if shade is not None:
            style.fill = shade
        if name == "head":
            style.font = Font(bold=True, color="FFFFFF")
        book.add_named_style(style)
    line = NamedStyle("line", alignment=Alignment(vertical="top"), number_format=_TEXT)
    book.add_named_style(line)


def _width(sheet: Any, number: int, texts: Iterable[str]) -> None:
    """As wide as the widest line, within what can be read; a Chinese character is two wide."""
    lines = (line for text in texts for line in text.split("\n"))
    widest = max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    sheet.column_dimensions[column_letters(number)].width = min(max(widest + 3, 8), _WIDEST)


def _on_paper(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
