"""Dates as people write them: 2025-03-03, 2025.3.3, 二〇二五年三月三日, 长期."""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import Enum
from typing import Final, Literal

from permit_rules.written.characters import fold, narrow
from permit_rules.written.not_readable import NotReadable, quoted
from permit_rules.written.numerals import DIGITS, plain_numeral

MAX_LENGTH: Final = 200
YEARS: Final = range(1900, 2201)


class LongTerm(Enum):
    """The end of something that has none."""

    LONG_TERM = "长期"


#: What `read_expiry` returns for 长期 and its like.
LONG_TERM: Final[Literal[LongTerm.LONG_TERM]] = LongTerm.LONG_TERM
_LONG_TERM_FORMS: Final = frozenset({"长期", "长期有效", "永久", "永久有效", "无固定期限"})

_TIME: Final = (
    r"(?:(?:\ *T|\ )\ *(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?:\ *(?:Z|[-+][0-9]{2}:?[0-9]{2}))?)?"
)
_SEPARATED: Final = re.compile(
    r"([0-9]{4})\ *([-/.])\ *([0-9]{1,2})\ *\2\ *([0-9]{1,2})" + _TIME, re.IGNORECASE
)
_TOGETHER: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CHINESE: Final = re.compile(
    rf"([0-9]{{4}}|[{DIGITS}]{{4}})\ *年\ *([0-9]{{1,2}}|[{DIGITS}十]{{1,3}})\ *月"
    rf"\ *([0-9]{{1,2}}|[{DIGITS}十]{{1,3}})\ *[日号]?" + _TIME,
    re.IGNORECASE,
)
_SHORT_YEAR: Final = re.compile(
    rf"(?:[0-9]{{2}}|[{DIGITS}]{{2}})\ *(?:年.*|([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}})"
)
_NO_DAY: Final = re.compile(
    rf"(?:[0-9]{{4}}|[{DIGITS}]{{4}})\ *(?:[-/.]\ *[0-9]{{1,2}}|年\ *[0-9{DIGITS}十]{{1,3}}\ *月)"
)


def _months_and_days() -> dict[str, int]:
    """The numerals from one to thirty-one: 三, 零三, 十三, 一十三, 二十, 三十一."""
    numbers = {}
    for number in range(1, 32):
        tens, ones = divmod(number, 10)
        end = DIGITS[ones] if ones else ""
        if tens == 0:
            numbers[end] = numbers["零" + end] = number
        else:
            numbers[DIGITS[tens] + "十" + end] = number
        if tens == 1:
            numbers["十" + end] = number
    return numbers


_MONTHS_AND_DAYS: Final = _months_and_days()


def read_date(value: object) -> date:
    """Read a day between 1900 and 2200; `value` is a `date`, a `datetime` or a text.

    Of a `datetime`, and of a text with a time of day, the date is taken as it stands there,
    whatever the time zone. A whole number of eight digits (20250303) is read like the text.
    Raises `NotReadable` for days that do not exist, years of two digits, and anything else.
    """
    if isinstance(value, date):  # a `datetime` is one too
        return _day(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool) and 10**7 <= value < 10**8:
        value = str(value)
    if value is None:
        raise NotReadable("没有填写日期，请填写如 2025-03-03 的日期。")
    if not isinstance(value, str):
        raise NotReadable("这里写的不是日期，请填写如 2025-03-03 的日期。")
    return _read_text(value)


def read_expiry(value: object) -> date | LongTerm:
    """Read the last day of validity: a day as `read_date` does, or 长期, 长期有效, 永久 ….

    Raises `NotReadable` like `read_date`.
    """
    if value is LONG_TERM:
        return LONG_TERM
    if isinstance(value, str) and len(value) <= MAX_LENGTH and fold(value) in _LONG_TERM_FORMS:
        return LONG_TERM
    try:
        return read_date(value)
    except NotReadable as error:
        raise NotReadable(f"{str(error).rstrip('。')}；没有期限的请写 长期。") from None


def _read_text(written: str) -> date:
    if len(written) > MAX_LENGTH:
        raise NotReadable(f"{quoted(written)}太长，请只填写一个日期，如 2025-03-03。")
    text = plain_numeral(narrow(written))
    if not text:
        raise NotReadable("没有填写日期，请填写如 2025-03-03 的日期。")
    match = _SEPARATED.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[3]), int(match[4]))
    match = _TOGETHER.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _CHINESE.fullmatch(text)
    if match:
        month, day = _month_or_day(match[2]), _month_or_day(match[3])
        if month is not None and day is not None:
            return _day(_year(match[1]), month, day)
    if _SHORT_YEAR.fullmatch(text):
        raise NotReadable(f"{quoted(written)}的年份不足四位，请写全年份，如 2025-03-03。")
    if _NO_DAY.fullmatch(text):
        raise NotReadable(f"{quoted(written)}没有写哪一日，请写全年月日，如 2025-03-03。")
    raise NotReadable(f"{quoted(written)}不能读成日期，请写成 2025-03-03 或 2025年3月3日。")


def _year(text: str) -> int:
    return int("".join(str(DIGITS.index(digit)) if digit in DIGITS else digit for digit in text))


def _month_or_day(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTHS_AND_DAYS.get(text)


def _day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise NotReadable(
            f"{year}年不在{YEARS[0]}年至{YEARS[-1]}年之间，请核对年份后填写，如 2025-03-03。"
        )
    if not 1 <= month <= 12:
        raise NotReadable(f"一年没有{month}月，请核对月份后填写，如 2025-03-03。")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotReadable(f"{year}年{month}月没有{day}日，该月最后一天是{last}日，请核对后填写。")
    return date(year, month, day)
