"""Fields, values, days and comparisons in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from permit_rules.conditions.facts import AtLeast, Value
from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Field,
    FieldCatalogue,
    handling_item_field,
)
from permit_rules.conditions.nodes import Order
from permit_rules.working_days import HalfWorkingDays, Period, PeriodUnit

_NUMBER_ORDERS: Final = {
    Order.AT_LEAST: "不低于",
    Order.ABOVE: "超过",
    Order.AT_MOST: "不超过",
    Order.BELOW: "低于",
    Order.EQUAL: "等于",
    Order.NOT_EQUAL: "不等于",
}
_DATE_ORDERS: Final = {
    Order.AT_LEAST: "不早于",
    Order.ABOVE: "晚于",
    Order.AT_MOST: "不晚于",
    Order.BELOW: "早于",
    Order.EQUAL: "为",
    Order.NOT_EQUAL: "不是",
}
_PERIOD_UNITS: Final = {
    PeriodUnit.WORKING_DAY: "个工作日",
    PeriodUnit.DAY: "日",
    PeriodUnit.MONTH: "个月",
    PeriodUnit.YEAR: "年",
}


def order_word(order: Order) -> str:
    """How a number is compared, in one word: 不低于, 超过, 不超过, 低于, 等于, 不等于."""
    return _NUMBER_ORDERS[order]


def date_order_word(order: Order) -> str:
    """How a date is compared, in one word: 不早于, 晚于, 不晚于, 早于, 为, 不是."""
    return _DATE_ORDERS[order]


def number_words(field: Field, count: int, gap: str = "") -> str:
    """A count of the finest unit as a figure with the field's unit, ``gap`` between them."""
    whole, part = divmod(abs(count), 10**field.decimals)
    places = f"{part:0{field.decimals}d}".rstrip("0") if part else ""
    figure = f"{'-' if count < 0 else ''}{whole}{'.' if places else ''}{places}"
    return f"{figure}{gap}{field.unit}" if field.unit else figure


def day_words(day: date) -> str:
    """2024年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_words(period: Period | HalfWorkingDays) -> str:
    """90个工作日, 30日, 3个月, 1年, 0.5个工作日."""
    if isinstance(period, HalfWorkingDays):
        return f"{period.halves // 2}.5{_PERIOD_UNITS[PeriodUnit.WORKING_DAY]}"
    return f"{period.amount}{_PERIOD_UNITS[period.unit]}"


def limit_words(period: Period | HalfWorkingDays) -> str:
    """As :func:`period_words`; 0 working days are 当场."""
    on_spot = period == Period(0, PeriodUnit.WORKING_DAY)
    return "当场" if on_spot else period_words(period)


def value_words(field: Field, value: Value) -> str:
    """A typed value as people write it: 200平方米, 热食类食品制售、糕点类食品制售, 2024年12月1日.

    A roster is told by the key of each member, or by their number where they have none.
    """
    if isinstance(value, AtLeast):
        return f"至少{number_words(field, value.value)}"
    if isinstance(value, int):
        return number_words(field, value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, frozenset):
        return "、".join(in_declared_order(field, value)) or "无"
    if isinstance(value, tuple):
        key = next(
            (
                m
                for m in field.members
                if field.member_key and field.member_key in (m.id, m.id.rpartition(".")[2], m.label)
            ),
            None,
        )
        keys = [value_words(key, member[key.id]) for member in value if key and key.id in member]
        return "、".join(keys) if value and len(keys) == len(value) else f"共{len(value)}项"
    return value


def label_of(catalogue: FieldCatalogue, field_id: str) -> str:
    """The label of a field, or its id where the catalogue does not have it."""
    found = field_of(catalogue, field_id)
    return found.label if found else field_id


def field_of(catalogue: FieldCatalogue, field_id: str) -> Field | None:
    """The field with this id; the day of receipt and 业务办理项 belong to every item."""
    try:
        return catalogue.by_id(field_id)
    except KeyError:
        return next((f for f in (RECEIVED_ON, handling_item_field(())) if f.id == field_id), None)


def in_declared_order(field: Field | None, values: Collection[str]) -> list[str]:
    """The values in the order in which the field declares them, undeclared ones behind."""
    declared = [c.name for c in field.choices] if field else []
    return [name for name in declared if name in values] + sorted(set(values).difference(declared))
