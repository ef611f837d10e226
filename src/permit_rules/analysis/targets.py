"""What the cases of an item have to try out, and what of it one application does try out.

A target is a status of a point, a side of a threshold, or an outcome of a line of a condition.
Points whose conditions are the same on several days or at several places count once, whatever
else about them changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeAlias

from permit_rules.analysis.reachable import Statuses, reachable, status_alone
from permit_rules.analysis.thresholds import Side, Threshold, side_of, thresholds
from permit_rules.checking.application import Application
from permit_rules.checking.bars import observe_bars, read_records
from permit_rules.checking.decide import Decision, decide
from permit_rules.checking.endings import Ended
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import read_payload
from permit_rules.checking.situation import situate
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.cells import cells
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    Node,
    StatedTest,
    tests_of,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.engines.protocol import Engine
from permit_rules.engines.reference import open_reference
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.review_point import Bar
from permit_rules.resolving import change_days, resolve
from permit_rules.result import PointStatus

#: A point as it counts here: its id and its two conditions.
Version: TypeAlias = "tuple[str, Node, Node]"


@dataclass(frozen=True, slots=True)
class StatusTarget:
    """That a point ends so."""

    version: Version
    status: PointStatus

    @property
    def point(self) -> str:
        """The local id of the point."""
        return self.version[0]


@dataclass(frozen=True, slots=True)
class SideTarget:
    """That a value stands right beside a threshold, on this side of it."""

    threshold: Threshold
    side: Side

    @property
    def point(self) -> str:
        """The local id of the point."""
        return self.threshold.point


@dataclass(frozen=True, slots=True)
class LineTarget:
    """That a line of a point's conditions holds, or fails; numbers and days have thresholds."""

    version: Version
    test: ChoiceTest | ChoicesTest | StatedTest
    holds: bool

    @property
    def point(self) -> str:
        """The local id of the point."""
        return self.version[0]


Target: TypeAlias = "StatusTarget | SideTarget | LineTarget"


@dataclass(slots=True)
class _Opened:
    """A plan with what is worked out of it once."""

    plan: Plan
    engine: Engine
    index: PaperIndex
    lines: Mapping[str, list[Threshold]]

    @classmethod
    def of(cls, plan: Plan) -> _Opened:
        lines: dict[str, list[Threshold]] = {}
        for threshold in thresholds(plan):
            lines.setdefault(threshold.point, []).append(threshold)
        return cls(plan, open_reference(plan.engine), PaperIndex(plan.rulebook), lines)


