"""The thresholds of a rulebook: every place on a line of numbers or days where an answer turns.

A threshold lies between two neighbours, the last value before it and the first one from it on:
不低于 1000 人 between 999 and 1000, 超过 1000 人 between 1000 and 1001. Civil law counts the bound
itself to 以上 and 以下 and not to 超过 and 不满 (民法典 art. 1259), so the two neighbours are what
has to be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from permit_rules.analysis.reachable import status_alone
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import DateTest, NumberTest, Order, tests_of
from permit_rules.conditions.phrases import (
    date_order_word,
    day_words,
    label_of,
    number_words,
    period_words,
)
from permit_rules.conditions.truth import day_meant
from permit_rules.model.review_point import Bar
from permit_rules.working_days import Calendar


class Side(str, Enum):
    """Which neighbour of a threshold: the last value before it, or the first one from it on."""

    BEFORE = "before"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of the point ``point`` (its local id).

    ``subject`` is what draws the line. The first value from the threshold on is the value that
    the test names, or with ``beyond`` True the one after it; for a bar it is the day after its
    last day.
    """

    point: str
    subject: NumberTest | DateTest | Bar
    beyond: bool

    def words(self, side: Side, catalogue: FieldCatalogue) -> str:
        """One side in Chinese, as it would stand in a case: 每餐次平均用餐人数 999人."""
        if isinstance(self.subject, Bar):
            return "禁止期最后一日" if side is Side.BEFORE else "禁止期届满次日"
        label = label_of(catalogue, self.subject.field)
        by = self.beyond - (side is Side.BEFORE)
        if isinstance(self.subject, NumberTest):
            field = catalogue.by_id(self.subject.field)
            return f"{label} {number_words(field, self.subject.value + by)}"
        day = self.subject.day
        start = day_words(day.literal) if day.literal else label_of(catalogue, day.field)
        moved = f"{'前' if day.before else '后'}{period_words(day.period)}" if day.period else ""
        shift = {-1: "的前一天", 0: "当天", 1: "的次日"}[by]
        return f"{label} {start}{moved}{shift}（{date_order_word(self.subject.order)}）"


def thresholds(plan: Plan) -> tuple[Threshold, ...]:
    """Every threshold of a plan, in the order of its points, each once for each point."""
    found: dict[Threshold, None] = {}
    for point in (*plan.gates, *plan.points):
        for threshold in _of_point(point, plan):
            found[threshold] = None
    return tuple(found)


def _of_point(point: PlannedPoint, plan: Plan) -> Iterator[Threshold]:
    if isinstance(point.subject, Bar):
        yield Threshold(point.id, point.subject, True)
    for node in (point.applies_node, point.violated_node):
        for test in tests_of(node):
            if isinstance(test, NumberTest):
                minimum = plan.rulebook.catalogue.by_id(test.field).minimum
                for beyond in _cuts(test.order):
                    # A number below the least one there is cannot stand in any application.
                    if minimum is None or test.value + beyond > minimum:
                        yield Threshold(point.id, test, beyond)
            elif isinstance(test, DateTest):
                for beyond in _cuts(test.order):
                    yield Threshold(point.id, test, beyond)


def _cuts(order: Order) -> tuple[bool, ...]:
    if order in (Order.EQUAL, Order.NOT_EQUAL):
        return (False, True)
    return (order in (Order.ABOVE, Order.AT_MOST),)


def side_of(
    threshold: Threshold, point: PlannedPoint, facts: Facts, calendar: Calendar
) -> Side | None:
    """The side on which ``facts`` stand right beside a threshold that decides there.

    None where the value lies elsewhere, and where the point would end the same on both sides, so
    that a threshold moved by one would not be noticed. A bar has no value here: it is judged by
    its records.
    """
    if isinstance(threshold.subject, Bar):
        return None
    test = threshold.subject
    here = facts.values.get(test.field)
    first = _first(threshold, facts, calendar)
    if first is None or type(here) is not type(first):
        return None
    last = _before(first)
    if here not in (first, last):
        return None
    moved = replace(facts, values={**facts.values, test.field: last if here == first else first})
    if status_alone(point, facts, calendar) is status_alone(point, moved, calendar):
        return None
    return Side.FROM if here == first else Side.BEFORE


def _first(threshold: Threshold, facts: Facts, calendar: Calendar) -> int | date | None:
    """The first value from the threshold on."""
    test = threshold.subject
    if isinstance(test, NumberTest):
        return test.value + threshold.beyond
    assert isinstance(test, DateTest)
    day = day_meant(test.day, facts, calendar)
    return None if day is None else day + timedelta(days=threshold.beyond)


def _before(value: int | date) -> int | date:
    return value - timedelta(days=1) if isinstance(value, date) else value - 1
