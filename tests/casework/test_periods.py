"""Last days of periods: boundaries, days off, intervals that do not count, promises."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.casework import Interval, compression, last_day
from permit_rules.casework.periods import clipped, merged
from permit_rules.working_days import Calendar, HalfWorkingDays, Period, PeriodUnit
from tests.corpus.tables import library

CALENDAR = library().calendar
DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
PERIODS = st.builds(Period, st.integers(0, 40), st.sampled_from(PeriodUnit)).filter(
    lambda p: p.unit not in (PeriodUnit.MONTH, PeriodUnit.YEAR) or p.amount <= 3
)


def interval(first: date, days: int) -> Interval:
    """So many days from ``first`` on."""
    return Interval(first=first, last=first + timedelta(days=days - 1))


INTERVALS = st.lists(st.builds(interval, DAYS, st.integers(1, 20)), max_size=4)


def ends(start: str, period: str, *, moved: bool = True) -> str:
    """The last day, as text; "" where it cannot be told."""
    day = last_day(date.fromisoformat(start), Period.parse(period), CALENDAR, moved=moved)
    return day.isoformat() if day else ""


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        # Spring Festival 2026: off from 15 to 23 February; people work on the Saturdays 14 and 28.
        ("2026-02-13", "1 工作日", "2026-02-14"),
        ("2026-02-13", "2 工作日", "2026-02-24"),
        ("2026-02-14", "1 工作日", "2026-02-24"),
        ("2026-02-17", "1 工作日", "2026-02-24"),
        ("2026-02-27", "1 工作日", "2026-02-28"),
        ("2026-02-27", "2 工作日", "2026-03-02"),
        # National Day 2025: off from 1 to 8 October; 28 September and 11 October are worked.
        ("2025-09-26", "1 工作日", "2025-09-28"),
        ("2025-09-30", "1 工作日", "2025-10-09"),
        ("2025-10-10", "1 工作日", "2025-10-11"),
        ("2025-10-10", "2 工作日", "2025-10-13"),
        # The last day of a period of days is moved past days off; day 0 is not counted.
        ("2025-09-20", "10 日", "2025-09-30"),
        ("2025-09-21", "10 日", "2025-10-09"),
        ("2026-02-12", "2 日", "2026-02-14"),
        ("2026-02-12", "3 日", "2026-02-24"),
        # Months end on the corresponding day, or on the month's last one.
        ("2025-12-31", "2 月", "2026-02-28"),
        ("2026-01-31", "1 月", "2026-02-28"),
        ("2025-09-01", "1 月", "2025-10-09"),
        ("2025-03-02", "1 年", "2026-03-02"),
        # 0 is the day itself, whatever day it is.
        ("2026-02-16", "0 工作日", "2026-02-16"),
        # 2027 has not been published.
        ("2026-12-31", "1 工作日", ""),
        ("2026-12-01", "31 日", ""),
        ("2026-12-01", "30 日", "2026-12-31"),
        ("2026-06-30", "1 年", ""),
    ],
)
def test_the_last_day(start: str, period: str, end: str) -> None:
    assert ends(start, period) == end


def test_a_last_day_stays_where_it_is_if_nobody_moves_it() -> None:
    assert ends("2025-09-21", "10 日", moved=False) == "2025-10-01"


@pytest.mark.parametrize(
    ("first", "last", "period", "end"),
    [
        ("2026-03-05", "2026-03-10", "10 工作日", "2026-03-20"),
        ("2026-03-05", "2026-03-10", "10 日", "2026-03-18"),
        ("2026-03-05", "2026-03-10", "1 月", "2026-04-08"),
        # Before the period, and after it, an interval takes nothing away.
        ("2026-02-01", "2026-03-02", "10 工作日", "2026-03-16"),
        ("2026-03-17", "2026-03-30", "10 工作日", "2026-03-16"),
        # One that begins before counts only from the day after the event on.
        ("2026-02-25", "2026-03-04", "10 工作日", "2026-03-18"),
    ],
)
def test_a_period_stands_still(first: str, last: str, period: str, end: str) -> None:
    still = Interval(first=date.fromisoformat(first), last=date.fromisoformat(last))
    found = last_day(date(2026, 3, 2), Period.parse(period), CALENDAR, (still,))
    assert found == date.fromisoformat(end)


@given(DAYS, PERIODS, INTERVALS, st.builds(interval, DAYS, st.integers(1, 20)))
def test_one_more_interval_never_ends_earlier(
    start: date, period: Period, still: list[Interval], more: Interval
) -> None:
    before = last_day(start, period, CALENDAR, still)
    after = last_day(start, period, CALENDAR, [*still, more])
    assert after is None or (before is not None and after >= before)


@given(DAYS, PERIODS, INTERVALS, DAYS)
def test_one_more_day_off_never_ends_earlier(
    start: date, period: Period, still: list[Interval], off: date
) -> None:
    more = Calendar(
        CALENDAR.name,
        CALENDAR.years,
        CALENDAR.holidays | {off},
        CALENDAR.extra_workdays - {off},
    )
    before, after = (last_day(start, period, c, still) for c in (CALENDAR, more))
    assert after is None or (before is not None and after >= before)


@given(DAYS, PERIODS, st.integers(1, 10), INTERVALS)
def test_a_longer_period_never_ends_earlier(
    start: date, period: Period, more: int, still: list[Interval]
) -> None:
    longer = Period(period.amount + more, period.unit)
    before, after = (last_day(start, p, CALENDAR, still) for p in (period, longer))
    assert after is None or (before is not None and after >= before)


@given(DAYS, st.integers(1, 5), PERIODS, INTERVALS)
def test_a_later_start_never_ends_earlier(
    start: date, later: int, period: Period, still: list[Interval]
) -> None:
    if period.unit in (PeriodUnit.MONTH, PeriodUnit.YEAR):
        return  # 30 and 31 January both lead to the end of February, and only one stood still
    days = (start, start + timedelta(days=later))
    before, after = (last_day(day, period, CALENDAR, still) for day in days)
    assert after is None or (before is not None and after >= before)


@given(DAYS, PERIODS, INTERVALS)
def test_the_order_and_the_cut_of_intervals_change_nothing(
    start: date, period: Period, still: list[Interval]
) -> None:
    found = last_day(start, period, CALENDAR, still)
    assert last_day(start, period, CALENDAR, still[::-1]) == found
    assert last_day(start, period, CALENDAR, [*still, *still]) == found
    single = [Interval(first=d, last=d) for i in still for d in days_of(i)]
    assert last_day(start, period, CALENDAR, single) == found


@given(DAYS, st.integers(1, 40), INTERVALS)
def test_working_days_are_counted_one_by_one(
    start: date, amount: int, still: list[Interval]
) -> None:
    """The same as counting, over a list of all days, those that count."""
    end = last_day(start, Period(amount, PeriodUnit.WORKING_DAY), CALENDAR, still)
    if end is None:
        return
    run = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    stopped = {d for i in still for d in days_of(i)}
    counted = [d for d in run if CALENDAR.is_working_day(d) and d not in stopped]
    assert len(counted) == amount
    assert counted[-1] == end


def days_of(interval: Interval) -> list[date]:
    """Its days, one by one."""
    return [interval.first + timedelta(days=n) for n in range(interval.days)]


@given(INTERVALS)
def test_merged_intervals_are_apart_and_the_same_days(still: list[Interval]) -> None:
    joined = merged(still)
    assert {d for i in joined for d in days_of(i)} == {d for i in still for d in days_of(i)}
    assert all(a.last + timedelta(days=1) < b.first for a, b in itertools.pairwise(joined))


def test_an_interval_that_ends_before_it_begins_has_no_day() -> None:
    backwards = Interval(first=date(2026, 3, 5), last=date(2026, 3, 2))
    assert merged([backwards]) == ()
    assert clipped([interval(date(2026, 3, 1), 9)], date(2026, 3, 4), date(2026, 3, 5)) == (
        interval(date(2026, 3, 4), 2),
    )


@pytest.mark.parametrize(
    ("statutory", "committed", "rate", "text"),
    [
        ("60 工作日", "25 工作日", Fraction(7, 12), "58.3%"),
        ("30 工作日", "15 工作日", Fraction(1, 2), "50.0%"),
        ("3 工作日", "0.5 工作日", Fraction(5, 6), "83.3%"),
        ("20 日", "20 日", Fraction(0), "0.0%"),
        ("10 日", "12 日", Fraction(-1, 5), "-20.0%"),
        ("20 工作日", "0 工作日", Fraction(1), "100.0%"),
    ],
)
def test_the_compression_is_exact(
    statutory: str, committed: str, rate: Fraction, text: str
) -> None:
    promised = HalfWorkingDays.parse(committed) or Period.parse(committed)
    found = compression(Period.parse(statutory), promised)
    assert found is not None
    assert (found.rate, found.text) == (rate, text)
    assert found.at_least(50) is (rate >= Fraction(1, 2))


@pytest.mark.parametrize(
    ("statutory", "committed"),
    [("20 工作日", "20 日"), ("2 月", "30 日"), ("1 年", "6 月"), ("0 工作日", "0 工作日")],
)
def test_what_counts_in_other_units_is_not_compared(statutory: str, committed: str) -> None:
    assert compression(Period.parse(statutory), Period.parse(committed)) is None


def test_half_a_day_is_not_compared_with_days() -> None:
    assert compression(Period.parse("1 日"), HalfWorkingDays(1)) is None
