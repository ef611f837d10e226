"""Points that cannot be told → the questions that settle them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from permit_rules.checking.decide import Decision
from permit_rules.checking.demands import without
from permit_rules.checking.endings import Ended
from permit_rules.checking.explain import Explainer
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.papers_to_come import PapersToCome
from permit_rules.checking.questions import Asker
from permit_rules.checking.remedies import Restated
from permit_rules.checking.settling import Settlements, Settler
from permit_rules.checking.standards import tells
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import DateTest, tests_of
from permit_rules.conditions.residual import residual
from permit_rules.engines.protocol import Engine
from permit_rules.result import PointStatus, Question


@dataclass(slots=True)
class OpenPoints:
    """What is asked, what hangs on it, and the points that wait for a calendar year.

    ``keys`` are the fields and observations that each open point hangs on, by its id and the
    label of the instance.
    """

    questions: dict[str, Question] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    without_calendar: list[str] = field(default_factory=list)
    keys: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def all_questions(self) -> tuple[Question, ...]:
        """The questions with the points that wait for each."""
        return tuple(
            q.model_copy(update={"points": tuple(dict.fromkeys(self.waiting[k]))})
            for k, q in self.questions.items()
        )


def open_points(
    plan: Plan,
    engine: Engine,
    decision: Decision,
    index: PaperIndex,
    explainer: Explainer,
    known: Settlements,
    restated: Restated | None = None,
) -> OpenPoints:
    """Collect what stays open. Only facts on which some open point still hangs are asked for.

    ``known`` are the open points of the plan that have been settled before. What the notice tells
    the applicant to state otherwise (``restated``) is not asked for besides.

    Raises:
        EngineFault: the engine failed while an open point was tried.
    """
    settler = Settler(plan, engine, known)
    return _Collector(plan, settler, decision, index, explainer, restated).collect()


@dataclass(slots=True)
class _Collector:
    plan: Plan
    settler: Settler
    decision: Decision
    index: PaperIndex
    explainer: Explainer
    restated: Restated | None
    found: OpenPoints = field(default_factory=OpenPoints)
    members: dict[str, dict[str, None]] = field(default_factory=dict)
    gate_keys: tuple[str, ...] | None = None
    main_keys: tuple[str, ...] | None = None

    def collect(self) -> OpenPoints:
        for gate in self.decision.open_gates:
            self._open(gate, self.decision.gates[gate.id])
        for point in self.plan.points:
            for ended in self.decision.points[point.id]:
                if ended.status is PointStatus.CANNOT_TELL:
                    self._open(point, ended)
                if ended.status in (PointStatus.CANNOT_TELL, PointStatus.FINDING):
                    self._handing_in(point, ended)
        self._ask()
        return self.found

    def _open(self, point: PlannedPoint, ended: Ended) -> None:
        keys = self._with_roster(point, self._keys(point, ended))
        if not keys and self._waits_for_calendar(point, ended.facts):
            self.found.without_calendar.append(self._id(point))
        if not ended.certain:
            keys = tuple(dict.fromkeys((*keys, *self._gate_keys())))
        self._wait(keys, self._id(point))
        self.found.keys[point.id, ended.instance.label] = keys

    def _ask(self) -> None:
        asker = Asker(self.plan.rulebook.catalogue, self.index, self.explainer.words)
        for key in self.found.waiting:
            self.found.questions[key] = asker.question(key, self.members.get(key, ()))

    # ---- what a point hangs on ---------------------------------------------------------------

    def _wait(self, keys: Iterable[str], point: str) -> None:
        for key in keys:
            self.found.waiting.setdefault(key, []).append(point)

    def _with_members(self, roster: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys with the members' own fields put under their roster, which is asked for.

        What is to be seen of the members' papers shows once it is known who they are.
        """
        own = dict.fromkeys(k for k in keys if k.startswith(f"{roster}."))
        self.members.setdefault(roster, {}).update(own)
        return (
            roster,
            *(k for k in keys if k not in own and self.plan.rulebook.catalogue.declares(k)),
        )

    def _handing_in(self, point: PlannedPoint, ended: Ended) -> None:
        """Ask for what will matter of a paper once it is handed in."""
        hidden = self.restated.fields if self.restated else frozenset()
        found = PapersToCome(self.plan).fields(point, without(ended.facts, hidden))
        for key, reader in found:
            if key not in hidden:
                keys = self._with_roster(point, (key,))
                self._wait(keys, f"{self.plan.item.id}/{reader}")

    def _gate_keys(self) -> tuple[str, ...]:
        # Found once: asking again for every point would use up the budget of completions.
        if self.gate_keys is None:
            self.gate_keys = tuple(
                k
                for gate in self.decision.open_gates
                for k in self._keys(gate, self.decision.gates[gate.id])
            )
        return self.gate_keys

    def _keys(self, point: PlannedPoint, ended: Ended) -> tuple[str, ...]:
        facts = ended.facts
        keys = self.settler.deciding(
            point, facts, self.explainer.left_open(point.violated_node, facts)
        )
        if obs.MAIN_LACKING in keys:
            # Nobody is asked about the outcome, but about what decides it.
            others = (k for k in keys if k != obs.MAIN_LACKING)
            keys = tuple(dict.fromkeys((*others, *self._of_mains())))
        subject = point.subject
        field = subject.standard.compared_with if isinstance(subject, StandardPoint) else ""
        if not field or field in facts.values:
            return keys
        assert isinstance(subject, StandardPoint)
        # Nobody can say whether a paper agrees with what is not stated.
        papers = ended.instance.papers.get(point.id.partition("/")[0], ())
        told = any(tells(subject.standard, p) for p in papers)
        return (*(k for k in keys if not told or k != point.id), field)

    def _of_mains(self) -> tuple[str, ...]:
        """What it hangs on whether the main materials are in order."""
        if self.main_keys is None:
            self.main_keys = tuple(
                dict.fromkeys(
                    key
                    for point in self.plan.points
                    if point.id in self.plan.mains
                    for ended in self.decision.points[point.id]
                    if ended.status is PointStatus.CANNOT_TELL
                    for key in self._with_roster(point, self._keys(point, ended))
                )
            )
        return self.main_keys

    def _with_roster(self, point: PlannedPoint, keys: tuple[str, ...]) -> tuple[str, ...]:
        unknown = point.scope in self.decision.rosters_open
        return self._with_members(point.scope, keys) if unknown else keys

    def _waits_for_calendar(self, point: PlannedPoint, facts: Facts) -> bool:
        left = residual(point.violated_node, facts, self.plan.rulebook.calendar)
        return any(isinstance(t, DateTest) for t in tests_of(left))

    def _id(self, point: PlannedPoint) -> str:
        return f"{self.plan.item.id}/{point.id}"
