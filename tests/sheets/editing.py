"""Sheets of a small rule file, edited as a clerk would, and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from difflib import unified_diff
from functools import cache

from permit_rules.formatting import format_file
from permit_rules.loading.rule_files import RuleFolder, rule_folder
from permit_rules.sheets.grids import Grid, GridCell, Held
from permit_rules.sheets.reading import Sheets, SheetsRead, open_sheets, read_sheets
from permit_rules.sheets.sheet import RuleFileRead, read_rule_file
from permit_rules.sheets.writing import sheets_as_csv, sheets_as_xlsx
from tests.teahouse import RULES

ITEM = "national/teahouse.yaml"


@cache
def folder() -> RuleFolder:
    """The rules of the teahouse."""
    return rule_folder(RULES)


@cache
def rule_file(path: str = ITEM) -> RuleFileRead:
    """One of its files in the one form that rule files have."""
    content = next(f.content for f in folder().files if f.path == path)
    formatted = format_file(content, path).text
    assert formatted is not None
    read = read_rule_file(path, formatted.encode())
    assert read is not None
    return read


@cache
def workbook(path: str = ITEM) -> bytes:
    """Its workbook."""
    return sheets_as_xlsx(rule_file(path))


@cache
def _grids(path: str) -> tuple[Grid, ...]:
    return open_sheets(workbook(path), "表.xlsx").grids


class Book:
    """The sheets of a workbook to be edited, without a program for it."""

    def __init__(self, path: str = ITEM) -> None:
        self.sheets = {grid.name: [list(row) for row in grid.rows] for grid in _grids(path)}
        self.merged: dict[str, tuple[int, int, str]] = {}

    def row(self, sheet: str, name: str) -> int:
        """The number of the row whose id is ``name``."""
        at = self.column(sheet, "编号")
        return next(n for n, row in enumerate(self.sheets[sheet], 1) if row[at - 1].text == name)

    def column(self, sheet: str, key: str) -> int:
        """The number of a column."""
        return [cell.text for cell in self.sheets[sheet][0]].index(key) + 1

    def set(self, sheet: str, row: str | int, key: str, value: str, held: Held = Held.TEXT) -> None:
        """Write into the cell of a row, named by its id or its number, and a column."""
        number = row if isinstance(row, int) else self.row(sheet, row)
        self.sheets[sheet][number - 1][self.column(sheet, key) - 1] = GridCell(value, held)

    def insert(self, sheet: str, before: int, **cells: str) -> None:
        """A new row with these cells."""
        self.sheets[sheet].insert(before - 1, [GridCell() for _ in self.sheets[sheet][0]])
        for key, value in cells.items():
            self.set(sheet, before, key, value)

    def delete(self, sheet: str, name: str) -> None:
        """Take a row away."""
        del self.sheets[sheet][self.row(sheet, name) - 1]

    def grids(self) -> tuple[Grid, ...]:
        """The sheets as they are now."""
        return tuple(
            Grid(name, tuple(map(tuple, rows)), (self.merged[name],) if name in self.merged else ())
            for name, rows in self.sheets.items()
        )


def read_edited(edit: Callable[[Book], object], path: str = ITEM) -> SheetsRead:
    """What reading says of the workbook after ``edit``."""
    book = Book(path)
    edit(book)
    return read_sheets(rule_file(path), Sheets(book.grids(), one=False), folder())


def read(content: bytes, name: str = "表.xlsx", path: str = ITEM) -> SheetsRead:
    """What reading says of a file."""
    return read_sheets(rule_file(path), open_sheets(content, name), folder())


def csv_rows(path: str = ITEM) -> list[list[str]]:
    """The rows of its CSV file, as they stand there."""
    text = sheets_as_csv(rule_file(path)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_csv(rows: list[list[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """Rows as a CSV file."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode(encoding)


def changes(read: SheetsRead, path: str = ITEM) -> list[str]:
    """The lines that were taken away and put in."""
    assert read.text is not None, read.diagnostics
    before = rule_file(path).content.decode().splitlines()
    lines = list(unified_diff(before, read.text.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


def mistakes(read: SheetsRead) -> list[tuple[str, str]]:
    """The place and the code of every error."""
    assert read.text is None
    return [(str(d.where), d.code) for d in read.diagnostics if d.severity.value == "error"]
