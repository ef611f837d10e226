"""What each item compiles to is pinned, so that a change of meaning shows as a difference.

``UPDATE_GOLDEN=1 pytest tests/compiling`` writes the files anew; look at the difference before
keeping it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.checking.explain import observation_words
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.wording import sentence
from tests.teahouse import RULES

GOLDEN = Path(__file__).parents[1] / "golden" / "plans"
DAY = date(2026, 3, 2)


def told(plan: Plan) -> str:
    """A plan as text: each point with where it is in question and where it is violated."""
    words = observation_words(plan)
    lines = [f"{plan.engine.name} {DAY.isoformat()}"]
    for point in (*plan.gates, *plan.points):
        each = f" 逐个 {point.scope}" if point.scope else ""
        lines.append(f"{point.id} [{point.kind.value} {point.review_class.value}]{each}")
        catalogue = plan.rulebook.catalogue
        lines.append(f"  适用：{sentence(point.applies_node, catalogue, words)}")
        if point.violated is not None:
            lines.append(f"  不符：{sentence(point.violated_node, catalogue, words)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("rules", "item", "place"),
    [
        (RULES, "teahouse", ""),
        (RULES, "teahouse", "440300"),
        (None, "food-business", ""),
        (None, "medical-device-class3", ""),
    ],
)
def test_plan(rules: Path | None, item: str, place: str) -> None:
    plan = compile_rulebook(pr.resolve(pr.load(rules), item, place, DAY))
    golden = GOLDEN / f"{item}{'-' + place if place else ''}.txt"
    text = told(plan)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_equal_conditions_are_asked_once() -> None:
    plan = compile_rulebook(pr.resolve(pr.load(RULES), "teahouse", "", DAY))
    asked = [(q.scope, q.node) for q in plan.engine.questions]
    assert len(asked) == len(set(asked))
    assert [q.index for q in plan.engine.questions] == list(range(len(asked)))
