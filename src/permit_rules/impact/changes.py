"""The whole comparison: what differs in words, and exactly what it comes to for applicants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from permit_rules.conditions.nodes import Node
from permit_rules.conditions.wording import sentence
from permit_rules.impact.aspect import Aspect, Direction, Turn
from permit_rules.impact.aspects import aspects_of, on_spot, situation
from permit_rules.impact.burden import Burden
from permit_rules.impact.compare import (
    ITEM_SECTION,
    ON_SPOT,
    SITUATIONS,
    Pair,
    between,
    first_item,
    item_names,
    joint_catalogue,
    not_comparable,
    on_days,
    own_places,
    unknown_on,
)
from permit_rules.impact.cover import Kind, cover
from permit_rules.impact.edits import Edit, EditKind, edits
from permit_rules.impact.item_burden import item_burden
from permit_rules.impact.space import LIMIT, TooManyCells, space_of
from permit_rules.model.library import Library
from permit_rules.model.place import NATION, ancestors


class What(str, Enum):
    """What became of a statement."""

    ADDED = "新增"
    REMOVED = "取消"
    CHANGED = "改变"
    #: Other conditions that hold for the very same applications.
    EQUIVALENT = "等价改写"
    #: Only words, bases or the order in which things are written.
    WORDING = "只改文字"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """One kind of application to whom a change matters, and what it comes to.

    ``condition`` is the kind: none of its clauses can be left out. ``certain`` False: it hangs on
    how days lie to one another, so it may be that there is no such application.
    """

    point: str
    kind: Kind
    condition: Node
    words: str
    said: str
    direction: Direction
    burden: Burden
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One statement that differs.

    ``cells`` is how many cells were looked at, 0 where there was nothing to look at;
    ``unexamined`` says why some were not. ``whole`` False: not every kind is listed.
    """

    pair: Pair
    what: What
    edits: tuple[Edit, ...] = ()
    concerned: tuple[Concerned, ...] = ()
    burden: Burden = Burden.NEITHER
    cells: int = 0
    unexamined: str = ""
    whole: bool = True

    @property
    def burdens(self) -> frozenset[Burden]:
        """Which ways the change goes, for some application or other."""
        return frozenset({self.burden, *(c.burden for c in self.concerned)}) - {Burden.NEITHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What differs about one item at one place.

    ``missing`` names the side that lacks the item (``old`` or ``new``); ``unknown`` are the days
    of which the rules do not say, or not of every point, what holds, in words.
    """

    item: str
    name: str
    place: str
    place_name: str
    changes: tuple[Change, ...] = ()
    missing: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing at all differs."""
        return not (self.changes or self.missing or self.unknown)

    @property
    def adds_burden(self) -> bool:
        """Whether some application is asked for more."""
        return any(Burden.MORE in c.burdens for c in self.changes)


def impact(
    old: Library,
    new: Library,
    *,
    item: str | None = None,
    place: str | None = None,
    on: date | None = None,
    limit: int = LIMIT,
) -> tuple[Impact, ...]:
    """What differs between two libraries, for every item and place with rules of its own.

    ``on`` looks at one day; without it at all days, and every change has the day from which it
    holds. What a place merely takes from above is told above. ``limit`` bounds the cells.
    """
    found: list[Impact] = []
    for item_id in [item] if item else item_names((old, new)):
        above: dict[str, tuple[Change, ...]] = {}
        for code in own_places(item_id, (old, new)) if place is None else (place,):
            made = _at(old, new, item_id, code, on, limit)
            if made is None:
                continue
            told = [c for a in ancestors(code)[:-1] for c in above.get(a, ())]
            above[code] = made.changes
            own = tuple(c for c in made.changes if not _told(c, told))
            made = replace(made, changes=own)
            if not made.same:
                found.append(made)
    return tuple(found)


def impact_between(
    library: Library,
    item: str,
    since: date,
    until: date,
    *,
    place: str = NATION,
    limit: int = LIMIT,
) -> Impact:
    """What one library says differently of an item on ``until`` than on ``since``.

    Raises:
        UnknownItem: the library lacks the item.
    """
    unknown = unknown_on(library, item, place, since), unknown_on(library, item, place, until)
    pairs = () if any(u.whole for u in unknown) else between(library, item, place, since, until)
    made = _impact(library, library, item, place, pairs, limit)
    return replace(made, unknown=tuple(dict.fromkeys(u.words for u in unknown if u.words)))


def _told(change: Change, told: Sequence[Change]) -> bool:
    pair = change.pair
    return any(
        (pair.section, pair.id, pair.since, pair.until)
        == (t.pair.section, t.pair.id, t.pair.since, t.pair.until)
        and (pair.old, pair.new) == (t.pair.old, t.pair.new)
        for t in told
    )


def _at(
    old: Library, new: Library, item: str, place: str, on: date | None, limit: int
) -> Impact | None:
    sides = [lib.item_for(item, place) is not None for lib in (old, new)]
    if not any(sides):
        return None
    if not all(sides):
        return _impact(old, new, item, place, (), limit, missing="old" if sides[1] else "new")
    unknown = [unknown_on(lib, item, place, on) for lib in (old, new)] if on else []
    known = not any(u.whole for u in unknown)
    pairs = on_days(old, new, item, place, on) if known else ()
    made = _impact(old, new, item, place, pairs, limit)
    return replace(made, unknown=tuple(dict.fromkeys(u.words for u in unknown if u.words)))


def _impact(
    old: Library,
    new: Library,
    item: str,
    place: str,
    pairs: Sequence[Pair],
    limit: int,
    missing: str = "",
) -> Impact:
    stated = first_item(item, place, (new, old))
    known = new.places.get(place) or old.places.get(place)
    return Impact(
        item=item,
        name=stated.name if stated else item,
        place=place,
        place_name=known.name if known else (place or "国家"),
        changes=tuple(_change(pair, limit) for pair in pairs),
        missing=missing,
    )


# ---- one statement -------------------------------------------------------------------------------


def _change(pair: Pair, limit: int) -> Change:
    old, new = pair.books
    catalogue = joint_catalogue(old.catalogue, new.catalogue)
    told: tuple[Edit, ...] = ()
    if pair.old is not None and pair.new is not None:
        told = edits(pair.old, pair.new, catalogue, pair.id if isinstance(pair.new, str) else "")
    aspects = [a for a in _aspects(pair) if a.old != a.new]
    nodes = [n for a in aspects for n in (a.old, a.new)]
    strange = not_comparable(nodes, old.catalogue, new.catalogue)
    seen = _Seen()
    if strange:
        seen.unexamined = f"「{'、'.join(strange)}」的类型、单位或者小数位改了，没有逐格比较"
    else:
        for aspect in aspects:
            _look(pair, aspect, seen, limit)
    burden = item_burden(pair)
    return Change(
        pair=pair,
        what=_what(pair, told, seen, burden),
        edits=told,
        # A situation asks nothing by itself; the points that use it are told with whom it concerns.
        concerned=() if pair.section == SITUATIONS else tuple(seen.concerned),
        burden=burden,
        cells=seen.cells,
        unexamined=seen.unexamined,
        whole=seen.whole,
    )


def _aspects(pair: Pair) -> Iterator[Aspect]:
    old, new = pair.books
    catalogue = joint_catalogue(old.catalogue, new.catalogue)
    if pair.section == SITUATIONS:
        yield from situation(pair.old, pair.new)
        return
    if (pair.section, pair.id) == (ITEM_SECTION, ON_SPOT):
        yield on_spot(old.item, new.item)
        return
    yield from aspects_of(pair.old, pair.new, catalogue)


@dataclass(slots=True)
class _Seen:
    concerned: list[Concerned] = field(default_factory=list)
    cells: int = 0
    unexamined: str = ""
    whole: bool = True


def _look(pair: Pair, aspect: Aspect, seen: _Seen, limit: int) -> None:
    """Go over the cells of one aspect and describe those for which something turns."""
    old, new = pair.books
    catalogue = joint_catalogue(old.catalogue, new.catalogue)
    nodes = (aspect.new, aspect.old)
    try:
        space = space_of(nodes, catalogue, limit=limit)
    except TooManyCells as many:
        said = aspect.turns[0].said
        seen.unexamined = f"组合有 {many.cells} 种，超过 {limit} 种，没有逐格比较（{said}）"
        return
    seen.cells += space.count
    for turn in aspect.turns:
        covered = cover(space, space.holds(turn.where))
        seen.whole = seen.whole and covered.whole
        seen.concerned += (_concerned(pair, turn, kind, catalogue) for kind in covered.kinds)


def _concerned(pair: Pair, turn: Turn, kind: Kind, catalogue: Any) -> Concerned:
    condition = kind.node
    return Concerned(
        point=pair.id,
        kind=kind,
        condition=condition,
        words=sentence(condition, catalogue),
        said=turn.said,
        direction=turn.direction,
        burden=turn.burden,
        certain=kind.certain,
    )


def _what(pair: Pair, told: Sequence[Edit], seen: _Seen, burden: Burden) -> What:
    if pair.old is None:
        return What.ADDED
    if pair.new is None:
        return What.REMOVED
    asked = [e for e in told if e.kind is EditKind.SUBSTANCE]
    if seen.concerned or seen.unexamined or burden is not Burden.NEITHER:
        return What.CHANGED
    if asked:
        # Every condition stands behind an aspect: where none of those turned, all is as it was.
        return What.EQUIVALENT if all(e.condition for e in asked) else What.CHANGED
    return What.EQUIVALENT if seen.cells else What.WORDING
