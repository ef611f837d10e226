"""Which statuses a point can take, on the teahouse and on the whole corpus."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import permit_rules as pr
from permit_rules.analysis.reachable import Reachability, Statuses, reachable
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.resolving import change_days
from permit_rules.result import PointStatus
from tests.corpus.tables import checker, every_case, library
from tests.teahouse import RULES

MET, FINDING, NOT_APPLICABLE, CANNOT_TELL, MANUAL = PointStatus


@cache
def teahouse() -> Plan:
    return compile_rulebook(pr.resolve(pr.load(RULES), "teahouse", "", date(2026, 3, 2)))


@pytest.mark.parametrize(
    ("point", "statuses"),
    [
        ("M1", {MET, FINDING, NOT_APPLICABLE, CANNOT_TELL}),
        ("M1/copies", {MET, FINDING, NOT_APPLICABLE, CANNOT_TELL}),
        # An original and an electronic certificate are taken for a copy, so any form will do.
        ("M2/form", {MET, NOT_APPLICABLE, CANNOT_TELL}),
        # Where nobody is on the roster there is nothing to ask; where it is open, all is open.
        ("M5", {MET, FINDING, NOT_APPLICABLE, CANNOT_TELL}),
        ("S1", {MET, FINDING, NOT_APPLICABLE, CANNOT_TELL}),
        ("S2", {MANUAL, NOT_APPLICABLE}),
        # An open gate is open, one that holds is a finding; there is nothing it could meet.
        ("B1", {FINDING, NOT_APPLICABLE, CANNOT_TELL}),
        # The bar asks under no condition, and whether it runs may not be known.
        ("J1", {MET, FINDING, CANNOT_TELL}),
        ("W1/late", {MET, FINDING, NOT_APPLICABLE, CANNOT_TELL}),
    ],
)
def test_the_statuses_of_a_point(point: str, statuses: set[PointStatus]) -> None:
    assert reachable(teahouse())[point] == frozenset(statuses)


def test_a_point_with_too_many_cells_is_left_undecided() -> None:
    found = reachable(teahouse(), limit=4)
    assert found["S2"] == frozenset({MANUAL, NOT_APPLICABLE})
    assert found["M3b"] is None


@cache
def statuses_on(item: str, place: str, since: date) -> dict[str, Statuses]:
    return reachable(compile_rulebook(pr.resolve(library(), item, place, since)))


def test_what_cases_bring_about_was_held_possible() -> None:
    """Not applicable and cannot tell may come from a gate, which is not looked at here."""
    surprises = []
    for item, case in [*every_case()][::3]:
        result = checker(reference=True).check(case.application)
        if result.received_on is None:
            continue
        if result.received_on < change_days(library(), item, result.place)[0]:
            continue
        possible = statuses_on(item, result.place, _since(item, result))
        for point in result.points:
            can = possible[point.point.partition("/")[2]]
            if point.status in (MET, FINDING, MANUAL) and can is not None:
                surprises += [(case.name, point.point)] * (point.status not in can)
    assert not surprises


def _since(item: str, result: pr.CheckResult) -> date:
    assert result.received_on is not None
    days = change_days(library(), item, result.place)
    return max(day for day in days if day <= result.received_on)


def test_points_shared_by_several_plans_are_tried_once_with_the_same_outcome() -> None:
    rules = pr.load(RULES)
    several = Reachability()
    for place in ("", "440300"):
        for day in change_days(rules, "teahouse", place):
            plan = compile_rulebook(pr.resolve(rules, "teahouse", place, day))
            assert several.of(plan) == reachable(plan), (place, day)
