"""Until when a case had to be decided, and how long the limits are: what a clock has to tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from permit_rules.casework.case import Case
from permit_rules.casework.clock import clock
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.deadline import Due
from permit_rules.casework.events import Noticed, NoticeKind
from permit_rules.model.item import CountFrom
from permit_rules.model.library import Library
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import Clock as Limited
from permit_rules.model.time_limit import TimeLimit
from permit_rules.resolving import change_days, levels_of, resolve
from permit_rules.working_days import HalfWorkingDays, Period, PeriodUnit


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


def accepted_on(case: Case) -> date | None:
    """The day on which the application was accepted in writing, or None."""
    return next((n.on for n in case.of(Noticed) if n.notice in _ACCEPTING), None)


def decision_limit(limits: Iterable[TimeLimit]) -> TimeLimit | None:
    """A time limit of the decision among those of an item: its own, else what fills in."""
    found = [limit for limit in limits if limit.counted_as is Limited.DECISION]
    return min(found, key=lambda limit: limit.fallback, default=None)


class DecisionClock:
    """Tells the times of the decision by :func:`permit_rules.casework.clock`, as of a case's end.

    Rulebooks are kept, so that a year of cases resolves each once. A case that nobody accepted,
    and one whose item is none of the library's, is *cannot tell*.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.counts = DayCounts(library.calendar)
        self._books: dict[tuple[str, tuple[str, ...], int], Rulebook] = {}
        self._days: dict[tuple[str, tuple[str, ...]], tuple[date, ...]] = {}

    def __call__(self, case: Case) -> Times:
        """The times of a case."""
        book = self._book(case)
        if book is None or accepted_on(case) is None:
            return Times()
        due = clock(case, book, case.events[-1].on).decision
        if due is None:
            return Times()
        limit = next((li for li in book.limits if f"{case.item}/{li.id}" == due.limit), None)
        if limit is None:
            return Times()
        return Times(
            due_on=due.due,
            statutory=working_days(limit.statutory),
            committed=working_days(limit.committed) if limit.committed else None,
            used=self._used(due),
        )

    def limit(self, item: str, place: str, day: date) -> TimeLimit | None:
        """The limit of the decision that is in force on a day; None where there is none."""
        if self.library.item_for(item, place) is None:
            return None
        return decision_limit(self._resolved(item, place, day).limits)

    def _book(self, case: Case) -> Rulebook | None:
        if not case.submissions or self.library.item_for(case.item, case.place) is None:
            return None
        book = self._resolved(case.item, case.place, case.submissions[0].on)
        if book.item.count_from is CountFrom.RESUBMISSION:
            return self._resolved(case.item, case.place, case.submissions[-1].on)
        return book

    def _resolved(self, item: str, place: str, day: date) -> Rulebook:
        levels = levels_of(self.library, item, place)
        if (days := self._days.get((item, levels))) is None:
            days = self._days[item, levels] = change_days(self.library, item, place)
        key = (item, levels, bisect_right(days, day))
        if key not in self._books:
            self._books[key] = resolve(self.library, item, place, day)
        return self._books[key]

    def _used(self, due: Due) -> int | None:
        """The working days from acceptance to decision, without those that do not count."""
        if due.start is None or due.done_on is None:
            return None
        used = self.counts.between(due.start, due.done_on)
        for interval in due.excluded:
            upto = min(interval.last, due.done_on)
            without = self.counts.between(interval.first, upto)
            first = self.library.calendar.is_working_day(interval.first)
            if used is None or without is None or first is None:
                return None
            used -= without + first
        return used


def working_days(period: Period | HalfWorkingDays) -> Fraction | None:
    """The length in working days; None of what is counted in days, months or years."""
    if isinstance(period, HalfWorkingDays):
        return Fraction(period.halves, 2)
    return Fraction(period.amount) if period.unit is PeriodUnit.WORKING_DAY else None
