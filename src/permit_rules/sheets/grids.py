"""Cells as a spreadsheet or a CSV file holds them, before anyone knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

#: The column of a CSV file that names the sheet of a row: such a file has only one.
SHEET: Final = "表"

MAX_ROWS: Final = 3000
MAX_COLUMNS: Final = 100


class Held(Enum):
    """What a program has made of what was typed into a cell."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TIME = "time"
    YES_NO = "yes or no"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its text, and what the program holds it for."""

    text: str = ""
    held: Held = Held.TEXT

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return self.held is Held.TEXT and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it stands, the heads of the columns in its first row.

    ``merged`` are the cells that were made one, as (row, column, name of the range), from 1.
    """

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
    merged: tuple[tuple[int, int, str], ...] = ()


class Unreadable(Exception):
    """A file is no sheet that can be read; says in Chinese what it is, and what to do."""

    def __init__(self, code: str, message: str, help: str) -> None:
        self.code = code
        self.message = message
        self.help = help
        super().__init__(message)
