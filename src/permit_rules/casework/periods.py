"""Last days of periods that do not run on some days, and how much shorter a promise is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias

from pydantic import BaseModel, ConfigDict

from permit_rules.working_days import (
    Calendar,
    HalfWorkingDays,
    Period,
    PeriodUnit,
    later,
    next_working_day,
)

Limit: TypeAlias = Period | HalfWorkingDays
_ONE_DAY: Final = timedelta(days=1)


class Interval(BaseModel):
    """Days from ``first`` through ``last``; both belong to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has; 0 where it ends before it begins."""
        return max(0, (self.last - self.first).days + 1)


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as intervals that neither overlap nor touch, in order."""
    joined: list[Interval] = []
    for each in sorted(intervals, key=lambda i: (i.first, i.last)):
        if not each.days:
            continue
        before = joined[-1] if joined else None
        if before is not None and each.first <= before.last + _ONE_DAY:
            joined[-1] = Interval(first=before.first, last=max(before.last, each.last))
        else:
            joined.append(each)
    return tuple(joined)


def clipped(intervals: Iterable[Interval], first: date, last: date) -> tuple[Interval, ...]:
    """The part of intervals that lies in a running period, merged."""
    cut = (Interval(first=max(i.first, first), last=min(i.last, last)) for i in intervals)
    return merged(cut)


def last_day(
    start: date,
    period: Period,
    calendar: Calendar,
    excluded: Iterable[Interval] = (),
    *,
    moved: bool = True,
) -> date | None:
    """The last day of a period that begins with an event on ``start`` and stands still on
    ``excluded`` days (行政许可法 art. 45).

    The day of the event is not counted (民法典 art. 201). Excluded days count neither as working
    days nor as days; a period of months or years ends so many days later as it stood still.
    ``moved``: a last day that is a day off gives way to the next working day (art. 203). A period
    of 0 ends on ``start``.

    None where that needs a year that the calendar does not know.
    """
    still = merged(excluded)
    if period.amount == 0:
        return start
    end: date | None
    if not still:
        end = later(start, period, calendar)
    elif period.unit in (PeriodUnit.MONTH, PeriodUnit.YEAR):
        end = _drawn_out(start, later(start, period, calendar), still)
    else:
        end = _counted(start, period, calendar, still)
    if end is None or not moved or period.unit is PeriodUnit.WORKING_DAY:
        return end
    return next_working_day(end, calendar)


def _counted(
    start: date, period: Period, calendar: Calendar, still: tuple[Interval, ...]
) -> date | None:
    day, left = start, period.amount
    try:
        while left:
            day += _ONE_DAY
            working = period.unit is not PeriodUnit.WORKING_DAY or calendar.is_working_day(day)
            if working is None:
                return None
            left -= working and not _stands_still(day, still)
    except OverflowError:
        return None
    return day


def _drawn_out(start: date, end: date | None, still: tuple[Interval, ...]) -> date | None:
    if end is None:
        return None
    left = sum(i.days for i in clipped(still, start + _ONE_DAY, end))
    try:
        while left:
            end += _ONE_DAY
            left -= not _stands_still(end, still)
    except OverflowError:
        return None
    return end


def _stands_still(day: date, still: tuple[Interval, ...]) -> bool:
    return any(day in each for each in still)


class Compression(BaseModel):
    """How much shorter a committed limit is than the statutory one, as an exact fraction."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numerator: int
    denominator: int

    @property
    def rate(self) -> Fraction:
        """1 − committed ÷ statutory."""
        return Fraction(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        """In per cent, with one decimal, halves rounded up: 58.3%."""
        tenths = (self.rate * 2000 + 1) // 2
        return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"

    def at_least(self, percent: Fraction | int) -> bool:
        """Whether the rate reaches so many per cent; exactly so many is enough (50%以上)."""
        return self.rate * 100 >= percent


def compression(statutory: Period, committed: Limit) -> Compression | None:
    """The compression rate, 1 − committed ÷ statutory.

    Working days, half ones too, days, months and years are each compared with their like; None
    where the units differ, or the statutory limit is 0: that cannot be told.
    """
    if isinstance(committed, HalfWorkingDays):
        unit, amount = PeriodUnit.WORKING_DAY, Fraction(committed.halves, 2)
    else:
        unit, amount = committed.unit, Fraction(committed.amount)
    if unit is not statutory.unit or not statutory.amount:
        return None
    rate = 1 - amount / statutory.amount
    return Compression(numerator=rate.numerator, denominator=rate.denominator)
