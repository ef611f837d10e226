"""How much of the rules a set of applications tries out: the statuses and the thresholds.

For the table of cases beside an item: each status a point can take should stand in some case,
and each threshold should be met on both sides. Points whose conditions are the same on several
days or at several places count once, whatever else about them changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from permit_rules.analysis.reachable import Statuses, reachable, status_alone
from permit_rules.analysis.thresholds import Side, Threshold, side_of, thresholds
from permit_rules.checking.application import Application
from permit_rules.checking.bars import observe_bars, read_records
from permit_rules.checking.decide import Decision, Ended, decide
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import read_payload
from permit_rules.checking.situation import situate
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.nodes import Node
from permit_rules.engines.reference import open_reference
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.review_point import Bar
from permit_rules.resolving import change_days, resolve
from permit_rules.result import PointStatus

#: A point as it counts here: its id and its two conditions.
_Version: TypeAlias = "tuple[str, Node, Node]"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the applications tried out, against what there is.

    ``missing`` are the statuses that no application brought about, ``one_sided`` the sides of
    thresholds on which none stood, ``undecided`` the points with too many cells to try, and
    ``unreachable`` the points that can never be a finding: each in words, led by the point's id.
    """

    item: str
    points: int
    statuses: int
    covered_statuses: int
    sides: int
    covered_sides: int
    missing: tuple[str, ...]
    one_sided: tuple[str, ...]
    undecided: tuple[str, ...]
    unreachable: tuple[str, ...]


def coverage(
    library: Library, item: str, applications: Iterable[Mapping[str, Any] | Application]
) -> Coverage:
    """What ``applications`` try out of ``item``, of all its days and of all places with own rules.

    Applications without a readable day of receipt are passed over.

    Raises:
        UnknownItem: the library has no such item.
    """
    counted = _Counted(library, item)
    for payload in applications:
        counted.add(payload)
    return counted.report()


