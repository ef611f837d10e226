"""What an open point would bring, said before it is known: 若…，还须提交…."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.decide import Decision
from permit_rules.checking.demands import Demander
from permit_rules.checking.endings import Ended
from permit_rules.checking.explain import Explainer, cited
from permit_rules.checking.requirements import requirement
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import (
    Competence,
    DemandPoint,
    Plan,
    PlannedPoint,
    StandardPoint,
    WindowPoint,
    WindowSide,
)
from permit_rules.conditions.nodes import ALWAYS, Named, Node, conjunction, disjunction, negation
from permit_rules.conditions.phrases import label_of, period_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.wording import sentence
from permit_rules.model.basis import LegalBasis
from permit_rules.model.review_point import Applicability, Bar, Effect, ReviewCondition
from permit_rules.result import ConditionalLine, ConditionData, Demand


@dataclass(frozen=True, slots=True)
class LineWriter:
    """Writes the conditional line of a point that a decision left open."""

    plan: Plan
    decision: Decision
    explainer: Explainer

    def line(self, point: PlannedPoint, ended: Ended, keys: tuple[str, ...]) -> ConditionalLine:
        """The line of one ending; ``keys`` are the fields and observations it hangs on."""
        words, condition = self._when(point, ended)
        text, remedy = self._brings(point)
        each = point.scope if point.scope in self.decision.rosters_open else ""
        return ConditionalLine(
            point=f"{self.plan.item.id}/{point.id}",
            condition=words,
            text=(f"若{words}，{text}" if words else text) + f"{self._whose(ended, each)}。",
            instance=ended.instance.label,
            each=each,
            when=condition,
            must=self._must(point),
            remedy=remedy,
            demands=_joined(d for e in ended.asking or (ended,) for d in self._demands(point, e)),
            depends_on=keys,
            basis=cited(_bases(point)),
        )

    # ---- when it applies ---------------------------------------------------------------------

    def _when(self, point: PlannedPoint, ended: Ended) -> tuple[str, ConditionData]:
        """When the point applies, in words ("": in any case) and as data."""
        asking, reads = ended.asking or (ended,), self.explainer.reads
        read = tuple((e.gate, reads.of(_asking(point, e), e.facts)) for e in asking)
        key = (read, ended.certain, self._gates())
        kept = self.explainer.cases
        return kept.get(key) or kept.keep(key, self._said(point, ended))

    def _gates(self) -> Hashable:
        """What is open of the gates: the same where the same would be said of them."""
        reads, gates = self.explainer.reads, self.decision.gates
        return tuple(
            (g.id, reads.of(g.violated_node, gates[g.id].facts)) for g in self.decision.open_gates
        )

    def _said(self, point: PlannedPoint, ended: Ended) -> tuple[str, ConditionData]:
        cases = self._cases(point, ended)
        condition = disjunction(*(conjunction(*case) for case in cases))
        words = "" if condition == ALWAYS else self._words(cases)
        return words, condition_data(condition, self.plan.rulebook.catalogue)

    def _cases(self, point: PlannedPoint, ended: Ended) -> list[tuple[Node, Node]]:
        """In which cases it applies: under each outcome of an open gate perhaps for another
        reason, as the outcome of the gate and what is left of the point's own condition."""
        calendar = self.plan.rulebook.calendar
        asking = ended.asking or (ended,)
        left = [residual(_asking(point, e), e.facts, calendar) for e in asking]
        if ended.certain and len(set(left)) == 1:
            return [(ALWAYS, left[0])]
        return [(self._gate_condition(e), node) for e, node in zip(asking, left, strict=True)]

    def _words(self, cases: list[tuple[Node, Node]]) -> str:
        said = dict.fromkeys(
            "，且".join(
                sentence(node, self.plan.rulebook.catalogue, self.explainer.words)
                for node in case
                if node != ALWAYS
            )
            for case in cases
        )
        return "，或者".join(said)

    def _gate_condition(self, ended: Ended) -> Node:
        """Under which outcome of the open gates the point came to be asked."""
        gates = {g.id: g for g in self.decision.open_gates}
        gate = gates.get(ended.gate)
        if gate is None:
            return conjunction(*(negation(self._named(g)) for g in gates.values()))
        return self._left(gate)

    def _named(self, gate: PlannedPoint) -> Node:
        left = self._left(gate)
        return left if isinstance(gate.subject, Competence) else Named(gate.name, left)

    def _left(self, gate: PlannedPoint) -> Node:
        facts = self.decision.gates[gate.id].facts
        return residual(gate.violated_node, facts, self.plan.rulebook.calendar)

    # ---- what it brings ----------------------------------------------------------------------

    def _whose(self, ended: Ended, each: str) -> str:
        if ended.instance.label:
            return f"（{ended.instance.label}）"
        label = label_of(self.plan.rulebook.catalogue, each) if each else ""
        return f"（「{label}」的每一项）" if label else ""

    def _demands(self, point: PlannedPoint, ended: Ended) -> tuple[Demand, ...]:
        """The papers an open point would ask for."""
        subject = point.subject
        demander = Demander(self.plan, self.explainer)
        if isinstance(subject, DemandPoint):
            return (demander.demand(subject.paper, ended),)
        if isinstance(subject, StandardPoint):
            return (demander.correction(subject.alternative or subject.paper, ended),)
        return ()

    def _must(self, point: PlannedPoint) -> ConditionData | None:
        subject = point.subject
        if not isinstance(subject, ReviewCondition) or subject.must is None:
            return None
        return condition_data(subject.must, self.plan.rulebook.catalogue)

    def _brings(self, point: PlannedPoint) -> tuple[str, str]:
        """What the point would ask for, and how to put it right."""
        subject = point.subject
        if isinstance(subject, DemandPoint):
            where = f"《{subject.material.name}》中的" if subject.part else ""
            return f"还须提交{where}《{subject.paper.name}》", subject.paper.notice
        if isinstance(subject, StandardPoint):
            name = (subject.alternative or subject.paper).name
            words = requirement(subject.standard, self.plan.rulebook.catalogue)
            return f"《{name}》{words}", subject.standard.notice
        if isinstance(subject, ReviewCondition):
            must = sentence(subject.must, self.plan.rulebook.catalogue) if subject.must else ""
            words = f"须符合「{subject.name}」" + (f"：{must}" if must else "")
            return words + _otherwise(subject.effect), subject.notice
        if isinstance(subject, WindowPoint):
            return _window_words(subject), ""
        if isinstance(subject, Competence):
            return f"收件机关应当是{subject.target}；不是的，不予受理", subject.notice
        if isinstance(subject, Applicability):
            return f"结果为{subject.outcome.value}：{subject.name}", subject.notice
        assert isinstance(subject, Bar)
        return f"须核对「{subject.name}」{_otherwise(subject.effect, '在禁止期内的')}", ""


