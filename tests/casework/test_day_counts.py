"""The quick count of working days gives what counting day by day gives."""

from __future__ import annotations

from datetime import date, timedelta

from permit_rules.casework.day_counts import DayCounts
from permit_rules.working_days import Calendar, Period, PeriodUnit, later
from tests.corpus.tables import library

CHINA = library().calendar
COUNTS = DayCounts(CHINA)


def test_after_is_later() -> None:
    for n in range(0, 800, 7):
        day = date(2024, 12, 1) + timedelta(days=n)
        for amount in (0, 1, 2, 5, 20):
            expected = later(day, Period(amount, PeriodUnit.WORKING_DAY), CHINA)
            assert COUNTS.after(day, amount) == expected, (day, amount)


def test_between_counts_the_last_day_and_not_the_first() -> None:
    # Friday to Monday, over a weekend; the Spring Festival of 2025 from 28 January on.
    assert COUNTS.between(date(2025, 3, 7), date(2025, 3, 10)) == 1
    assert COUNTS.between(date(2025, 3, 10), date(2025, 3, 10)) == 0
    assert COUNTS.between(date(2025, 1, 27), date(2025, 2, 5)) == 1
    # 26 January 2025 is a Sunday on which people work.
    assert COUNTS.between(date(2025, 1, 24), date(2025, 1, 26)) == 1


def test_an_unpublished_year_is_never_guessed() -> None:
    assert COUNTS.between(date(2026, 12, 30), date(2027, 1, 4)) is None
    assert COUNTS.after(date(2026, 12, 31), 1) is None
    assert COUNTS.in_year(2027) == ()
    gap = DayCounts(Calendar("缺一年", frozenset({2020, 2022}), frozenset(), frozenset()))
    assert gap.between(date(2020, 12, 30), date(2022, 1, 4)) is None
    assert gap.after(date(2020, 12, 31), 1) is None
    assert gap.after(date(2021, 5, 1), 1) is None