@dataclass
class Targets:
    """The targets of one item, of all its days and of all places with rules of their own.

    ``left_out`` are ids of points that are tried out elsewhere.

    Raises:
        UnknownItem: the library has no such item, as soon as anything is asked.
    """

    library: Library
    item: str
    left_out: Collection[str] = ()
    _opened: dict[tuple[str, date | None], _Opened] = field(default_factory=dict)

    # ---- all there is ------------------------------------------------------------------------

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plan of each stretch of days at each place."""
        return tuple(
            self._open(place, day).plan
            for place in self.places
            for day in change_days(self.library, self.item, place)
        )

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The codes of the places whose files speak about the item, the nation first."""
        stated: list[Item] = [i for i in self.library.items if i.id == self.item]
        below = [o.place for o in self.library.overlays if o.item == self.item]
        # An item that nobody has is refused with a suggestion.
        return tuple(dict.fromkeys([*(i.place for i in stated), *below])) or ("",)

    @cached_property
    def versions(self) -> Mapping[Version, tuple[PlannedPoint, Plan]]:
        """Each version of each point, with the first plan in which it stands."""
        found: dict[Version, tuple[PlannedPoint, Plan]] = {}
        for plan in self.plans:
            for point in (*plan.gates, *plan.points):
                if point.id not in self.left_out:
                    found.setdefault(version_of(point), (point, plan))
        return found

    def plans_of(self, target: StatusTarget | SideTarget) -> tuple[Plan, ...]:
        """The plans in which what a target is about stands."""
        if isinstance(target, SideTarget):
            return self._threshold_plans[target.threshold]
        return self._version_plans[target.version]

    @cached_property
    def _version_plans(self) -> Mapping[Version, tuple[Plan, ...]]:
        found: dict[Version, dict[int, Plan]] = {}
        for plan in self.plans:
            for point in (*plan.gates, *plan.points):
                found.setdefault(version_of(point), {})[id(plan)] = plan
        return {v: tuple(plans.values()) for v, plans in found.items()}

    @cached_property
    def _threshold_plans(self) -> Mapping[Threshold, tuple[Plan, ...]]:
        found: dict[Threshold, dict[int, Plan]] = {}
        for plan in self.plans:
            for threshold in thresholds(plan):
                found.setdefault(threshold, {})[id(plan)] = plan
        return {t: tuple(plans.values()) for t, plans in found.items()}

    @cached_property
    def can(self) -> Mapping[Version, Statuses]:
        """The statuses that each version can take; None: too many cells to try."""
        decided: dict[int, dict[str, Statuses]] = {}
        for _, plan in self.versions.values():
            if id(plan) not in decided:
                decided[id(plan)] = reachable(plan, left_out=self.left_out)
        return {v: decided[id(plan)][point.id] for v, (point, plan) in self.versions.items()}

    @cached_property
    def statuses(self) -> tuple[StatusTarget, ...]:
        """Every status that a point can take."""
        return tuple(
            StatusTarget(v, s)
            for v, statuses in self.can.items()
            for s in PointStatus
            if statuses is not None and s in statuses
        )

    @cached_property
    def thresholds(self) -> Mapping[Threshold, Plan]:
        """Every threshold, with the first plan in which it stands."""
        found: dict[Threshold, Plan] = {}
        for plan in self.plans:
            for threshold in thresholds(plan):
                if threshold.point not in self.left_out:
                    found.setdefault(threshold, plan)
        return found

    @cached_property
    def sides(self) -> tuple[SideTarget, ...]:
        """Both sides of every threshold; the bound itself is one of the two."""
        return tuple(SideTarget(t, s) for t in self.thresholds for s in Side)

    @cached_property
    def lines(self) -> tuple[LineTarget, ...]:
        """Every line of a condition, holding and failing."""
        return tuple(
            LineTarget(version, test, holds)
            for version, (_, plan) in self.versions.items()
            for test in lines_of(version)
            for holds in _BOTH
            if _is_possible(test, holds, plan)
        )

    # ---- one application ---------------------------------------------------------------------

    def tried_by(self, payload: Mapping[str, Any] | Application) -> frozenset[Target]:
        """What an application tries out; nothing without a readable day of receipt."""
        return frozenset(self._tried(payload))

    def _tried(self, payload: Mapping[str, Any] | Application) -> Iterator[Target]:
        read = read_payload(payload)
        application = read.application
        if application is None or application.received_on is None:
            return
        day = application.received_on
        opened = self._open(application.place, day)
        plan = opened.plan
        situation = situate(
            application, plan, opened.index, day, unobserved="unknown", damaged=read.damaged
        )
        decision = decide(plan, opened.engine, situation)
        for point, endings in _endings(plan, decision):
            if point.id in self.left_out:
                continue
            yield from _statuses(point, endings, plan)
            for ended in endings:
                yield from _lines(point, ended, plan)
                for threshold in opened.lines.get(point.id, ()):
                    side = _side(threshold, point, ended, application, plan)
                    if side is not None:
                        yield SideTarget(threshold, side)

    def plan(self, place: str, day: date) -> Plan:
        """The plan in force at a place on a day."""
        return self._open(place, day).plan

    def _open(self, place: str, day: date) -> _Opened:
        rulebook = resolve(self.library, self.item, place, day)
        key = (place, rulebook.since)
        if key not in self._opened:
            self._opened[key] = _Opened.of(compile_rulebook(rulebook))
        return self._opened[key]


_BOTH = (True, False)


def version_of(point: PlannedPoint) -> Version:
    """What a point counts as."""
    return (point.id, point.applies_node, point.violated_node)


def lines_of(version: Version) -> tuple[ChoiceTest | ChoicesTest | StatedTest, ...]:
    """The lines of a version's conditions that are neither about numbers nor about days."""
    tests = (*tests_of(version[1]), *tests_of(version[2]))
    kinds = (ChoiceTest, ChoicesTest, StatedTest)
    return tuple(dict.fromkeys(t for t in tests if isinstance(t, kinds)))


def _is_possible(test: ChoiceTest | ChoicesTest | StatedTest, holds: bool, plan: Plan) -> bool:
    """Whether the values that may be stated let the line come out so."""
    if isinstance(test, StatedTest):
        return True
    known = plan.rulebook.catalogue.by_id(test.field)
    answers = {
        truth(test, Facts({test.field: value}), plan.rulebook.calendar)
        for value in cells(known, (test,)) or ()
    }
    return (Truth.YES if holds else Truth.NO) in answers


def _statuses(
    point: PlannedPoint, endings: tuple[Ended, ...], plan: Plan
) -> Iterator[StatusTarget]:
    version = version_of(point)
    if not endings:  # nobody is on the roster
        yield StatusTarget(version, PointStatus.NOT_APPLICABLE)
    for ended in endings:
        # An open gate leaves everything behind it open, which says nothing of the point.
        alone = status_alone(point, ended.instance.facts, plan.rulebook.calendar)
        if point.scope or ended.status is not PointStatus.CANNOT_TELL or alone is ended.status:
            yield StatusTarget(version, ended.status)


def _lines(point: PlannedPoint, ended: Ended, plan: Plan) -> Iterator[LineTarget]:
    version = version_of(point)
    for test in lines_of(version):
        held = truth(test, ended.facts, plan.rulebook.calendar)
        if held is not Truth.CANNOT_TELL:
            yield LineTarget(version, test, held is Truth.YES)


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
