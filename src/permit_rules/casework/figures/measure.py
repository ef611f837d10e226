"""The figures that offices are judged by, from cases read once, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from permit_rules.casework.case import Case
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.events import Noticed, NoticeKind, Post
from permit_rules.casework.figures.definitions import DEFINITIONS, POPULATION
from permit_rules.casework.figures.groups import most_corrected
from permit_rules.casework.figures.joint import JointTally
from permit_rules.casework.figures.model import (
    Figures,
    Group,
    JointFigures,
    Number,
    Population,
    ReasonCount,
    RoundsCount,
    Saved,
)
from permit_rules.casework.figures.posts import STEPS
from permit_rules.casework.figures.ratio import Ratio
from permit_rules.casework.figures.span import Span
from permit_rules.casework.figures.staff import placeholders
from permit_rules.casework.figures.tally import FIVE, TWO, Tally
from permit_rules.casework.figures.targets import judge
from permit_rules.casework.figures.times import Clock
from permit_rules.model.arrangements import InspectionMode
from permit_rules.model.casework import CaseworkRules, Figure
from permit_rules.working_days import Calendar

#: The one key of ``definitions`` that is about all figures.
_ALL: Final = "统计范围"


@dataclass(slots=True)
class Measuring:
    """Takes cases one at a time and tells the figures whenever it is asked.

    Args:
        clock: tells of a case until when it had to be decided and how long its limits are, for
            instance a :class:`~permit_rules.casework.figures.DecisionClock`.
        calendar: the working days, for the time spent at each post and step.
        period: the days of decision that count.
        items: ids of the items that count; empty: all.
        offices: the offices that count; empty: all.
    """

    clock: Clock
    calendar: Calendar
    period: Span = field(default_factory=Span)
    items: Collection[str] = ()
    offices: Collection[str] = ()
    _tally: Tally = field(init=False)
    _joint: JointTally = field(init=False)
    _population: Counter[str] = field(init=False, default_factory=Counter)
    _last: date | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._tally = Tally(self.clock, DayCounts(self.calendar))
        self._joint = JointTally(self.clock, self.period)

    def add(self, case: Case) -> None:
        """Count a case, if it is one of those that count."""
        self._population["read"] += 1
        if (self.items and case.item not in self.items) or (
            self.offices and case.office not in self.offices
        ):
            self._population["other"] += 1
            return
        decided = case.decided
        if decided is None or self._later(decided.on):
            self._open(case)
            return
        self._joint.add(case, decided)
        if not self.period.holds(decided.on):
            self._population["outside"] += 1
        else:
            self._last = max(self._last or decided.on, decided.on)
            self._tally.add(case, decided)

    def _later(self, day: date) -> bool:
        return self.period.through is not None and day > self.period.through

    def _open(self, case: Case) -> None:
        """A case not decided by the end of the period, if it was there by then."""
        received = case.received_on
        if received is None or self._later(received):
            self._population["outside"] += 1
            return
        rounds = sum(
            n.notice is NoticeKind.CORRECTION and not self._later(n.on) for n in case.of(Noticed)
        )
        self._population["open"] += 1
        self._population["open_five_or_more"] += rounds >= FIVE

    def figures(
        self,
        rules: CaseworkRules | None = None,
        place: str = "",
        *,
        show_staff: bool = False,
        staff_key: str = "",
    ) -> Figures:
        """The figures of what was added so far.

        Args:
            rules: where the targets are, for instance ``library.casework``.
            place: the division code whose targets count, with those of the levels above.
            show_staff: show staff numbers instead of placeholders.
            staff_key: makes placeholders that stay the same from report to report.
        """
        tally = self._tally
        names: Callable[[str], str] = str
        persons = tuple(most_corrected(tally.groups.persons))
        if not show_staff:
            names = placeholders((p for p, _ in persons), staff_key).__getitem__
        joint = self._joint.figures()
        told = _Told(tally, joint)
        return Figures(
            period=self.period,
            items=tuple(sorted(self.items)),
            offices_only=tuple(sorted(self.offices)),
            population=Population(**self._population, decided=tally.cases),
            definitions={_ALL: POPULATION} | {f.value: said for f, said in DEFINITIONS.items()},
            **told.rates(),
            **told.numbers(),
            rounds=tuple(RoundsCount(rounds=r, cases=n) for r, n in sorted(tally.rounds.items())),
            situations=told.situations(),
            offices=tuple(
                Group(name=name, counts=c) for name, c in most_corrected(tally.groups.offices)
            ),
            persons=tuple(Group(name=names(name), counts=c) for name, c in persons),
            modes=_numbers(tally.modes),
            results=_numbers(tally.results),
            complaints=_numbers(tally.complaints),
            correction_reasons=told.correction_reasons(),
            decision_reasons=told.decision_reasons(),
            posts=tally.posts.all(tuple(p.value for p in Post)),
            steps=tally.steps.all(STEPS),
            saved=told.saved(),
            joint=joint,
            targets=judge(
                rules.targets if rules else (),
                place,
                self.period,
                self.period.through or self._last,
                told.for_targets(),
            ),
        )


def measure(
    cases: Iterable[Case],
    *,
    clock: Clock,
    calendar: Calendar,
    period: Span | None = None,
    items: Collection[str] = (),
    offices: Collection[str] = (),
    rules: CaseworkRules | None = None,
    place: str = "",
    show_staff: bool = False,
    staff_key: str = "",
) -> Figures:
    """The figures of a period; the cases are gone through once. See :class:`Measuring`."""
    measuring = Measuring(clock, calendar, period or Span(), items, offices)
    for case in cases:
        measuring.add(case)
    return measuring.figures(rules, place, show_staff=show_staff, staff_key=staff_key)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a tally has counted, as it is told."""

    tally: Tally
    joint: JointFigures

    def rates(self) -> dict[str, Ratio]:
        t = self.tally
        return {
            "two_round_rate": Ratio(numerator=t.more_than(TWO), denominator=t.cases),
            "first_pass_rate": Ratio(numerator=t.passed, denominator=t.cases),
            "on_time_rate": Ratio(numerator=t.on_time, denominator=t.due_known),
            "limit_compression": Ratio.of(t.statutory - t.committed, t.statutory),
            "time_compression": Ratio.of(t.timed_statutory - t.used, t.timed_statutory),
        }

    def numbers(self) -> dict[str, int]:
        t = self.tally
        return {
            "five_or_more": t.more_than(FIVE),
            "late_notified_cases": t.late_cases,
            "late_notified_lines": t.late_lines,
            "due_unknown": t.cases - t.due_known,
            "limits_left_out": t.cases - t.limits,
            "times_left_out": t.cases - t.timed,
        }

    def for_targets(self) -> dict[Figure, Ratio | int]:
        rates, numbers, t = self.rates(), self.numbers(), self.tally
        return {
            Figure.TWO_ROUND_RATE: rates["two_round_rate"],
            Figure.FIVE_ROUNDS: numbers["five_or_more"],
            Figure.FIRST_PASS_RATE: rates["first_pass_rate"],
            Figure.ON_TIME_RATE: rates["on_time_rate"],
            Figure.LIMIT_COMPRESSION: rates["limit_compression"],
            Figure.TIME_COMPRESSION: rates["time_compression"],
            Figure.LATE_NOTIFIED_CASES: t.late_cases,
            Figure.LATE_NOTIFIED_LINES: t.late_lines,
            Figure.VOLUME: t.cases,
            Figure.REMOTE_VIDEO: t.modes[InspectionMode.REMOTE_VIDEO.value],
            Figure.NOT_ACCEPTED: t.results["不予受理"],
            Figure.COMPLAINTS: sum(t.complaints.values()),
            Figure.SHARED_MATERIALS: t.shared,
            Figure.JOINT_FIELDS: self.joint.fields_saved,
            Figure.JOINT_PAPERS: self.joint.papers_saved,
            Figure.JOINT_LIMITS: self.joint.limits_saved,
            Figure.JOINT_AT_ONCE: self.joint.done_at_once,
            Figure.JOINT_RETURNED: self.joint.returned,
        }

    def situations(self) -> tuple[Group, ...]:
        found = self.tally.groups.situations
        ordered = sorted(found.items(), key=lambda g: (g[0][0], -g[1].cases, g[0][1]))
        return tuple(Group(item=i, name=name, counts=r.counts()) for (i, name), r in ordered)

    def correction_reasons(self) -> tuple[ReasonCount, ...]:
        lines, cases = self.tally.lines_by_code, self.tally.cases_by_code
        return tuple(
            ReasonCount(reason=code, cases=cases[code], lines=lines[code])
            for code in sorted(cases, key=lambda c: (-cases[c], c))
        )

    def decision_reasons(self) -> tuple[ReasonCount, ...]:
        found = sorted(self.tally.decisions.items(), key=lambda d: (-d[1], d[0]))
        return tuple(
            ReasonCount(reason=f"{result}：{reason}", cases=cases)
            for (result, reason), cases in found
            if reason
        )

    def saved(self) -> tuple[Saved, ...]:
        """One row for each way of saving; sharing is the one that a single case knows of."""
        tally = self.tally
        return (Saved(by="共享核验", cases=tally.sharing_cases, materials=tally.shared),)


def _numbers(counted: Counter[str]) -> tuple[Number, ...]:
    ordered = sorted(counted.items(), key=lambda n: (-n[1], n[0]))
    return tuple(Number(name=name, cases=cases) for name, cases in ordered)