def _asking(point: PlannedPoint, ended: Ended) -> Node:
    """Where the point asks for something: for a paper in place of which the applicant chose
    another way, only where that way is closed to him."""
    subject = point.subject
    if isinstance(subject, DemandPoint):
        material = subject.material.id
        chosen = (obs.deferred, obs.at_inspection, obs.committed)
        if any(ended.facts.observed.get(key(material)) for key in chosen):
            return point.violated_node
    return point.applies_node


def _otherwise(effect: Effect, whose: str = "不符合的") -> str:
    """What becomes of an application that does not meet a condition, where it is turned away."""
    return f"；{whose}，不予受理" if effect is Effect.REFUSAL else ""


def _window_words(point: WindowPoint) -> str:
    """What one side of a renewal window asks, and what becomes of an application beyond it."""
    window = point.window
    closes = period_words(window.closes)
    if point.side == WindowSide.EARLY and window.opens:
        opens = period_words(window.opens)
        return f"须在许可证有效期届满前{opens}以内提出；提前提出的，不予受理"
    if point.side == WindowSide.LATE:
        return f"须在许可证有效期届满前{closes}以前提出；逾期提出的，{window.late.value}"
    return f"须在许可证有效期届满前提出；届满后提出的，不予受理，可以按{window.afterwards}提出申请"


def _joined(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Demands for one and the same paper as one, held to everything that any of them says."""
    found: dict[tuple[str, str], Demand] = {}
    for demand in demands:
        key = (demand.paper.id, demand.instance)
        known = found.get(key)
        found[key] = demand if known is None else _both(known, demand)
    return tuple(found.values())


def _both(one: Demand, other: Demand) -> Demand:
    if one == other:
        return one
    requirements = {r.point: r for d in (other, one) for r in d.paper.requirements}
    instead = {p.id: p for d in (other, one) for p in d.instead}
    return one.model_copy(
        update={
            "paper": one.paper.model_copy(update={"requirements": tuple(requirements.values())}),
            "instead": tuple(instead.values()),
        }
    )


def _bases(point: PlannedPoint) -> tuple[LegalBasis, ...]:
    subject = point.subject
    if isinstance(subject, DemandPoint):
        return subject.paper.basis or subject.material.basis
    if isinstance(subject, StandardPoint):
        return subject.standard.basis or subject.paper.basis or subject.material.basis
    if isinstance(subject, WindowPoint):
        return subject.window.basis
    return subject.basis
