"""Two rulebooks of an item side by side: which statements differ, from which day, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import NEVER, Node, fields_of, tests_of
from permit_rules.conditions.phrases import day_words
from permit_rules.guides.differences import element_name, item_elements
from permit_rules.guides.point_words import SECTION_TITLES
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving import change_days, resolve

ITEM_SECTION: Final = "事项"
SITUATIONS: Final = "情形定义"
ON_SPOT: Final = "当场决定"
FIELDS: Final = "申请信息"
#: Where a statement stands: its section and its id.
Key: TypeAlias = "tuple[str, str]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One statement before and after; None where there is none.

    ``since`` is the day from which they differ (None: on all days, or on the one looked at),
    ``until`` the day from which they no longer do (None: for good). ``books`` are the rulebooks
    they were taken from, ``days`` the days those are of; ``old_id`` is the id before where it was
    renumbered.
    """

    section: str
    id: str
    name: str
    old: object
    new: object
    since: date | None
    until: date | None
    books: tuple[Rulebook, Rulebook]
    days: tuple[date, date]
    old_id: str = ""


def on_days(
    old: Library, new: Library, item: str, place: str, on: date | None = None
) -> tuple[Pair, ...]:
    """What two libraries say differently, on one day or on all days that both know.

    Raises:
        UnknownItem: one of them lacks the item.
    """
    days = (on,) if on else _days(old, new, item, place)
    found: list[Pair] = []
    for number, day in enumerate(days):
        books = (resolve(old, item, place, day), resolve(new, item, place, day))
        following = days[number + 1] if number + 1 < len(days) else None
        # What differs from the first day on was not changed on that day.
        since = day if number else None
        for pair in _pairs(books, (day, day), since, None if on else following):
            _join(found, pair)
    return tuple(found)


