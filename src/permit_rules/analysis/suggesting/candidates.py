"""Applications that may try out a target: of many at once, and made for one of them."""

from __future__ import annotations

import copy
import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any, Final

from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.observation_ranges import Range, observation_ranges
from permit_rules.analysis.reachable import status_alone
from permit_rules.analysis.suggesting.assignments import Assignments, DaysMeant, Goal
from permit_rules.analysis.suggesting.bases import Base
from permit_rules.analysis.suggesting.papers import papers_of, silence, spoil
from permit_rules.analysis.suggesting.realising import Realiser, put_record
from permit_rules.analysis.targets import SideTarget, StatusTarget, Targets
from permit_rules.analysis.thresholds import Side, side_of
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import read_payload
from permit_rules.checking.situation import situate
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.review_point import Bar
from permit_rules.resolving import levels_of
from permit_rules.result import PointStatus
from permit_rules.working_days import later

#: How many assignments of each base are made into applications.
_PER_BASE: Final = 8
#: Days in a year, a month, a day, for a first guess of how long a bar runs.
_DAYS: Final = {"年": 366, "月": 31, "日": 1, "工作日": 2}


@dataclass
class Candidates:
    """Makes applications out of bases; ``bases`` are those of any place."""

    targets: Targets
    bases: tuple[Base, ...]
    _ranges: dict[int, Mapping[str, Range]] = field(default_factory=dict)
    _days: DaysMeant = field(default_factory=dict)

    # ---- of many targets at once -------------------------------------------------------------

    def together(self) -> Iterator[tuple[Base, Payload]]:
        """Each base without papers, with papers that say nothing, with spoiled papers, and
        without facts."""
        for base in self.bases:
            realiser = self._realiser(self._plan_of(base.payload))
            yield base, {**base.payload, "materials": []}
            for change in (silence, spoil):
                yield base, self._all_papers(base, realiser, change)
            kept = {k: v for k, v in base.payload.get("facts", {}).items() if k == "业务办理项"}
            yield base, {**base.payload, "facts": kept}
            yield base, {**base.payload, "facts": {}, "materials": []}

    def _all_papers(self, base: Base, realiser: Realiser, change: Any) -> Payload:
        payload = copy.deepcopy(base.payload)
        known = papers_of(realiser.plan.rulebook.materials)
        writing = realiser.writing(payload)
        made = []
        for stated in payload.get("materials", ()):
            paper = stated if isinstance(stated, dict) else {"code": str(stated)}
            asked = known.get(paper.get("code", ""))
            for standard in asked.standards if asked else ():
                if change is silence:
                    silence(paper, standard)
                else:
                    spoil(paper, standard, writing)
            made.append(paper)
        return {**payload, "materials": made}

    # ---- for one target ----------------------------------------------------------------------

    def made_for(self, target: StatusTarget | SideTarget) -> Iterator[tuple[Base, Payload]]:
        """Applications made so that the target's own conditions come out as wanted, those that
        differ least from their base first.

        Only where nothing else is left, a base is made to apply for what another one is for.
        """
        others: set[str | None] = {b.handling_item for b in self.bases}
        if not (isinstance(target, StatusTarget) and target.status is PointStatus.CANNOT_TELL):
            others.add(None)
        for closed in (frozenset(others), frozenset[str | None]()):
            streams = [self._of_base(n, b, target, closed) for n, b in enumerate(self.bases)]
            for _, _, base, made in heapq.merge(*streams, key=lambda found: found[:2]):
                yield base, made

    def _of_base(
        self,
        number: int,
        base: Base,
        target: StatusTarget | SideTarget,
        closed: frozenset[str | None],
    ) -> Iterator[tuple[int, int, Base, Payload]]:
        """Those made out of one base, each with in how much it differs, and the base's number.

        ``closed`` are handling items that it is not made to apply for.
        """
        moved = [(p, m) for p in self.targets.plans_of(target) if (m := self._moved(base, p))]
        # The base as it is, where the rules of its own day and place are among them.
        moved.sort(key=lambda pair: _moves(pair[1], base.payload))
        for plan, payload in moved[:1]:
            before = _moves(payload, base.payload)
            for cost, made in self._near(target, plan, payload, closed):
                yield cost + before, number, base, made

    def _near(
        self,
        target: StatusTarget | SideTarget,
        plan: Plan,
        base: Payload,
        closed: frozenset[str | None],
    ) -> Iterator[tuple[int, Payload]]:
        point = _point_in(plan, target)
        realiser = self._realiser(plan)
        if point.scope:
            yield from self._rosters(realiser, base, point.scope)
        facts = self._facts(base, plan, point.scope)
        if facts is None:
            return
        if id(plan) not in self._ranges:
            self._ranges[id(plan)] = observation_ranges(plan)
        assignments = Assignments(point, plan, self._ranges[id(plan)], self._days, closed)
        goal = self._goal(target, point, plan)
        for assigned in islice(assignments.near(facts, goal), _PER_BASE):
            made = realiser.made(base, assigned, point.scope)
            if isinstance(target, SideTarget) and isinstance(target.threshold.subject, Bar):
                self._date_record(made, target.threshold.subject, target.side, plan)
            yield len(assigned), made

    def _goal(self, target: StatusTarget | SideTarget, point: PlannedPoint, plan: Plan) -> Goal:
        calendar = plan.rulebook.calendar
        if isinstance(target, StatusTarget):
            return lambda facts: status_alone(point, facts, calendar) is target.status
        if isinstance(target.threshold.subject, Bar):
            return lambda facts: truth(point.applies_node, facts, calendar) is Truth.YES
        wanted = partial(side_of, target.threshold, point, calendar=calendar)
        return lambda facts: wanted(facts) is target.side

    def _rosters(
        self, realiser: Realiser, base: Payload, scope: str
    ) -> Iterator[tuple[int, Payload]]:
        """The base with nobody on the roster, and with the roster not stated."""
        yield 1, realiser.made(base, {scope: ()})
        yield 1, realiser.made(base, {scope: None})

    def _facts(self, payload: Payload, plan: Plan, scope: str) -> Facts | None:
        """What the application says, inside a roster of its first member."""
        read = read_payload(payload)
        application = read.application
        if application is None or application.received_on is None:
            return None
        situation = situate(
            application,
            plan,
            PaperIndex(plan.rulebook),
            application.received_on,
            unobserved="unknown",
            damaged=read.damaged,
        )
        members = situation.instances(scope)
        return members[0].facts if members else situation.root.facts

    def _date_record(self, payload: Payload, bar: Bar, side: Side, plan: Plan) -> None:
        """Record a decision so that the bar runs until the day of receipt, or the day before."""
        day = date.fromisoformat(payload["received_on"])
        last = day if side is Side.BEFORE else day - timedelta(days=1)
        span = _DAYS[bar.period.unit.value] * bar.period.amount + 10
        for by in range(span + 1):
            decided = last - timedelta(days=by)
            if later(decided, bar.period, plan.rulebook.calendar) == last:
                record = {"reason": bar.reasons[0], "decided_on": decided.isoformat()}
                put_record(payload, bar, [record])
                return

    # ---- places and days ---------------------------------------------------------------------

    def _moved(self, base: Base, plan: Plan) -> Payload | None:
        """The base under another plan: at its place, on a day of its days; None where the item
        at that place is not the base's."""
        book = plan.rulebook
        own = self.targets.library.item_for(self.targets.item, base.place)
        if own is None or own.place != book.item.place:
            return None
        payload = dict(base.payload)
        stated = str(payload.get("place", ""))
        if levels_of(self.targets.library, self.targets.item, stated) != book.levels:
            payload["place"] = book.place
        day = date.fromisoformat(payload["received_on"])
        if book.since is not None and day < book.since:
            payload["received_on"] = book.since.isoformat()
        elif book.until is not None and day >= book.until:
            payload["received_on"] = (book.until - timedelta(days=1)).isoformat()
        return payload

    def _plan_of(self, payload: Payload) -> Plan:
        day = date.fromisoformat(payload["received_on"])
        return self.targets.plan(str(payload.get("place", "")), day)

    def _realiser(self, plan: Plan) -> Realiser:
        return Realiser(plan, Form(plan.rulebook.catalogue, plan.rulebook.calendar))


def _moves(payload: Payload, base: Payload) -> int:
    """In how much of place and day an application differs from its base."""
    return sum(payload.get(k) != base.get(k) for k in ("place", "received_on"))


def _point_in(plan: Plan, target: StatusTarget | SideTarget) -> PlannedPoint:
    return next(p for p in (*plan.gates, *plan.points) if p.id == target.point)
