"""Conditions as closures written by hand: what plain Python can do without any engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from benchmarks.peers.workload import Answer, Application, Facts, Point
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Node,
    Not,
    NumberTest,
    Order,
)

Predicate: TypeAlias = "Callable[[Facts], bool]"


def closure(node: Node) -> Predicate:
    """The condition over facts that are all stated."""
    if isinstance(node, Not):
        part = closure(node.part)
        return lambda facts: not part(facts)
    if isinstance(node, (All, AnyOf)):
        return _joined([closure(part) for part in node.parts], isinstance(node, All))
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    name = node.field
    if isinstance(node, NumberTest):
        limit = node.value
        if node.order is Order.AT_LEAST:
            return lambda facts: facts[name] >= limit
        return lambda facts: facts[name] < limit
    first = node.values[0]
    if isinstance(node, ChoicesTest):
        return lambda facts: first in facts[name]
    if len(node.values) == 1:
        return lambda facts: facts[name] == first
    several = frozenset(node.values)
    return lambda facts: facts[name] in several


def _joined(parts: list[Predicate], every: bool) -> Predicate:
    if not parts:
        return lambda facts: every
    if len(parts) == 2:
        one, two = parts
        if every:
            return lambda facts: one(facts) and two(facts)
        return lambda facts: one(facts) or two(facts)
    one, two, three = parts
    if every:
        return lambda facts: one(facts) and two(facts) and three(facts)
    return lambda facts: one(facts) or two(facts) or three(facts)


class Closures:
    """One closure a point, called in a loop."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.rules = [(closure(point.condition), point) for point in points]

    def check(self, application: Application) -> Answer:
        facts, day = application["facts"], application["received_on"]
        handed_in = {paper["id"]: paper for paper in application["papers"]}.get
        answer = []
        for holds, point in self.rules:
            if holds(facts) and (why := point.defect(handed_in(point.paper), day)):
                answer.append((point.paper, why))
        return answer


ADAPTERS = {"closures": Closures}
