"""How each point ended, as it stands in a result; what was told before is told again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from permit_rules.checking.decide import Decision
from permit_rules.checking.endings import Ended, worst
from permit_rules.checking.explain import Explainer, cited
from permit_rules.checking.ways import way_of
from permit_rules.compiling.plan import Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.nodes import Node
from permit_rules.model.material import ManualStandard
from permit_rules.model.review_point import ReviewCondition
from permit_rules.result import (
    Clause,
    InstanceResult,
    Note,
    NoteKind,
    PointResult,
    PointStatus,
    Way,
)

#: How many results of single points are kept for a plan.
KEPT: Final = 10_000

_BY_APPLYING = (PointStatus.NOT_APPLICABLE, PointStatus.MANUAL)


class PointTeller:
    """Says how the points of a plan ended. Safe in any number of threads.

    A point that ended alike, by the same values, has the same result; it is made once.
    """

    def __init__(self, plan: Plan, explainer: Explainer) -> None:
        self._plan = plan
        self._explainer = explainer
        self._kept = Kept[PointResult](KEPT)
        #: The notes of the points that a person has to look at, by the ids of the points.
        self.by_hand = {
            p.id: _by_hand(p, f"{plan.item.id}/{p.id}") for p in plan.points if p.violated is None
        }

    def results(self, decision: Decision) -> Iterator[PointResult]:
        """The results of the gates and of all other points, in the order of the plan."""
        for gate in self._plan.gates:
            yield self._result(gate, (decision.gates[gate.id],))
        for point in self._plan.points:
            yield self._result(point, decision.points[point.id])

    def _result(self, point: PlannedPoint, ended: tuple[Ended, ...]) -> PointResult:
        if len(ended) != 1 or ended[0].instance.label:
            return self._of_members(point, ended)
        only = ended[0]
        way = self._way(point, only)
        key = (
            point.id,
            only.status,
            way,
            self._explainer.reads.of(_about(point, only.status), only.facts),
        )
        return self._kept.get(key) or self._kept.keep(
            key, self._made(point, only.status, way=way, reason=self._why(point, only))
        )

    def _of_members(self, point: PlannedPoint, ended: Collection[Ended]) -> PointResult:
        members = tuple(
            InstanceResult(
                instance=e.instance.label,
                status=e.status,
                way=self._way(point, e),
                reason=self._why(point, e),
            )
            for e in ended
            if e.instance.label
        )
        status = worst(e.status for e in ended)
        shown = next((e for e in ended if e.status is status), None)
        if members or shown is None:
            return self._made(point, status, members)
        return self._made(
            point, status, way=self._way(point, shown), reason=self._why(point, shown)
        )

    def _made(
        self,
        point: PlannedPoint,
        status: PointStatus,
        members: tuple[InstanceResult, ...] = (),
        way: Way | None = None,
        reason: tuple[Clause, ...] = (),
    ) -> PointResult:
        return PointResult(
            point=f"{self._plan.item.id}/{point.id}",
            kind=point.kind.value,
            name=point.name,
            review_class=point.review_class.value,
            status=status,
            instances=members,
            way=way,
            reason=reason,
        )

    def _way(self, point: PlannedPoint, ended: Ended) -> Way | None:
        return way_of(point, ended, self._plan)[0] if ended.status is PointStatus.MET else None

    def _why(self, point: PlannedPoint, ended: Ended) -> tuple[Clause, ...]:
        return self._explainer.reasons(_about(point, ended.status), ended.facts)


def _about(point: PlannedPoint, status: PointStatus) -> Node:
    """The condition that says why: whether it applies, or whether it is violated."""
    return point.applies_node if status in _BY_APPLYING else point.violated_node


def _by_hand(point: PlannedPoint, shown: str) -> Note:
    subject = point.subject
    if isinstance(subject, ReviewCondition):
        text, lacking, basis = subject.manual, subject.lacking, subject.basis
    elif isinstance(subject, StandardPoint) and isinstance(subject.standard, ManualStandard):
        text = f"《{point.name}》{subject.standard.text}"
        lacking = subject.standard.lacking
        basis = subject.standard.basis or subject.paper.basis or subject.material.basis
    else:
        raise TypeError(f"{shown} is not a manual point")
    tail = f"（机器缺少：{lacking}）" if lacking else ""
    return Note(kind=NoteKind.HUMAN_CHECK, point=shown, text=f"{text}{tail}", basis=cited(basis))
