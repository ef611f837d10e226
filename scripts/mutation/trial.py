"""Whether the table of cases beside an item notices that something in it was changed.

Nothing but what a case states under 预期 can give a mutant away: 结论, 要点 and 缺. Results are
not assembled: an application is typed and matched, decided with the reference engine, and of the
rest only the findings and the verdict are made. What a case states under 问 is left to the test
that runs the table; a mutant only that would notice counts as survived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from permit_rules.analysis.reachable import status_alone
from permit_rules.checking.application import Application
from permit_rules.checking.decide import Decision, decide
from permit_rules.checking.endings import worst
from permit_rules.checking.explain import Explainer
from permit_rules.checking.findings import Teller
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import ReadPayload, read_payload
from permit_rules.checking.situation import Situation, situate
from permit_rules.checking.verdict import verdict_of
from permit_rules.checking.ways import way_of
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.engines.protocol import Engine
from permit_rules.engines.reference import open_reference
from permit_rules.loading.cases import Case, CaseTable, Expected
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.resolving import change_days, resolve
from permit_rules.result import PointStatus, Verdict
from permit_rules.working_days import Calendar
from scripts.mutation.mutants import Mutant


@dataclass(frozen=True, slots=True)
class Shown:
    """What a table can say about a check: labels of the verdict and of the statuses, and the
    ids of all findings."""

    verdict: str
    points: Mapping[str, str]
    findings: frozenset[str]

    def differs(self, expected: Expected) -> bool:
        """Whether it is not what a case states."""
        return (
            (expected.verdict is not None and self.verdict != expected.verdict)
            or any(self.points.get(p) != status for p, status in expected.points.items())
            or (expected.findings is not None and self.findings != set(expected.findings))
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """The rules of one stretch of days, ready to decide."""

    plan: Plan
    index: PaperIndex
    engine: Engine
    explainer: Explainer


@dataclass(frozen=True, slots=True)
class Checked:
    """How an application was taken and decided, and what a table can say about it."""

    plan: Plan
    situation: Situation
    decision: Decision
    shown: Shown


@dataclass(slots=True)
class Desk:
    """Checks applications for one item of a library with the reference engine."""

    library: Library
    item: str
    opened: dict[tuple[str, date | None], Opened] = field(default_factory=dict)
    days: dict[str, tuple[date, ...]] = field(default_factory=dict)

    def rules(self, place: str, day: date) -> Opened:
        """The rules in force at a place on a day."""
        days = self.days.get(place)
        if days is None:
            days = self.days[place] = change_days(self.library, self.item, place)
        key = (place, max((d for d in days if d <= day), default=None))
        if key not in self.opened:
            rulebook = resolve(self.library, self.item, place, day)
            plan = compile_rulebook(rulebook)
            self.opened[key] = Opened(
                plan, PaperIndex(rulebook), open_reference(plan.engine), Explainer(plan)
            )
        return self.opened[key]

    def check(self, application: Application, read: ReadPayload, day: date) -> Checked:
        """How the application ends."""
        rules = self.rules(application.place, day)
        situation = situate(
            application, rules.plan, rules.index, day, unobserved="unknown", damaged=read.damaged
        )
        decision = decide(rules.plan, rules.engine, situation)
        return Checked(rules.plan, situation, decision, _shown(rules, situation, decision))


def _shown(rules: Opened, situation: Situation, decision: Decision) -> Shown:
    plan = rules.plan
    findings, _ = Teller(plan, decision, rules.explainer).tell()
    ways = [way_of(p, e, plan)[0] for p in plan.points for e in decision.points[p.id]]
    verdict = verdict_of(plan, decision, findings, ways)
    uncertain = bool(plan.rulebook.gaps) or situation.matched.unidentified
    if uncertain and verdict is Verdict.ACCEPTED:
        verdict = Verdict.CANNOT_TELL
    statuses = {g.id: decision.gates[g.id].status.label for g in plan.gates}
    for point in plan.points:
        statuses[point.id] = worst(e.status for e in decision.points[point.id]).label
    return Shown(
        verdict.label, statuses, frozenset(f.points[0].partition("/")[2] for f in findings)
    )


# ---- the table against a mutant ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Baseline:
    """One case and how it ends under the rules as they are."""

    case: Case
    read: ReadPayload
    application: Application
    day: date
    checked: Checked


@dataclass(frozen=True, slots=True)
class Trial:
    """The cases of an item with what they show of the unchanged rules.

    ``red`` are the cases that fail already; with any of them nothing can be measured.
    """

    library: Library
    item: Item
    cases: tuple[Baseline, ...]
    red: tuple[Case, ...]

    def killer(self, mutant: Mutant) -> Case | None:
        """The first case that fails under the mutant, None where it survives all of them."""
        desk = Desk(with_item(self.library, mutant.item), self.item.id)
        disturbed: dict[tuple[int, int], _Difference] = {}
        for base in _likeliest_first(self.cases, mutant):
            if mutant.conditions_only:
                plan = desk.rules(base.application.place, base.day).plan
                key = (id(base.checked.plan), id(plan))
                difference = disturbed.get(key)
                if difference is None:
                    difference = disturbed[key] = _Difference.of(base.checked.plan, plan)
                if not difference.may_show(base.checked):
                    continue
            shown = desk.check(base.application, base.read, base.day).shown
            if shown.differs(base.case.expected):
                return base.case
        return None


def prepare(library: Library, item: Item, tables: Sequence[CaseTable]) -> Trial:
    """Run every case of the item's tables once. A case without a day of receipt is passed over."""
    desk = Desk(library, item.id)
    cases = []
    for case in (c for t in tables if t.item == item.id for c in t.cases):
        read = read_payload(case.application)
        application = read.application
        if application is None or application.received_on is None:
            continue
        if library.item_for(item.id, application.place) is not item:
            continue  # another place has an item of its own under this id
        day = application.received_on
        cases.append(Baseline(case, read, application, day, desk.check(application, read, day)))
    red = tuple(b.case for b in cases if b.checked.shown.differs(b.case.expected))
    return Trial(library, item, tuple(cases), red)


