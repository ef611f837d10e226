"""The levels of an item side by side: what is the same everywhere, what differs, and why.

The elements that all levels have in common (三级 N 同) are listed once; of every other element
each level says what it adds, replaces or withdraws against the nearest level above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final, TypeAlias

from permit_rules.guides.differences import changed_keys, element_name, item_elements
from permit_rules.guides.point_words import SECTION_TITLES, PointWords
from permit_rules.model.basis import LegalBasis
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.place import NATION, ancestors
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving import resolve, unknown_item

#: The heading of what an item's file says about the item as a whole.
ITEM_SECTION: Final = "事项"


class Difference(str, Enum):
    """What a level has of an element, against the nearest level above it.

    Where the item has no file above, as with the items of two provinces, it is held against the
    first such level, and what differs is each one's own.
    """

    STATED = "有"
    SAME = "相同"
    OWN = "自定"
    ADDED = "增加"
    REPLACED = "替换"
    WITHDRAWN = "撤销"
    ABSENT = "无"


@dataclass(frozen=True, slots=True)
class Level:
    """One level that speaks about the item: the file it has, and what its place is called."""

    place: str
    name: str
    own_file: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that is compared: its section, its id ("" for what is no point) and its name."""

    section: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """What one level has of an element.

    ``keys`` are the YAML keys it replaces, ``words`` what is new in it, in sentences.
    """

    difference: Difference
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Levels:
    """The comparison; ``differences`` has one :class:`Held` for each level, in their order.

    ``unknown`` are the levels for which no rules are known on the day.
    """

    item: str
    name: str
    day: date
    levels: tuple[Level, ...]
    common: tuple[Element, ...]
    differences: tuple[tuple[Element, tuple[Held, ...]], ...]
    unknown: tuple[str, ...] = ()


_Values: TypeAlias = "Mapping[tuple[str, str], object]"


def compare_levels(library: Library, item: str, day: date, place: str = NATION) -> Levels:
    """The levels above, at and below ``place`` that have a file about ``item``, on ``day``.

    Raises:
        UnknownItem: no such level has the item.
    """
    codes = _places(library, item, place)
    books = {code: resolve(library, item, code, day) for code in codes}
    if not books:
        raise unknown_item(library, item, place)
    values = {code: _values(book) for code, book in books.items()}
    keys = dict.fromkeys(key for found in values.values() for key in found)
    common, differences = [], []
    for key in keys:
        held = tuple(_held(library, books, values, code, key) for code in codes)
        value = next(found[key] for found in values.values() if key in found)
        point = "" if key[0] == ITEM_SECTION else key[1]
        name = element_name(*key, value) if point else key[1]
        element = Element(key[0], point, name)
        if all(h.difference in (Difference.STATED, Difference.SAME) for h in held):
            common.append(element)
        else:
            differences.append((element, _with_first_words(books, values, codes, key, held)))
    first = books[codes[0]].item
    return Levels(
        item=item,
        name=first.name,
        day=day,
        levels=tuple(_level(library, item, code) for code in codes),
        common=tuple(common),
        differences=tuple(differences),
        unknown=tuple(_name(library, c) for c in codes if books[c].item.id in books[c].gaps),
    )


def _places(library: Library, item: str, place: str) -> tuple[str, ...]:
    """The places with a file of the item, a place before those below it."""
    stated = {i.place for i in library.items if i.id == item}
    stated |= {o.place for o in library.overlays if o.item == item}
    near = (c for c in stated if c in ancestors(place) or place in ancestors(c))
    return tuple(sorted(c for c in near if library.item_for(item, c) is not None))


def _level(library: Library, item: str, code: str) -> Level:
    own = any(i.id == item and i.place == code for i in library.items)
    return Level(code, _name(library, code), own)


def _name(library: Library, code: str) -> str:
    if code == NATION:
        return "国家"
    known = library.places.get(code)
    return known.name if known else code


def _values(book: Rulebook) -> dict[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {
        (ITEM_SECTION, name): value for name, value in item_elements(book.item)
    }
    for name, title in SECTION_TITLES.items():
        found.update({(title, value.id): value for value in getattr(book, name)})
    return found


def _held(
    library: Library,
    books: Mapping[str, Rulebook],
    values: Mapping[str, _Values],
    code: str,
    key: tuple[str, str],
) -> Held:
    above = next((c for c in reversed(ancestors(code)[:-1]) if c in values), None)
    first = next(iter(values))
    here = values[code].get(key)
    if above is None and code == first:
        return _NOTHING if here is None else Held(Difference.STATED)
    there = values[first if above is None else above].get(key)
    if here is None:
        lost = above is not None and there is not None
        return _absent(library, books[code].item, code, key) if lost else _NOTHING
    if there is None:
        return Held(Difference.OWN if above is None else Difference.ADDED, basis=_basis(here))
    keys = changed_keys(here, there)
    if not keys:
        return Held(Difference.SAME)
    kind = Difference.OWN if above is None else Difference.REPLACED
    return Held(kind, keys, _new_words(books[code], here, there), _basis(here))


_NOTHING: Final = Held(Difference.ABSENT)


def _absent(library: Library, item: Item, code: str, key: tuple[str, str]) -> Held:
    for overlay in library.overlays_for(item, code):
        if overlay.place == code:
            for withdrawal in overlay.withdraws:
                if withdrawal.point == key[1]:
                    return Held(Difference.WITHDRAWN, basis=withdrawal.basis)
    return _NOTHING


def _with_first_words(
    books: Mapping[str, Rulebook],
    values: Mapping[str, _Values],
    codes: tuple[str, ...],
    key: tuple[str, str],
    held: tuple[Held, ...],
) -> tuple[Held, ...]:
    """The same, with what the highest level says where a lower one says it otherwise."""
    changed = [values[code][key] for code, one in zip(codes, held, strict=True) if one.keys]
    if held[0].difference is not Difference.STATED:
        return held
    book, first = books[codes[0]], values[codes[0]][key]
    said = dict.fromkeys(w for other in changed for w in _new_words(book, first, other))
    return (replace(held[0], words=tuple(said)), *held[1:])


def _new_words(book: Rulebook, here: object, there: object) -> tuple[str, ...]:
    if isinstance(here, str):
        return (here or "没有写",)
    words = PointWords(book.catalogue, detailed=True, offices=book.offices)
    before = set(words.said(there))
    return tuple(
        line.strip()
        for line in words.said(here)
        if line not in before and not line.strip().startswith("依据：")
    )


def _basis(value: object) -> tuple[LegalBasis, ...]:
    found: Iterable[LegalBasis] = getattr(value, "basis", ())
    return tuple(found)
