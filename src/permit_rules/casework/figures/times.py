"""Until when a case had to be decided, and how long the limits are: what a clock has to tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from permit_rules.casework.case import Case
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.events import Excluded, Extended, Noticed, NoticeKind
from permit_rules.model.item import TimeLimit
from permit_rules.model.library import Library
from permit_rules.resolving import change_days, levels_of, resolve
from permit_rules.working_days import (
    HalfWorkingDays,
    Period,
    PeriodUnit,
    later,
    next_working_day,
)


@dataclass(frozen=True, slots=True)
class Times:
    """What a clock tells of a case; None is *cannot tell*.

    ``due_on`` is the last day on which the decision is in time. ``statutory``, ``committed`` and
    ``used`` are working days; ``committed`` is None where the office promises nothing shorter.
    """

    due_on: date | None = None
    statutory: Fraction | None = None
    committed: Fraction | None = None
    used: int | None = None


#: Tells the times of a case.
Clock: TypeAlias = Callable[[Case], Times]

_ACCEPTING: Final = (NoticeKind.ACCEPTANCE, NoticeKind.DEFERRALS, NoticeKind.COMMITMENT)
#: What the rules call the step that ends with the decision.
_DECISION_STEPS: Final = ("决定", "登记", "审批")


def accepted_on(case: Case) -> date | None:
    """The day on which the application was accepted in writing, or None."""
    return next((n.on for n in case.of(Noticed) if n.notice in _ACCEPTING), None)


def decision_limit(limits: Iterable[TimeLimit]) -> TimeLimit | None:
    """The time limit of the decision among those of an item; None where the name does not tell."""
    by_step = {limit.step: limit for limit in limits}
    return next((by_step[step] for step in _DECISION_STEPS if step in by_step), None)


class DecisionClock:
    """Counts the limit of the decision from the day of acceptance (行政许可法 art. 42, 44).

    The day by which a decision is due is that of the committed limit, where there is one in whole
    days, else that of the statutory one. A case with an exclusion or an extension, and one whose
    item has no limit of that name or is none of the library's, is *cannot tell*.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.counts = DayCounts(library.calendar)
        self._limits: dict[tuple[str, tuple[str, ...], int], TimeLimit | None] = {}
        self._days: dict[tuple[str, tuple[str, ...]], tuple[date, ...]] = {}

    def __call__(self, case: Case) -> Times:
        """The times of a case."""
        start, received = accepted_on(case), case.received_on
        if start is None or received is None:
            return Times()
        limit = self.limit(case.item, case.place, received)
        if limit is None:
            return Times()
        counted = not any(case.of(Excluded)) and not any(case.of(Extended))
        decided = case.decided
        return Times(
            due_on=self.due_on(limit, start) if counted else None,
            statutory=working_days(limit.statutory),
            committed=working_days(limit.committed) if limit.committed else None,
            used=self.counts.between(start, decided.on) if counted and decided else None,
        )

    def limit(self, item: str, place: str, day: date) -> TimeLimit | None:
        """The limit of the decision that is in force on a day; None where there is none."""
        if self.library.item_for(item, place) is None:
            return None
        levels = levels_of(self.library, item, place)
        if (days := self._days.get((item, levels))) is None:
            days = self._days[item, levels] = change_days(self.library, item, place)
        key = (item, levels, bisect_right(days, day))
        if key not in self._limits:
            self._limits[key] = decision_limit(resolve(self.library, item, place, day).limits)
        return self._limits[key]

    def due_on(self, limit: TimeLimit, start: date) -> date | None:
        """The last day of a limit that begins with an event on ``start`` (民法典 art. 201-203)."""
        period = limit.committed if isinstance(limit.committed, Period) else limit.statutory
        if period.unit is PeriodUnit.WORKING_DAY:
            return self.counts.after(start, period.amount)
        last = later(start, period, self.library.calendar)
        return next_working_day(last, self.library.calendar) if last else None


def working_days(period: Period | HalfWorkingDays) -> Fraction | None:
    """The length in working days; None of what is counted in days, months or years."""
    if isinstance(period, HalfWorkingDays):
        return Fraction(period.halves, 2)
    return Fraction(period.amount) if period.unit is PeriodUnit.WORKING_DAY else None
