"""The script that refreshes the calendar: what it writes is what is kept, and what is read."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from permit_rules.working_days import Calendar
from scripts import make_calendar

KEPT = make_calendar.TARGET.read_text("utf-8")


def body(text: str) -> str:
    """A calendar file without its header."""
    return text[text.index("年份: ") :]


def kept() -> Calendar:
    """The calendar as the library reads it."""
    return Calendar.from_data(yaml.load(KEPT, Loader=yaml.BaseLoader))


def test_the_kept_file_is_what_the_script_writes_of_its_days() -> None:
    calendar = kept()
    assert make_calendar.data(calendar.holidays, calendar.extra_workdays) == body(KEPT)


def test_the_header_is_that_of_the_script() -> None:
    fixed = [line for line in make_calendar.HEADER.splitlines() if "{" not in line]
    assert [line for line in KEPT.splitlines() if line in fixed] == fixed


@pytest.mark.parametrize("missing", [date(2026, 2, 17), date(2025, 10, 1)])
def test_a_day_less_is_another_file(missing: date) -> None:
    calendar = kept()
    assert make_calendar.data(calendar.holidays - {missing}, calendar.extra_workdays) != body(KEPT)
