"""Where the thresholds of a rulebook lie, and on which side an application stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

import permit_rules as pr
from permit_rules.analysis.thresholds import Side, Threshold, side_of, thresholds
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import AtLeast, Facts, Value
from tests.teahouse import RULES


@cache
def plan_on(day: date) -> Plan:
    return compile_rulebook(pr.resolve(pr.load(RULES), "teahouse", "", day))


def words(day: date, point: str) -> list[tuple[str, str]]:
    plan = plan_on(day)
    return [
        (t.words(Side.BEFORE, plan.rulebook.catalogue), t.words(Side.FROM, plan.rulebook.catalogue))
        for t in thresholds(plan)
        if t.point == point
    ]


def test_at_least_lies_below_the_number_and_more_than_above_it() -> None:
    assert words(date(2025, 4, 14), "S1") == [("座位数 100个", "座位数 101个")]
    assert words(date(2025, 4, 15), "S1") == [("座位数 99个", "座位数 100个")]


def test_the_neighbours_differ_by_the_finest_unit() -> None:
    assert words(date(2026, 3, 2), "S4") == [("投资额 9.9999万元", "投资额 10万元")]


def test_days_are_told_by_what_they_are_counted_from() -> None:
    assert words(date(2026, 3, 2), "W1/early") == [
        (
            "收件日 许可证有效期至前90个工作日的前一天（早于）",
            "收件日 许可证有效期至前90个工作日当天（早于）",
        )
    ]
    assert words(date(2026, 3, 2), "J1") == [("禁止期最后一日", "禁止期届满次日")]


# ---- where an application stands -----------------------------------------------------------


def stand(point_id: str, **values: Value) -> list[Side | None]:
    plan = plan_on(date(2026, 3, 2))
    point = next(p for p in plan.points if p.id == point_id)
    facts = Facts({"handling_item": "新办", **values})
    calendar = plan.rulebook.calendar
    return [side_of(t, point, facts, calendar) for t in thresholds(plan) if t.point == point_id]


@pytest.mark.parametrize(
    ("seats", "side"), [(99, Side.BEFORE), (100, Side.FROM), (98, None), (101, None), (500, None)]
)
def test_only_the_two_neighbours_stand_at_a_threshold(seats: int, side: Side | None) -> None:
    assert stand("S1", seats=seats) == [side]


def test_a_number_known_from_below_stands_nowhere() -> None:
    assert stand("S1", seats=AtLeast(100)) == [None]


def test_a_threshold_that_decides_nothing_there_does_not_count() -> None:
    # With the person named the point is met on one side and not applicable on the other, which is
    # a difference; under another handling item it is not applicable on both.
    assert stand("S1", seats=100, hygiene_manager="张一") == [Side.FROM]
    assert stand("S1", seats=100, handling_item="延续") == [None]


def test_a_day_stands_at_the_end_of_its_window() -> None:
    expiry = date(2026, 6, 30)
    plan = plan_on(date(2026, 3, 2))
    point = next(p for p in plan.points if p.id == "W1/expired")
    facts = Facts({"handling_item": "延续", "permit_expiry": expiry, "received_on": expiry})
    line = next(t for t in thresholds(plan) if t.point == point.id)
    assert side_of(line, point, facts, plan.rulebook.calendar) is Side.BEFORE
    later = replace(facts, values={**facts.values, "received_on": date(2026, 7, 1)})
    assert side_of(line, point, later, plan.rulebook.calendar) is Side.FROM


def test_a_bar_has_no_value_to_stand_at() -> None:
    plan = plan_on(date(2026, 3, 2))
    point = next(p for p in plan.points if p.id == "J1")
    line: Threshold = next(t for t in thresholds(plan) if t.point == "J1")
    assert (
        side_of(line, point, Facts({"received_on": date(2026, 3, 2)}), plan.rulebook.calendar)
        is None
    )
