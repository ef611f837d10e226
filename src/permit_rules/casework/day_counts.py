"""Working days counted quickly: how many lie between two days, and which is the n-th after one.

The same as :mod:`permit_rules.working_days` gives day by day, from a table made once; a year of
cases asks for hundreds of thousands of such counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from permit_rules.working_days import Calendar


class DayCounts:
    """Counts the working days of a calendar; what would need an unpublished year is None."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every working day of the years known, in order."""
        known = (
            date(year, 1, 1) + timedelta(days=n)
            for year in sorted(self.calendar.years)
            for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
        )
        return tuple(day for day in known if self.calendar.is_working_day(day))

    @cached_property
    def _upto(self) -> dict[date, int]:
        """For each known day the number of working days up to and including it."""
        upto: dict[date, int] = {}
        count, working = 0, frozenset(self.days)
        for year in sorted(self.calendar.years):
            day = date(year, 1, 1)
            while day.year == year:
                count += day in working
                upto[day] = count
                day += timedelta(days=1)
        return upto

    def between(self, first: date, last: date) -> int | None:
        """The working days after ``first`` up to and including ``last`` (民法典 art. 201).

        0 where ``last`` is not later; None where a year between them has not been published.
        """
        if last <= first:
            return 0
        if any(year not in self.calendar.years for year in range(first.year, last.year + 1)):
            return None
        return self._upto[last] - self._upto[first]

    def after(self, day: date, number: int) -> date | None:
        """The ``number``-th working day after ``day``, or None beyond the years known."""
        if number == 0:
            return day
        start = self._upto.get(day)
        if start is None or start + number > len(self.days):
            return None
        found = self.days[start + number - 1]
        known = all(year in self.calendar.years for year in range(day.year, found.year))
        return found if known else None

    def in_year(self, year: int) -> tuple[date, ...]:
        """The working days of one year; none where it has not been published."""
        return tuple(day for day in self.days if day.year == year)
