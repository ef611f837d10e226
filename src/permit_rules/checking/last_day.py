"""Until when an answer holds: the first day on which something changes by itself.

A version of a rule begins or ends, a paper in hand expires or grows too old, a window opens or
closes, a bar runs out, or the published calendar ends. Up to the day before, an application that
differs only by what the notice told the applicant gets no answer the notice did not give.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from permit_rules.checking.application import Application
from permit_rules.checking.bars import last_days
from permit_rules.checking.decide import Decision
from permit_rules.checking.endings import Ended
from permit_rules.checking.situation import Situation
from permit_rules.checking.standards import Surroundings, observe_all
from permit_rules.compiling.plan import Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.conditions.nodes import DateTest, Node, fields_of, tests_of
from permit_rules.conditions.truth import truth
from permit_rules.model.material import AgeStandard, ExpiryStandard
from permit_rules.result import Change, PointStatus

#: No answer is said to hold for longer; a year is longer than any notice stays open.
HORIZON = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day on which an answer holds, and what is different the day after."""

    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A point whose answer may change with the day alone.

    ``moving`` are its tests on the day of receipt, ``applies`` says whether some of them are of
    the condition under which it applies.
    """

    point: PlannedPoint
    moving: tuple[DateTest, ...]
    applies: bool


def watched(plan: Plan) -> tuple[Watched, ...]:
    """The points of a plan to be looked at for the last day, the gates first."""
    found = []
    for point in (*plan.gates, *plan.points):
        applies = _moving(point.applies_node)
        moving = tuple(dict.fromkeys((*_moving(point.violated_node), *applies)))
        if moving or _ageing(point) is not None:
            found.append(Watched(point, moving, bool(applies)))
    return tuple(found)


def last_day(
    plan: Plan,
    points: Sequence[Watched],
    application: Application,
    situation: Situation,
    decisions: Sequence[Decision],
    received_on: date,
) -> LastDay:
    """How long the answer given on ``received_on`` holds, at most for :data:`HORIZON`.

    ``points`` are the :func:`watched` ones of the plan; ``decisions`` are that on the application
    and, where the notice has facts restated, that on the application without them.
    """
    end = received_on + HORIZON
    watches = [_Watch(plan, points, application, situation, d, received_on) for d in decisions]
    changes = [c for w in watches for c in w.changes() if received_on < c.on <= end]
    first = min((c.on for c in changes), default=end + timedelta(days=1))
    told = {(c.on, c.what): c for c in changes if c.on == first}
    return LastDay(first - timedelta(days=1), tuple(told.values()))


def first_change(start: date, end: date, seen: Callable[[date], Hashable]) -> date | None:
    """The first day after ``start``, up to ``end``, on which ``seen`` is not as on ``start``.

    ``seen`` must not return to what it was once it has changed, as holds for every comparison of
    a day that moves with one that does not; so halving finds it.
    """
    before = seen(start)
    if seen(end) == before:
        return None
    low, high = start, end
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        if seen(middle) == before:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, slots=True)
class _Watch:
    plan: Plan
    points: Sequence[Watched]
    application: Application
    situation: Situation
    decision: Decision
    received_on: date

    def changes(self) -> Iterator[Change]:
        until = self.plan.rulebook.until
        if until is not None:
            yield Change(on=until, what=f"自{until.isoformat()}起，本事项的规定有变化")
        for each in self.points:
            for ended in self._endings(each.point):
                yield from self._days(each, ended)
                if ended.status is not PointStatus.NOT_APPLICABLE:
                    yield from self._paper(each.point, ended)
        for on in self._listings():
            yield Change(on=on, what=f"自{on.isoformat()}起，是否在严重失信名单上有变化")
        for bar, last in last_days(
            self.plan.rulebook.bars,
            self.situation.records,
            self.plan.item,
            self.plan.rulebook.calendar,
        ):
            after = last + timedelta(days=1)
            yield Change(
                on=after,
                point=self._id(bar.id),
                what=f"自{after.isoformat()}起，「{bar.name}」的期限届满",
            )

    def _listings(self) -> Iterator[date]:
        """The days on which the applicant comes on a list of serious dishonesty, or off it."""
        for entry in self.application.applicant.credit.lists or ():
            yield from (d for d in (entry.listed_on, entry.removed_on) if d is not None)

    def _endings(self, point: PlannedPoint) -> tuple[Ended, ...]:
        gate = self.decision.gates.get(point.id)
        return (gate,) if gate is not None else self.decision.points.get(point.id, ())

    def _days(self, each: Watched, ended: Ended) -> Iterator[Change]:
        """The days on which a test on the day of receipt turns."""
        if ended.status is PointStatus.NOT_APPLICABLE and not each.applies:
            return
        for test in each.moving:

            def seen(day: date, test: DateTest = test) -> Hashable:
                values = {**ended.facts.values, RECEIVED_ON.id: day}
                return truth(test, replace(ended.facts, values=values), self.plan.rulebook.calendar)

            on = self._first(seen)
            if on is not None:
                yield Change(
                    on=on,
                    point=self._id(each.point.id),
                    what=f"自{on.isoformat()}起，「{each.point.name}」的期限有变化",
                )

    def _paper(self, point: PlannedPoint, ended: Ended) -> Iterator[Change]:
        """The day on which a paper in hand is no longer good."""
        ageing = _ageing(point)
        if ageing is None:
            return
        subject, standard = ageing
        papers = ended.instance.papers.get(point.id.partition("/")[0], [])
        if not papers:
            return

        def seen(day: date) -> Hashable:
            around = Surroundings(
                day,
                self.application.channel,
                ended.facts.values,
                self.plan.rulebook.catalogue,
                self.plan.rulebook.calendar,
            )
            return observe_all(standard, papers, around).met

        on = self._first(seen)
        if on is not None:
            name = (subject.alternative or subject.paper).name
            yield Change(
                on=on,
                point=self._id(point.id),
                what=f"自{on.isoformat()}起，已提交的《{name}》不再有效",
            )

    def _first(self, seen: Callable[[date], Hashable]) -> date | None:
        return first_change(self.received_on, self.received_on + HORIZON, seen)

    def _id(self, local: str) -> str:
        return f"{self.plan.item.id}/{local}"


def _ageing(point: PlannedPoint) -> tuple[StandardPoint, ExpiryStandard | AgeStandard] | None:
    """The standard of a point that a paper may fail with time."""
    subject = point.subject
    if not isinstance(subject, StandardPoint):
        return None
    standard = subject.standard
    return (subject, standard) if isinstance(standard, (ExpiryStandard, AgeStandard)) else None


def _moving(node: Node) -> tuple[DateTest, ...]:
    """The date tests of a condition that read the day of receipt."""
    return tuple(
        t for t in tests_of(node) if isinstance(t, DateTest) and RECEIVED_ON.id in fields_of(t)
    )
