"""A rule file as sheets: a workbook, or one CSV file."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.guides.document import Document
from permit_rules.pages.extras import extra_for
from permit_rules.sheets.delimited import write_csv
from permit_rules.sheets.forms import OWNER, ROW, Column
from permit_rules.sheets.grids import SHEET
from permit_rules.sheets.sheet import RuleFileRead


def sheets_as_xlsx(file: RuleFileRead, overview: Document | None = None) -> bytes:
    """A workbook with a sheet for each section; ``overview`` stands on a sheet of its own.

    Raises:
        ModuleNotFoundError: it needs the extra ``spreadsheet``, which the message names.
        CellTooLong: a value does not fit into a cell.
    """
    with extra_for("xlsx", "spreadsheet"):
        from permit_rules.sheets.workbook_writing import write_workbook

        return write_workbook(file, overview)


def sheets_as_csv(file: RuleFileRead) -> bytes:
    """All sheets in one table, with the columns that any of them uses."""
    return write_csv(_rows(file))


def _rows(file: RuleFileRead) -> Iterator[tuple[str, ...]]:
    sheets = [sheet for sheet in file.sheets() if sheet.rows]
    columns: dict[str, Column] = {c.key: c for sheet in sheets for c in sheet.used}
    yield (SHEET, ROW, OWNER, *columns)
    for sheet in sheets:
        for row in sheet.rows:
            yield (sheet.form.name, *sheet.cells(row, tuple(columns.values())))
