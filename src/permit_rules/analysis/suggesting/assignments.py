"""What would have to be stated or handed in differently for a point to end as wanted.

Tried out on the point's two conditions alone, from what a base application says: first what
differs in one thing, then in two, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import combinations, product
from typing import Final, TypeAlias

from permit_rules.analysis.following import within
from permit_rules.analysis.observation_ranges import ANYTHING, Range
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.cells import cells
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON, Field, FieldType
from permit_rules.conditions.nodes import (
    DateTest,
    Day,
    NumberTest,
    Observed,
    Test,
    fields_of,
    tests_of,
)
from permit_rules.conditions.truth import day_meant

#: The most things that may differ from the base, and how many assignments are tried in all.
MOST_CHANGES: Final = 4
LIMIT: Final = 20_000
#: How far a day is looked for that lies as a period asks for, in days.
_FAR: Final = 500
#: How many sets of choices of one field are tried.
_MOST_SETS: Final = 24

#: Field ids and keys of observations, with what they are to be; None: not stated, not observed.
Assignment: TypeAlias = "Mapping[str, Value | bool | None]"
#: The days that a field may say so that another day comes out around the wanted one.
DaysMeant: TypeAlias = "dict[tuple[Day, date], tuple[date, ...]]"
Goal: TypeAlias = "Callable[[Facts], bool]"


@dataclass(frozen=True)
class Assignments:
    """The things that one point reads, and what each of them may be."""

    point: PlannedPoint
    plan: Plan
    ranges: Mapping[str, Range]
    # The days that were found before; the calendar of a library is the same for all its plans.
    days_meant: DaysMeant
    #: Handling items that are not tried; with None among them it is not left open either.
    closed: frozenset[str | None] = frozenset()

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Every test of the two conditions."""
        both = (*tests_of(self.point.applies_node), *tests_of(self.point.violated_node))
        return tuple(dict.fromkeys(both))

    def near(self, facts: Facts, goal: Goal) -> Iterator[Assignment]:
        """The assignments that reach the goal from ``facts``, those with the fewest changes first.

        None of them changes a thing that could have been left as it is. What a paper is not known
        to meet stays so: it is named, so that a paper handed in for another reason says nothing
        of it.
        """
        options = self._options(facts)
        unseen = self._unseen(facts)
        found: list[frozenset[str]] = []
        tries = 0
        for size in range(min(MOST_CHANGES, len(options)) + 1):
            for keys in combinations(options, size):
                if any(small <= frozenset(keys) for small in found):
                    continue
                for values in product(*(options[k] for k in keys)):
                    tries += 1
                    if tries > LIMIT:
                        return
                    assigned = dict(zip(keys, values, strict=True))
                    if goal(self._changed(facts, assigned)):
                        found.append(frozenset(keys))
                        yield {**assigned, **{k: None for k in unseen if k not in assigned}}

    def _unseen(self, facts: Facts) -> tuple[str, ...]:
        """The standards of papers that the point reads and of which nothing is known."""
        keys = (t.key for t in self.tests if isinstance(t, Observed))
        return tuple(
            k
            for k in keys
            if "@" not in k and k not in facts.observed and None in self.ranges.get(k, ANYTHING)
        )

    def _options(self, facts: Facts) -> dict[str, Sequence[Value | bool | None]]:
        """What each thing may be besides what it is."""
        options: dict[str, Sequence[Value | bool | None]] = {}
        for test in self.tests:
            if isinstance(test, Observed):
                now = facts.observed.get(test.key)
                seen = self.ranges.get(test.key, ANYTHING)
                options[test.key] = [v for v in (True, False, None) if v in seen and v is not now]
                continue
            for field_id in fields_of(test):
                if field_id not in options:
                    now_stated = facts.values.get(field_id)
                    values = self._values(field_id, facts)
                    options[field_id] = [
                        v
                        for v in values
                        if v != now_stated
                        and not (field_id == HANDLING_ITEM_ID and v in self.closed)
                    ]
        return options

    def _changed(self, facts: Facts, assigned: Assignment) -> Facts:
        values, observed = dict(facts.values), dict(facts.observed)
        for key, value in assigned.items():
            target: dict[str, object] = observed if _is_key(key) else values  # type: ignore[assignment]
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value
        return replace(facts, values=values, observed=observed)

    def _values(self, field_id: str, facts: Facts) -> Iterator[Value | None]:
        field = self.plan.rulebook.catalogue.by_id(field_id)
        if field.type is FieldType.TEXT:
            yield "某某"
        elif field.type is FieldType.ROSTER:
            yield from ((), ({},))
        elif field.type is FieldType.DATE:
            yield from sorted(set(self._days(field_id, facts)))
        else:
            found = (*(cells(field, self.tests) or ()), *self._beside(field))
            found = tuple(dict.fromkeys(found))
            yield from sorted(found[:_MOST_SETS], key=_size) if _has_sets(field) else found
        if field.silence is None and field is not RECEIVED_ON:
            yield None

    def _beside(self, field: Field) -> Iterator[Value]:
        """The numbers next to each one that a test names, as far as the form allows them."""
        for test in self.tests:
            if isinstance(test, NumberTest) and test.field == field.id:
                for number in (test.value - 1, test.value, test.value + 1):
                    if within(field, Decimal(number).scaleb(-field.decimals)):
                        yield number

    def _days(self, field_id: str, facts: Facts) -> Iterator[date]:
        """The days next to each one that a test compares the field with."""
        calendar = self.plan.rulebook.calendar
        for test in self.tests:
            if not isinstance(test, DateTest) or field_id not in fields_of(test):
                continue
            if test.field == field_id:
                bound = day_meant(test.day, facts, calendar)
                if bound is not None:
                    yield from (bound + timedelta(days=by) for by in (-1, 0, 1))
                elif isinstance(now := facts.values.get(field_id), date):
                    # No period of working days may end on the day before a Monday.
                    yield now + timedelta(days=1)
                continue
            # The field is what the other one is compared with: look for the days around it.
            compared = facts.values.get(test.field)
            if isinstance(compared, date):
                if (test.day, compared) not in self.days_meant:
                    found = tuple(self._meaning(test, field_id, facts, compared))
                    self.days_meant[test.day, compared] = found
                yield from self.days_meant[test.day, compared]

    def _meaning(self, test: DateTest, field_id: str, facts: Facts, wanted: date) -> Iterator[date]:
        around = {wanted + timedelta(days=by) for by in (-1, 0, 1)}
        before: date | None = None
        for by in range(-_FAR, _FAR + 1):
            trial = wanted + timedelta(days=by)
            moved = replace(facts, values={**facts.values, field_id: trial})
            meant = day_meant(test.day, moved, self.plan.rulebook.calendar)
            if meant is None:
                continue
            if meant in around:
                yield trial
            elif meant > wanted:
                yield trial
                break
            else:
                before = trial
        if before is not None:
            yield before


def _is_key(key: str) -> bool:
    return "@" in key or "/" in key


def _has_sets(field: Field) -> bool:
    return field.type is FieldType.CHOICES


def _size(value: object) -> int:
    return len(value) if isinstance(value, frozenset) else 0


def plain_number(number: Decimal) -> str:
    """A number without zeros that say nothing: 10, 9.9999."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written_value(field: Field, value: Value) -> object:
    """A value as it stands in a payload."""
    if isinstance(value, frozenset):
        named = [c.name for c in field.choices if c.name in value]
        return [*named, *sorted(value - set(named))]
    if isinstance(value, AtLeast):
        return f"{written_value(field, value.value)}余"
    if isinstance(value, int):
        return plain_number(Decimal(value).scaleb(-field.decimals))
    return value.isoformat() if isinstance(value, date) else value
