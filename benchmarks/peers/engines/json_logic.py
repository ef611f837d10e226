"""datalogic (JSON-Logic, compiled; Rust): one rule of everything, or of the conditions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import datalogic_py

from benchmarks.peers.programs import OPEN_CODE, Conditions, OneProgram, with_papers
from benchmarks.peers.workload import Application, Facts, Point
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


def logic(node: Node) -> Any:
    """Whether the condition holds, where every fact it reads is stated."""
    if isinstance(node, Not):
        return {"!": [logic(node.part)]}
    if isinstance(node, (All, AnyOf)):
        return _joined(isinstance(node, All), [logic(part) for part in node.parts])
    return _test(node)


def half(node: Node, holds: bool) -> Any:
    """Whether the condition certainly holds, or with ``holds`` False certainly fails."""
    if isinstance(node, Not):
        return half(node.part, not holds)
    if isinstance(node, (All, AnyOf)):
        return _joined(isinstance(node, All) == holds, [half(part, holds) for part in node.parts])
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    stated = {"!==": [{"var": node.field}, None]}
    return {"and": [stated, _test(node) if holds else {"!": [_test(node)]}]}


def _joined(every: bool, parts: list[Any]) -> Any:
    return {"and" if every else "or": parts} if parts else every


def _test(node: Node) -> Any:
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    fact = {"var": node.field}
    if isinstance(node, NumberTest):
        return {">=" if node.order is Order.AT_LEAST else "<": [fact, node.value]}
    if isinstance(node, ChoicesTest):
        return {"in": [node.values[0], fact]}
    if len(node.values) == 1:
        return {"==": [fact, node.values[0]]}
    return {"in": [fact, list(node.values)]}


def _code(point: Point) -> Any:
    def of(name: str = "") -> Any:
        return {"var": f"papers.{point.paper}{name}"}

    steps = [{"!": [of()]}, 1, {"<": [of(".copies"), point.copies]}, 2]
    if point.signed:
        steps += [{"!": [of(".signed")]}, 3]
    return {"if": [*steps, {"!": [of(".valid")]}, 4, 0]}


def _run(rule: Any) -> Any:
    evaluate = datalogic_py.Engine().compile(json.dumps(rule, ensure_ascii=False)).evaluate_str

    def run(data: Any) -> Any:
        return json.loads(evaluate(json.dumps(data, ensure_ascii=False)))

    return run


class Program(OneProgram):
    """Everything in one rule."""

    def compiled(self, points: Sequence[Point], *, unstated: bool) -> Any:
        """What returns the codes for an application."""
        if unstated:
            rule = [
                {
                    "if": [
                        half(p.condition, True),
                        _code(p),
                        half(p.condition, False),
                        0,
                        OPEN_CODE,
                    ]
                }
                for p in points
            ]
        else:
            rule = [{"if": [logic(p.condition), _code(p), 0]} for p in points]
        run = _run(rule)

        def codes(application: Application) -> Any:
            return run(with_papers(application))

        return codes


class Distinct(Conditions):
    """The distinct conditions in one rule."""

    def compiled(self, *, unstated: bool) -> Any:
        """What returns the outcomes for the facts."""
        if not unstated:
            return _run([logic(node) for node in self.conditions])
        run = _run([half(node, holds) for holds in (True, False) for node in self.conditions])

        def outcomes(facts: Facts) -> Any:
            return run(facts)

        return outcomes


ADAPTERS = {"datalogic, one program": Program, "datalogic, distinct conditions": Distinct}
