"""Working days and periods: the last day of a period, and the day that lies a period before.

行政许可法 art. 82 counts an authority's time limits in working days, without statutory holidays.
民法典 art. 201: the day on which a period begins is not counted. Art. 202: a period of months or
years ends on the corresponding day of the last month, or on that month's last day where it has
no such day. Art. 203: where the last day is a statutory day off, the day after the days off is
the last day.

A calendar knows only the years whose holidays have been published. Whatever would need another
year is None, never a guess.
"""

from __future__ import annotations

import calendar as gregorian
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from permit_rules.written import NotReadable, read_number
from permit_rules.written.not_readable import quoted

MAX_AMOUNT: Final = 10_000
_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class PeriodUnit(Enum):
    """What a period counts."""

    WORKING_DAY = "工作日"
    DAY = "日"
    MONTH = "月"
    YEAR = "年"


_UNIT_FORMS: Final = {
    "工作日": PeriodUnit.WORKING_DAY,
    "个工作日": PeriodUnit.WORKING_DAY,
    "日": PeriodUnit.DAY,
    "天": PeriodUnit.DAY,
    "月": PeriodUnit.MONTH,
    "个月": PeriodUnit.MONTH,
    "年": PeriodUnit.YEAR,
}
_FORMS: Final = "5 工作日、30 日、3 个月 或 1 年"


@dataclass(frozen=True, slots=True)
class Period:
    """A whole number of working days, days, months or years, from 0 to 10,000.

    Raises `ValueError` (in Chinese: it comes from a rule file) for any other amount.
    """

    amount: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        # The bound keeps the day-by-day count of working days short.
        if not 0 <= self.amount <= MAX_AMOUNT:
            raise ValueError(f"期限的数须在 0 至 {MAX_AMOUNT} 之间，请写成 {_FORMS}。")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 5 工作日, 五个工作日, 30日, 三十天, 3 个月, １年.

        Raises `ValueError` with one Chinese sentence that names the allowed forms.
        """
        try:
            number = read_number(text)
        except NotReadable:
            raise ValueError(f"{quoted(text)}不能读成期限，请写成 {_FORMS}。") from None
        unit = _UNIT_FORMS.get(number.unit)
        if unit is None:
            found = f"「{number.unit}」不是期限的单位" if number.unit else "期限没有写单位"
            raise ValueError(f"{found}，请写成 {_FORMS}。")
        if number.at_least:
            raise ValueError(f"期限须是确切的数，请写成 {_FORMS}。")
        if number.amount != int(number.amount):
            raise ValueError(f"期限须是整数，请写成 {_FORMS}。")
        return cls(int(number.amount), unit)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"


@dataclass(frozen=True, slots=True)
class HalfWorkingDays:
    """A time limit with half a working day in it: 0.5 工作日, 1.5 工作日.

    Days of receipt are whole days, so nothing is counted with it; it is only told and compared.
    """

    halves: int

    @classmethod
    def parse(cls, text: str) -> HalfWorkingDays | None:
        """Read 0.5 工作日, 1.5个工作日, 半个工作日; None where there is no half in it."""
        try:
            number = read_number(text.strip().replace("半个工作日", "0.5 工作日"))
        except NotReadable:
            return None
        halves = number.amount * 2
        if _UNIT_FORMS.get(number.unit) is not PeriodUnit.WORKING_DAY or number.at_least:
            return None
        odd = halves == int(halves) and halves % 2 == 1
        return cls(int(halves)) if odd and 0 < halves <= MAX_AMOUNT else None

    def __str__(self) -> str:
        return f"{self.halves // 2}.5 {PeriodUnit.WORKING_DAY.value}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published days off and made-up working days (调休上班) of some years.

    `holidays` are days off, on weekdays or weekends; `extra_workdays` are weekend days on which
    people work. Weekends are off otherwise. Of a year outside `years` nothing is known.
    """

    name: str
    years: frozenset[int]
    holidays: frozenset[date]
    extra_workdays: frozenset[date]

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Calendar:
        """Build the calendar from a parsed YAML file of `rules/calendars/`, all scalars text.

        Raises `ValueError` with one Chinese sentence naming the first thing that is wrong.
        """
        unknown = [key for key in data if key not in ("日历", "来源", "年份", "放假", "调休上班")]
        if unknown:
            raise ValueError(f"日历文件里没有「{str(unknown[0])[:40]}」这一项，请删去或改正。")
        name = _text(data, "日历")
        _text(data, "来源")
        years = _years(data.get("年份"))
        holidays = _days(data, "放假", years)
        extra = _days(data, "调休上班", years)
        if empty := years - {day.year for day in holidays}:
            raise ValueError(f"「年份」里有 {min(empty)} 年，「放假」里却没有它的日期，请补上。")
        if both := holidays & extra:
            raise ValueError(f"{min(both)} 既是「放假」又是「调休上班」，请删去一处。")
        if weekdays := {day for day in extra if day.weekday() < _SATURDAY}:
            raise ValueError(f"{min(weekdays)} 不是周末，不能写在「调休上班」里，请核对。")
        return cls(name, years, holidays, extra)

    def is_working_day(self, day: date) -> bool | None:
        """Whether people work on `day`; None where its year has not been published."""
        if isinstance(day, datetime):
            # It is a `date` by type but equals none, so that every holiday would be missed.
            day = day.date()
        if day.year not in self.years:
            return None
        if day in self.extra_workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays


