"""What the tests of the Rete engine share: small plans, and an extension that can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import durable_rules_engine

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import Node, NumberTest, Observed, Order
from permit_rules.engines.durable_rules import DurableEngine
from permit_rules.engines.rete_cells import Cells
from permit_rules.engines.rete_sessions import Extension
from permit_rules.working_days import Calendar

NO_CALENDAR = Calendar("无", frozenset(), frozenset(), frozenset())

#: The calls of a run, in the order in which they are made.
RUN_CALLS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact")
Error = cast("type[Exception]", durable_rules_engine.error)


def plan_of(
    *nodes: Node,
    scope: str = "",
    name: str = "试验",
    catalogue: FieldCatalogue | None = None,
    calendar: Calendar = NO_CALENDAR,
) -> EnginePlan:
    """A plan with these conditions in one scope."""
    questions = tuple(Question(index, scope, node) for index, node in enumerate(nodes))
    return EnginePlan(name, questions, catalogue or FieldCatalogue(), calendar)


def seen(number: int) -> Observed:
    """One of many observations."""
    return Observed(f"k{number}")


def at_least(number: int) -> NumberTest:
    """One of many thresholds of one field."""
    return NumberTest("area", Order.AT_LEAST, number)


class Meddled:
    """The real extension, with calls that can be replaced; it counts what is made and freed."""

    def __init__(self) -> None:
        self.replaced: dict[str, Callable[..., Any]] = {}
        self.living: set[int] = set()
        self.made = 0

    def __getattr__(self, call: str) -> Any:
        return self.replaced.get(call) or getattr(durable_rules_engine, call)

    def create_ruleset(self, name: str, definition: str) -> Any:
        """Compile, unless replaced, and note the handle."""
        create = self.replaced.get("create_ruleset", durable_rules_engine.create_ruleset)
        handle = create(name, definition)
        self.living.add(handle)
        self.made += 1
        return handle

    def delete_ruleset(self, handle: int) -> None:
        """Free, and note that the handle is gone."""
        self.living.remove(handle)
        durable_rules_engine.delete_ruleset(handle)

    def open(self, plan: EnginePlan, cells: Cells | None = None) -> DurableEngine:
        """An engine that works with this extension."""
        return DurableEngine(plan, cast(Extension, self), cells)
