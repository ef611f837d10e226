"""The domain of a field as a set of tests cuts it: stretches of a line, groups of values."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from permit_rules.conditions.fields import Field
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Holding,
    NumberTest,
    Order,
    Test,
)

# ---- numbers and days -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """Whole numbers from ``low`` to ``high`` (None: without end), cut before each of ``cuts``."""

    cuts: tuple[int, ...]
    low: int | None = None
    high: int | None = None

    @property
    def points(self) -> tuple[int, ...]:
        """The number that stands for each stretch, rising."""
        if self.cuts:
            return (self.cuts[0] - 1, *self.cuts)
        ends = (end for end in (self.low, self.high) if end is not None)
        return (next(ends, 0),)

    def standing_for(self, number: int) -> int:
        """The point of the stretch that ``number`` lies in; itself when it lies outside."""
        if (self.low is not None and number < self.low) or (
            self.high is not None and number > self.high
        ):
            return number
        return self.points[bisect_right(self.cuts, number)]


def is_literal(test: DateTest) -> bool:
    """The test compares with a day of the calendar, known without any fact or any counting."""
    return test.day.literal is not None and test.day.period is None


def number_line(field: Field, tests: Iterable[Test], least: int | None = None) -> Line:
    """The domain of a 数值 field in its finest unit, cut by ``tests``, from ``least`` upwards."""
    scale = 10**field.decimals
    # Fractions, because a decimal context would round a long number.
    low = None if field.minimum is None else math.ceil(Fraction(field.minimum) * scale)
    high = None if field.maximum is None else math.floor(Fraction(field.maximum) * scale)
    if least is not None:
        low = least if low is None else max(low, least)
    return _line([(t.order, t.value) for t in tests if isinstance(t, NumberTest)], low, high)


def day_line(tests: Iterable[Test]) -> Line:
    """The days as ordinals, cut by the literal tests among ``tests``."""
    limits = [
        (t.order, t.day.literal.toordinal())
        for t in tests
        if isinstance(t, DateTest) and t.day.literal is not None and is_literal(t)
    ]
    return _line(limits, date.min.toordinal(), date.max.toordinal())


def _line(limits: Iterable[tuple[Order, int]], low: int | None, high: int | None) -> Line:
    cuts: set[int] = set()
    for order, limit in limits:
        if order not in (Order.ABOVE, Order.AT_MOST):
            cuts.add(limit)
        if order not in (Order.AT_LEAST, Order.BELOW):
            cuts.add(limit + 1)
    inside = (
        cut for cut in sorted(cuts) if (low is None or cut > low) and (high is None or cut <= high)
    )
    return Line(tuple(inside), low, high)


# ---- named values ---------------------------------------------------------------------------


def first_unnamed(field: Field, named: set[str]) -> str | None:
    return next((c.name for c in field.choices if c.name not in named), None)


def choice_cells(field: Field, tests: Sequence[Test]) -> tuple[str, ...]:
    named = {v for t in tests if isinstance(t, ChoiceTest) for v in t.values}
    other = first_unnamed(field, named)
    return tuple(c.name for c in field.choices if c.name in named or c.name == other)


@dataclass(frozen=True, slots=True)
class Group:
    """Values that the same tests name; ``whole`` says that a test asks for all of them."""

    values: tuple[str, ...]
    whole: bool

    @property
    def states(self) -> tuple[frozenset[str], ...]:
        """None of them, some of them (the first), and where it matters all of them."""
        nothing, some = frozenset[str](), frozenset(self.values[:1])
        return (nothing, some, frozenset(self.values)) if self.whole else (nothing, some)

    def state_of(self, stated: frozenset[str]) -> frozenset[str]:
        """The state that stands for what ``stated`` holds of this group."""
        nothing, some, *all_of_them = self.states
        if stated.isdisjoint(self.values):
            return nothing
        return all_of_them[0] if all_of_them and stated.issuperset(self.values) else some


def groups_of(field: Field, tests: Sequence[Test]) -> tuple[Group, ...]:
    sets = [t for t in tests if isinstance(t, ChoicesTest)]
    members: dict[tuple[bool, ...], list[str]] = {}
    for choice in field.choices:
        members.setdefault(tuple(choice.name in t.values for t in sets), []).append(choice.name)
    return tuple(
        Group(
            tuple(names),
            len(names) > 1
            and any(n and t.holding is Holding.ALL for n, t in zip(named_by, sets, strict=True)),
        )
        for named_by, names in members.items()
    )


def sets_of(groups: Sequence[Group], limit: int) -> tuple[frozenset[str], ...] | None:
    if math.prod(len(g.states) for g in groups) > limit:
        return None
    return tuple(frozenset[str]().union(*states) for states in product(*(g.states for g in groups)))


def set_standing_for(groups: Sequence[Group], stated: frozenset[str]) -> frozenset[str]:
    declared = {v for g in groups for v in g.values}
    if not stated <= declared:
        return stated
    return frozenset[str]().union(*(g.state_of(stated) for g in groups))
