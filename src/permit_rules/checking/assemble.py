"""Decision → CheckResult: every point accounted for, findings in order, words in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from permit_rules.checking.decide import Decision
from permit_rules.checking.decided import Decided
from permit_rules.checking.demands import Demander
from permit_rules.checking.endings import Ended
from permit_rules.checking.essentials import Essentials, outline
from permit_rules.checking.last_day import LastDay, last_day
from permit_rules.checking.open_lines import conditional_lines
from permit_rules.checking.open_way import open_way
from permit_rules.checking.prepared import Prepared
from permit_rules.checking.routes import (
    RouteTeller,
    commitment_of,
    deferral_of,
    deferral_words,
)
from permit_rules.checking.situation import Situation
from permit_rules.checking.standards import Surroundings, near_expiry
from permit_rules.checking.typed_facts import used
from permit_rules.checking.ways import way_of
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.item import HandlingKind
from permit_rules.model.material import ExpiryStandard
from permit_rules.result import (
    Assumption,
    CheckResult,
    CommitmentMade,
    Deferral,
    Exemption,
    Note,
    NoteKind,
    PointResult,
    PointStatus,
    Route,
    Way,
)


def assemble(decided: Decided) -> CheckResult:
    """Put everything that was decided into a result.

    Raises:
        EngineFault: the engine failed while an open point was tried.
    """
    return _Assembler(decided, Essentials.of(decided)).result()


@dataclass(frozen=True, slots=True)
class _Assembler:
    decided: Decided
    told: Essentials

    @property
    def prepared(self) -> Prepared:
        return self.decided.prepared

    @property
    def plan(self) -> Plan:
        return self.decided.plan

    @property
    def situation(self) -> Situation:
        return self.decided.situation

    @property
    def decision(self) -> Decision:
        return self.decided.decision

    def result(self) -> CheckResult:
        decided, told, plan, item = self.decided, self.told, self.plan, self.plan.item
        points = tuple(self.prepared.points.results(self.decision))
        deferrals = tuple(self._deferrals(points))
        until = self._last_day()
        return CheckResult(
            **outline(decided, told).by_name(),
            item_name=item.name,
            levels=plan.rulebook.levels,
            service_kind=self._service_kind(),
            applicant=decided.application.applicant.name,
            conditional=conditional_lines(self.prepared, self.decision, told.still, told.restated),
            notes=(*told.notes, *self._notes(points, deferrals)),
            routes=self._routes(),
            commitments=tuple(self._commitments(points)),
            deferrals=deferrals,
            exempt=tuple(self._exempt(points)),
            assumed=self._assumed(),
            open_way=open_way(plan, decided.engine, self.situation, self.decision, decided.known),
            limits=self.prepared.limits,
            points=points,
            unsettled=self.decision.unsettled,
            count_from=item.count_from.value,
            since=plan.rulebook.since,
            until=plan.rulebook.until,
            holds_until=until.day,
            changes=until.changes,
        )

    def _last_day(self) -> LastDay:
        # What putting things right may bring must not change by itself before the last day either.
        restated = self.told.restated
        return last_day(
            self.plan,
            self.prepared.watched,
            self.decided.application,
            self.situation,
            (self.decision, restated.decision) if restated else (self.decision,),
            self.decided.received_on,
        )

    # ---- beside the findings -----------------------------------------------------------------

    def _notes(
        self, points: tuple[PointResult, ...], deferrals: tuple[Deferral, ...]
    ) -> Iterator[Note]:
        yield from self.situation.matched.notes
        put_off = {d.point: d for d in deferrals}
        for point, result in self._behind_gates(points):
            if result.status is PointStatus.MANUAL:
                yield self.prepared.points.by_hand[point.id]
            if result.status is PointStatus.MET and isinstance(point.subject, StandardPoint):
                yield from self._near_expiry(point, point.subject)
            if result.point in put_off:
                yield self._deferred(put_off[result.point])

    def _behind_gates(
        self, points: tuple[PointResult, ...]
    ) -> Iterator[tuple[PlannedPoint, PointResult]]:
        """The points that are no gates, each with its result."""
        return zip(self.plan.points, points[len(self.plan.gates) :], strict=True)

    def _near_expiry(self, point: PlannedPoint, subject: StandardPoint) -> Iterator[Note]:
        standard = subject.standard
        if not isinstance(standard, ExpiryStandard):
            return
        around = Surroundings(
            self.decided.received_on,
            self.decided.application.channel,
            {},
            self.plan.rulebook.catalogue,
            self.plan.rulebook.calendar,
        )
        owner = point.id.partition("/")[0]
        lasts = {
            last
            for e in self.decision.points[point.id]
            for paper in e.instance.papers.get(owner, ())
            if (last := near_expiry(standard, paper, around)) is not None
        }
        for last in sorted(lasts):
            yield Note(
                kind=NoteKind.WARNING,
                point=f"{self.plan.item.id}/{point.id}",
                text=f"《{point.name}》的有效期至{last.isoformat()}，即将届满。",
            )

    def _deferred(self, put_off: Deferral) -> Note:
        return Note(
            kind=NoteKind.DEFERRABLE,
            point=put_off.point,
            basis=put_off.basis,
            text=f"《{put_off.material}》{deferral_words(put_off)}。",
        )

    def _routes(self) -> tuple[Route, ...]:
        root = self.situation.root
        ended = Ended(root, PointStatus.MET, root.facts)
        explainer = self.prepared.explainer
        teller = RouteTeller(self.plan, explainer, Demander(self.plan, explainer))
        return tuple(teller.for_the_whole(self.decision, ended))

    def _commitments(self, points: tuple[PointResult, ...]) -> Iterator[CommitmentMade]:
        """One for each material, whatever its parts and for however many members it is asked."""
        committed = {
            point.subject.material.id: point.subject.material
            for point, result in self._behind_gates(points)
            if isinstance(point.subject, DemandPoint) and Way.COMMITTED in _ways(result)
        }
        for material in committed.values():
            made = commitment_of(self.plan.item.id, material)
            assert made is not None
            yield made

    def _deferrals(self, points: tuple[PointResult, ...]) -> Iterator[Deferral]:
        for point, result in self._behind_gates(points):
            subject = point.subject
            if isinstance(subject, DemandPoint):
                ways = _ways(result)
                way = next((w for w in (Way.DEFERRED, Way.AT_INSPECTION) if w in ways), None)
                if way is not None:
                    yield deferral_of(result.point, subject.paper, subject.material, way)

    def _exempt(self, points: tuple[PointResult, ...]) -> Iterator[Exemption]:
        for point, result in self._behind_gates(points):
            subject = point.subject
            if not isinstance(subject, DemandPoint):
                continue
            shared = Way.SHARED in _ways(result)
            if not shared and result.status is PointStatus.MET and not result.instances:
                continue
            for ended in self.decision.points[point.id]:
                yield from self._exemptions(result.point, point, subject, ended)

    def _exemptions(
        self, told: str, point: PlannedPoint, subject: DemandPoint, ended: Ended
    ) -> Iterator[Exemption]:
        label = ended.instance.label
        name = f"{subject.paper.name}（{label}）" if label else subject.paper.name
        if ended.status is PointStatus.MET:
            way, source = way_of(point, ended, self.plan)
            if way is Way.SHARED:
                yield Exemption(point=told, material=name, by="shared", source=source)
        elif self._exempted(subject, ended):
            reason = self.prepared.explainer.reasons(subject.paper.unless, ended.facts)
            yield Exemption(point=told, material=name, by="condition", reason=reason)

    def _exempted(self, subject: DemandPoint, ended: Ended) -> bool:
        if ended.status is not PointStatus.NOT_APPLICABLE:
            return False
        calendar = self.plan.rulebook.calendar
        asked = [subject.paper.when] + ([subject.material.when] if subject.part else [])
        return (
            all(truth(w, ended.facts, calendar) is Truth.YES for w in asked)
            and truth(subject.paper.unless, ended.facts, calendar) is Truth.YES
        )

    def _assumed(self) -> tuple[Assumption, ...]:
        typed = used(self.situation.typed.assumed, self.prepared.read_fields)
        presumed = {}
        for point in self.plan.points:
            for ended in self.decision.points[point.id]:
                if not ended.instance.presumed or ended.status is PointStatus.NOT_APPLICABLE:
                    continue
                for key in self.prepared.observations[point.id] & ended.instance.presumed:
                    presumed[key] = Assumption(
                        key=key,
                        label=self.prepared.explainer.words.get(key, (key, key))[0],
                        value="是",
                        reason="未查验的内容按符合要求处理（unobserved=in_order）",
                    )
        return (*typed, *self.situation.assumed, *(presumed[k] for k in sorted(presumed)))

    def _service_kind(self) -> str:
        """A filing inside a permit item is a filing; otherwise it is what the item is."""
        item, stated = self.plan.item, self.decided.handling_item
        for chosen in item.handling_items:
            if chosen.name == stated and chosen.kind is not HandlingKind.PERMIT:
                return str(chosen.kind.value)
        return item.kind


def _ways(result: PointResult) -> tuple[Way | None, ...]:
    return tuple(i.way for i in result.instances) if result.instances else (result.way,)
