"""The three values of a condition: yes, no, cannot tell.

For explaining and for trying out completions; what a check decides is decided by an engine,
from the same definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeVar

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
    Test,
)
from permit_rules.working_days import Calendar, earlier, later

_Ordered = TypeVar("_Ordered", int, date)


class Truth(Enum):
    """Whether a condition holds; ``CANNOT_TELL`` where a fact it hangs on was not stated."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"

    @property
    def opposite(self) -> Truth:
        """The value of the negation."""
        return _OPPOSITE[self]

    @staticmethod
    def of(answer: bool | None) -> Truth:
        """YES, NO, and CANNOT_TELL for None."""
        if answer is None:
            return Truth.CANNOT_TELL
        return Truth.YES if answer else Truth.NO


_OPPOSITE = {
    Truth.YES: Truth.NO,
    Truth.NO: Truth.YES,
    Truth.CANNOT_TELL: Truth.CANNOT_TELL,
}


def truth(node: Node, facts: Facts, calendar: Calendar) -> Truth:
    """Whether ``node`` holds for ``facts``.

    The stack is as deep as the condition is nested, which the condition language keeps to a few
    levels.
    """
    if isinstance(node, All):
        return _first_of(Truth.NO, (truth(p, facts, calendar) for p in node.parts))
    if isinstance(node, AnyOf):
        return _first_of(Truth.YES, (truth(p, facts, calendar) for p in node.parts))
    if isinstance(node, Not):
        return truth(node.part, facts, calendar).opposite
    if isinstance(node, Named):
        return truth(node.part, facts, calendar)
    return Truth.of(_answer(node, facts, calendar))


def _first_of(decisive: Truth, parts: Iterable[Truth]) -> Truth:
    """``decisive`` if a part has it, else the opposite, unless a part cannot tell."""
    found = decisive.opposite
    for part in parts:
        if part is decisive:
            return decisive
        if part is Truth.CANNOT_TELL:
            found = part
    return found


def _answer(test: Test, facts: Facts, calendar: Calendar) -> bool | None:
    if isinstance(test, Observed):
        return facts.observed.get(test.key)
    if isinstance(test, StatedTest):
        return facts.says(test.field)
    if isinstance(test, DateTest):
        return _date_answer(test, facts, calendar)
    value = facts.values.get(test.field)
    if isinstance(test, NumberTest):
        if isinstance(value, AtLeast):
            return _at_least_answer(value.value, test)
        return compare(value, test.order, test.value) if isinstance(value, int) else None
    if isinstance(test, ChoiceTest):
        return value in test.values if isinstance(value, str) else None
    return _choices_answer(value, test) if isinstance(value, frozenset) else None


def compare(left: _Ordered, order: Order, right: _Ordered) -> bool:
    """Whether ``left`` stands in this order to ``right``."""
    if order is Order.AT_LEAST:
        return left >= right
    if order is Order.ABOVE:
        return left > right
    if order is Order.AT_MOST:
        return left <= right
    if order is Order.BELOW:
        return left < right
    return (left == right) is (order is Order.EQUAL)


def _at_least_answer(least: int, test: NumberTest) -> bool | None:
    """The answer that every number from ``least`` upwards gives, or None where they differ."""
    order, limit = test.order, test.value
    # A number far above the limit is reached from everywhere; what it says is the only answer
    # that all can share, and they share it where the limit has been passed.
    passed = least > limit or (least == limit and order in (Order.AT_LEAST, Order.BELOW))
    return compare(1, order, 0) if passed else None


def _choices_answer(stated: frozenset[str], test: ChoicesTest) -> bool:
    if test.holding is Holding.ANY:
        return not stated.isdisjoint(test.values)
    if test.holding is Holding.ALL:
        return stated.issuperset(test.values)
    return bool(stated) and stated.issubset(test.values)


def _date_answer(test: DateTest, facts: Facts, calendar: Calendar) -> bool | None:
    if facts.settled and test in facts.settled:
        return facts.settled[test]
    stated = facts.values.get(test.field)
    limit = day_meant(test.day, facts, calendar)
    if limit is None or not isinstance(stated, date):
        return None
    return compare(stated, test.order, limit)


def day_meant(day: Day, facts: Facts, calendar: Calendar) -> date | None:
    """The day that ``day`` stands for, or None where its field or the calendar does not tell."""
    start = day.literal or facts.values.get(day.field)
    if not isinstance(start, date):
        return None
    if day.period is None:
        return start
    count = earlier if day.before else later
    return count(start, day.period, calendar)