def with_item(library: Library, item: Item) -> Library:
    """The library with ``item`` in the place of the one of the same id and place."""
    return replace(
        library,
        items=tuple(item if (i.id, i.place) == (item.id, item.place) else i for i in library.items),
    )


def _likeliest_first(cases: Sequence[Baseline], mutant: Mutant) -> list[Baseline]:
    """The cases that speak of what was changed first, those with the most to say behind."""

    def key(base: Baseline) -> tuple[int, int]:
        points = base.case.expected.points
        about = sum(p.partition("/")[0].startswith(mutant.point) for p in points)
        return (0 if about else 1, len(points))

    return sorted(cases, key=key)


@dataclass(frozen=True, slots=True)
class _Difference:
    """The points of two plans whose conditions differ, and whether a case can show it."""

    changed: tuple[tuple[PlannedPoint, PlannedPoint], ...]

    @classmethod
    def of(cls, before: Plan, after: Plan) -> _Difference:
        """Of two plans whose points correspond one to one: only conditions were changed."""
        olds, news = ((*p.gates, *p.points) for p in (before, after))
        return cls(tuple(pair for pair in zip(olds, news, strict=True) if conditions_differ(*pair)))

    def may_show(self, base: Checked) -> bool:
        """False only where every changed point certainly ends as before."""
        return any(
            _may_end_otherwise(old, new, facts, base.plan.rulebook.calendar)
            for old, new in self.changed
            for facts in _read_by(old, base)
        )


def conditions_differ(one: PlannedPoint, other: PlannedPoint) -> bool:
    """Whether two points are decided by different conditions."""
    return (one.applies_node, one.violated_node) != (other.applies_node, other.violated_node)


def _may_end_otherwise(
    old: PlannedPoint, new: PlannedPoint, facts: Facts, calendar: Calendar
) -> bool:
    was, becomes = (status_alone(p, facts, calendar) for p in (old, new))
    # What cannot be told is tried out further, so that two such points may end differently.
    return was is not becomes or was is PointStatus.CANNOT_TELL


def _read_by(point: PlannedPoint, base: Checked) -> Iterator[Facts]:
    """All facts a point may be decided for: of each member, and under each handling item that a
    gate may lead to."""
    instances = base.situation.instances(point.scope)
    gates = base.plan.rulebook.applicability
    handled = dict.fromkeys(g.handling_item for g in gates if g.handling_item)
    for instance in (base.situation.root,) if instances is None else instances:
        facts = instance.facts
        yield facts
        for name in handled:
            yield replace(facts, values={**facts.values, HANDLING_ITEM_ID: name})
