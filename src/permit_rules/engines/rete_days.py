"""Date tests, settled to 1 or 0 before the Rete engine is asked: it knows no calendar."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NoReturn, TypeAlias

from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.nodes import DateTest, Day, Order
from permit_rules.engines.rete_rules import Slot
from permit_rules.engines.rete_texts import flag_texts
from permit_rules.errors import EngineFault
from permit_rules.working_days import Calendar, Period, earlier, later

#: Counting working days is the dearest preparation, and the applications of a day repeat it.
REMEMBERED_DAYS: Final = 1024

#: Moves a day by a period, back if the last argument says so; None where it cannot be told.
DayMover: TypeAlias = "Callable[[date, Period, bool], date | None]"

_COMPARE: Final[Mapping[Order, Callable[[date, date], bool]]] = {
    Order.AT_LEAST: operator.ge,
    Order.ABOVE: operator.gt,
    Order.AT_MOST: operator.le,
    Order.BELOW: operator.lt,
    Order.EQUAL: operator.eq,
    Order.NOT_EQUAL: operator.ne,
}


def day_mover(calendar: Calendar) -> DayMover:
    """Periods counted by ``calendar``; the last answers are remembered."""

    @lru_cache(maxsize=REMEMBERED_DAYS)
    def move(start: date, period: Period, before: bool) -> date | None:
        return (earlier if before else later)(start, period, calendar)

    return move


@dataclass(frozen=True, slots=True)
class Place:
    """A slot that a scope reads: its number in the plan, its position among the texts of the
    scope, and the questions that read it."""

    slot: Slot
    number: int
    position: int
    readers: frozenset[int]


class Dates:
    """Fills in the date tests that a scope reads."""

    def __init__(self, places: list[Place], move: DayMover) -> None:
        self._move = move
        self._tests = [
            (place.slot, place.position, flag_texts(place.number), place.readers)
            for place in places
            if isinstance(place.slot, DateTest)
        ]

    def outcomes(self, facts: Facts) -> list[bool | None]:
        """How each test comes out; None where it cannot be told."""
        settled, values = facts.settled, facts.values
        return [
            settled[test] if test in settled else self._outcome(test, values)
            for test, *_ in self._tests
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        """Write 1 or 0 for each test; add the readers of each that cannot be told."""
        outcomes = self.outcomes(facts)
        for (_, position, flags, readers), outcome in zip(self._tests, outcomes, strict=True):
            texts[position] = flags[outcome]
            if outcome is None:
                open_questions |= readers

    def _outcome(self, test: DateTest, values: Mapping[str, Value]) -> bool | None:
        stated = _day(test.field, values)
        meant = self._meant(test.day, values)
        if stated is None or meant is None:
            return None
        return _COMPARE[test.order](stated, meant)

    def _meant(self, day: Day, values: Mapping[str, Value]) -> date | None:
        start = day.literal if day.literal is not None else _day(day.field, values)
        if start is None or day.period is None:
            return start
        return self._move(start, day.period, day.before)


def _day(name: str, values: Mapping[str, Value]) -> date | None:
    value = values.get(name)
    if value is None or type(value) is date:  # a point of time (a subclass) is not a day
        return value
    wrong_type(name, value)


def wrong_type(name: str, value: object) -> NoReturn:
    """Refuse the value of a field that its tests cannot be asked of."""
    raise EngineFault(f"field {name!r}: its tests cannot be asked of {value!r}")
