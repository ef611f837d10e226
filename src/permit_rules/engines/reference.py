"""The reference engine: the definition in :mod:`.protocol`, word for word, in plain Python.

It is there to be compared with, so it is written to be read and not to be fast, and it shares
nothing with the Rete side: values, dates, sets and the three-valued joining are decided here
anew. Of the calendar it takes the data alone and walks it day by day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import AtLeast, Facts
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
    NumberTest,
    Observed,
    Order,
    StatedTest,
)
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.errors import EngineFault
from permit_rules.working_days import Calendar, Period, PeriodUnit

#: True: yes. False: no. None: cannot tell.
Answer: TypeAlias = "bool | None"

_Ordered = TypeVar("_Ordered", int, date)


def open_reference(plan: EnginePlan) -> Engine:
    """The plan, opened in plain Python; it can always be opened and holds no resources."""
    return ReferenceEngine(plan)


class ReferenceEngine:
    """An opened plan; ``run`` keeps no state, so any thread may call it at any time."""

    def __init__(self, plan: EnginePlan) -> None:
        self._plan = plan
        self._closed = False

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        """Decide every condition of ``scope`` that is in ``only`` (None: all of them).

        Yes and no are one answer here and cannot contradict each other, so ``both`` changes
        nothing. An index in ``only`` that is of another scope, or of none, is passed over.

        Raises:
            EngineFault: the engine was closed, or a fact is not of the type its test compares.
        """
        if self._closed:
            raise EngineFault(f"engine {self._plan.name!r} is closed")
        holds: set[int] = set()
        fails: set[int] = set()
        for question in self._plan.questions:
            if question.scope != scope or (only is not None and question.index not in only):
                continue
            answer = _decide(question.node, facts, self._plan.calendar)
            if answer is True:
                holds.add(question.index)
            elif answer is False:
                fails.add(question.index)
        return Hits(frozenset(holds), frozenset(fails))

    def close(self) -> None:
        """Refuse every further run; closing twice is no mistake."""
        self._closed = True


def _decide(node: Node, facts: Facts, calendar: Calendar) -> Answer:
    if isinstance(node, All):
        answers = [_decide(part, facts, calendar) for part in node.parts]
        if any(answer is False for answer in answers):
            return False
        return True if all(answer is True for answer in answers) else None
    if isinstance(node, AnyOf):
        answers = [_decide(part, facts, calendar) for part in node.parts]
        if any(answer is True for answer in answers):
            return True
        return False if all(answer is False for answer in answers) else None
    if isinstance(node, Not):
        answer = _decide(node.part, facts, calendar)
        return None if answer is None else not answer
    if isinstance(node, Named):
        return _decide(node.part, facts, calendar)
    if isinstance(node, StatedTest):
        return facts.values.get(node.field, ()) not in ((), frozenset())
    if isinstance(node, Observed):
        return facts.observed.get(node.key)
    if isinstance(node, DateTest):
        return _decide_date(node, facts, calendar)
    return _decide_value(node, facts)


def _decide_value(test: NumberTest | ChoiceTest | ChoicesTest, facts: Facts) -> Answer:
    if test.field not in facts.values:
        return None
    value = facts.values[test.field]
    if isinstance(test, NumberTest):
        if isinstance(value, AtLeast):
            return _compare_at_least(value.value, test.order, test.value)
        if isinstance(value, int) and not isinstance(value, bool):
            return _compare(value, test.order, test.value)
    elif isinstance(test, ChoiceTest):
        if isinstance(value, str):
            return value in test.values
    elif isinstance(value, frozenset):
        return _compare_sets(value, test.holding, frozenset(test.values))
    raise EngineFault(f"field {test.field!r}: {test!r} cannot be asked of {value!r}")


def _compare(left: _Ordered, order: Order, right: _Ordered) -> bool:
    if order is Order.AT_LEAST:
        return left >= right
    if order is Order.ABOVE:
        return left > right
    if order is Order.AT_MOST:
        return left <= right
    if order is Order.BELOW:
        return left < right
    if order is Order.EQUAL:
        return left == right
    return left != right


def _compare_at_least(lowest: int, order: Order, limit: int) -> Answer:
    # The outcome can change only on reaching the limit and on passing it, so these numbers stand
    # for every number from the lowest upwards.
    possible = {lowest, max(lowest, limit), max(lowest, limit) + 1}
    outcomes = {_compare(number, order, limit) for number in possible}
    return outcomes.pop() if len(outcomes) == 1 else None


def _compare_sets(stated: frozenset[str], holding: Holding, values: frozenset[str]) -> bool:
    if holding is Holding.ANY:
        return any(value in stated for value in values)
    if holding is Holding.ALL:
        return all(value in stated for value in values)
    return bool(stated) and all(value in values for value in stated)


def _decide_date(test: DateTest, facts: Facts, calendar: Calendar) -> Answer:
    if test in facts.settled:
        return facts.settled[test]
    left = _stated_day(test.field, facts)
    right = _day_meant(test.day, facts, calendar)
    if left is None or right is None:
        return None
    return _compare(left, test.order, right)


def _stated_day(field: str, facts: Facts) -> date | None:
    if field not in facts.values:
        return None
    value = facts.values[field]
    if type(value) is not date:  # a point of time (a subclass) has no order among days
        raise EngineFault(f"field {field!r}: {value!r} is not a day")
    return value


def _day_meant(day: Day, facts: Facts, calendar: Calendar) -> date | None:
    """The day a test compares with; None where it cannot be told."""
    start = day.literal if day.literal is not None else _stated_day(day.field, facts)
    if start is None or day.period is None:
        return start
    return _moved(start, day.period, -1 if day.before else 1, calendar)


def _moved(start: date, period: Period, step: int, calendar: Calendar) -> date | None:
    """The last day of a period counted from ``start``, which is not counted itself.

    ``step`` is 1 onwards and -1 backwards, where the day before ``start`` is the first counted.
    Months and years end on the corresponding day, or on the last of a shorter month (民法典
    arts. 201 and 202). None where a year that is needed is not in the calendar, or where the
    count leaves the range of dates.
    """
    if period.unit is PeriodUnit.MONTH:
        return _months_away(start, step * period.amount)
    if period.unit is PeriodUnit.YEAR:
        return _months_away(start, step * period.amount * 12)
    day = start
    left = period.amount
    while left > 0:
        if day == (date.max if step > 0 else date.min):
            return None
        day += timedelta(days=step)
        counted = period.unit is PeriodUnit.DAY or _works(day, calendar)
        if counted is None:
            return None
        if counted:
            left -= 1
    return day


def _works(day: date, calendar: Calendar) -> bool | None:
    if day.year not in calendar.years:
        return None
    if day in calendar.extra_workdays:
        return True
    return day not in calendar.holidays and day.isoweekday() <= 5


def _months_away(start: date, months: int) -> date | None:
    year, month = divmod(start.year * 12 + (start.month - 1) + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
