"""Working days, periods, and the published calendar."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.working_days import (
    Calendar,
    HalfWorkingDays,
    Period,
    PeriodUnit,
    earlier,
    later,
    next_working_day,
)

FILE = Path(__file__).parent.parent / "rules/calendars/china.yaml"


def china_data() -> dict[str, Any]:
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


CHINA = Calendar.from_data(china_data())


def day(text: str) -> date:
    return date(*map(int, text.split("-")))


# --- the published calendar -----------------------------------------------------------------------


def test_the_years_that_are_known() -> None:
    assert CHINA.name == "中国"
    assert set(range(2004, 2027)) <= CHINA.years


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-02-10", "2024-02-17"),  # 春节
        ("2025-01-28", "2025-02-04"),
        ("2026-02-15", "2026-02-23"),
        ("2023-09-29", "2023-10-06"),  # 中秋节、国庆节
        ("2024-10-01", "2024-10-07"),
        ("2025-10-01", "2025-10-08"),
        ("2025-05-01", "2025-05-05"),  # 劳动节
        ("2015-09-03", "2015-09-05"),  # 抗战胜利70周年
        ("2020-01-24", "2020-02-02"),  # 春节，延长后
    ],
)
def test_days_off(first: str, last: str) -> None:
    length = (day(last) - day(first)).days + 1
    off = [day(first) + timedelta(days=number) for number in range(length)]
    assert [CHINA.is_working_day(each) for each in off] == [False] * length
    assert CHINA.is_working_day(off[0] - timedelta(days=1)) or off[0].weekday() == 0
    assert CHINA.is_working_day(off[-1] + timedelta(days=1)) or off[-1].weekday() == 4


@pytest.mark.parametrize(
    "worked",
    ["2024-02-04", "2024-02-18", "2025-01-26", "2025-02-08", "2025-09-28", "2025-10-11",
     "2026-02-14", "2026-02-28", "2015-09-06"],
)  # fmt: skip
def test_weekend_days_that_are_worked(worked: str) -> None:
    assert day(worked).weekday() >= 5
    assert CHINA.is_working_day(day(worked)) is True


def test_ordinary_weeks() -> None:
    monday = date(2025, 3, 3)
    week = [monday + timedelta(days=number) for number in range(7)]
    assert [CHINA.is_working_day(each) for each in week] == [True] * 5 + [False] * 2


def test_a_year_without_notice_is_unknown() -> None:
    assert CHINA.is_working_day(date(2003, 12, 31)) is None
    assert CHINA.is_working_day(date(max(CHINA.years) + 1, 1, 1)) is None


def test_a_moment_counts_as_its_day() -> None:
    assert CHINA.is_working_day(datetime(2025, 10, 1, 9)) is False


def test_each_year_has_about_250_working_days() -> None:
    for year in CHINA.years:
        first = date(year, 1, 1)
        working = sum(
            CHINA.is_working_day(first + timedelta(days=number)) is True for number in range(365)
        )
        assert 245 <= working <= 255, year


# --- periods forwards and backwards ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        ("2025-03-03", "5 工作日", "2025-03-10"),
        ("2025-03-07", "1 工作日", "2025-03-10"),
        ("2025-03-08", "1 工作日", "2025-03-10"),  # received on a Saturday
        ("2025-01-24", "5 工作日", "2025-02-07"),  # 春节: 26 日 worked, 28 日 – 4 日 off
        ("2025-09-26", "5 工作日", "2025-10-10"),  # 国庆节: 28 日 worked, 1 日 – 8 日 off
        ("2025-09-26", "6 工作日", "2025-10-11"),  # a Saturday that is worked
        ("2024-02-09", "1 工作日", "2024-02-18"),
        ("2025-03-03", "0 工作日", "2025-03-03"),
        ("2025-03-03", "5 日", "2025-03-08"),
        ("2025-12-31", "1 日", "2026-01-01"),
        ("2025-01-31", "1 月", "2025-02-28"),
        ("2024-01-31", "1 月", "2024-02-29"),
        ("2025-03-31", "1 月", "2025-04-30"),
        ("2025-02-28", "1 月", "2025-03-28"),
        ("2025-11-30", "3 月", "2026-02-28"),
        ("2025-12-15", "1 月", "2026-01-15"),
        ("2024-02-29", "1 年", "2025-02-28"),
        ("2024-02-29", "4 年", "2028-02-29"),
        ("2025-03-03", "5 年", "2030-03-03"),
        ("2025-03-03", "24 月", "2027-03-03"),
    ],
)
def test_later(start: str, period: str, last: str) -> None:
    assert later(day(start), Period.parse(period), CHINA) == day(last)


@pytest.mark.parametrize(
    ("end", "period", "first"),
    [
        ("2025-03-10", "1 工作日", "2025-03-07"),
        ("2025-03-10", "5 工作日", "2025-03-03"),
        ("2025-03-09", "1 工作日", "2025-03-07"),  # the end is a Sunday
        ("2025-10-09", "1 工作日", "2025-09-30"),
        ("2025-10-09", "3 工作日", "2025-09-28"),  # a Sunday that is worked
        ("2025-02-05", "2 工作日", "2025-01-26"),
        ("2025-03-10", "0 工作日", "2025-03-10"),
        ("2025-03-31", "30 日", "2025-03-01"),
        ("2025-03-31", "1 月", "2025-02-28"),
        ("2024-03-31", "1 月", "2024-02-29"),
        ("2025-05-31", "3 月", "2025-02-28"),
        ("2025-01-15", "1 月", "2024-12-15"),
        ("2024-02-29", "1 年", "2023-02-28"),
    ],
)
def test_earlier(end: str, period: str, first: str) -> None:
    assert earlier(day(end), Period.parse(period), CHINA) == day(first)


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        ("2025-10-01", "2025-10-09"),
        ("2025-10-11", "2025-10-11"),
        ("2025-03-08", "2025-03-10"),
        ("2025-03-10", "2025-03-10"),
        ("2024-02-10", "2024-02-18"),
    ],
)
def test_next_working_day(last: str, moved: str) -> None:
    assert next_working_day(day(last), CHINA) == day(moved)


def test_working_days_in_an_unknown_year_are_not_guessed() -> None:
    end = date(max(CHINA.years), 12, 31)
    beginning = date(min(CHINA.years), 1, 1)
    one = Period(1, PeriodUnit.WORKING_DAY)
    assert later(end, one, CHINA) is None
    assert earlier(beginning, one, CHINA) is None
    assert next_working_day(end + timedelta(days=1), CHINA) is None
    # A period that ends before the unknown year is known.
    assert earlier(end + timedelta(days=1), one, CHINA) == end
    assert later(beginning - timedelta(days=1), one, CHINA) == date(2004, 1, 2)
    # Nothing else needs the calendar.
    assert later(date(2050, 1, 31), Period(1, PeriodUnit.MONTH), CHINA) == date(2050, 2, 28)


@pytest.mark.parametrize("unit", list(PeriodUnit))
def test_beyond_the_dates_there_are(unit: PeriodUnit) -> None:
    always = Calendar("空", frozenset({1, 9999}), frozenset(), frozenset())
    most = Period(10_000, unit)
    assert later(date.max, most, always) is None
    assert earlier(date.min, most, always) is None


def test_no_working_day_is_left() -> None:
    last_week = frozenset(date.max - timedelta(days=number) for number in range(7))
    calendar = Calendar("休", frozenset({9999}), last_week, frozenset())
    assert next_working_day(date.max, calendar) is None


def test_the_longest_period_is_counted_quickly() -> None:
    calendar = Calendar("常年", frozenset(range(1, 10_000)), frozenset(), frozenset())
    start = time.process_time()
    assert later(date(2000, 1, 3), Period.parse("10000 工作日"), calendar) == date(2038, 5, 3)
    assert time.process_time() - start < 2


KNOWN_DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))


@given(KNOWN_DAYS, st.integers(1, 200))
def test_there_and_back_over_working_days(start: date, amount: int) -> None:
    if not CHINA.is_working_day(start):
        return
    period = Period(amount, PeriodUnit.WORKING_DAY)
    last = later(start, period, CHINA)
    first = earlier(start, period, CHINA)
    if last is not None:
        assert earlier(last, period, CHINA) == start
    if first is not None:
        assert later(first, period, CHINA) == start
    assert last is not None or first is not None


@given(KNOWN_DAYS, st.integers(1, 100))
def test_the_last_day_has_the_stated_number_of_working_days_before_it(
    start: date, amount: int
) -> None:
    last = later(start, Period(amount, PeriodUnit.WORKING_DAY), CHINA)
    if last is None:
        assert start + timedelta(days=2 * amount + 15) > date(max(CHINA.years), 12, 31)
        return
    days = [start + timedelta(days=number + 1) for number in range((last - start).days)]
    assert sum((each not in CHINA.holidays and each.weekday() < 5) or each in CHINA.extra_workdays
               for each in days) == amount  # fmt: skip
    assert next_working_day(last, CHINA) == last


@given(KNOWN_DAYS, st.integers(0, 10_000), st.sampled_from(list(PeriodUnit)))
def test_more_is_never_earlier(start: date, amount: int, unit: PeriodUnit) -> None:
    last = later(start, Period(amount, unit), CHINA)
    first = earlier(start, Period(amount, unit), CHINA)
    assert last is None or last >= start
    assert first is None or first <= start
    if last is not None and amount:
        shorter = later(start, Period(amount - 1, unit), CHINA)
        assert shorter is not None
        assert shorter < last


# --- writing periods ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "unit", "written"),
    [
        ("5 工作日", 5, PeriodUnit.WORKING_DAY, "5 工作日"),
        ("5工作日", 5, PeriodUnit.WORKING_DAY, "5 工作日"),
        ("5个工作日", 5, PeriodUnit.WORKING_DAY, "5 工作日"),
        ("５　個工作日", 5, PeriodUnit.WORKING_DAY, "5 工作日"),
        ("五个工作日", 5, PeriodUnit.WORKING_DAY, "5 工作日"),
        ("30日", 30, PeriodUnit.DAY, "30 日"),
        ("三十天", 30, PeriodUnit.DAY, "30 日"),
        ("3 个月", 3, PeriodUnit.MONTH, "3 月"),
        ("3 月", 3, PeriodUnit.MONTH, "3 月"),
        ("两年", 2, PeriodUnit.YEAR, "2 年"),
        ("10000 日", 10_000, PeriodUnit.DAY, "10000 日"),
    ],
)
def test_parse(text: str, amount: int, unit: PeriodUnit, written: str) -> None:
    period = Period.parse(text)
    assert period == Period(amount, unit)
    assert str(period) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.5 工作日", "须是整数"),
        ("半年", "「半年」不能读成期限"),
        ("5", "没有写单位"),
        ("5 小时", "「小时」不是期限的单位"),
        ("一年半", "「年半」不是期限的单位"),
        ("30日以上", "须是确切的数"),
        ("3至5日", "「3至5日」不能读成期限"),
        ("", "不能读成期限"),
        ("尽快", "「尽快」不能读成期限"),
        ("日" * 500, "不能读成期限"),
        ("-1 日", "须在 0 至 10000 之间"),
        ("10001 日", "须在 0 至 10000 之间"),
    ],
)
def test_parse_refuses(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        Period.parse(text)
    assert "5 工作日、30 日、3 个月 或 1 年" in str(refused.value)
    assert len(str(refused.value)) < 100


@given(st.integers(0, 10_000), st.sampled_from(list(PeriodUnit)))
def test_a_written_period_is_read_back(amount: int, unit: PeriodUnit) -> None:
    assert Period.parse(str(Period(amount, unit))) == Period(amount, unit)


@pytest.mark.parametrize("amount", [-1, 10_001])
def test_amounts_are_bounded(amount: int) -> None:
    with pytest.raises(ValueError, match="须在 0 至 10000 之间"):
        Period(amount, PeriodUnit.WORKING_DAY)


# --- calendars from data --------------------------------------------------------------------------


def small_data(**changes: object) -> dict[str, object]:
    return {
        "日历": "试用",
        "来源": "测试",
        "年份": ["2025"],
        "放假": {"2025": ["2025-01-01"]},
        "调休上班": {"2025": ["2025-01-26"]},
        **changes,
    }


def test_a_small_calendar() -> None:
    assert Calendar.from_data(small_data()) == Calendar(
        "试用",
        frozenset({2025}),
        frozenset({date(2025, 1, 1)}),
        frozenset({date(2025, 1, 26)}),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"备注": "x"}, "没有「备注」这一项"),
        ({"日历": " "}, "须写明「日历」"),
        ({"来源": None}, "须写明「来源」"),
        ({"年份": "2025"}, "须写明「年份」"),
        ({"年份": []}, "须写明「年份」"),
        ({"年份": ["25"]}, "「25」不是年份"),
        ({"年份": [2025]}, "「2025」不是年份"),
        ({"年份": ["2025", "2025"]}, "重复的年份"),
        ({"年份": ["2025", "2026"]}, "有 2026 年，「放假」里却没有"),
        ({"放假": ["2025-01-01"]}, "须写明「放假」"),
        ({"放假": {"2025": "2025-01-01"}}, "须是日期的列表"),
        ({"放假": {"2025": ["2025-1-1"]}}, "「2025-1-1」不是日期"),
        ({"放假": {"2025": ["2025-02-30"]}}, "「2025-02-30」不是日期"),
        ({"放假": {"2025": [date(2025, 1, 1)]}}, "不是日期"),
        ({"放假": {"2025": ["2024-12-31"]}}, "请移到它自己的年份"),
        ({"放假": {"2025": ["2025-01-01", "2025-01-01"]}}, "写了两次"),
        ({"放假": {"2026": ["2026-01-01"]}}, "里有 2026 年，「年份」里却没有"),
        ({"调休上班": None}, "须写明「调休上班」"),
        ({"调休上班": {"2025": ["2025-01-27"]}}, "2025-01-27 不是周末"),
        ({"放假": {"2025": ["2025-01-26"]}}, "2025-01-26 既是「放假」又是「调休上班」"),
    ],
)
def test_bad_data_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Calendar.from_data(small_data(**changes))


@pytest.mark.parametrize("key", ["日历", "来源", "年份", "放假", "调休上班"])
def test_everything_must_be_there(key: str) -> None:
    data = small_data()
    del data[key]
    with pytest.raises(ValueError, match=f"须写明「{key}」"):
        Calendar.from_data(data)


# --- half working days ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0.5 工作日", "0.5 工作日"),
        ("0.5个工作日", "0.5 工作日"),
        ("半个工作日", "0.5 工作日"),
        ("1.5 工作日", "1.5 工作日"),
    ],
)
def test_a_limit_with_half_a_working_day_is_read(text: str, written: str) -> None:
    assert str(HalfWorkingDays.parse(text)) == written


@pytest.mark.parametrize("text", ["1 工作日", "0.5 日", "0.3 工作日", "-0.5 工作日", "半天", ""])
def test_what_has_no_half_working_day_in_it_is_left_to_the_period(text: str) -> None:
    assert HalfWorkingDays.parse(text) is None


def test_half_a_working_day_is_no_period_to_count_with() -> None:
    with pytest.raises(ValueError, match="整数"):
        Period.parse("0.5 工作日")
