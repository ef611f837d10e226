"""What was settled before is not tried again, and counts as if it had been."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import read_payload
from permit_rules.checking.settling import BUDGET, Settlements, Settler, status_of
from permit_rules.checking.situation import situate
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.facts import Facts
from permit_rules.engines.protocol import Hits
from permit_rules.engines.reference import ReferenceEngine
from permit_rules.resolving import resolve
from permit_rules.result import PointStatus
from tests.corpus.tables import library


@dataclass
class Counting(ReferenceEngine):
    """The reference engine, counting how often it is asked."""

    plan: Plan
    asked: int = field(default=0)

    def __post_init__(self) -> None:
        super().__init__(self.plan.engine)

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        self.asked += 1
        return super().run(scope, facts, both=both, only=only)


def open_points(plan: Plan, engine: Counting) -> list[tuple[PlannedPoint, Facts]]:
    """The points that cannot be told of an application that states nothing."""
    read = read_payload({"item": "food-business", "received_on": "2026-03-02"})
    assert read.application is not None
    assert read.application.received_on is not None
    ready = situate(
        read.application,
        plan,
        PaperIndex(plan.rulebook),
        read.application.received_on,
        unobserved="unknown",
    )
    facts = ready.root.facts
    hits = engine.run("", facts)
    return [
        (p, facts)
        for p in plan.points
        if not p.scope and status_of(p, hits) is PointStatus.CANNOT_TELL
    ]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_rulebook(resolve(library(), "food-business", "", date(2026, 3, 2)))


def outcomes(settler: Settler, points: list[tuple[PlannedPoint, Facts]]) -> list[Any]:
    """Everything that settling says of the points, and what it leaves of the budget."""
    found: list[Any] = []
    for point, facts in points:
        keys = [*facts.values, "business_form", "scale", "high_risk_items"]
        found.append(settler.settled(point, PointStatus.CANNOT_TELL, facts))
        found.append(settler.deciding(point, facts, keys))
        found.append((settler.budget, tuple(settler.unsettled)))
    return found


@pytest.mark.parametrize("budget", [BUDGET, 700, 300, 40, 0])
def test_known_or_not_the_same_comes_of_it_and_the_budget(plan: Plan, budget: int) -> None:
    engine = Counting(plan)
    points = open_points(plan, engine)
    assert len(points) > 20
    plain = outcomes(Settler(plan, engine, Settlements(0), budget), points)
    known = Settlements()
    assert outcomes(Settler(plan, engine, known, budget), points) == plain
    asked = engine.asked
    assert outcomes(Settler(plan, engine, known, budget), points) == plain
    assert engine.asked == asked
    # Known from a check that could try more, or less.
    for other in (BUDGET, 500, 20):
        outcomes(Settler(plan, engine, known, other), points)
        assert outcomes(Settler(plan, engine, known, budget), points) == plain


def test_settling_and_deciding_try_a_completion_once(plan: Plan) -> None:
    engine = Counting(plan)
    points = open_points(plan, engine)
    alone, both = 0, Settlements()
    for point, facts in points:
        before = engine.asked
        Settler(plan, engine, Settlements()).deciding(point, facts, ["scale", "business_form"])
        alone += engine.asked - before
    before = engine.asked
    for point, facts in points:
        settler = Settler(plan, engine, both)
        settler.settled(point, PointStatus.CANNOT_TELL, facts)
        settler.deciding(point, facts, ["scale", "business_form"])
    assert 0 < engine.asked - before <= alone
