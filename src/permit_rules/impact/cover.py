"""The fewest plain descriptions of a set of cells, none of which could be shorter or wider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.conditions.nodes import Node
from permit_rules.impact.axes import ChoiceAxis, Places, joined
from permit_rules.impact.space import Cells, Space

#: How many descriptions of one difference are made before it is said that there are more.
MOST: Final = 60


@dataclass(frozen=True)
class Kind:
    """One kind of application: the places it has on each axis; on most axes all of them."""

    space: Space
    places: tuple[Places, ...]

    @property
    def cells(self) -> Cells:
        """The cells it takes in."""
        found = self.space.full
        for number, (axis, places) in enumerate(zip(self.space.axes, self.places, strict=True)):
            if len(places) < axis.size:
                found &= self.space.at(number, places)
        return found

    @property
    def clauses(self) -> int:
        """On how many axes it says something."""
        pairs = zip(self.space.axes, self.places, strict=True)
        return sum(len(places) < axis.size for axis, places in pairs)

    @property
    def node(self) -> Node:
        """It as a condition."""
        return joined(list(zip(self.space.axes, self.places, strict=True)))

    @property
    def certain(self) -> bool:
        """Whether nothing in it hangs on how two days lie to one another."""
        pairs = zip(self.space.axes, self.places, strict=True)
        return not any(axis.free and len(places) < axis.size for axis, places in pairs)


@dataclass(frozen=True, slots=True)
class Cover:
    """Descriptions that together take in a set of cells and nothing else.

    ``whole`` False: there were more than :data:`MOST`, and some cells are not described.
    """

    kinds: tuple[Kind, ...]
    whole: bool = True


def cover(space: Space, wanted: Cells) -> Cover:
    """Describe ``wanted`` by kinds of which none, and of none of which a clause, can be left out.

    Every kind says as little as will do; of the values a clause names, those that another kind
    takes in anyway are not named twice. The same cells give the same kinds in the same order.
    """
    left = wanted
    found: list[Kind] = []
    while left and len(found) < MOST:
        cell = (left & -left).bit_length() - 1
        best = max(
            _widest(space, wanted, space.places_of(cell)),
            key=lambda kind: ((kind.cells & left).bit_count(), -kind.clauses),
        )
        found.append(best)
        left &= ~best.cells
    needed = list(_needed(found, wanted & ~left))
    return Cover(tuple(_apart(needed)), whole=not left)


def _widest(space: Space, wanted: Cells, start: tuple[int, ...]) -> Iterator[Kind]:
    """The cell widened until nothing can be added, in several orders of the axes."""
    numbers = range(len(space.axes))
    orders = dict.fromkeys((*numbers[n:], *numbers[:n]) for n in numbers)
    for order in [*orders] or [()]:
        yield from (_widened(space, wanted, start, each) for each in (order, order[::-1]))


def _widened(space: Space, wanted: Cells, start: tuple[int, ...], order: tuple[int, ...]) -> Kind:
    """What could not be added early cannot be added later, so one pass is enough."""
    places: list[Places] = [frozenset((p,)) for p in start]
    masks = [space.at(n, p) for n, p in enumerate(places)]
    for number in order:
        rest = space.full
        for other, mask in enumerate(masks):
            if other != number:
                rest &= mask
        fitting = frozenset(
            p for p in range(space.axes[number].size) if not rest & space.at(number, (p,)) & ~wanted
        )
        places[number] = fitting
        masks[number] = space.at(number, fitting)
    return Kind(space, tuple(places))


def _needed(kinds: list[Kind], wanted: Cells) -> Iterator[Kind]:
    """Without those whose cells the others take in anyway."""
    kept = list(kinds)
    for kind in reversed(kinds):
        others = 0
        for other in kept:
            if other is not kind:
                others |= other.cells
        if not wanted & ~others:
            kept.remove(kind)
    yield from kept


def _apart(kinds: list[Kind]) -> list[Kind]:
    """Without the values of a clause that other kinds take in anyway.

    Only values of a choice are taken out, and never the last one, so that no clause comes or goes
    and no stretch of numbers is torn.
    """
    made = list(kinds)
    for number in reversed(range(len(made))):
        for axis, described in enumerate(made[number].space.axes):
            told = len(made[number].places[axis]) < described.size
            if told and isinstance(described, ChoiceAxis):
                _narrow(made, number, axis)
    return made


def _narrow(kinds: list[Kind], number: int, axis: int) -> None:
    """Take the values out of one clause of one kind that the others cover."""
    others = 0
    for other, kind in enumerate(kinds):
        if other != number:
            others |= kind.cells
    for place in sorted(kinds[number].places[axis]):
        kind = kinds[number]
        rest = kind.places[axis] - {place}
        if rest and not kind.cells & kind.space.at(axis, (place,)) & ~others:
            places = (*kind.places[:axis], rest, *kind.places[axis + 1 :])
            kinds[number] = Kind(kind.space, places)
