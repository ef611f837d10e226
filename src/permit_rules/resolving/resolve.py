"""The one place where the day and the place choose what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, TypeVar

from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    FieldCatalogue,
    handling_item_field,
)
from permit_rules.model.item import Item, Overlay, Statements
from permit_rules.model.library import Library
from permit_rules.model.review_point import Applicability
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving.layers import Layered, section_of
from permit_rules.resolving.required import require_place, unknown_item

T = TypeVar("T")
#: The sections of statements; a rulebook holds them under the same names.
SECTIONS: Final = tuple(f.name for f in fields(Statements))
#: What asks for nothing: without it no demand can be missing. Of a way that is not known on a
#: day nobody can make use, so it is closed.
_TOLD_ONLY: Final = frozenset({"terms", "inspections", "reforms", "permits_first", "catch_alls"})


def resolve(library: Library, item: str, place: str, day: date) -> Rulebook:
    """The rulebook of ``item`` at ``place`` (a division code, "" for the nation) on ``day``.

    A day before the item's known rules gives a rulebook without points whose ``gaps`` names the
    item: whoever checks with it must say that no rules are known for that day.

    ``place`` may also be a name in ``library.places``.

    Raises:
        UnknownItem: the library has no such item at that place or above it.
        UnknownPlace: the place is neither a code nor such a name.
    """
    place = require_place(library, place)
    found = _find(library, item, place)
    overlays = library.overlays_for(found, place)
    days = change_days(library, item, place)
    empty = Rulebook(
        item=found,
        place=place,
        since=max((d for d in days if d <= day), default=None),
        until=min((d for d in days if d > day), default=None),
        levels=levels_of(library, item, place),
        catalogue=catalogue_of(library, found),
        calendar=library.calendar,
        offices=library.offices,
        gaps=(found.id,),
    )
    if day < found.known_from:
        return empty
    sections: dict[str, Any] = {n: _on(section_of(found, overlays, n), day) for n in SECTIONS}
    sections["applicability"] = tuple(_named(g, library) for g in sections["applicability"])
    return replace(
        empty,
        gaps=tuple(_gaps(found, overlays, day)),
        **sections,
    )


def _named(gate: Applicability, library: Library) -> Applicability:
    """A gate that leads to another item, with the name of that item if the library has it.

    It has the name wherever it stands: a rulebook hangs on the levels that speak, and no further
    on the place.
    """
    names = (i.name for i in library.items if i.id == gate.target)
    return replace(gate, target_name=next(names, gate.target))


def change_days(library: Library, item: str, place: str) -> tuple[date, ...]:
    """Every day on which the rulebook of ``item`` at ``place`` may change, in order.

    Raises:
        UnknownItem: as :func:`resolve`.
    """
    found = _find(library, item, place)
    days = {found.known_from}
    for entry in _entries(found, library.overlays_for(found, place)):
        days.update(d for d in entry.change_days if d > found.known_from)
    return tuple(sorted(days))


def levels_of(library: Library, item: str, place: str) -> tuple[str, ...]:
    """The places whose files speak about ``item`` at ``place``, the highest level first.

    Raises:
        UnknownItem: as :func:`resolve`.
    """
    found = _find(library, item, place)
    return (found.place, *dict.fromkeys(o.place for o in library.overlays_for(found, place)))


def _find(library: Library, item: str, place: str) -> Item:
    found = library.item_for(item, place)
    if found is None:
        raise unknown_item(library, item, place)
    return found


def _gaps(item: Item, overlays: Sequence[Overlay], day: date) -> Iterator[str]:
    """The points for which the rules of the day are not known, but for what decides nothing."""
    for name in SECTIONS:
        if name not in _TOLD_ONLY:
            yield from (e.id for e in section_of(item, overlays, name) if e.unknown_on(day))


def _on(entries: tuple[Layered[T], ...], day: date) -> tuple[T, ...]:
    return tuple(value for e in entries if (value := e.on(day)) is not None)


def _entries(item: Item, overlays: Sequence[Overlay]) -> Iterator[Layered[object]]:
    for name in SECTIONS:
        yield from section_of(item, overlays, name)


def catalogue_of(library: Library, item: Item) -> FieldCatalogue:
    """The fields an application for ``item`` may state: the shared ones and the item's own."""
    choices = tuple(Choice(h.name, h.aliases, h.description) for h in item.handling_items)
    return library.catalogue.with_fields((RECEIVED_ON, handling_item_field(choices), *item.fields))
