"""What will matter of a paper once it is handed in: facts that nothing hangs on before.

What it is going to be compared with, what it is held to only under a condition, and whether
another paper or a shared source is accepted in its place. Asked with the demand for it, so that
the paper is right the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint
from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.nodes import Node, Observed, StatedTest, fields_of, tests_of
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.material import Demanded, Paper


@dataclass(frozen=True, slots=True)
class PapersToCome:
    """Finds the unstated fields that the papers of a demand will bring up."""

    plan: Plan

    def fields(self, point: PlannedPoint, facts: Facts) -> Iterator[tuple[str, str]]:
        """Each field with the local id of the point that will read it; nothing but for a demand."""
        subject = point.subject
        if not isinstance(subject, DemandPoint):
            return
        demanded = subject.paper
        shared: Demanded = demanded if demanded.shared else subject.material
        for other in demanded.alternatives:
            yield from ((f, point.id) for f in self._open(other.when, facts))
        for source in shared.shared:
            yield from ((f, point.id) for f in self._open(source.when, facts))
        papers: tuple[Paper, ...] = (demanded, *demanded.alternatives)
        for paper in papers:
            yield from self._held_to(paper, facts)

    def _held_to(self, paper: Paper, facts: Facts) -> Iterator[tuple[str, str]]:
        for standard in paper.standards:
            key = obs.standard(paper.id, standard.code)
            if truth(standard.when, facts, self.plan.rulebook.calendar) is Truth.NO:
                continue
            yield from ((f, key) for f in self._open(standard.when, facts))
            field = standard.compared_with
            if field and field not in facts.values:
                yield field, key

    def _open(self, node: Node, facts: Facts) -> Iterator[str]:
        left = residual(node, facts, self.plan.rulebook.calendar)
        return (k for k in open_keys(left, facts) if k not in facts.observed)


def open_keys(left: Node, facts: Facts) -> Iterator[str]:
    """The fields and observations that a residual condition still reads, in writing order."""
    for test in tests_of(left):
        if isinstance(test, Observed):
            if test.key not in facts.observed:
                yield test.key
        elif not isinstance(test, StatedTest):
            for field_id in fields_of(test):
                value = facts.values.get(field_id)
                if value is None or isinstance(value, AtLeast):
                    yield field_id
