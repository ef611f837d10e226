"""Points that cannot be told → the questions that settle them, and what each answer would bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.decide import Decision, Ended
from permit_rules.checking.demands import Demander
from permit_rules.checking.explain import cited
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.requirements import requirement
from permit_rules.checking.settling import Settler
from permit_rules.compiling.plan import (
    DemandPoint,
    Plan,
    PlannedPoint,
    StandardPoint,
    WindowPoint,
)
from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import (
    ALWAYS,
    DateTest,
    Named,
    Node,
    Not,
    Observed,
    StatedTest,
    conjunction,
    fields_of,
    tests_of,
)
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.wording import ObservedWords, sentence
from permit_rules.engines.protocol import Engine
from permit_rules.model.basis import LegalBasis
from permit_rules.model.review_point import Applicability, ReviewCondition
from permit_rules.result import ConditionalLine, Demand, PointStatus, Question


@dataclass(slots=True)
class OpenPoints:
    """What is asked, what hangs on it, and the points that wait for a calendar year."""

    questions: dict[str, Question] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    conditional: list[ConditionalLine] = field(default_factory=list)
    without_calendar: list[str] = field(default_factory=list)

    def all_questions(self) -> tuple[Question, ...]:
        """The questions with the points that wait for each."""
        return tuple(
            q.model_copy(update={"points": tuple(dict.fromkeys(self.waiting[k]))})
            for k, q in self.questions.items()
        )


def open_points(
    plan: Plan, engine: Engine, decision: Decision, index: PaperIndex, words: ObservedWords
) -> OpenPoints:
    """Collect what stays open. Only facts on which some open point still hangs are asked for.

    Raises:
        EngineFault: the engine failed while an open point was tried.
    """
    return _Collector(plan, Settler(plan, engine), decision, index, words).collect()


@dataclass(slots=True)
class _Collector:
    plan: Plan
    settler: Settler
    decision: Decision
    index: PaperIndex
    words: ObservedWords
    found: OpenPoints = field(default_factory=OpenPoints)
    gate_keys: tuple[str, ...] | None = None

    def collect(self) -> OpenPoints:
        for gate in self.decision.open_gates:
            self._open(gate, self.decision.gates[gate.id])
        for point in self.plan.points:
            for ended in self.decision.points[point.id]:
                if ended.status is PointStatus.CANNOT_TELL:
                    self._open(point, ended)
        return self.found

    def _open(self, point: PlannedPoint, ended: Ended) -> None:
        if point.scope in self.decision.rosters_open:
            keys: tuple[str, ...] = (point.scope,)
        else:
            keys = self._keys(point, ended.facts)
        if not keys and self._waits_for_calendar(point, ended.facts):
            self.found.without_calendar.append(self._id(point))
        if not ended.certain:
            keys = tuple(dict.fromkeys((*keys, *self._gate_keys())))
        for key in keys:
            self.found.questions.setdefault(key, self._question(key))
            self.found.waiting.setdefault(key, []).append(self._id(point))
        self.found.conditional.append(self._line(point, ended, keys))

    def _gate_keys(self) -> tuple[str, ...]:
        # Found once: asking again for every point would use up the budget of completions.
        if self.gate_keys is None:
            self.gate_keys = tuple(
                k
                for gate in self.decision.open_gates
                for k in self._keys(gate, self.decision.gates[gate.id].facts)
            )
        return self.gate_keys

    def _keys(self, point: PlannedPoint, facts: Facts) -> tuple[str, ...]:
        left = residual(point.violated_node, facts, self.plan.rulebook.calendar)
        keys = dict.fromkeys(_open_keys(left, facts))
        return self.settler.deciding(point, facts, keys)

    def _waits_for_calendar(self, point: PlannedPoint, facts: Facts) -> bool:
        left = residual(point.violated_node, facts, self.plan.rulebook.calendar)
        return any(isinstance(t, DateTest) for t in tests_of(left))

    def _id(self, point: PlannedPoint) -> str:
        return f"{self.plan.item.id}/{point.id}"

    # ---- questions ---------------------------------------------------------------------------

    def _question(self, key: str) -> Question:
        try:
            return field_question(self.plan.rulebook.catalogue.by_id(key))
        except KeyError:
            return self._about_paper(key)

    def _about_paper(self, key: str) -> Question:
        statement = self.words.get(key, (key, key))[0]
        paper_id = key.split("@")[0].split("/")[0]
        asked = self.index.by_id.get(paper_id)
        label = f"《{asked.paper.name}》" if asked else statement
        return Question(
            kind="observation",
            key=key,
            label=label,
            text=f"{statement}，是否属实？",
            options=("是", "否"),
        )

    # ---- conditional lines -------------------------------------------------------------------

    def _line(self, point: PlannedPoint, ended: Ended, keys: tuple[str, ...]) -> ConditionalLine:
        calendar = self.plan.rulebook.calendar
        said = (self._gate_condition(ended), residual(point.applies_node, ended.facts, calendar))
        condition = conjunction(*said)
        words = "，且".join(w for node in said if (w := self._words(node)))
        text, remedy = self._brings(point)
        whose = f"（{ended.instance.label}）" if ended.instance.label else ""
        return ConditionalLine(
            point=self._id(point),
            condition=words,
            text=(f"若{words}，{text}" if words else text) + f"{whose}。",
            when=condition_data(condition, self.plan.rulebook.catalogue),
            remedy=remedy,
            demands=self._demands(point, ended),
            depends_on=keys,
            basis=cited(_bases(point)),
        )

    def _demands(self, point: PlannedPoint, ended: Ended) -> tuple[Demand, ...]:
        """The papers an open point would ask for."""
        subject = point.subject
        demander = Demander(self.plan)
        if isinstance(subject, DemandPoint):
            return (demander.demand(subject.paper, ended),)
        if isinstance(subject, StandardPoint):
            return (demander.correction(subject.alternative or subject.paper, ended),)
        return ()

    def _gate_condition(self, ended: Ended) -> Node:
        """Under which outcome of the open gates the point came to be asked."""
        if ended.certain:
            return ALWAYS
        gates = {g.id: g for g in self.decision.open_gates}
        gate = gates.get(ended.gate)
        if gate is None:
            return conjunction(*(Not(Named(g.name, self._left(g))) for g in gates.values()))
        return self._left(gate)

    def _left(self, gate: PlannedPoint) -> Node:
        facts = self.decision.gates[gate.id].facts
        return residual(gate.applies_node, facts, self.plan.rulebook.calendar)

    def _words(self, node: Node) -> str:
        if node == ALWAYS:
            return ""
        return sentence(node, self.plan.rulebook.catalogue, self.words)

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
            return f"须符合「{subject.name}」" + (f"：{must}" if must else ""), subject.notice
        if isinstance(subject, WindowPoint):
            return (
                f"须核对延续申请期（届满前{period_words(subject.window.opens)}至届满前{period_words(subject.window.closes)}）",
                "",
            )
        if isinstance(subject, Applicability):
            return f"结果为{subject.outcome.value}：{subject.name}", subject.notice
        return f"须核对「{subject.name}」", ""


def field_question(asked: Field) -> Question:
    """The question that asks the applicant for a field."""
    options: tuple[str, ...] = tuple(c.name for c in asked.choices)
    if asked.type is FieldType.YES_NO:
        options = ("是", "否")
    return Question(
        kind="field",
        key=asked.id,
        label=asked.label,
        options=options,
        unit=asked.unit,
        text=asked.question or f"请填写{asked.label}。",
    )


def _open_keys(left: Node, facts: Facts) -> Iterator[str]:
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


def _bases(point: PlannedPoint) -> tuple[LegalBasis, ...]:
    subject = point.subject
    if isinstance(subject, DemandPoint):
        return subject.paper.basis or subject.material.basis
    if isinstance(subject, StandardPoint):
        return subject.standard.basis or subject.paper.basis or subject.material.basis
    if isinstance(subject, WindowPoint):
        return subject.window.basis
    return subject.basis
