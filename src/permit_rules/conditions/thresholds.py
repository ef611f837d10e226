"""The number that a test compares with, read strictly: an exact figure with the field's unit."""

from __future__ import annotations

from permit_rules.conditions.domains import number_line
from permit_rules.conditions.fields import Field
from permit_rules.conditions.mistakes import NotATest, mistake
from permit_rules.conditions.nodes import NumberTest, Order
from permit_rules.conditions.phrases import number_words, order_word
from permit_rules.conditions.truth import compare
from permit_rules.conditions.units import finest_units
from permit_rules.written import NotReadable, WrittenNumber, meant_figure, narrow, read_number


def read_threshold(field: Field, text: str, operator: str) -> int:
    """The number as a whole count of the field's finest unit; raises NotATest.

    ``operator`` is the word that the repair puts before the number.
    """
    number = _read(field, text, operator)
    if number.at_least:
        raise mistake(
            "SH309",
            f"「{text}」不是确切的数，不能用来比较。",
            f"请写确切的数，例如「{operator} {number.amount:f}{gapped(field.unit)}」。",
        )
    if field.unit and not number.unit:
        raise mistake(
            "SH310",
            f"「{text}」没有写单位，「{field.label}」的单位是{field.unit}。",
            f"是否想写「{operator} {text} {field.unit}」？",
        )
    count = finest_units(number, field)
    if count is None:
        raise _wrong_unit(field, text, number)
    if count.denominator != 1:
        allowed = f"最多 {field.decimals} 位小数" if field.decimals else "只能写整数"
        raise mistake(
            "SH312",
            f"「{text}」的小数位过多，「{field.label}」{allowed}。",
            "请改写数值；确需更细时，请在申请信息目录里增加它的小数位。",
        )
    return int(count)


def _read(field: Field, text: str, operator: str) -> WrittenNumber:
    try:
        return read_number(text)
    except NotReadable as error:
        unit = narrow(field.unit)
        if unit and text.endswith(unit):
            # A unit that is no word (%) stops the reading of a number; without it there is one.
            try:
                alone = read_number(text.removesuffix(unit))
            except NotReadable:
                pass
            else:
                # 2O 平方米 would be two with the unit O.
                if not alone.unit:
                    return WrittenNumber(alone.amount, field.unit, alone.at_least)
        meant = meant_figure(text)
        raise mistake(
            "SH309",
            str(error),
            f"是否想写「{operator} {meant}」？"
            if meant
            else f"要写成比较，例如「不低于 1000{gapped(field.unit)}」。",
            (text, meant) if meant else None,
        ) from None


def _wrong_unit(field: Field, text: str, number: WrittenNumber) -> NotATest:
    if not field.unit:
        return mistake(
            "SH311", f"写的是「{text}」，「{field.label}」没有单位。", f"请去掉「{number.unit}」。"
        )
    return mistake(
        "SH311",
        f"写的是「{text}」，「{field.label}」的单位是{field.unit}，不是{number.unit}。",
        f"请换算成{field.unit}后再写。",
    )


def gapped(unit: str) -> str:
    """The unit as a rule file writes it behind a number: after a blank."""
    return f" {unit}" if unit else ""


def repaired(field: Field, order: Order, count: int) -> str:
    """A comparison as a rule file writes it: 不低于 1000 人."""
    return f"{order_word(order)} {number_words(field, count, gap=' ')}"


# ---- tests that say nothing -----------------------------------------------------------------


def same_for_all(field: Field, test: NumberTest) -> bool | None:
    """The answer that every value the field may have gives, or None where they differ."""
    line = number_line(field, (test,))
    if line.cuts or (line.low is None and line.high is None):
        return None
    return compare(line.points[0], test.order, test.value)


def says_nothing(field: Field, written: str, answer: str) -> NotATest:
    """The mistake of a comparison that no value of the field can change."""
    line = number_line(field, ())
    ends = [
        repaired(field, order, end)
        for order, end in ((Order.AT_LEAST, line.low), (Order.AT_MOST, line.high))
        if end is not None
    ]
    return mistake(
        "SH315",
        f"写的是「{written}」，「{field.label}」取任何值时{answer}。",
        f"「{field.label}」的取值范围是{'、'.join(ends)}；请改正比较的数，或者删去这一行。",
    )
