"""Which items of a library are inspected, and what share of all they are (勘验评审事项目录)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.inspection import inspection_modes, is_visit
from permit_rules.model.arrangements import InspectionMode
from permit_rules.model.library import Library
from permit_rules.resolving import resolve

_PERMILLE: Final = Decimal("0.001")


class InspectedItem(BaseModel):
    """One item with every mode its rules know, in whatever situation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str
    name: str
    modes: tuple[InspectionMode, ...]

    @property
    def visited(self) -> bool:
        """Whether somebody may look at the place before the decision, on site or by video."""
        return any(map(is_visit, self.modes))


class InspectionCatalogue(BaseModel):
    """All items that can be asked for at a place on a day, inspected or not.

    ``unknown`` are the items for which the library knows no rules on that day; they are not
    counted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    on: date
    items: tuple[InspectedItem, ...]
    unknown: tuple[str, ...] = ()

    @property
    def inspected(self) -> tuple[InspectedItem, ...]:
        """The items with an inspection on site or by video."""
        return tuple(i for i in self.items if i.visited)

    @property
    def share(self) -> Decimal | None:
        """Inspected items of all items, to a thousandth (32 of 273: 0.117); None of none."""
        if not self.items:
            return None
        whole = Decimal(len(self.inspected)) / Decimal(len(self.items))
        return whole.quantize(_PERMILLE, ROUND_HALF_UP)


def inspection_catalogue(library: Library, place: str, on: date) -> InspectionCatalogue:
    """The catalogue of inspected items at ``place`` ("" for the nation) on a day."""
    items, unknown = [], []
    for item_id in sorted({i.id for i in library.items}):
        if library.item_for(item_id, place) is None:
            continue
        book = resolve(library, item_id, place, on)
        if book.item.id in book.gaps:
            unknown.append(item_id)
            continue
        known = inspection_modes(book)
        modes = tuple(m for m in InspectionMode if m in known)
        items.append(InspectedItem(item=item_id, name=book.item.name, modes=modes))
    return InspectionCatalogue(place=place, on=on, items=tuple(items), unknown=tuple(unknown))
