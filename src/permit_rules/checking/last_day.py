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
from permit_rules.checking.decide import Decision, Ended
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


def last_day(
    plan: Plan,
    application: Application,
    situation: Situation,
    decisions: Sequence[Decision],
    received_on: date,
) -> LastDay:
    """How long the answer given on ``received_on`` holds, at most for :data:`HORIZON`.

    ``decisions`` are that on the application and, where the notice has facts restated, that on
    the application without them.
    """
    end = received_on + HORIZON
    watches = [_Watch(plan, application, situation, d, received_on) for d in decisions]
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
    application: Application
    situation: Situation
    decision: Decision
    received_on: date

    def changes(self) -> Iterator[Change]:
        until = self.plan.rulebook.until
        if until is not None:
            yield Change(on=until, what=f"自{until.isoformat()}起，本事项的规定有变化")
        for gate in self.plan.gates:
            yield from self._days(gate, self.decision.gates.get(gate.id))
        for point in self.plan.points:
            for ended in self.decision.points[point.id]:
                yield from self._days(point, ended)
                if ended.status is not PointStatus.NOT_APPLICABLE:
                    yield from self._paper(point, ended)
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

    def _days(self, point: PlannedPoint, ended: Ended | None) -> Iterator[Change]:
        """The days on which a test on the day of receipt turns."""
        tests = _moving(point.violated_node) + _moving(point.applies_node)
        if ended is None or not tests:
            return
        if ended.status is PointStatus.NOT_APPLICABLE and not _moving(point.applies_node):
            return
        for test in dict.fromkeys(tests):

            def seen(day: date, test: DateTest = test) -> Hashable:
                values = {**ended.facts.values, RECEIVED_ON.id: day}
                return truth(test, replace(ended.facts, values=values), self.plan.rulebook.calendar)

            on = self._first(seen)
            if on is not None:
                yield Change(
                    on=on,
                    point=self._id(point.id),
                    what=f"自{on.isoformat()}起，「{point.name}」的期限有变化",
                )

    def _paper(self, point: PlannedPoint, ended: Ended) -> Iterator[Change]:
        """The day on which a paper in hand is no longer good."""
        subject = point.subject
        if not isinstance(subject, StandardPoint):
            return
        standard = subject.standard
        if not isinstance(standard, (ExpiryStandard, AgeStandard)):
            return
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


def _moving(node: Node) -> tuple[DateTest, ...]:
    """The date tests of a condition that read the day of receipt."""
    return tuple(
        t for t in tests_of(node) if isinstance(t, DateTest) and RECEIVED_ON.id in fields_of(t)
    )
