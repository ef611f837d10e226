"""Situations and materials in one table: which paper which handling item asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from permit_rules.conditions.nodes import ALWAYS, NEVER, Node, conjunction
from permit_rules.conditions.wording import sentence
from permit_rules.guides.document import Cell, Items, Table, items, table
from permit_rules.guides.narrowing import Narrowing
from permit_rules.model.material import Demanded, Material, Necessity


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table, and what its marks mean."""

    table: Table | None
    legend: Items | None


@dataclass(slots=True)
class _Notes:
    """The conditions met so far, each with its number."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, words: str) -> int:
        return self.numbers.setdefault(words, len(self.numbers) + 1)


def matrix(narrowing: Narrowing) -> Matrix:
    """Materials and parts as rows, the handling items that may be applied for as columns.

    ● asked for, ○ optional, ①-like numbers in brackets where it hangs on a condition, － not.
    """
    notes = _Notes()
    columns = [narrowing.under(h.name) for h in narrowing.handling_items]
    rows = []
    for material in narrowing.book.materials:
        for paper, when in _papers(material):
            cells = tuple(_cell(under, paper, when, notes) for under in columns)
            if any(cell != ("－",) for cell in cells):
                rows.append(((f"{paper.id} {paper.name}",), *cells))
    made = table(("材料", *(h.name for h in narrowing.handling_items)), tuple(rows))
    if made is None:
        return Matrix(None, None)
    legend = (
        "●须提交；○可以提交；－不要；方括号里的数是下面的条件。",
        *(f"[{number}] {words}" for words, number in notes.numbers.items()),
    )
    return Matrix(made, items(*legend))


def _papers(material: Material) -> Iterator[tuple[Demanded, Node]]:
    yield material, material.when
    for part in material.parts:
        yield part, conjunction(material.when, part.when)


def _cell(under: Narrowing, paper: Demanded, when: Node, notes: _Notes) -> Cell:
    left, unless = under.left(when), under.left(paper.unless)
    if left == NEVER or unless == ALWAYS:
        return ("－",)
    optional = isinstance(paper, Material) and paper.necessity is Necessity.OPTIONAL
    marks = []
    catalogue = under.book.catalogue
    if left != ALWAYS:
        marks.append(notes.number(f"若{sentence(left, catalogue)}"))
    if unless != NEVER:
        marks.append(notes.number(f"若{sentence(unless, catalogue)}，免交"))
    return (f"{'○' if optional else '●'}{''.join(f'[{n}]' for n in marks)}",)