@dataclass(slots=True)
class _Counted:
    library: Library
    item: str
    plans: dict[tuple[str, date | None], Plan] = field(default_factory=dict)
    reached: dict[_Version, set[PointStatus]] = field(default_factory=dict)
    stood: set[tuple[Threshold, Side]] = field(default_factory=set)

    # ---- one application ---------------------------------------------------------------------

    def add(self, payload: Mapping[str, Any] | Application) -> None:
        read = read_payload(payload)
        application = read.application
        if application is None or application.received_on is None:
            return
        day = application.received_on
        plan = self._plan(application.place, day)
        situation = situate(
            application,
            plan,
            PaperIndex(plan.rulebook),
            day,
            unobserved="unknown",
            damaged=read.damaged,
        )
        decision = decide(plan, open_reference(plan.engine), situation)
        lines: dict[str, list[Threshold]] = {}
        for threshold in thresholds(plan):
            lines.setdefault(threshold.point, []).append(threshold)
        for point, endings in _endings(plan, decision):
            self._count_statuses(point, endings, plan)
            for ended in endings:
                for threshold in lines.get(point.id, ()):
                    side = _side(threshold, point, ended, application, plan)
                    if side is not None:
                        self.stood.add((threshold, side))

    def _count_statuses(self, point: PlannedPoint, endings: tuple[Ended, ...], plan: Plan) -> None:
        reached = self.reached.setdefault(_version(point), set())
        if not endings:  # nobody is on the roster
            reached.add(PointStatus.NOT_APPLICABLE)
        for ended in endings:
            # An open gate leaves everything behind it open, which says nothing of the point.
            alone = status_alone(point, ended.instance.facts, plan.rulebook.calendar)
            if point.scope or ended.status is not PointStatus.CANNOT_TELL or alone is ended.status:
                reached.add(ended.status)

    def _plan(self, place: str, day: date) -> Plan:
        rulebook = resolve(self.library, self.item, place, day)
        key = (place, rulebook.since)
        if key not in self.plans:
            self.plans[key] = compile_rulebook(rulebook)
        return self.plans[key]

    # ---- all of it ---------------------------------------------------------------------------

    def report(self) -> Coverage:
        versions: dict[_Version, tuple[PlannedPoint, Plan]] = {}
        lines: dict[Threshold, Plan] = {}
        for plan in self._all_plans():
            for point in (*plan.gates, *plan.points):
                versions.setdefault(_version(point), (point, plan))
            for threshold in thresholds(plan):
                lines.setdefault(threshold, plan)
        can = self._can(versions)
        wanted = [(v, s) for v, statuses in can.items() for s in _in_order(statuses)]
        missing = [(v, s) for v, s in wanted if s not in self.reached.get(v, ())]
        sides = [(t, s) for t in lines for s in Side]
        one_sided = [(t, s) for t, s in sides if (t, s) not in self.stood]
        return Coverage(
            item=self.item,
            points=len(versions),
            statuses=len(wanted),
            covered_statuses=len(wanted) - len(missing),
            sides=len(sides),
            covered_sides=len(sides) - len(one_sided),
            missing=tuple(f"{self._named(versions[v])}：{s.label}" for v, s in missing),
            one_sided=tuple(
                f"{t.point}：{t.words(s, lines[t].rulebook.catalogue)}" for t, s in one_sided
            ),
            undecided=tuple(self._named(versions[v]) for v, s in can.items() if s is None),
            unreachable=tuple(
                self._named(versions[v])
                for v, s in can.items()
                if s is not None and not s & {PointStatus.FINDING, PointStatus.MANUAL}
            ),
        )

    def _can(
        self, versions: Mapping[_Version, tuple[PlannedPoint, Plan]]
    ) -> dict[_Version, Statuses]:
        decided: dict[int, dict[str, Statuses]] = {}
        for _, plan in versions.values():
            if id(plan) not in decided:
                decided[id(plan)] = reachable(plan)
        return {v: decided[id(plan)][point.id] for v, (point, plan) in versions.items()}

    def _all_plans(self) -> Iterator[Plan]:
        for place in self._places():
            for day in change_days(self.library, self.item, place):
                yield self._plan(place, day)

    def _places(self) -> tuple[str, ...]:
        stated: list[Item] = [i for i in self.library.items if i.id == self.item]
        below = [o.place for o in self.library.overlays if o.item == self.item]
        return tuple(dict.fromkeys([*(i.place for i in stated), *below]))

    def _named(self, version: tuple[PlannedPoint, Plan]) -> str:
        point, plan = version
        rulebook = plan.rulebook
        where = f"{rulebook.place}，" if rulebook.place else ""
        since = rulebook.since.isoformat() if rulebook.since else "最初"
        return f"{point.id}（{where}{since}起）"


def _side(
    threshold: Threshold, point: PlannedPoint, ended: Ended, application: Application, plan: Plan
) -> Side | None:
    if not isinstance(threshold.subject, Bar):
        return side_of(threshold, point, ended.facts, plan.rulebook.calendar)
    if ended.status not in (PointStatus.FINDING, PointStatus.MET):
        return None
    return _side_of_bar(threshold.subject, application, plan)


def _side_of_bar(bar: Bar, application: Application, plan: Plan) -> Side | None:
    """Whether the day of receipt is the last day of a recorded bar, or the day after it."""
    day = application.received_on
    assert day is not None
    records = read_records(application)

    def runs(by: int) -> bool | None:
        on = day + timedelta(days=by)
        seen = observe_bars((bar,), records, plan.item, on, plan.rulebook.calendar)
        return seen[bar.id].met

    if runs(0) is True and runs(1) is False:
        return Side.BEFORE
    return Side.FROM if runs(0) is False and runs(-1) is True else None


def _endings(plan: Plan, decision: Decision) -> Iterator[tuple[PlannedPoint, tuple[Ended, ...]]]:
    """How each point ended, for each instance; nothing behind a gate that closed everything."""
    for gate in plan.gates:
        yield gate, (decision.gates[gate.id],)
    if decision.gate is not None and not decision.gate.handling_item:
        return
    for point in plan.points:
        yield point, decision.points[point.id]


def _version(point: PlannedPoint) -> _Version:
    return (point.id, point.applies_node, point.violated_node)


def _in_order(statuses: Statuses) -> tuple[PointStatus, ...]:
    return tuple(s for s in PointStatus if statuses is not None and s in statuses)
