"""The clock of the figures: the limit of the decision, from acceptance to its last day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from permit_rules.casework.events import Excluded, Extended
from permit_rules.casework.figures import DecisionClock, Times
from tests.casework.made_cases import accepted, case, decided, submitted
from tests.corpus.tables import library

LIBRARY = library()
CLOCK = DecisionClock(LIBRARY)
FRIDAY = date(2025, 1, 24)


def test_the_day_of_acceptance_is_not_counted_and_days_off_neither() -> None:
    # 10 working days; Sunday 26 January and Saturday 8 February 2025 are worked, 28 January to
    # 4 February are off.
    one = case(submitted(FRIDAY), accepted(FRIDAY), decided(date(2025, 1, 27)))
    assert CLOCK(one) == Times(
        due_on=date(2025, 2, 13), statutory=Fraction(10), committed=None, used=2
    )


def test_the_promised_limit_comes_before_the_statutory_one() -> None:
    one = case(submitted(FRIDAY), accepted(FRIDAY), item="tobacco-retail")
    times = CLOCK(one)
    assert (times.statutory, times.committed, times.used) == (20, 8, None)
    assert times.due_on == date(2025, 2, 11)


def test_a_limit_in_days_has_a_last_day_but_no_working_days() -> None:
    # 30 days after 24 January 2025 is Sunday 23 February: Monday is the last day (art. 203).
    one = case(submitted(FRIDAY), accepted(FRIDAY), item="high-risk-sports")
    assert CLOCK(one) == Times(due_on=date(2025, 2, 24), statutory=None, used=None)


def test_what_has_no_limit_of_its_own_has_that_of_the_law() -> None:
    # 20 working days (行政许可法 art. 42): ten of them end on 13 February, ten more on the 27th.
    one = case(submitted(FRIDAY), accepted(FRIDAY), item="outdoor-advertising")
    assert CLOCK(one) == Times(due_on=date(2025, 2, 27), statutory=Fraction(20))


def test_without_acceptance_or_item_nothing_is_told() -> None:
    assert CLOCK(case(submitted(FRIDAY), decided(FRIDAY))) == Times()
    assert CLOCK(case(submitted(FRIDAY), accepted(FRIDAY), item="没有的事项")) == Times()
    assert CLOCK(case()) == Times()


def test_what_does_not_count_moves_the_last_day_and_is_not_used() -> None:
    # Sunday 26 and Monday 27 January 2025 are both worked.
    first = date(2025, 1, 26)
    excluded = Excluded(on=first, what="检验", until=date(2025, 1, 27), noticed_on=first)
    end = date(2025, 2, 17)
    times = CLOCK(case(submitted(FRIDAY), accepted(FRIDAY), excluded, decided(end)))
    assert (times.due_on, times.used, times.statutory) == (end, 10, 10)


def test_an_extension_moves_the_last_day() -> None:
    extended = Extended(on=date(2025, 2, 12), days=5, reason="情况复杂")
    end = date(2025, 2, 20)
    times = CLOCK(case(submitted(FRIDAY), accepted(FRIDAY), extended, decided(end)))
    assert (times.due_on, times.used) == (end, 15)


def test_a_year_that_is_not_published_is_not_guessed() -> None:
    end = date(2026, 12, 28)
    assert CLOCK(case(submitted(end), accepted(end))).due_on is None
