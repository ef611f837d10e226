"""durable-rules as its manual shows it: one rule a point, facts of one session, then its end.

Rulesets hold 32 rules because one of 200 is refused or crashes, and dates are compared before
because the engine crashes on a comparison between two facts. It knows no unstated facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from durable import engine, lang

from benchmarks.peers.workload import Answer, Application, Point
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

RULES = 32


def _expression(node: Node, holds: bool = True) -> Any:
    if isinstance(node, Not):
        return _expression(node.part, not holds)
    if isinstance(node, (All, AnyOf)):
        every = isinstance(node, All) == holds
        parts = sorted((_expression(part, holds) for part in node.parts), key=_is_any, reverse=True)
        joined = parts[0]
        for part in parts[1:]:
            joined = joined & part if every else joined | part
        return joined
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    fact = getattr(lang.m, node.field)
    if isinstance(node, NumberTest):
        return fact >= node.value if (node.order is Order.AT_LEAST) == holds else fact < node.value
    if isinstance(node, ChoicesTest):
        value = node.values[0]
        return fact.anyItem(lang.item == value) if holds else fact.allItems(lang.item != value)
    joined = fact == node.values[0] if holds else fact != node.values[0]
    for value in node.values[1:]:
        joined = joined | (fact == value) if holds else joined & (fact != value)
    return joined


def _is_any(expression: Any) -> bool:
    # An or that is not the first part of an and never fires.
    return getattr(expression, "_op", None) == "$or"


class Manual:
    """Every point a rule with ``none`` of a paper that is in order."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.found: set[str] = set()
        self.rulesets: list[tuple[str, set[str]]] = []
        for start in range(0, len(points), RULES):
            some = points[start : start + RULES]
            name = f"points{start}"
            with lang.ruleset(name):
                for point in some:
                    self._rule(point)
            self.rulesets.append((name, {point.paper for point in some}))
        lang.get_host()  # compiles them

    def _rule(self, point: Point) -> None:
        m = lang.m
        applies = m.kind == "application"
        if not isinstance(point.condition, All) or point.condition.parts:
            applies = applies & _expression(point.condition)
        in_order = (m.kind == "paper") & (m.paper == point.paper) & (m.copies >= point.copies)
        if point.signed:
            in_order = in_order & (m.signed == True)  # noqa: E712  the language overloads ==
        in_order = in_order & (m.valid == True)  # noqa: E712
        found = self.found

        @lang.when_all(lang.c.application << applies, lang.none(in_order))
        def wanting(c: Any) -> None:
            found.add(point.paper)

    def check(self, application: Application) -> Answer:
        """The answer where every fact is stated."""
        self.found.clear()
        day, session = application["received_on"], application["number"]
        handed_in = {paper["id"]: paper for paper in application["papers"]}
        facts = {**application["facts"], "sid": session, "kind": "application"}
        for name, papers in self.rulesets:
            batch = [
                {
                    "sid": session,
                    "kind": "paper",
                    "paper": paper["id"],
                    "copies": paper["copies"],
                    "signed": paper["signed"],
                    "valid": paper["valid_until"] >= day,
                }
                for paper in application["papers"]
                if paper["id"] in papers
            ]
            if batch:  # an empty list crashes the engine
                with suppress(engine.MessageNotHandledException):
                    lang.assert_facts(name, batch)
            with suppress(engine.MessageNotHandledException):
                lang.assert_fact(name, facts)
            lang.delete_state(name, session)
        return [
            (point.paper, point.defect(handed_in.get(point.paper), day) or "")
            for point in self.points
            if point.paper in self.found
        ]


ADAPTERS = {"durable-rules, by its manual": Manual}
