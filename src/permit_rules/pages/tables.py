"""A table before it is written: columns, and rows of cells of some lines each; no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

from permit_rules.written.inert import inert_markdown

#: The lines of one cell.
Cell: TypeAlias = "tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def shares(self) -> tuple[int, ...]:
        """How much of the width each column wants, in percent: the more text, the wider."""
        texts = [
            sum(len(line) for row in self.rows for line in row[n]) / (len(self.rows) or 1)
            for n in range(len(self.columns))
        ]
        # Less than in proportion: what is long may take more lines.
        wants = [max(t**0.65, sqrt(len(c)), 2.3) for t, c in zip(texts, self.columns, strict=True)]
        return tuple(round(100 * w / sum(wants)) for w in wants)


def table(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table | None:
    """A table without the columns that nobody fills; None without rows."""
    if not rows:
        return None
    kept = [n for n in range(len(columns)) if n == 0 or any(any(row[n]) for row in rows)]
    return Table(
        tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)
    )


def markdown_table(made: Table) -> Iterator[str]:
    """The lines of a table in Markdown, every text inert."""
    yield _row(inert_markdown(c) for c in made.columns)
    yield "|" + "---|" * len(made.columns)
    for row in made.rows:
        yield _row("<br>".join(map(inert_markdown, cell)) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
