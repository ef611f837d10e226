"""Every answer worth trying to a question of a notice.

All the choices there are; of a number each value that a condition of the notice names, the ones
next to it, and the ends of what the form allows; days in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

from permit_rules.analysis.following import finest, some_values, tests_in, within
from permit_rules.analysis.form import Form, choices_of
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.result import CheckResult, ConditionData

#: How many sets of choices are tried for one question.
MOST_SETS = 24
#: How far from the day of receipt a date is tried, in days.
_AROUND = (-400, -30, -1, 0, 1, 10, 20, 45, 90, 135, 150, 300)


def conditions_in(result: CheckResult) -> Iterator[ConditionData]:
    """Every condition that a notice gives as data."""
    demands = [d for f in result.findings for d in f.demands]
    demands += [d for line in result.conditional for d in line.demands]
    asked = [a for d in demands for a in (d.paper, *d.instead)]
    told: list[ConditionData | None] = [
        *(a.when for a in asked),
        *(f.must for f in result.findings),
        *(n.must for n in result.notes),
        *(c for line in result.conditional for c in (line.when, line.must)),
    ]
    yield from (c for c in told if c is not None)


@dataclass(slots=True)
class Answers:
    """The answers to try, for one notice received on ``day``."""

    result: CheckResult
    form: Form
    day: date
    tests: dict[str, list[ConditionData]] = field(init=False)

    def __post_init__(self) -> None:
        self.tests = {}
        for test in chain.from_iterable(map(tests_in, conditions_in(self.result))):
            self.tests.setdefault(test.field, []).append(test)

    def of(self, asked: Field) -> tuple[Any, ...]:
        """The answers for a field, as a payload has them, without repetition."""
        if asked.type is FieldType.NUMBER:
            return _distinct(self._numbers(asked))
        if asked.type is FieldType.CHOICES:
            return _distinct(self._sets(asked))[:MOST_SETS]
        if asked.type is FieldType.DATE:
            return _distinct(self._days(asked))
        if asked.type is FieldType.ROSTER:
            return tuple(self._rosters(asked))
        return tuple(some_values(asked))

    def _numbers(self, asked: Field) -> Iterator[str]:
        for test in self.tests.get(asked.id, ()):
            for value in test.values:
                for by in (-1, 0, 1):
                    number = Decimal(value) + by * finest(asked)
                    if within(asked, number):
                        yield str(number)
        yield from some_values(asked)

    def _sets(self, asked: Field) -> Iterator[list[str]]:
        declared = choices_of(asked)
        named = _distinct(t.values for t in self.tests.get(asked.id, ()) if t.values)
        for values in named:
            yield sorted(values)
            other = next((c for c in declared if c not in values), None)
            if other is not None:
                yield sorted((*values, other))
        yield from ([c] for c in declared)
        yield sorted(declared)
        yield []

    def _days(self, asked: Field) -> Iterator[str]:
        for test in self.tests.get(asked.id, ()):
            for value in test.values:
                try:
                    limit = date.fromisoformat(value)
                except ValueError:
                    continue
                yield from (str(limit + timedelta(days=by)) for by in (-1, 0, 1))
        for by in _AROUND:
            around = self.day + timedelta(days=by)
            if around.year in self.form.calendar.years:
                yield str(around)

    def _rosters(self, roster: Field) -> Iterator[list[dict[str, Any]]]:
        """Nobody, one of each kind, two together."""
        yield []
        columns = {m.label: self.of(m) for m in roster.members if m.type is not FieldType.ROSTER}
        longest = max((len(c) for c in columns.values()), default=1)
        members = [
            {label: values[n % len(values)] for label, values in columns.items() if values}
            for n in range(longest)
        ]
        for n, member in enumerate(members):
            key = roster.member(roster.member_key)
            if key is not None:
                member[key.label] = f"甲{n + 1}"
        yield from ([member] for member in members)
        if len(members) > 1:
            yield members[:2]
            yield [members[0], members[-1]]


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({repr(v): v for v in values}.values())
