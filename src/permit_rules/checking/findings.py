"""Points that ended in a finding → what the applicant has to be told, one line a mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.decide import Decision
from permit_rules.checking.demands import Demander
from permit_rules.checking.endings import Ended
from permit_rules.checking.explain import Explainer, cited
from permit_rules.checking.requirements import defect, requirement
from permit_rules.checking.routes import RouteTeller
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import (
    DemandPoint,
    Plan,
    PlannedPoint,
    StandardPoint,
    WindowPoint,
    WindowSide,
)
from permit_rules.conditions.nodes import Node
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.material import Demanded, Material, Necessity, Stage
from permit_rules.model.review_point import Bar, Effect, Outcome, RenewalWindow, ReviewCondition
from permit_rules.result import (
    Basis,
    Clause,
    ConditionData,
    Finding,
    FindingKind,
    Note,
    NoteKind,
    PartRef,
    PointStatus,
)
from permit_rules.working_days import earlier


@dataclass(slots=True)
class Teller:
    """Puts what was decided into findings and notes.

    ``restated`` are the fields that some finding tells the applicant to state otherwise.
    """

    plan: Plan
    decision: Decision
    explainer: Explainer
    restated: frozenset[str] = frozenset()
    _demander: Demander = field(init=False)
    _routes: RouteTeller = field(init=False)

    def __post_init__(self) -> None:
        self._demander = Demander(self.plan, self.explainer, self.restated)
        self._routes = RouteTeller(self.plan, self.explainer, self._demander)

    def tell(self) -> tuple[tuple[Finding, ...], tuple[Note, ...]]:
        """All findings in the order of the rule files, and the notes that belong to them."""
        findings: list[Finding] = []
        notes: list[Note] = []
        gate = self._gate()
        if isinstance(gate, Finding):
            findings.append(gate)
        elif gate is not None:
            notes.append(gate)
        for point in self.plan.points:
            for ended in self.decision.points[point.id]:
                if ended.status is PointStatus.FINDING:
                    said = self._said(point, ended)
                    (findings if isinstance(said, Finding) else notes).append(said)  # type: ignore[arg-type]
        return _merged(findings), tuple(notes)

    def _gate(self) -> Finding | Note | None:
        gate = self.decision.gate
        if gate is None:
            return None
        if gate.outcome in (Outcome.NOT_REQUIRED, Outcome.OTHER_ITEM):
            return Note(
                kind=NoteKind.NOT_REQUIRED,
                point=self._id(gate.id),
                text=gate.notice or f"{gate.name}，不需要申请本项许可。",
                basis=cited(gate.basis),
            )
        kind = {
            Outcome.OTHER_AUTHORITY: FindingKind.OTHER_AUTHORITY,
            Outcome.REFUSED: FindingKind.BARRED,
        }.get(gate.outcome, FindingKind.FILING_DUE)
        remedy = gate.notice or {
            Outcome.OTHER_AUTHORITY: f"请向{gate.target}提出申请。",
            Outcome.REFUSED: "该申请依法不予受理。",
        }.get(gate.outcome, f"请办理{gate.outcome.value}，不需要申请许可。")
        ended = self.decision.gates[gate.id]
        return Finding(
            code=f"{kind.value}",
            kind=kind,
            points=(self._id(gate.id),),
            review_class="形式审查",
            message=f"{gate.name}。",
            reason=self._why(gate.when, ended),
            basis=cited(gate.basis),
            remedy=remedy,
        )

    def _said(self, point: PlannedPoint, ended: Ended) -> Finding | Note:
        subject = point.subject
        if isinstance(subject, DemandPoint):
            return self._demand(point, subject, ended)
        if isinstance(subject, StandardPoint):
            return self._standard(point, subject, ended)
        if isinstance(subject, ReviewCondition):
            return self._condition(point, subject, ended)
        if isinstance(subject, WindowPoint):
            return self._window(point, subject, ended)
        if isinstance(subject, Bar):
            return self._bar(point, subject, ended)
        raise TypeError(f"a {type(subject).__name__} cannot end in a finding here")

    # ---- papers ------------------------------------------------------------------------------

    def _demand(self, point: PlannedPoint, subject: DemandPoint, ended: Ended) -> Finding | Note:
        paper, material = subject.paper, subject.material
        whose = _whose(ended)
        where = f"《{material.name}》中的" if subject.part else ""
        if material.necessity is Necessity.OPTIONAL:
            return Note(
                kind=NoteKind.NOT_REQUIRED,
                point=self._id(point.id),
                basis=cited(paper.basis),
                text=f"{where}《{paper.name}》{whose}不是必要材料，可以不提交。",
            )
        if material.stage is Stage.INSPECTION:
            return Note(
                kind=NoteKind.REQUIRED,
                point=self._id(point.id),
                basis=cited(paper.basis),
                text=f"现场核查时须出示{where}《{paper.name}》{whose}。",
            )
        return Finding(
            code="missing",
            kind=FindingKind.MISSING,
            points=(self._id(point.id),),
            material=material.id,
            material_name=material.name,
            parts=(PartRef(id=subject.part.id, name=subject.part.name),) if subject.part else (),
            instance=ended.instance.label,
            review_class=point.review_class.value,
            message=f"未提交{where}《{paper.name}》{whose}。",
            # What is asked for in any case has no clause that asks; that it is not there remains.
            reason=self._why(subject.demanded, ended) or self._why(point.violated_node, ended),
            basis=cited(paper.basis or material.basis),
            remedy=paper.notice or self._hand_in(paper, material, where, ended),
            demands=(self._demander.demand(paper, ended),),
            routes=self._routes.routes(paper, material, ended),
        )

    def _hand_in(self, paper: Demanded, material: Material, where: str, ended: Ended) -> str:
        instead = [a.name for a in paper.alternatives if self._truth(a.when, ended) is not Truth.NO]
        other = "，或者" + "、".join(f"《{n}》" for n in instead) if instead else ""
        return f"请提交{where}《{paper.name}》{other}{_whose(ended)}。"

    def _standard(
        self, point: PlannedPoint, subject: StandardPoint, ended: Ended
    ) -> Finding | Note:
        standard, paper = subject.standard, subject.alternative or subject.paper
        seen = ended.instance.seen.get(point.id)
        catalogue = self.plan.rulebook.catalogue
        message = defect(standard, paper.name, seen.found if seen else "", catalogue)
        basis = cited(standard.basis or subject.paper.basis or subject.material.basis)
        if subject.material.stage is Stage.INSPECTION:
            return Note(
                kind=NoteKind.REQUIRED,
                point=self._id(point.id),
                basis=basis,
                text=f"现场核查以前请改正：{message}",
            )
        return Finding(
            code=f"defective/{standard.code.split('-')[0]}",
            kind=FindingKind.DEFECTIVE,
            points=(self._id(point.id),),
            material=subject.material.id,
            material_name=subject.material.name,
            parts=(PartRef(id=subject.part.id, name=subject.part.name),) if subject.part else (),
            instance=ended.instance.label,
            review_class=point.review_class.value,
            message=message,
            reason=self._why(point.violated_node, ended),
            basis=basis,
            remedy=standard.notice
            or f"请改正后重新提交《{paper.name}》{_whose(ended)}："
            f"{requirement(standard, catalogue)}。",
            demands=(self._demander.correction(paper, ended),),
            correctable_on_spot=standard.correctable_on_spot,
        )

    # ---- conditions, bars, windows -----------------------------------------------------------

    def _condition(
        self, point: PlannedPoint, subject: ReviewCondition, ended: Ended
    ) -> Finding | Note:
        remedy = subject.notice or f"请使申请符合要求：{subject.name}。"
        if subject.effect is Effect.WARNING:
            return Note(
                kind=NoteKind.WARNING,
                point=self._id(point.id),
                text=f"{subject.name}{_whose(ended)}：{remedy}",
                instance=ended.instance.label,
                must=self._must(subject),
                basis=cited(subject.basis),
            )
        kind = {Effect.CORRECTION: FindingKind.DEFECTIVE, Effect.REFUSAL: FindingKind.BARRED}.get(
            subject.effect, FindingKind.CONDITION_UNMET
        )
        return Finding(
            code=kind.value,
            kind=kind,
            points=(self._id(point.id),),
            instance=ended.instance.label,
            review_class=subject.review_class.value,
            message=f"不符合要求：{subject.name}{_whose(ended)}。",
            reason=self._why(point.violated_node, ended),
            basis=cited(subject.basis),
            remedy=remedy,
            must=self._must(subject),
            correctable_on_spot=subject.correctable_on_spot,
        )

    def _window(self, point: PlannedPoint, subject: WindowPoint, ended: Ended) -> Finding | Note:
        window = subject.window
        if not subject.closes_the_way:
            return Note(
                kind=NoteKind.WARNING,
                point=self._id(point.id),
                basis=cited(window.basis),
                text=f"已过延续申请期（届满前{period_words(window.closes)}）：{window.late.value}。",
            )
        if subject.side == WindowSide.EARLY:
            message, remedy, opens = self._early(window, ended)
            early = self._barred(point, ended, message, remedy, cited(window.basis))
            until = opens - timedelta(days=1) if opens else None
            return early.model_copy(update={"until": until, "again_from": opens})
        message, remedy = {
            WindowSide.LATE: (
                f"已过延续申请期（届满前{period_words(window.closes)}止），{window.late.value}。",
                f"请按{window.afterwards}提出申请。",
            ),
            WindowSide.EXPIRED: (
                "许可证有效期已经届满，不能延续。",
                f"请按{window.afterwards}提出申请。",
            ),
        }[subject.side]
        return self._barred(point, ended, message, remedy, cited(window.basis))

    def _early(self, window: RenewalWindow, ended: Ended) -> tuple[str, str, date | None]:
        """What to say, what to do, and from when, before the window has opened."""
        expiry, period = ended.facts.values.get(window.expiry), window.opens
        assert period is not None, "a window without a first day has no such side"
        calendar = self.plan.rulebook.calendar
        opens = earlier(expiry, period, calendar) if isinstance(expiry, date) else None
        when = f"自{opens.isoformat()}起" if opens else "在延续申请期内"
        message = f"尚未到延续申请期（届满前{period_words(period)}起）。"
        return message, f"请{when}提出延续申请。", opens

    def _bar(self, point: PlannedPoint, subject: Bar, ended: Ended) -> Finding | Note:
        seen = ended.instance.seen.get(obs.bar(subject.id))
        found = f"（{seen.found}）" if seen and seen.found else ""
        message = f"{subject.name}{found}。"
        until = seen.last if seen else None
        again = until + timedelta(days=1) if until else None
        if subject.effect is Effect.REFUSAL:
            remedy = (
                f"禁止期届满后，自{again.isoformat()}起可以重新申请。"
                if again
                else "禁止期届满后可以重新申请。"
            )
            barred = self._barred(point, ended, message, remedy, cited(subject.basis))
            return barred.model_copy(update={"until": until, "again_from": again})
        if subject.effect is Effect.WARNING:
            return Note(
                kind=NoteKind.WARNING,
                point=self._id(point.id),
                text=message,
                basis=cited(subject.basis),
            )
        kind = (
            FindingKind.DEFECTIVE
            if subject.effect is Effect.CORRECTION
            else FindingKind.CONDITION_UNMET
        )
        return Finding(
            code=kind.value,
            kind=kind,
            points=(self._id(point.id),),
            review_class=point.review_class.value,
            message=message,
            reason=self._why(point.violated_node, ended),
            basis=cited(subject.basis),
            remedy="请更换不受限制的人员。",
            until=until,
            again_from=again,
        )

    def _barred(
        self, point: PlannedPoint, ended: Ended, message: str, remedy: str, basis: tuple[Basis, ...]
    ) -> Finding:
        return Finding(
            code="barred",
            kind=FindingKind.BARRED,
            points=(self._id(point.id),),
            review_class=point.review_class.value,
            message=message,
            reason=self._why(point.violated_node, ended),
            basis=basis,
            remedy=remedy,
        )

    # ---- shared ------------------------------------------------------------------------------

    def _must(self, subject: ReviewCondition) -> ConditionData | None:
        if subject.must is None:
            return None
        return condition_data(subject.must, self.plan.rulebook.catalogue)

    def _id(self, local: str) -> str:
        return f"{self.plan.item.id}/{local}"

    def _why(self, node: Node, ended: Ended) -> tuple[Clause, ...]:
        return self.explainer.reasons(node, ended.facts)

    def _truth(self, node: Node, ended: Ended) -> Truth:
        return truth(node, ended.facts, self.plan.rulebook.calendar)


def _whose(ended: Ended) -> str:
    return f"（{ended.instance.label}）" if ended.instance.label else ""


def _merged(findings: list[Finding]) -> tuple[Finding, ...]:
    """A material that is missing whole is one line that names its missing parts."""
    whole = {
        (f.material, f.instance): n
        for n, f in enumerate(findings)
        if f.kind is FindingKind.MISSING and not f.parts
    }
    merged: dict[int, Finding] = {}
    for n, finding in enumerate(findings):
        home = whole.get((finding.material, finding.instance), whole.get((finding.material, "")))
        if finding.kind is not FindingKind.MISSING or not finding.parts or home is None:
            merged[n] = finding
            continue
        material = merged[home]
        part = finding.parts[0]
        named = f"（{finding.instance}）" if finding.instance != material.instance else ""
        merged[home] = material.model_copy(
            update={
                "points": (*material.points, *finding.points),
                "parts": (*material.parts, PartRef(id=part.id, name=f"{part.name}{named}")),
                "demands": (*material.demands, *finding.demands),
                "routes": tuple(dict.fromkeys((*material.routes, *finding.routes))),
            }
        )
    return tuple(merged.values())
