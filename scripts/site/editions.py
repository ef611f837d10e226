"""The editions of the items: what the nation, and each place with a file of its own, asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from permit_rules.diagnostics import Span
from permit_rules.guides.narrowing import Narrowing
from permit_rules.guides.overview import place_name
from permit_rules.guides.point_words import SECTION_TITLES
from permit_rules.guides.points import PointSentence, point_sentences
from permit_rules.model.library import Library
from permit_rules.model.place import ancestors
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving import resolve
from permit_rules.resolving.layers import section_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a rule file in force: its section, its value, and where it is written."""

    section: str
    id: str
    value: Any
    where: Span


@dataclass(frozen=True, slots=True)
class Edition:
    """One item at one place on the day of the site."""

    item: str
    name: str
    place: str
    place_name: str
    folder: str
    book: Rulebook
    sentences: tuple[PointSentence, ...]
    entries: tuple[Entry, ...]

    @property
    def manual(self) -> tuple[PointSentence, ...]:
        """The points that a person judges."""
        return tuple(s for s in self.sentences if s.manual)

    @property
    def unverified(self) -> tuple[PointSentence, ...]:
        """The points that rest on a text which was not read itself."""
        return tuple(s for s in self.sentences if any(not b.grade.verified for b in s.basis))


def editions(library: Library, day: date) -> tuple[Edition, ...]:
    """Every edition, the nation's first, then by place and item."""
    stated = {(i.place, i.id) for i in library.items}
    stated |= {(o.place, o.item) for o in library.overlays}
    return tuple(_edition(library, item, place, day) for place, item in sorted(stated))


def edition_for(found: tuple[Edition, ...], item: str, place: str) -> Edition | None:
    """The edition that answers for an item at a place: the nearest going up."""
    for code in reversed(ancestors(place)):
        for each in found:
            if (each.item, each.place) == (item, code):
                return each
    return None


def _edition(library: Library, item: str, place: str, day: date) -> Edition:
    book = resolve(library, item, place, day)
    return Edition(
        item=item,
        name=book.item.name,
        place=place,
        place_name=place_name(library, place),
        folder=f"{place or 'national'}/{item}",
        book=book,
        sentences=tuple(s for s in point_sentences(Narrowing(book)) if s.counted),
        entries=tuple(_entries(library, book, day)),
    )


def _entries(library: Library, book: Rulebook, day: date) -> Iterator[Entry]:
    overlays = library.overlays_for(book.item, book.place)
    for name in SECTION_TITLES:
        for entry in section_of(book.item, overlays, name):
            value = entry.on(day)
            versions = [v for d in entry.layers for v in d.versions if v.value is value]
            if value is not None:
                yield Entry(name, entry.id, value, versions[-1].where)