def between(library: Library, item: str, place: str, since: date, until: date) -> tuple[Pair, ...]:
    """What one library says differently on ``until`` than it said on ``since``.

    Raises:
        UnknownItem: it lacks the item.
    """
    books = (resolve(library, item, place, since), resolve(library, item, place, until))
    days = [d for d in change_days(library, item, place) if since < d <= until]
    stated = [(day, _elements(resolve(library, item, place, day))) for day in days]
    pairs = _pairs(books, (since, until), None, None)
    return tuple(replace(pair, since=_begun(pair, stated)) for pair in pairs)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known of the rules of a day: ``whole`` nothing is; "" all of it is known."""

    words: str
    whole: bool


def unknown_on(library: Library, item: str, place: str, day: date) -> Unknown:
    """What the library does not know of the rules of that day, in words."""
    book = resolve(library, item, place, day)
    if book.item.id in book.gaps:
        start = day_words(book.item.known_from)
        return Unknown(f"规则库从{start}起才有这个事项的规定，{day_words(day)}的不知道。", True)
    if book.gaps:
        return Unknown(f"{day_words(day)}这些要点的规定不知道：{'、'.join(book.gaps)}。", False)
    return Unknown("", False)


def _days(old: Library, new: Library, item: str, place: str) -> tuple[date, ...]:
    """The days on which something begins or ends, from the first one that both know."""
    known = [(change_days(lib, item, place)) for lib in (old, new)]
    first = max(days[0] for days in known)
    return tuple(sorted({d for days in known for d in days if d >= first}))


def _begun(pair: Pair, stated: Sequence[tuple[date, Mapping[Key, object]]]) -> date | None:
    """The first of the days from which on the newer statement stands."""
    key = (pair.section, pair.id)
    first: date | None = None
    for day, elements in reversed(stated):
        if elements.get(key) != pair.new:
            break
        first = day
    return first


def _join(found: list[Pair], pair: Pair) -> None:
    """Add a pair, or let the same difference of the days before go on."""
    for number, before in enumerate(found):
        same = (before.section, before.id, before.until) == (pair.section, pair.id, pair.since)
        if same and (before.old, before.new) == (pair.old, pair.new):
            found[number] = replace(before, until=pair.until)
            return
    found.append(pair)


def _pairs(
    books: tuple[Rulebook, Rulebook],
    days: tuple[date, date],
    since: date | None,
    until: date | None,
) -> Iterator[Pair]:
    old, new = map(_elements, books)
    renumbered = dict(_renumbered(old, new))
    for key in dict.fromkeys((*new, *old)):
        if key in renumbered.values():
            continue
        before = renumbered.get(key, key)
        one, other = old.get(before), new.get(key)
        if one == other:
            continue
        section, named = key
        name = _name(section, named, one if other is None else other)
        yield Pair(
            section=section,
            id=named,
            name=name,
            old=one,
            new=other,
            since=since,
            until=until,
            books=books,
            days=days,
            old_id=before[1] if before != key else "",
        )


def _name(section: str, key: str, value: object) -> str:
    if section in (ITEM_SECTION, SITUATIONS):
        return key
    return value.label if isinstance(value, Field) else element_name(section, key, value)


def _renumbered(old: Mapping[Key, object], new: Mapping[Key, object]) -> Iterator[tuple[Key, Key]]:
    """Statements that went and came under another id with the same name: new key, old key."""
    gone = [k for k in old if k not in new and k[0] in SECTION_TITLES.values()]
    for key in (k for k in new if k not in old and k[0] in SECTION_TITLES.values()):
        for other in gone:
            if other[0] == key[0] and _name(*other, old[other]) == _name(*key, new[key]):
                gone.remove(other)
                yield key, other
                break


def _elements(book: Rulebook) -> dict[Key, object]:
    """Everything that a rulebook says, by where it stands."""
    found: dict[Key, object] = {
        (ITEM_SECTION, key): words for key, words in item_elements(book.item) if key != SITUATIONS
    }
    if book.item.decided_on_spot != NEVER:
        found[ITEM_SECTION, ON_SPOT] = book.item.decided_on_spot
    found.update({(SITUATIONS, k): node for k, node in book.item.situations.items()})
    for name, title in SECTION_TITLES.items():
        found.update({(title, value.id): value for value in getattr(book, name)})
    found.update({(FIELDS, f.id): f for f in book.item.fields})
    return found


# ---- one catalogue for both ----------------------------------------------------------------------


def joint_catalogue(old: FieldCatalogue, new: FieldCatalogue) -> FieldCatalogue:
    """The fields of both, with the values of both; where they differ otherwise, the newer one."""
    before = {f.id: f for f in old.fields}
    joint = [_joint(before.pop(f.id, None), f) for f in new.fields]
    return FieldCatalogue((*joint, *before.values()))


def _joint(old: Field | None, new: Field) -> Field:
    if old is None or old == new:
        return new
    names = {c.name for c in new.choices}
    members = {m.id: m for m in old.members}
    inside = tuple(_joint(members.pop(m.id, None), m) for m in new.members)
    return replace(
        new,
        choices=(*new.choices, *(c for c in old.choices if c.name not in names)),
        members=(*inside, *members.values()),
    )


def not_comparable(
    nodes: Iterable[Node], old: FieldCatalogue, new: FieldCatalogue
) -> tuple[str, ...]:
    """The labels of fields whose values mean something else in the two catalogues."""
    read = dict.fromkeys(f for node in nodes for t in tests_of(node) for f in fields_of(t))
    return tuple(
        other.label
        for field_id in read
        if (one := _found(old, field_id)) is not None
        and (other := _found(new, field_id)) is not None
        and _measure(one) != _measure(other)
    )


def _found(catalogue: FieldCatalogue, field_id: str) -> Field | None:
    try:
        return catalogue.by_id(field_id)
    except KeyError:
        return None


def _measure(field: Field) -> tuple[FieldType, str, int]:
    return field.type, field.unit, field.decimals


def item_names(libraries: Iterable[Library]) -> tuple[str, ...]:
    """The ids of all items of some libraries, in their order."""
    return tuple(dict.fromkeys(i.id for library in libraries for i in library.items))


def own_places(item: str, libraries: Iterable[Library]) -> tuple[str, ...]:
    """The places with a file of the item, a place before those below it."""
    found: set[str] = set()
    for library in libraries:
        found |= {i.place for i in library.items if i.id == item}
        found |= {o.place for o in library.overlays if o.item == item}
    return tuple(sorted(found))


def first_item(item: str, place: str, libraries: Iterable[Library]) -> Item | None:
    """The item as the first of the libraries has it that has it."""
    return next((i for lib in libraries if (i := lib.item_for(item, place)) is not None), None)