def later(start: date, period: Period, calendar: Calendar) -> date | None:
    """Return the last day of a period that begins with an event on `start`.

    The day of the event is not counted (民法典 art. 201): 1 日 after the 3rd is the 4th. Months and
    years end on the corresponding day or the end of the month (art. 202). The last day is not
    moved past days off; that is `next_working_day`.

    None where working days need a year that `calendar` does not know, or beyond the year 9999.
    """
    return _moved(start, period, calendar, 1)


def earlier(end: date, period: Period, calendar: Calendar) -> date | None:
    """Return the day that lies `period` before `end`, counted back from the day before `end`.

    1 工作日 before is the last working day that lies wholly before `end`; 30 日 before the 31st is
    the 1st. Months and years lead to the corresponding day or the end of the month (民法典
    art. 202, applied backwards).

    None where working days need a year that `calendar` does not know, or before the year 1.
    """
    return _moved(end, period, calendar, -1)


def next_working_day(day: date, calendar: Calendar) -> date | None:
    """Return `day` if people work on it, else the first working day after it (民法典 art. 203).

    None where that needs a year that `calendar` does not know.
    """
    try:
        while not (working := calendar.is_working_day(day)):
            if working is None:
                return None
            day += _ONE_DAY
    except OverflowError:
        return None
    return day


def _moved(day: date, period: Period, calendar: Calendar, direction: int) -> date | None:
    try:
        if period.unit is PeriodUnit.WORKING_DAY:
            return _by_working_days(day, period.amount, calendar, direction)
        if period.unit is PeriodUnit.DAY:
            return day + direction * period.amount * _ONE_DAY
        months = period.amount * (12 if period.unit is PeriodUnit.YEAR else 1)
        return _by_months(day, direction * months)
    except OverflowError:
        return None


def _by_working_days(day: date, amount: int, calendar: Calendar, direction: int) -> date | None:
    step = direction * _ONE_DAY
    while amount:
        day += step
        working = calendar.is_working_day(day)
        if working is None:
            return None
        amount -= working
    return day


def _by_months(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    last = gregorian.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


# --- reading the data of a calendar ---------------------------------------------------------------

_YEAR: Final = re.compile("[0-9]{4}")
_ISO: Final = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"日历文件须写明「{key}」，请补上一行文字。")
    return value.strip()


def _years(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value:
        raise ValueError("日历文件须写明「年份」，请写成 [2025, 2026]。")
    years = [_year(text) for text in value]
    if len(set(years)) < len(years):
        raise ValueError("「年份」里有重复的年份，请删去。")
    return frozenset(years)


def _year(value: object) -> int:
    if not isinstance(value, str) or not _YEAR.fullmatch(value):
        raise ValueError(f"「{str(value)[:40]}」不是年份，请写成 2025。")
    return int(value)


def _days(data: Mapping[str, object], key: str, years: frozenset[int]) -> frozenset[date]:
    by_year = data.get(key)
    if not isinstance(by_year, Mapping):
        raise ValueError(f"日历文件须写明「{key}」，请按年份逐年列出日期。")
    days: set[date] = set()
    for year_text, listed in by_year.items():
        year = _year(year_text)
        if year not in years:
            raise ValueError(f"「{key}」里有 {year} 年，「年份」里却没有，请补上或删去。")
        if not isinstance(listed, list):
            raise ValueError(f"「{key}」{year} 年须是日期的列表，请写成 [{year}-01-01]。")
        for text in listed:
            day = _date(text, key)
            if day.year != year:
                raise ValueError(f"「{key}」{year} 年里有 {day}，请移到它自己的年份。")
            if day in days:
                raise ValueError(f"「{key}」里 {day} 写了两次，请删去一处。")
            days.add(day)
    return frozenset(days)


def _date(value: object, key: str) -> date:
    match = _ISO.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass  # a day that does not exist, 2026-02-30
    raise ValueError(f"「{key}」里的「{str(value)[:40]}」不是日期，请写成 2025-01-01。")
