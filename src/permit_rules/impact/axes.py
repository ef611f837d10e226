"""Axes: for each thing that conditions ask, the few answers between which they can tell.

Every axis has a fixed number of places. One place stands for all answers that no test tells
apart: a stretch of numbers or days, a value, whether a named situation holds. A cell is one place
on each axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar, Protocol, TypeAlias

from permit_rules.conditions.cells import cells
from permit_rules.conditions.domains import Group
from permit_rules.conditions.facts import Value
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import (
    NEVER,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Node,
    NumberTest,
    Order,
    StatedTest,
    Test,
    conjunction,
    disjunction,
    negation,
)
from permit_rules.conditions.truth import compare
from permit_rules.working_days import Period

#: Some of the places of an axis.
Places: TypeAlias = "frozenset[int]"


class Axis(Protocol):
    """One thing that can be answered in ``size`` ways."""

    #: The outcome hangs on two days, or on counting: together with others it may not come about.
    free: ClassVar[bool]

    @property
    def size(self) -> int:
        """How many places there are."""
        ...

    def answer(self, test: Test, place: int) -> bool | None:
        """What a test of this axis says there; None: it cannot tell."""
        ...

    def node(self, places: Places) -> Node:
        """The condition that holds at just these places; not for all of them."""
        ...

    def value(self, place: int) -> Value | None:
        """A value of the field there; None: not stated, or none can be named."""
        ...


@dataclass(frozen=True, slots=True)
class LineAxis:
    """A number or a day in the stretches between the constants it is compared with.

    With ``may_be_unstated`` the last place says that nothing is stated.
    """

    free: ClassVar[bool] = False
    field: Field
    tests: tuple[Test, ...]
    may_be_unstated: bool
    #: A number (a day as its ordinal) for each stretch, rising; from the second on its first.
    points: tuple[int, ...]

    @classmethod
    def of(cls, field: Field, tests: tuple[Test, ...], may_be_unstated: bool) -> LineAxis:
        """The stretches into which the tests cut the field."""
        found = cells(field, tests) or ()
        points = (p.toordinal() if isinstance(p, date) else int(str(p)) for p in found)
        return cls(field, tests, may_be_unstated, tuple(points))

    @property
    def size(self) -> int:
        """The stretches, and one place more where nothing may be stated."""
        return len(self.points) + self.may_be_unstated

    def answer(self, test: Test, place: int) -> bool | None:
        """As a value of the stretch answers it."""
        unstated = place == len(self.points)
        if isinstance(test, StatedTest):
            return not unstated
        if unstated:
            return None
        if isinstance(test, NumberTest):
            return compare(self.points[place], test.order, test.value)
        assert isinstance(test, DateTest)
        assert test.day.literal is not None
        return compare(self.points[place], test.order, test.day.literal.toordinal())

    def node(self, places: Places) -> Node:
        """Every run of neighbouring stretches by its two ends."""
        stretches = sorted(p for p in places if p < len(self.points))
        runs: list[Node] = []
        for _, group in groupby(enumerate(stretches), key=lambda pair: pair[1] - pair[0]):
            run = [place for _, place in group]
            runs.append(self._run(run[0], run[-1]))
        open_end = self.may_be_unstated and len(self.points) in places
        every = len(stretches) == len(self.points)
        if every:
            return StatedTest(self.field.id)
        unstated = negation(StatedTest(self.field.id)) if open_end else NEVER
        return disjunction(*runs, unstated)

    def _run(self, first: int, last: int) -> Node:
        points = self.points
        low = points[first] if first else None
        high = points[last + 1] if last + 1 < len(points) else None
        if low is not None and high == low + 1:
            return self._test(Order.EQUAL, low)
        parts = []
        if low is not None:
            above = self._exact(low - 1) and not self._exact(low)
            parts.append(self._test(*((Order.ABOVE, low - 1) if above else (Order.AT_LEAST, low))))
        if high is not None:
            within = self._exact(high - 1) and not self._exact(high)
            parts.append(
                self._test(*((Order.AT_MOST, high - 1) if within else (Order.BELOW, high)))
            )
        return conjunction(*parts)

    def _exact(self, number: int) -> bool:
        """Whether the rules name this very number, so that a sentence may, too."""
        return any(
            (isinstance(t, NumberTest) and t.value == number)
            or (isinstance(t, DateTest) and t.day.literal and t.day.literal.toordinal() == number)
            for t in self.tests
        )

    def _test(self, order: Order, number: int) -> Test:
        if self.field.type is FieldType.NUMBER:
            return NumberTest(self.field.id, order, number)
        return DateTest(self.field.id, order, Day(literal=date.fromordinal(number)))

    def value(self, place: int) -> Value | None:
        """A number or a day of the stretch."""
        if place == len(self.points):
            return None
        point = self.points[place]
        return point if self.field.type is FieldType.NUMBER else date.fromordinal(point)


@dataclass(frozen=True, slots=True)
class ChoiceAxis:
    """A 单选 or 是否 field: each value that a test names, and one that stands for the others."""

    free: ClassVar[bool] = False
    field: Field
    values: tuple[str, ...]
    named: frozenset[str]
    may_be_unstated: bool

    @property
    def size(self) -> int:
        """The values, and one place more where nothing may be stated."""
        return len(self.values) + self.may_be_unstated

    def answer(self, test: Test, place: int) -> bool | None:
        """Whether the value is one of those the test names."""
        unstated = place == len(self.values)
        if isinstance(test, StatedTest):
            return not unstated
        assert isinstance(test, ChoiceTest)
        return None if unstated else self.values[place] in test.values

    def node(self, places: Places) -> Node:
        """One of these values, or none of the others, whichever is right for all values."""
        chosen = {self.values[p] for p in places if p < len(self.values)}
        others = [v for v in self.values if v in self.named and v not in chosen]
        unstated = self.may_be_unstated and len(self.values) in places
        one_of: Node
        # 不是甲 is shorter than all the others by name; where a value is left that no test names,
        # it would take that in.
        shorter = others and len(others) < len(chosen) and self.named.issuperset(self.values)
        if chosen <= self.named and not shorter:
            one_of = ChoiceTest(self.field.id, tuple(sorted(chosen))) if chosen else NEVER
        elif others:
            one_of = negation(ChoiceTest(self.field.id, tuple(sorted(others))))
        else:
            one_of = StatedTest(self.field.id)
        return disjunction(one_of, negation(StatedTest(self.field.id)) if unstated else NEVER)

    def value(self, place: int) -> Value | None:
        """The value."""
        return self.values[place] if place < len(self.values) else None


@dataclass(frozen=True, slots=True)
class GroupAxis:
    """Values of a 多选 field that the very same tests name: none, some, where it matters all."""

    free: ClassVar[bool] = False
    field: Field
    group: Group

    @property
    def size(self) -> int:
        """Two or three."""
        return len(self.group.states)

    def answer(self, test: Test, place: int) -> bool | None:
        """Not by itself: what a test says hangs on all groups of the field."""
        raise TypeError("a test of several choices is answered by all groups of its field")

    def node(self, places: Places) -> Node:
        """Whether one, all, or none of the values are stated."""
        values = tuple(sorted(self.group.values))
        some = ChoicesTest(self.field.id, Holding.ANY, values)
        every = ChoicesTest(self.field.id, Holding.ALL, values)
        if self.size == 2:
            return some if 1 in places else negation(some)
        return {
            frozenset({0}): negation(some),
            frozenset({1}): conjunction(some, negation(every)),
            frozenset({2}): every,
            frozenset({0, 1}): negation(every),
            frozenset({0, 2}): disjunction(negation(some), every),
            frozenset({1, 2}): some,
        }[places]

    def value(self, place: int) -> Value | None:
        """What is stated of this group."""
        return self.group.states[place]


@dataclass(frozen=True, slots=True)
class YesNoAxis:
    """Something that holds or does not: a field is stated, a named situation, a prepared answer."""

    free: ClassVar[bool] = False
    asked: Node

    @property
    def size(self) -> int:
        """Two."""
        return 2

    def answer(self, test: Test, place: int) -> bool | None:
        """Yes at place 1."""
        return place == 1

    def node(self, places: Places) -> Node:
        """It, or its negation."""
        return self.asked if 1 in places else negation(self.asked)

    def value(self, place: int) -> Value | None:
        """A text is stated as 某某."""
        return "某某" if place and isinstance(self.asked, StatedTest) else None


@dataclass(frozen=True, slots=True)
class DaysAxis:
    """A day against days that are counted from one and the same other day, in their order.

    Places: before the first of them, on it, between it and the second, on that, … after the last.
    """

    free: ClassVar[bool] = True
    field: str
    days: tuple[Day, ...]

    @property
    def size(self) -> int:
        """One more than twice the days."""
        return 2 * len(self.days) + 1

    def answer(self, test: Test, place: int) -> bool | None:
        """As a day at that place answers it."""
        assert isinstance(test, DateTest)
        return compare(place, test.order, 2 * self.days.index(test.day) + 1)

    def node(self, places: Places) -> Node:
        """Every run of neighbouring places by its two ends."""
        runs: list[Node] = []
        for _, group in groupby(enumerate(sorted(places)), key=lambda pair: pair[1] - pair[0]):
            run = [place for _, place in group]
            runs.append(conjunction(*self._ends(run[0], run[-1])))
        return disjunction(*runs)

    def _ends(self, first: int, last: int) -> Iterator[Node]:
        if first == last and first % 2:
            yield DateTest(self.field, Order.EQUAL, self.days[first // 2])
            return
        if first:
            on = first % 2 == 1
            order = Order.AT_LEAST if on else Order.ABOVE
            yield DateTest(self.field, order, self.days[(first - 1) // 2])
        if last < self.size - 1:
            on = last % 2 == 1
            order = Order.AT_MOST if on else Order.BELOW
            yield DateTest(self.field, order, self.days[last // 2])

    def value(self, place: int) -> Value | None:
        """None: which day it is hangs on the other one."""
        return None


def joined(pairs: Sequence[tuple[Axis, Places]]) -> Node:
    """The condition that holds at just these places of these axes, group by group of one field."""
    parts: list[Node] = []
    done: set[str] = set()
    for axis, places in pairs:
        if isinstance(axis, GroupAxis):
            if axis.field.id not in done:
                done.add(axis.field.id)
                own = [(a, p) for a, p in pairs if isinstance(a, GroupAxis)]
                parts.append(_sets([(a, p) for a, p in own if a.field.id == axis.field.id]))
        elif len(places) < axis.size:
            parts.append(axis.node(places))
    return conjunction(*parts)


def _sets(pairs: Sequence[tuple[GroupAxis, Places]]) -> Node:
    """What is asked of the groups of one field, in as few values as will do."""
    shut = [a for a, places in pairs if places == frozenset({0})]
    rest = [(a, places) for a, places in pairs if places != frozenset({0})]
    asked = [(a, places) for a, places in rest if len(places) < a.size]
    absent = sum(len(a.group.values) for a in shut)
    left = tuple(sorted(v for a, _ in rest for v in a.group.values))
    needed = [a for a, places in asked if 0 not in places]
    if not shut:
        return conjunction(*(a.node(places) for a, places in asked))
    if needed and absent > len(left):
        only = ChoicesTest(shut[0].field.id, Holding.ONLY, left)
        # “只含” already says that something of it is there.
        said = [
            a.node(places)
            for a, places in asked
            if not (len(rest) == 1 and places == frozenset(range(1, a.size)))
        ]
        return conjunction(*said, only)
    none_of = tuple(sorted(v for a in shut for v in a.group.values))
    nothing = negation(ChoicesTest(shut[0].field.id, Holding.ANY, none_of))
    return conjunction(*(a.node(places) for a, places in asked), nothing)


def offset(period: Period | None, before: bool) -> int:
    """How far a day lies behind the one it is counted from; negative: before it."""
    if period is None:
        return 0
    return -period.amount if before else period.amount
