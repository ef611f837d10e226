"""Points that cannot be told → what each answer would bring, one conditional line a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from permit_rules.checking.conditional_lines import LineWriter
from permit_rules.checking.decide import Decision
from permit_rules.checking.endings import Ended
from permit_rules.checking.open_points import OpenPoints
from permit_rules.checking.papers_to_come import PapersToCome
from permit_rules.checking.prepared import Prepared
from permit_rules.checking.questions import Asker
from permit_rules.checking.remedies import Restated
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.result import ConditionalLine, PointStatus, Question


def conditional_lines(
    prepared: Prepared, decision: Decision, still: OpenPoints, restated: Restated | None
) -> tuple[ConditionalLine, ...]:
    """What the open points of a decision would bring.

    With ``restated`` also what hangs on the facts that the notice tells the applicant to state
    otherwise.
    """
    return tuple(_Lines(prepared, decision, still, restated).told())


@dataclass(frozen=True, slots=True)
class _Lines:
    prepared: Prepared
    decision: Decision
    still: OpenPoints
    restated: Restated | None

    @property
    def plan(self) -> Plan:
        return self.prepared.plan

    def told(self) -> Iterator[ConditionalLine]:
        decision = self.restated.decision if self.restated else self.decision
        writer = LineWriter(self.plan, decision, self.prepared.explainer)
        for point, ended in self._points(decision):
            keys = self.still.keys.get((point.id, ended.instance.label), ())
            line = writer.line(point, ended, keys)
            if self.restated:
                asks = tuple(self._asked_besides(point, ended, self.restated))
                line = line.model_copy(update={"asks": asks})
            yield line

    def _points(self, decision: Decision) -> Iterator[tuple[PlannedPoint, Ended]]:
        """The points of which a conditional line is told."""
        for gate in decision.open_gates:
            if self.decision.gates[gate.id].status is not PointStatus.FINDING:
                yield gate, decision.gates[gate.id]
        for point in self.plan.points:
            for ended in decision.points[point.id]:
                if ended.status is PointStatus.CANNOT_TELL and self._is_told(point, ended):
                    yield point, ended

    def _is_told(self, point: PlannedPoint, ended: Ended) -> bool:
        before = {e.instance.label: e.status for e in self.decision.points[point.id]}
        was = before.get(ended.instance.label)
        if was is PointStatus.CANNOT_TELL:
            return True
        return was is not PointStatus.FINDING and self._may_come(point, ended)

    def _may_come(self, point: PlannedPoint, ended: Ended) -> bool:
        """Whether what is restated may bring the point, by itself or by the outcome of a gate."""
        assert self.restated is not None
        later = self.restated.decision
        gates = {g.id: (g, later.gates[g.id].facts) for g in later.open_gates}
        for asking in ended.asking or (ended,):
            if ended.asking and asking.gate not in gates and self.decision.gate is not None:
                return True  # the gate that holds now need not hold any more
            if self.restated.may_come(*gates.get(asking.gate, (point, asking.facts))):
                return True
        return False

    def _asked_besides(
        self, point: PlannedPoint, ended: Ended, restated: Restated
    ) -> Iterator[Question]:
        """What a point would hang on once something is restated, and that is not asked anyway."""
        explainer, catalogue = self.prepared.explainer, self.plan.rulebook.catalogue
        papers = PapersToCome(self.plan).fields(point, ended.facts)
        left = explainer.left_open(point.violated_node, ended.facts)
        open_: Iterable[str] = dict.fromkeys((*left, *(key for key, _ in papers)))
        members: list[str] = []
        if point.scope in restated.decision.rosters_open:
            members = [k for k in open_ if k.startswith(f"{point.scope}.")]
            open_ = dict.fromkeys((point.scope, *open_))
        asker = Asker(catalogue, self.prepared.index, explainer.words)
        for key in open_:
            known = key in self.still.questions or key in restated.fields or key in members
            if not known and catalogue.declares(key):
                yield asker.question(key, members if key == point.scope else ())
