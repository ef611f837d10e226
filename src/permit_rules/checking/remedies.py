"""What putting things right may bring: points that hang on facts which the notice has restated.

A condition that is not met tells the applicant to state something else. Whatever else reads the
same facts may then ask for more, so it is announced in the same notice: the application is decided
once more with those facts open, and what may come of it is said as conditional lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from permit_rules.checking.decide import Decision, decide
from permit_rules.checking.demands import without
from permit_rules.checking.settling import COMPLETIONS, Settlements
from permit_rules.checking.situation import Instance, Situation
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import (
    ALWAYS,
    Node,
    StatedTest,
    Test,
    disjunction,
    fields_of,
    tests_of,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.engines.protocol import Engine
from permit_rules.model.material import Demanded
from permit_rules.model.review_point import ReviewCondition
from permit_rules.result import PointStatus


class Restatable:
    """Which conditions may have which fields restated, and what else hangs on those.

    Made once for a plan.
    """

    def __init__(self, plan: Plan) -> None:
        mains = frozenset().union(*(_reads(p) for p in plan.points if p.id in plan.mains))
        self._reads = {
            # Where a point hangs on whether the main materials are in order, so on their fields.
            p.id: _reads(p) | (mains if p.id in plan.after_mains else frozenset())
            for p in (*plan.gates, *plan.points)
        }
        readers: dict[str, set[str]] = {}
        for point, fields in self._reads.items():
            for name in fields:
                readers.setdefault(name, set()).add(point)
        #: By the id of its point, the fields that a condition may have restated: only those of
        #: which something else hangs, another point, an applicability, a way of meeting a demand.
        self.by_point: dict[str, frozenset[str]] = {}
        self._musts: list[tuple[str, Node]] = []
        self._of_field: dict[str, list[int]] = {}
        for condition, must in _musts(plan):
            own = {f for t in tests_of(must) for f in fields_of(t)}
            fields = frozenset(f for f in own if readers.get(f, set()) - {condition})
            if fields:
                self.by_point[condition] = fields
                for name in fields:
                    self._of_field.setdefault(name, []).append(len(self._musts))
                self._musts.append((condition, must))

    def reads(self, point: PlannedPoint) -> frozenset[str]:
        """The fields a point hangs on."""
        return self._reads[point.id]

    def musts(self, fields: Iterable[str], besides: str) -> tuple[Node, ...]:
        """What conditions demand that may have one of these fields restated, in the order of the
        plan; ``besides`` is the id of a point that is left out."""
        numbers = sorted({n for name in fields for n in self._of_field.get(name, ())})
        return tuple(m for c, m in (self._musts[n] for n in numbers) if c != besides)


def _musts(plan: Plan) -> Iterator[tuple[str, Node]]:
    for point in plan.points:
        subject = point.subject
        if isinstance(subject, ReviewCondition) and subject.must is not None:
            yield point.id, subject.must


def _reads(point: PlannedPoint) -> frozenset[str]:
    """The fields whose values a point hangs on, with those its papers are compared with.

    That a field is stated at all stays so, whatever it says.
    """
    tests = dict.fromkeys(_tests(point))
    fields = {f for t in tests if not isinstance(t, StatedTest) for f in fields_of(t)}
    compared = _compared_with(point)
    return frozenset(fields | ({compared} if compared else set()))


def _compared_with(point: PlannedPoint) -> str:
    subject = point.subject
    return subject.standard.compared_with if isinstance(subject, StandardPoint) else ""


def _tests(point: PlannedPoint) -> Iterator[Test]:
    yield from tests_of(point.applies_node)
    yield from tests_of(point.violated_node)
    subject = point.subject
    if isinstance(subject, DemandPoint):
        material = subject.material
        papers: tuple[Demanded, ...] = (material, *material.parts)
        for paper in papers:
            for standard in paper.standards:
                yield from tests_of(standard.when)
            for other in paper.alternatives:
                yield from tests_of(other.when)
            for source in paper.shared:
                yield from tests_of(source.when)


@dataclass(frozen=True, slots=True)
class Restated:
    """The fields that the applicant may be told to state otherwise, and the decision without them.

    ``besides`` are those of the fields that are stated otherwise for another reason, of which
    nothing is known here.
    """

    plan: Plan
    fields: frozenset[str]
    decision: Decision
    restatable: Restatable
    besides: frozenset[str] = frozenset()

    def may_come(self, point: PlannedPoint, facts: Facts) -> bool:
        """Whether a point may be violated once a condition that reads the same fields is met.

        ``facts`` are those without the fields; too many completions count as yes.
        """
        own = self.restatable.reads(point) & self.fields
        musts = self.restatable.musts(own, point.id)
        nodes: tuple[Node, ...] = (point.applies_node, point.violated_node, *musts)
        catalogue, calendar = self.plan.rulebook.catalogue, self.plan.rulebook.calendar
        ways = completions(nodes, facts, catalogue, limit=COMPLETIONS)
        asks = point.applies_node if point.violated is None else point.violated_node
        some = ALWAYS if own & self.besides else disjunction(*musts)
        return ways is None or any(
            truth(asks, way, calendar) is not Truth.NO
            and truth(some, way, calendar) is not Truth.NO
            for way in ways
        )


def restate(
    plan: Plan,
    engine: Engine,
    situation: Situation,
    decision: Decision,
    restatable: Restatable,
    known: Settlements,
    besides: frozenset[str] = frozenset(),
) -> Restated | None:
    """What the notice may have restated; None where nothing else hangs on it.

    Putting one thing right may bring a condition that has another thing restated, so this goes on
    until nothing is added. ``known`` are the open points that have been settled before; ``besides``
    are fields that the applicant is told elsewhere to state otherwise.

    Raises:
        EngineFault: the engine failed.
    """
    fields = _restated(plan, decision, restatable.by_point) | (
        besides & situation.root.facts.values.keys()
    )
    made = None
    while fields:
        made = decide(plan, engine, _open(plan, situation, fields), known=known)
        more = fields | _restated(plan, made, restatable.by_point)
        if more == fields:
            return Restated(plan, fields, made, restatable, besides & fields)
        fields = more
    return None


def _restated(
    plan: Plan, decision: Decision, by_point: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The stated fields of conditions that are not met, or of which it cannot be told."""
    fields: set[str] = set()
    for point in plan.points:
        for ended in decision.points[point.id] if point.id in by_point else ():
            if ended.status in (PointStatus.FINDING, PointStatus.CANNOT_TELL):
                fields |= by_point[point.id] & ended.facts.values.keys()
    return frozenset(fields)


def _open(plan: Plan, situation: Situation, fields: frozenset[str]) -> Situation:
    """The situation with the fields unstated, and what was compared with them not seen."""
    compared = {p.id for p in plan.points if _compared_with(p) in fields}

    def opened(instance: Instance) -> Instance:
        facts = without(instance.facts, fields)
        seen = {k: met for k, met in facts.observed.items() if k not in compared}
        return replace(instance, facts=replace(facts, observed=seen))

    return replace(
        situation,
        root=opened(situation.root),
        rosters={
            roster: None if members is None else tuple(map(opened, members))
            for roster, members in situation.rosters.items()
        },
    )
