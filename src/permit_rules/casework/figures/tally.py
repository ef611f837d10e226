"""Counts cases one by one; what it keeps grows with offices, persons and reasons, not cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from permit_rules.casework.case import Case
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.events import (
    Complained,
    Decided,
    Inspected,
    Noticed,
    NoticeKind,
    Result,
    Submitted,
    Worked,
)
from permit_rules.casework.figures.groups import GroupCounter
from permit_rules.casework.figures.posts import Durations, steps_of
from permit_rules.casework.figures.times import Clock

#: From how many corrections on a case counts as corrected over and over (S0-5).
FIVE: Final = 5
TWO: Final = 2
#: What stands for a case of which no inspection is recorded.
NO_INSPECTION: Final = "没有核查记录"
UNSTATED: Final = "（没有写明）"


@dataclass(slots=True)
class Tally:
    """The running counts over the decided cases of a period."""

    clock: Clock
    counts: DayCounts
    rounds: Counter[int] = field(default_factory=Counter)
    passed: int = 0
    late_cases: int = 0
    late_lines: int = 0
    on_time: int = 0
    due_known: int = 0
    statutory: Fraction = Fraction(0)
    committed: Fraction = Fraction(0)
    limits: int = 0
    timed_statutory: Fraction = Fraction(0)
    used: int = 0
    timed: int = 0
    modes: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    lines_by_code: Counter[str] = field(default_factory=Counter)
    cases_by_code: Counter[str] = field(default_factory=Counter)
    decisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    complaints: Counter[str] = field(default_factory=Counter)
    shared: int = 0
    sharing_cases: int = 0
    groups: GroupCounter = field(default_factory=GroupCounter)
    posts: Durations = field(default_factory=Durations)
    steps: Durations = field(default_factory=Durations)

    @property
    def cases(self) -> int:
        """How many cases were counted."""
        return sum(self.rounds.values())

    def more_than(self, rounds: int) -> int:
        """How many cases had so many corrections or more."""
        return sum(n for r, n in self.rounds.items() if r >= rounds)

    def add(self, case: Case, decided: Decided) -> None:
        """Count one case and its decision."""
        rounds = case.rounds
        self.rounds[rounds] += 1
        self.passed += decided.result is Result.GRANTED and rounds == 0
        self.results[decided.result.value] += 1
        self.decisions[decided.result.value, decided.reason] += 1
        self._corrections(case)
        self._late(case)
        self._times(case, decided)
        self._work(case)
        self._shared(case)
        self.modes.update({i.mode for i in case.of(Inspected)} or {NO_INSPECTION})
        self.complaints.update(c.about or UNSTATED for c in case.of(Complained))
        self.groups.add(case, decided, rounds)

    def _corrections(self, case: Case) -> None:
        told = [line.code for n in corrections(case) for line in n.lines]
        self.lines_by_code.update(told)
        self.cases_by_code.update(set(told))

    def _late(self, case: Case) -> None:
        late = sum(len(s.late_notified) for s in case.of(Submitted))
        self.late_lines += late
        self.late_cases += late > 0

    def _times(self, case: Case, decided: Decided) -> None:
        times = self.clock(case)
        if times.due_on is not None:
            self.due_known += 1
            self.on_time += decided.on <= times.due_on
        if times.statutory is None:
            return
        self.limits += 1
        self.statutory += times.statutory
        self.committed += times.statutory if times.committed is None else times.committed
        if times.used is not None:
            self.timed += 1
            self.timed_statutory += times.statutory
            self.used += times.used

    def _work(self, case: Case) -> None:
        for work in case.of(Worked):
            self.posts.add(work.post.value, self.counts.between(work.on, work.until))
        for step, first, last in steps_of(case):
            self.steps.add(step, self.counts.between(first, last))

    def _shared(self, case: Case) -> None:
        submissions = case.submissions
        shared = submissions[-1].outcome.shared if submissions else 0
        self.shared += shared
        self.sharing_cases += shared > 0


def corrections(case: Case) -> Iterator[Noticed]:
    """The correction notices of a case, in order."""
    return (n for n in case.of(Noticed) if n.notice is NoticeKind.CORRECTION)
