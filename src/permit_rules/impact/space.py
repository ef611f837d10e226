"""All cells of some conditions at once: a set of cells is one long number, a bit for each.

So whether two conditions agree everywhere is one comparison, however many cells there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, TypeAlias

from permit_rules.conditions.domains import choice_cells, groups_of, is_literal
from permit_rules.conditions.fields import RECEIVED_ON, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    Observed,
    StatedTest,
    Test,
    fields_of,
    tests_of,
    without_names,
)
from permit_rules.impact.axes import (
    Axis,
    ChoiceAxis,
    DaysAxis,
    GroupAxis,
    LineAxis,
    YesNoAxis,
    offset,
)

#: How many cells are looked at before it is said that there are too many.
LIMIT: Final = 1 << 20

#: A set of cells.
Cells: TypeAlias = int
#: What stands behind one or several axes.
Asked: TypeAlias = "Test | Named"


class TooManyCells(Exception):
    """Some conditions have more cells than are looked at; ``cells`` is how many."""

    def __init__(self, cells: int) -> None:
        super().__init__(f"{cells} cells")
        self.cells = cells


@dataclass(frozen=True)
class Space:
    """The cells of all combinations of the axes, and which of them a condition takes in."""

    axes: tuple[Axis, ...]
    numbers: Mapping[Asked, tuple[int, ...]]

    @cached_property
    def count(self) -> int:
        """How many cells there are."""
        return math.prod(axis.size for axis in self.axes)

    @cached_property
    def full(self) -> Cells:
        """All cells."""
        return (1 << self.count) - 1

    @cached_property
    def _places(self) -> tuple[tuple[Cells, ...], ...]:
        """For every axis the cells of each of its places."""
        found = []
        stride = 1
        for axis in self.axes:
            block = stride * axis.size
            repeated = self.full // ((1 << block) - 1)
            one = (1 << stride) - 1
            found.append(tuple((one << (stride * p)) * repeated for p in range(axis.size)))
            stride = block
        return tuple(found)

    def at(self, axis: int, places: Iterable[int]) -> Cells:
        """The cells at any of these places of an axis."""
        found = 0
        for place in places:
            found |= self._places[axis][place]
        return found

    def places_of(self, cell: int) -> tuple[int, ...]:
        """The place of a cell on each axis."""
        found = []
        for axis in self.axes:
            cell, place = divmod(cell, axis.size)
            found.append(place)
        return tuple(found)

    # ---- conditions --------------------------------------------------------------------------

    def holds(self, node: Node) -> Cells:
        """The cells in which a condition certainly holds."""
        return self.truth(node)[0]

    def truth(self, node: Node) -> tuple[Cells, Cells]:
        """The cells in which a condition holds, and those in which it fails."""
        if isinstance(node, Named):
            if node not in self.numbers:
                return self.truth(node.part)
            [axis] = self.numbers[node]
            return self.at(axis, (1,)), self.at(axis, (0,))
        if isinstance(node, Not):
            yes, no = self.truth(node.part)
            return no, yes
        if isinstance(node, (All, AnyOf)):
            decided = [self.truth(p) for p in node.parts]
            every, one = self.full, 0
            for yes, no in decided:
                every &= yes if isinstance(node, All) else no
                one |= no if isinstance(node, All) else yes
            return (every, one) if isinstance(node, All) else (one, every)
        return self._test(node)

    def _test(self, test: Test) -> tuple[Cells, Cells]:
        axes = self.numbers[test]
        if isinstance(self.axes[axes[0]], GroupAxis):
            yes = self._choices(test, axes)
            return yes, self.full & ~yes
        [number] = axes
        axis = self.axes[number]
        answers = [axis.answer(test, place) for place in range(axis.size)]
        return (
            self.at(number, (p for p, a in enumerate(answers) if a is True)),
            self.at(number, (p for p, a in enumerate(answers) if a is False)),
        )

    def _choices(self, test: Test, axes: Sequence[int]) -> Cells:
        """A test of several choices, from what is stated of each group of them."""
        anything, every, nothing_else = 0, self.full, self.full
        for number in axes:
            axis = self.axes[number]
            assert isinstance(axis, GroupAxis)
            some = self.at(number, range(1, axis.size))
            named = isinstance(test, StatedTest) or axis.group.values[0] in getattr(
                test, "values", ()
            )
            if named:
                anything |= some
                every &= self.at(number, (axis.size - 1,))
            else:
                nothing_else &= self.full & ~some
        if isinstance(test, ChoicesTest) and test.holding is Holding.ALL:
            return every
        if isinstance(test, ChoicesTest) and test.holding is Holding.ONLY:
            return anything & nothing_else
        return anything


# ---- from conditions to axes ---------------------------------------------------------------------


def space_of(nodes: Sequence[Node], catalogue: FieldCatalogue, *, limit: int = LIMIT) -> Space:
    """The cells of everything that ``nodes`` ask.

    A named situation that shares no field with anything else is one question, whether it holds;
    so it keeps its name.

    Raises:
        TooManyCells: there are more than ``limit``.
    """
    situations = frozenset(_alone(nodes, catalogue))
    asked = tuple(dict.fromkeys(a for node in nodes for a in _asked(node, situations)))
    tests = tuple(a for a in asked if not isinstance(a, Named))
    subjects: list[tuple[tuple[Asked, ...], tuple[Axis, ...]]] = [
        *_by_subject(tests, catalogue),
        *(((s,), (YesNoAxis(s),)) for s in asked if isinstance(s, Named)),
    ]
    # In the order in which a reader of the rules comes upon them.
    subjects.sort(key=lambda subject: min(map(asked.index, subject[0])))
    axes: list[Axis] = []
    numbers: dict[Asked, tuple[int, ...]] = {}
    for own, found in subjects:
        numbers.update(dict.fromkeys(own, tuple(range(len(axes), len(axes) + len(found)))))
        axes.extend(found)
    space = Space(tuple(axes), numbers)
    if space.count > limit:
        raise TooManyCells(space.count)
    return space


def _by_subject(
    tests: Sequence[Test], catalogue: FieldCatalogue
) -> Iterable[tuple[tuple[Test, ...], tuple[Axis, ...]]]:
    """The tests that are answered together, and the axes that answer them."""
    free: dict[tuple[str, object], list[DateTest]] = {}
    fields: dict[str, list[Test]] = {}
    for test in tests:
        if isinstance(test, Observed):
            yield (test,), (YesNoAxis(test),)
        elif isinstance(test, DateTest) and not is_literal(test):
            free.setdefault((test.field, test.day.field or test.day.literal), []).append(test)
        else:
            fields.setdefault(test.field, []).append(test)
    for field_id, own in fields.items():
        yield tuple(own), _axes(field_id, tuple(own), catalogue)
    for (field_id, _), days in free.items():
        yield from _days(field_id, days)


def _axes(field_id: str, tests: tuple[Test, ...], catalogue: FieldCatalogue) -> tuple[Axis, ...]:
    field = catalogue.by_id(field_id)
    stated = any(isinstance(t, StatedTest) for t in tests)
    known = field.silence is not None or field_id == RECEIVED_ON.id
    open_end = stated and not known
    if field.type in (FieldType.TEXT, FieldType.ROSTER) or all(
        isinstance(t, StatedTest) for t in tests
    ):
        return (YesNoAxis(StatedTest(field_id)),)
    if field.type in (FieldType.NUMBER, FieldType.DATE):
        return (LineAxis.of(field, tests, open_end),)
    if field.type is FieldType.CHOICES:
        return tuple(GroupAxis(field, group) for group in groups_of(field, tests))
    asked = [t for t in tests if isinstance(t, ChoiceTest)]
    yes_no = field.type is FieldType.YES_NO
    values = ("是", "否") if yes_no else choice_cells(field, asked)
    named = frozenset(values) if yes_no else frozenset(v for t in asked for v in t.values)
    return (ChoiceAxis(field, values, named, open_end),)


def _days(
    field_id: str, tests: Sequence[DateTest]
) -> Iterable[tuple[tuple[Test, ...], tuple[Axis, ...]]]:
    """Days counted from one day in one unit follow one another; others are asked one by one."""
    days = dict.fromkeys(t.day for t in tests)
    units = {d.period.unit for d in days if d.period}
    lines: list[list[Day]]
    if len(units) <= 1:
        lines = [sorted(days, key=lambda d: offset(d.period, d.before))]
    else:
        lines = [[day] for day in days]
    for line in lines:
        yield tuple(t for t in tests if t.day in line), (DaysAxis(field_id, tuple(line)),)


def _alone(nodes: Sequence[Node], catalogue: FieldCatalogue) -> Iterator[Named]:
    """The named situations that share no field with anything outside them."""
    everything = {a for node in nodes for a in _asked(node, frozenset())}
    for situation in dict.fromkeys(n for node in nodes for n in _named(node)):
        inside = set(tests_of(situation))
        outside = {a for node in nodes for a in _asked(node, frozenset((situation,)))}
        others = {t for t in everything & outside if not isinstance(t, Named)}
        read = {f for t in inside for f in fields_of(t)}
        shared = read & {f for t in others for f in fields_of(t)}
        if read and not shared and _open(situation, catalogue):
            yield situation


def _named(node: Node) -> Iterator[Named]:
    """The outermost named situations of a condition."""
    if isinstance(node, Named):
        yield node
    elif isinstance(node, Not):
        yield from _named(node.part)
    elif isinstance(node, (All, AnyOf)):
        yield from chain.from_iterable(map(_named, node.parts))


def _asked(node: Node, situations: frozenset[Named]) -> Iterator[Asked]:
    """These situations and the tests outside them, in writing order."""
    if isinstance(node, Named):
        if node in situations:
            yield node
        else:
            yield from _asked(node.part, situations)
    elif isinstance(node, Not):
        yield from _asked(node.part, situations)
    elif isinstance(node, (All, AnyOf)):
        for part in node.parts:
            yield from _asked(part, situations)
    else:
        yield node


def _open(situation: Named, catalogue: FieldCatalogue) -> bool:
    """Whether it can hold and can fail, and that is known for certain."""
    part = without_names(situation.part)
    try:
        space = space_of((part,), catalogue)
    except TooManyCells:
        return False
    yes, no = space.truth(part)
    return bool(yes and no) and not any(axis.free for axis in space.axes)
