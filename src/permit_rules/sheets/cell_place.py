"""Where a cell stands, and diagnostics that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from permit_rules.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class CellPlace(Span):
    """A cell: ``file`` is the name of its sheet, ``line`` its row, ``column`` its column."""

    def __str__(self) -> str:
        return f"{self.file}!{column_letters(self.column)}{self.line}"


def column_letters(column: int) -> str:
    """The letters of a column, as a spreadsheet shows them: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def at_cell(found: Iterable[Diagnostic], place: CellPlace) -> Iterator[Diagnostic]:
    """The diagnostics of what stands in a cell, each naming the cell."""
    for diagnostic in found:
        text = diagnostic.where.text if diagnostic.where else ""
        where = CellPlace(place.file, place.line, place.column, text)
        yield replace(diagnostic, where=where)
