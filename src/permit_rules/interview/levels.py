"""Levels: what conditions ask of a field, with the few answers between which they can tell.

A number or a day is one level, with a place for each stretch between the constants it is compared
with; of a 多选 field every group of values that the same tests name is a level; a day against a
day that is not known yet is one of its own, before it, on it or after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from permit_rules.conditions.domains import (
    Group,
    day_line,
    groups_of,
    is_literal,
    number_line,
)
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    NumberTest,
    Test,
    fields_of,
)
from permit_rules.conditions.truth import Truth, compare, truth
from permit_rules.interview.diagrams import FAILS, HOLDS, Diagrams
from permit_rules.working_days import Calendar


class Level(Protocol):
    """One thing that is asked, and the places its answer may have."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The ids of the fields that answer it."""
        ...

    @property
    def size(self) -> int:
        """How many places there are."""
        ...

    def possible(self, values: Mapping[str, Value], calendar: Calendar) -> tuple[int, ...] | None:
        """The places that these values leave; None: all of them."""
        ...


@dataclass(frozen=True, slots=True)
class LineLevel:
    """A number, or a day (as its ordinal), in the stretches between constants."""

    field: str
    cuts: tuple[int, ...]
    points: tuple[int, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The field itself."""
        return (self.field,)

    @property
    def size(self) -> int:
        """The stretches."""
        return len(self.points)

    def possible(self, values: Mapping[str, Value], calendar: Calendar) -> tuple[int, ...] | None:
        """The stretch of the value; of a number known from below that one and all above."""
        value = values.get(self.field)
        if isinstance(value, AtLeast):
            return tuple(range(bisect_right(self.cuts, value.value), self.size))
        if isinstance(value, date):
            return (bisect_right(self.cuts, value.toordinal()),)
        return (bisect_right(self.cuts, value),) if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class ValueLevel:
    """A 单选 or 是否 field; values that the same tests name have one place."""

    field: str
    places: Mapping[str, int]
    size: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The field itself."""
        return (self.field,)

    def possible(self, values: Mapping[str, Value], calendar: Calendar) -> tuple[int, ...] | None:
        """The place of the value."""
        value = values.get(self.field)
        return (self.places[value],) if isinstance(value, str) and value in self.places else None


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """Values of a 多选 field that the same tests name: none, some, where it matters all."""

    field: str
    group: Group

    @property
    def fields(self) -> tuple[str, ...]:
        """The field itself."""
        return (self.field,)

    @property
    def size(self) -> int:
        """Two or three."""
        return len(self.group.states)

    def possible(self, values: Mapping[str, Value], calendar: Calendar) -> tuple[int, ...] | None:
        """The place of what is chosen."""
        value = values.get(self.field)
        return (self.place(value),) if isinstance(value, frozenset) else None

    def between(self, least: frozenset[str], most: frozenset[str]) -> tuple[int, ...]:
        """The places that are left where ``least`` is chosen for sure, and ``most`` at most."""
        return tuple(range(self.place(least), self.place(most) + 1))

    def place(self, chosen: frozenset[str]) -> int:
        """Where a choice has its place."""
        return self.group.states.index(self.group.state_of(chosen))


@dataclass(frozen=True, slots=True)
class AroundLevel:
    """A day against one that hangs on another field, or on counting."""

    field: str
    day: Day
    tests: tuple[DateTest, ...]
    outcomes: tuple[tuple[bool, ...], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The field, and the one its day is taken from."""
        return (self.field, self.day.field) if self.day.field else (self.field,)

    @property
    def size(self) -> int:
        """Before, on and after, as far as the tests tell them apart."""
        return len(self.outcomes)

    def possible(self, values: Mapping[str, Value], calendar: Calendar) -> tuple[int, ...] | None:
        """Where both days are known, and the calendar has the years between."""
        answers = [truth(test, Facts(values), calendar) for test in self.tests]
        if Truth.CANNOT_TELL in answers:
            return None
        return (self.outcomes.index(tuple(a is Truth.YES for a in answers)),)


class Levels:
    """The levels of some tests, in the order in which the tests are written.

    A test of a field that can never be answered by a value (文本, 名单) has no level.
    """

    def __init__(self, tests: Iterable[Test], catalogue: FieldCatalogue) -> None:
        self.all: list[Level] = []
        self._of_test: dict[Test, int] = {}
        self._of_field: dict[str, tuple[int, ...]] = {}
        self.fields: dict[str, frozenset[int]] = {}
        for own in _together(tests):
            for test in own:
                self._of_test[test] = len(self.all)
            first, [field_id, *_] = len(self.all), fields_of(own[0])
            self.all.extend(_levels(own, catalogue.by_id(field_id)))
            if isinstance(self.all[first], GroupLevel):
                self._of_field[field_id] = tuple(range(first, len(self.all)))
        for number, level in enumerate(self.all):
            for field_id in level.fields:
                self.fields[field_id] = self.fields.get(field_id, frozenset()) | {number}

    def diagram(self, test: Test, diagrams: Diagrams) -> int:
        """The diagram of a single test; KeyError where it has no level."""
        number = self._of_test[test]
        level = self.all[number]
        if isinstance(test, ChoicesTest):
            return self._choices(test, diagrams)
        if isinstance(level, LineLevel):
            return diagrams.make(number, [_ends(_on_line(test, p)) for p in level.points])
        if isinstance(level, ValueLevel):
            named = {level.places[v] for v in getattr(test, "values", ()) if v in level.places}
            return diagrams.make(number, [_ends(p in named) for p in range(level.size)])
        assert isinstance(level, AroundLevel)
        assert isinstance(test, DateTest)
        which = level.tests.index(test)
        return diagrams.make(number, [_ends(outcome[which]) for outcome in level.outcomes])

    def _choices(self, test: ChoicesTest, diagrams: Diagrams) -> int:
        """What a test says of several groups: any of those named, all of them, or none besides."""
        inside: list[int] = []
        outside: list[int] = []
        for number in self._of_field[test.field]:
            level = self.all[number]
            assert isinstance(level, GroupLevel)
            named = level.group.values[0] in test.values
            whole = named and test.holding is Holding.ALL
            least = level.size - 1 if whole else 1
            holds = diagrams.make(number, [_ends(p >= least) for p in range(level.size)])
            (inside if named else outside).append(holds)
        if test.holding is Holding.ALL:
            return diagrams.every(inside)
        if test.holding is Holding.ANY:
            return diagrams.some(inside)
        return diagrams.every((diagrams.some(inside), *map(diagrams.negated, outside)))


def _ends(holds: bool) -> int:
    return HOLDS if holds else FAILS


def _on_line(test: Test, point: int) -> bool:
    if isinstance(test, NumberTest):
        return compare(point, test.order, test.value)
    assert isinstance(test, DateTest)
    assert test.day.literal is not None
    return compare(point, test.order, test.day.literal.toordinal())


def _together(tests: Iterable[Test]) -> Iterator[list[Test]]:
    """The tests that one level, or the groups of one field, answer together."""
    found: dict[object, list[Test]] = {}
    for test in dict.fromkeys(tests):
        if isinstance(test, DateTest) and not is_literal(test):
            found.setdefault((test.field, test.day), []).append(test)
        elif isinstance(test, (NumberTest, ChoiceTest, ChoicesTest, DateTest)):
            found.setdefault(test.field, []).append(test)
    return iter(found.values())


def _levels(tests: Sequence[Test], field: Field) -> Iterator[Level]:
    first = tests[0]
    if isinstance(first, DateTest) and not is_literal(first):
        days = tuple(t for t in tests if isinstance(t, DateTest))
        outcomes = dict.fromkeys(
            tuple(compare(side, t.order, 0) for t in days) for side in (-1, 0, 1)
        )
        yield AroundLevel(field.id, first.day, days, tuple(outcomes))
    elif field.type in (FieldType.NUMBER, FieldType.DATE):
        line = number_line(field, tests) if field.type is FieldType.NUMBER else day_line(tests)
        yield LineLevel(field.id, line.cuts, line.points)
    elif field.type is FieldType.CHOICES:
        yield from (GroupLevel(field.id, group) for group in groups_of(field, tests))
    else:
        yield _values(field, [t for t in tests if isinstance(t, ChoiceTest)])


def _values(field: Field, tests: Sequence[ChoiceTest]) -> ValueLevel:
    yes_no = field.type is FieldType.YES_NO
    values = ("是", "否") if yes_no else tuple(c.name for c in field.choices)
    kinds: dict[tuple[bool, ...], int] = {}
    places = {v: kinds.setdefault(tuple(v in t.values for t in tests), len(kinds)) for v in values}
    return ValueLevel(field.id, places, len(kinds))
