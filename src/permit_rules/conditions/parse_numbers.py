"""Tests on 数值: a written operator and a number with its unit, or an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from permit_rules.conditions.fields import Field
from permit_rules.conditions.mistakes import NotATest, Problem, mistake
from permit_rules.conditions.nodes import Node, NumberTest, Order
from permit_rules.conditions.parse_intervals import INTERVAL, interval_repair, parse_interval
from permit_rules.conditions.phrases import order_word
from permit_rules.conditions.thresholds import (
    gapped,
    read_threshold,
    repaired,
    same_for_all,
    says_nothing,
)
from permit_rules.written import narrow
from permit_rules.written.numbers import MAX_LENGTH
from permit_rules.written.numerals import NUMERAL

_OPERATORS: Final[Mapping[str, Order]] = {
    **dict.fromkeys(("≥", ">=", "≧", "⩾", "不低于", "不少于", "至少"), Order.AT_LEAST),
    **dict.fromkeys((">", "超过", "高于", "多于"), Order.ABOVE),
    **dict.fromkeys(("≤", "<=", "≦", "⩽", "不超过", "不高于", "不多于", "至多"), Order.AT_MOST),
    **dict.fromkeys(("<", "低于", "少于", "不满", "不足"), Order.BELOW),
    **dict.fromkeys(("=", "==", "等于"), Order.EQUAL),
    **dict.fromkeys(("≠", "!=", "不等于"), Order.NOT_EQUAL),
}
#: What people also write but the language does not have, with the order that is meant.
_UNWRITTEN: Final[Mapping[str, Order]] = {
    **dict.fromkeys(
        (
            "大于等于",
            "大于或等于",
            "大于或者等于",
            "不小于",
            "不得低于",
            "不得少于",
            "不得小于",
            "达到",
            "满",
            "最少",
            "最低",
        ),
        Order.AT_LEAST,
    ),
    "大于": Order.ABOVE,
    **dict.fromkeys(
        (
            "小于等于",
            "小于或等于",
            "小于或者等于",
            "不大于",
            "不得超过",
            "不得高于",
            "不得多于",
            "不得大于",
            "未超过",
            "最多",
            "最高",
        ),
        Order.AT_MOST,
    ),
    **dict.fromkeys(("小于", "未满", "未达到", "不到"), Order.BELOW),
    **dict.fromkeys(("为", "是"), Order.EQUAL),
    **dict.fromkeys(("<>", "不为", "不是"), Order.NOT_EQUAL),
}
_OPERATOR: Final = re.compile(
    "|".join(map(re.escape, sorted({*_OPERATORS, *_UNWRITTEN}, key=len, reverse=True)))
)

#: 1000人以上, 1000 人及以上; what stands in brackets was taken out before.
_BEHIND: Final = re.compile(r"(?P<number>.+?)\s*[及或]?(?P<word>以上|以下|以内|之内|以外)")
_BEHIND_ORDERS: Final = {
    "以上": (Order.AT_LEAST, Order.ABOVE),
    "以下": (Order.AT_MOST, Order.BELOW),
    "以内": (Order.AT_MOST, Order.BELOW),
    "之内": (Order.AT_MOST, Order.BELOW),
    "以外": (Order.ABOVE, Order.ABOVE),
}
#: 200平方米以上500平方米以下, 200 平方米以上不足 500 平方米: how laws write an interval.
_BETWEEN: Final = re.compile(
    r"(?P<low>.+?)\s*以上\s*[、,]?\s*(?:(?P<below>不足|不满|低于|少于|小于)|不超过)?\s*"
    rf"(?P<high>[0-9{NUMERAL}].*?)\s*(?:以下|以内|之内)?"
)
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_RULE_OF_BOUNDS: Final = (
    "「以上、以下、以内」包括本数，「超过、不满、以外」不包括（民法典第一千二百五十九条）。"
)


def parse_number(field: Field, written: str) -> Node:
    """The test that ``written`` states about a 数值 field; raises NotATest."""
    text = narrow(written)
    if len(text) <= MAX_LENGTH and any(word in text for word in _BEHIND_ORDERS):
        raise _order_behind(field, written, text)
    operator = _OPERATOR.match(text)
    if operator is not None:
        return _comparison(field, written, operator[0], text[operator.end() :].strip())
    # Beyond that length no number is read, and trying every split would take long.
    interval = INTERVAL.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if interval is not None:
        return parse_interval(field, written, interval)
    threshold = _bare_number(field, text)
    one, other = (repaired(field, order, threshold) for order in (Order.AT_LEAST, Order.EQUAL))
    raise mistake(
        "SH306",
        f"写的是「{written}」，没有写明怎样与「{field.label}」比较。",
        f"是否想写「{one}」，或者「{other}」？",
    )


def _bare_number(field: Field, text: str) -> int:
    """The number of a text without an order; its unit may be lacking, too."""
    try:
        return read_threshold(field, text, order_word(Order.AT_LEAST))
    except NotATest:
        if text[-1:].isdigit():
            return read_threshold(field, f"{text}{field.unit}", order_word(Order.AT_LEAST))
        raise


def _comparison(field: Field, written: str, operator: str, rest: str) -> Node:
    order = _OPERATORS.get(operator)
    if order is None:
        repair, more = _as_meant(field, _UNWRITTEN[operator], rest)
        message = f"写的是「{written}」，比较没有「{operator}」这种写法。"
        raise NotATest(Problem("SH308", message, f"是否想写「{repair}」？"), *more)
    test = NumberTest(field.id, order, read_threshold(field, rest, order_word(order)))
    answer = same_for_all(field, test)
    if answer is not None:
        raise says_nothing(field, written, "都成立" if answer else "都不成立")
    return test


def _order_behind(field: Field, written: str, text: str) -> NotATest:
    """1000人以上, as everyday Chinese and laws have it: the order must stand in front instead."""
    # 1000人（不含）以上
    beyond = "不含" in text
    bare = _IN_BRACKETS.sub("", text).strip()
    between = _BETWEEN.fullmatch(bare)
    behind = _BEHIND.fullmatch(bare)
    more: tuple[Problem, ...] = ()
    if between is not None:
        ends = (False, between["below"] is not None)
        repair, more = interval_repair(field, between["low"], between["high"], ends)
    elif behind is not None:
        number = _OPERATOR.sub("", behind["number"], count=1).strip()
        repair, more = _as_meant(field, _BEHIND_ORDERS[behind["word"]][beyond], number)
    else:
        repair = f"{order_word(Order.AT_LEAST)} 1000{gapped(field.unit)}"
    message = f"写的是「{written}」，比较要写在数的前面。"
    return NotATest(Problem("SH307", message, f"是否想写「{repair}」？{_RULE_OF_BOUNDS}"), *more)


def _as_meant(field: Field, order: Order, text: str) -> tuple[str, tuple[Problem, ...]]:
    """The comparison in the language, and what else is wrong with its number."""
    try:
        return repaired(field, order, _bare_number(field, text)), ()
    except NotATest as error:
        return f"{order_word(order)} {text}", error.problems
