"""Tests on 日期: 早于, 不早于, 晚于 or 不晚于 a day, which may be counted from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.mistakes import NotATest, described, mistake
from permit_rules.conditions.nodes import DateTest, Day, Node, Order
from permit_rules.working_days import Period
from permit_rules.written import NotReadable, narrow, read_date
from permit_rules.written.numerals import NUMERAL

#: Finds a field by any of its names, or None.
Find: TypeAlias = Callable[[str], "Field | None"]
#: The nearest name to one that leads nowhere, or None.
Suggest: TypeAlias = Callable[[str], "str | None"]

_ORDERS: Final[Mapping[str, Order]] = {
    "早于": Order.BELOW,
    "不早于": Order.AT_LEAST,
    "晚于": Order.ABOVE,
    "不晚于": Order.AT_MOST,
}
#: What people also write, with the word that the language has for it.
_MEANT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("<", "先于", "低于", "少于"), "早于"),
    **dict.fromkeys(("≥", ">=", "≧", "不低于", "不少于", "不先于"), "不早于"),
    **dict.fromkeys((">", "迟于", "后于", "超过", "大于"), "晚于"),
    **dict.fromkeys(("≤", "<=", "≦", "不迟于", "不超过", "不后于", "截至"), "不晚于"),
}
_ORDER: Final = re.compile(
    "|".join(map(re.escape, sorted({*_ORDERS, *_MEANT}, key=len, reverse=True)))
)
_EQUAL: Final = re.compile(r"=|等于|≠|!=|不等于")
#: 2024-12-01以前, 收件日之后: the order stands behind, and does not say whether the day counts.
_BEHIND: Final = re.compile(r"在?(?P<day>.+?)(?P<side>以前|之前|前|以后|之后|后|以来|起)")
_MOVED: Final = re.compile(r"(?P<base>.+)(?P<side>[前后])(?P<period>[^前后]+)")
#: 收件日30日后, where the language says 收件日后 30 日.
_PERIOD_FIRST: Final = re.compile(
    rf"(?P<base>.*?[^0-9{NUMERAL}\s])\s*(?P<period>[0-9{NUMERAL}]+\s*(?:个?工作日|日|天|个?月|年))"
    r"之?(?P<side>[前后])"
)
_FOUR_FORMS: Final = "「早于」「不早于」「晚于」「不晚于」"


def parse_date(field: Field, written: str, find: Find, suggest: Suggest) -> Node:
    """The test that ``written`` states about a 日期 field; raises NotATest."""
    text = narrow(written)
    found = _ORDER.match(text)
    if found is None:
        raise _no_order(field, written, text, find)
    word, rest = found[0], text[found.end() :].strip()
    day = _read_day(rest, find, suggest)
    if word not in _ORDERS:
        raise mistake(
            "SH318",
            f"写的是「{written}」，日期没有「{word}」这种比较。",
            f"是否想写「{_MEANT[word]} {rest}」？",
        )
    if day.field == field.id:
        raise mistake(
            "SH315",
            f"写的是「{written}」，这是「{field.label}」与它自己比较。",
            "请改为与另一个日期比较。",
        )
    return DateTest(field.id, _ORDERS[word], day)


def _no_order(field: Field, written: str, text: str, find: Find) -> NotATest:
    behind = _BEHIND.fullmatch(text)
    if behind is not None and _plain_day(behind["day"].strip(), find) is not None:
        day = behind["day"].strip()
        without, within = ("早于", "不晚于") if "前" in behind["side"] else ("晚于", "不早于")
        return mistake(
            "SH318",
            f"写的是「{written}」，没有写明当日是否包括在内。",
            f"是否想写「{without} {day}」（不含当日），或者「{within} {day}」（含当日）？",
        )
    if _EQUAL.match(text):
        return mistake(
            "SH318", f"写的是「{written}」，日期不能这样比较。", f"日期只有{_FOUR_FORMS}四种比较。"
        )
    return mistake(
        "SH306",
        f"写的是「{written}」，没有写明「{field.label}」怎样与这一天比较。",
        f"请在前面写{_FOUR_FORMS}之一，例如「不早于 {text}」。",
    )


# ---- days -----------------------------------------------------------------------------------


def _read_day(text: str, find: Find, suggest: Suggest) -> Day:
    """A literal, a date field, or either moved by a period; raises NotATest."""
    if not text:
        raise mistake(
            "SH303", "没有写与哪一天比较。", "例如「不早于 2024-12-01」「不晚于 收件日」。"
        )
    plain = _plain_day(text, find)
    if plain is not None:
        return plain
    moved = _MOVED.fullmatch(text)
    if moved is None:
        raise _no_day(text, find, suggest)
    base = moved["base"].strip()
    start = _plain_day(base, find)
    if start is None:
        raise _no_day(base, find, suggest)
    try:
        period = Period.parse(moved["period"])
    except ValueError as error:
        raise mistake(
            "SH323",
            str(error),
            f"例如「{base}{moved['side']} 30 日」「{base}{moved['side']} 5 工作日」。",
        ) from None
    return Day(start.literal, start.field, period, moved["side"] == "前")


def _plain_day(text: str, find: Find) -> Day | None:
    """The day that a date field's name or a written date stands for, or None."""
    field = find(text)
    if field is not None:
        return Day(field=field.id) if field.type is FieldType.DATE else None
    try:
        return Day(literal=read_date(text))
    except NotReadable:
        return None


def _no_day(text: str, find: Find, suggest: Suggest) -> NotATest:
    """What to say of a text that names no day."""
    field = find(text)
    if field is not None:
        return mistake(
            "SH322",
            f"{described(field)}不是日期，不能与日期比较。",
            "请写一个日期，例如 2024-12-01，或者日期类信息的名称。",
        )
    first = _PERIOD_FIRST.fullmatch(text)
    if first is not None and _plain_day(first["base"].strip(), find) is not None:
        return mistake(
            "SH318",
            f"写的是「{text}」，期限要写在「前」「后」的后面。",
            f"是否想写「{first['base'].strip()}{first['side']} {first['period']}」？",
        )
    if any(c.isdigit() for c in text):
        try:
            read_date(text)
        except NotReadable as error:
            return mistake("SH319", str(error), "日期写成 2024-12-01。")
    near = suggest(text)
    guess = f"是否想写「{near}」？" if near else ""
    return mistake(
        "SH203",
        f"写的是「{text}」，它既不是日期，也不是已声明的申请信息。",
        f"{guess}可写 2024-12-01、收件日，或者日期类信息的名称。",
    )
