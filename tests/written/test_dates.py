"""How dates and last days of validity are read, and which are refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.written import LONG_TERM, LongTerm, NotReadable, read_date, read_expiry

THIRD_OF_MARCH = date(2025, 3, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-03",
        "2025-3-3",
        "2025/3/3",
        "2025.3.3",
        "2025. 3. 3",
        "20250303",
        20250303,
        "2025年3月3日",
        "2025年03月03日",
        "2025年3月3号",
        "2025年3月3號",
        "2025 年 3 月 3 日",
        "二〇二五年三月三日",
        "二○二五年三月三日",
        "二零二五年三月三号",
        "二〇二五年零三月零三日",
        "贰零贰伍年叁月叁日",
        "2025年三月三日",
        "２０２５－０３－０３",
        "２０２５年３月３日",
        "2025—03—03",
        " 2025-03-03\n",
        "2025-03-03T10:00:00+08:00",
        "2025-03-03T23:30:00Z",
        "2025-03-03t10:00:00.123456",
        "2025-03-03 10:00",
        "2025年3月3日 9:30",
        date(2025, 3, 3),
        datetime(2025, 3, 3, 23, 59),
        datetime(2025, 3, 3, 23, 59, tzinfo=timezone(timedelta(hours=-8))),
    ],
)
def test_read(written: object) -> None:
    day = read_date(written)
    assert day == THIRD_OF_MARCH
    assert type(day) is date


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二五年十月二十日", date(2025, 10, 20)),
        ("二〇二五年一月十一日", date(2025, 1, 11)),
        ("贰零贰伍年零壹月壹拾伍日", date(2025, 1, 15)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
    ],
)
def test_read_other_days(written: str, day: date) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-02-30", "2026年2月没有30日"),
        ("2026年2月30日", "2026年2月没有30日"),
        ("二〇二六年二月三十日", "2026年2月没有30日"),
        ("2025-02-29", "最后一天是28日"),
        ("2025-04-31", "2025年4月没有31日"),
        ("2025-01-00", "2025年1月没有0日"),
        ("2025-13-01", "没有13月"),
        ("20250001", "没有0月"),
        ("1899-12-31", "1899年不在1900年至2200年之间"),
        ("2201-01-01", "2201年不在"),
        (date(1899, 12, 31), "1899年不在"),
        (date(9999, 12, 31), "9999年不在"),
        ("25年3月3日", "年份不足四位"),
        ("25-3-3", "年份不足四位"),
        ("二五年三月三日", "年份不足四位"),
        ("2025年3月", "没有写哪一日"),
        ("2025-03", "没有写哪一日"),
        ("2025-3/3", "不能读成日期"),
        ("03/03/2025", "不能读成日期"),
        ("民国114年3月3日", "不能读成日期"),
        ("2025年三十月三日", "没有30月"),
        ("2025年三三月三日", "不能读成日期"),
        ("2025-03-03T25:00", "不能读成日期"),
        ("2025-03-03至2026-03-03", "不能读成日期"),
        ("٢٠٢٥-03-03", "不能读成日期"),
        ("长期", "不能读成日期"),
        ("1" * 201, "太长"),
        ("", "没有填写日期"),
        (None, "没有填写日期"),
        (True, "不是日期"),
        (2025, "不是日期"),
        (45000.5, "不是日期"),
    ],
)
def test_refused(written: object, said: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_date(written)
    sentence = str(refused.value)
    assert said in sentence
    assert "请" in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1


@pytest.mark.parametrize(
    "written", ["长期", "長期", "长期有效", " 長 期 ", "永久", "无固定期限", LONG_TERM]
)
def test_without_end(written: object) -> None:
    assert read_expiry(written) is LongTerm.LONG_TERM


def test_expiry_on_a_day() -> None:
    assert read_expiry("2025.3.3") == THIRD_OF_MARCH


@pytest.mark.parametrize("written", ["无", "2026-02-30", "", None, 20250230])
def test_expiry_refused_with_both_ways_named(written: object) -> None:
    with pytest.raises(NotReadable, match=r"；没有期限的请写 长期。$"):
        read_expiry(written)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_in_every_form(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    ones = ["", *"一二三四五六七八九"]
    tens = ["", "十", "二十", "三十"]
    spoken = [tens[n // 10] + ones[n % 10] for n in (month, number)]
    forms = [
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{year}/{month}/{number}",
        f"{year}.{month}.{number}",
        f"{year}年{month}月{number}日",
        f"{str(year).translate(digits)}年{spoken[0]}月{spoken[1]}日",
    ]
    assert {read_date(form) for form in forms} == {day}


@given(st.text(st.sampled_from("0123456789年月日号二三十〇零-/.T: 长期")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        day = read_expiry(text)
    except NotReadable:
        return
    assert isinstance(day, LongTerm) or 1900 <= day.year <= 2200
