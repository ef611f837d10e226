"""CLIPS (clipspy; C): the points as rules over an application and its papers.

What is not stated has no counterpart in its language, so it answers on facts all stated alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import clips

from benchmarks.peers.fields import CHOICES, NAMES
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


def _pattern(node: Node, variables: Iterator[int]) -> str:
    if isinstance(node, Not):
        return f"(not {_pattern(node.part, variables)})"
    if isinstance(node, (All, AnyOf)):
        if not node.parts:
            return "(application)"
        word = "and" if isinstance(node, All) else "or"
        return f"({word} {' '.join(_pattern(part, variables) for part in node.parts)})"
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    if isinstance(node, NumberTest):
        variable = f"?v{next(variables)}"  # the same name would join two patterns
        order = ">=" if node.order is Order.AT_LEAST else "<"
        return f"(application ({node.field} {variable}&:({order} {variable} {node.value})))"
    if isinstance(node, ChoicesTest):
        return f'(application ({node.field} $? "{node.values[0]}" $?))'
    values = "|".join(f'"{value}"' for value in node.values)
    return f"(application ({node.field} {values}))"


class Clips:
    """One environment, reset for each application."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.found: set[str] = set()
        environment = self.environment = clips.Environment()
        slots = " ".join(f"({'multislot' if name in CHOICES else 'slot'} {name})" for name in NAMES)
        environment.build(f"(deftemplate application {slots})")
        environment.build("(deftemplate paper (slot id) (slot copies) (slot signed) (slot valid))")

        def wanting(paper: object) -> None:
            self.found.add(str(paper))

        environment.define_function(wanting, name="wanting")
        for point in points:
            signed = "(signed TRUE)" if point.signed else ""
            environment.build(
                f"(defrule r{point.paper} {_pattern(point.condition, count())} (not (paper "
                f"(id {point.paper}) (copies ?c&:(>= ?c {point.copies})) {signed} (valid TRUE)))"
                f" => (wanting {point.paper}))"
            )
        self.application = environment.find_template("application")
        self.paper = environment.find_template("paper")

    def check(self, application: Application) -> Answer:
        """The answer where every fact is stated."""
        self.environment.reset()
        self.found.clear()
        day = application["received_on"]
        handed_in = {paper["id"]: paper for paper in application["papers"]}
        for paper in application["papers"]:
            self.paper.assert_fact(
                id=clips.Symbol(paper["id"]),
                copies=paper["copies"],
                signed=paper["signed"],
                valid=paper["valid_until"] >= day,
            )
        self.application.assert_fact(**application["facts"])
        self.environment.run()
        return [
            (point.paper, point.defect(handed_in.get(point.paper), day) or "")
            for point in self.points
            if point.paper in self.found
        ]


ADAPTERS = {"CLIPS": Clips}
