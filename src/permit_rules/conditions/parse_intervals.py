"""Intervals of numbers: 200 至 500 平方米（含200，不含500）, both ends stated."""

from __future__ import annotations

import re
from typing import Final

from permit_rules.conditions.domains import number_line
from permit_rules.conditions.fields import Field
from permit_rules.conditions.mistakes import NotATest, Problem, mistake
from permit_rules.conditions.nodes import All, Node, NumberTest, Order
from permit_rules.conditions.phrases import number_words, order_word
from permit_rules.conditions.thresholds import (
    read_threshold,
    repaired,
    same_for_all,
    says_nothing,
)
from permit_rules.written import NotReadable, read_number
from permit_rules.written.numerals import NUMERAL

_NUMBER: Final = rf"[^()至到~-]*[0-9{NUMERAL}][^()至到~-]*?"
#: Two numbers joined by 至, 到, - or ~, and what stands in brackets behind them.
INTERVAL: Final = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:至|到|~|-)+\s*(?P<high>{_NUMBER})\s*(?P<ends>\(.*\))?"
)
_ENDS: Final = re.compile(
    r"\(\s*(?P<no1>不?)含\s*(?P<one>[^含,、;]+?)\s*[,、;]\s*(?P<no2>不?)含\s*(?P<two>[^含,、;]+?)\s*\)"
)
_AT_LEAST: Final = order_word(Order.AT_LEAST)


def parse_interval(field: Field, written: str, interval: re.Match[str]) -> Node:
    """Both tests that an interval states; ``interval`` is a match of INTERVAL. Raises NotATest."""
    texts = _with_shared_unit(field, interval["low"].strip(), interval["high"].strip())
    low, high = _both(field, texts)
    if low >= high:
        raise _empty(field, written, low, high)
    beyond = _ends_excluded(field, texts, (low, high), interval["ends"])
    if beyond is None:
        raise mistake(
            "SH313",
            f"写的是「{written}」，没有写明两端的数是否包括在内。",
            f"请写明两端，例如「{_words(field, low, high, (False, True))}」。",
        )
    tests = (
        NumberTest(field.id, Order.ABOVE if beyond[0] else Order.AT_LEAST, low),
        NumberTest(field.id, Order.BELOW if beyond[1] else Order.AT_MOST, high),
    )
    _refuse_constant(field, written, tests)
    return All(tests)


def interval_repair(
    field: Field, low: str, high: str, beyond: tuple[bool, bool]
) -> tuple[str, tuple[Problem, ...]]:
    """The interval in the language, and what else is wrong with its numbers.

    ``beyond`` says which ends are not included.
    """
    try:
        counts = _both(field, _with_shared_unit(field, low, high))
    except NotATest as error:
        shown = f"{low} 至 {high}（{_in(beyond[0])}{low}，{_in(beyond[1])}{high}）"
        return shown, error.problems
    return _words(field, *counts, beyond), ()


def _words(field: Field, low: int, high: int, beyond: tuple[bool, bool]) -> str:
    first, last = (number_words(field, count).removesuffix(field.unit) for count in (low, high))
    return (
        f"{first} 至 {number_words(field, high, gap=' ')}"
        f"（{_in(beyond[0])}{first}，{_in(beyond[1])}{last}）"
    )


def _in(beyond: bool) -> str:
    return "不含" if beyond else "含"


def _both(field: Field, texts: tuple[str, str]) -> tuple[int, int]:
    """The two numbers; the mistakes of both where there are any."""
    counts: list[int] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            counts.append(read_threshold(field, text, _AT_LEAST))
        except NotATest as error:
            problems.extend(error.problems)
    if problems:
        raise NotATest(*problems)
    return counts[0], counts[1]


def _with_shared_unit(field: Field, low: str, high: str) -> tuple[str, str]:
    """The two numbers, the lower one with the unit that only the upper one has."""
    if not field.unit or _has_unit(field, low) or not _has_unit(field, high):
        return low, high
    if any(scale in high and scale not in low for scale in "千万亿"):
        raise mistake(
            "SH310",
            f"「{low}至{high}」可以读成两种，因为「{low}」没有写单位。",
            f"请把两个数的单位都写全，例如「{low}{field.unit}至{high}」。",
        )
    return f"{low}{field.unit}", high


def _has_unit(field: Field, text: str) -> bool:
    try:
        return bool(read_number(text).unit)
    except NotReadable:
        return text.endswith(field.unit)


def _ends_excluded(
    field: Field, texts: tuple[str, str], counts: tuple[int, int], brackets: str | None
) -> tuple[bool, bool] | None:
    """Whether the lower and the upper end are excluded; None where the brackets do not say."""
    stated = _ENDS.fullmatch(brackets) if brackets else None
    if stated is None:
        return None
    named = (stated["one"], bool(stated["no1"])), (stated["two"], bool(stated["no2"]))
    for (low, no_low), (high, no_high) in (named, named[::-1]):
        if _same(field, low, texts[0], counts[0]) and _same(field, high, texts[1], counts[1]):
            return no_low, no_high
    return None


def _same(field: Field, named: str, text: str, count: int) -> bool:
    """Whether the number named in the brackets is this end; the unit may be left out there."""
    without_unit = re.compile(rf"{re.escape(named)}\s*[^0-9{NUMERAL}.,]*")
    if without_unit.fullmatch(text) or text.removesuffix(field.unit).strip() == named:
        return True
    try:
        full = named if _has_unit(field, named) else f"{named}{field.unit}"
        return read_threshold(field, full, _AT_LEAST) == count
    except NotATest:
        return False


def _empty(field: Field, written: str, low: int, high: int) -> NotATest:
    if low == high:
        return mistake(
            "SH314",
            f"写的是「{written}」，两端是同一个数。",
            f"是否想写「{repaired(field, Order.EQUAL, low)}」？",
        )
    return mistake(
        "SH314",
        f"写的是「{written}」，前一个数比后一个数大。",
        f"请把小的写在前面，例如「{_words(field, high, low, (False, True))}」。",
    )


def _refuse_constant(field: Field, written: str, tests: tuple[NumberTest, NumberTest]) -> None:
    """An end on the limit of the domain is good style; beyond it, it says nothing."""
    line = number_line(field, ())
    low, high = (same_for_all(field, test) for test in tests)
    if low is False or high is False:
        raise says_nothing(field, written, "都不成立")
    if low and high:
        raise says_nothing(field, written, "都成立")
    if (line.low is not None and tests[0].value < line.low) or (
        line.high is not None and tests[1].value > line.high
    ):
        raise says_nothing(field, written, "有一端都成立")
