"""Written numbers as whole counts of a field's finest unit, without any rounding."""

from __future__ import annotations

from fractions import Fraction

from permit_rules.conditions.fields import Field
from permit_rules.written import NotReadable, WrittenNumber, fold, read_number


def finest_units(number: WrittenNumber, field: Field) -> Fraction | None:
    """The number as a count of the field's finest unit, exact and perhaps not whole.

    A number without unit counts as written in the field's own. 万 and 亿 convert (100万元 into a
    field kept in 元 or 万元); no other unit does. None where the unit does not belong to the field.
    """
    scale: int = 10**field.decimals
    amount = Fraction(number.amount) * scale
    if not number.unit:
        return amount
    base, size = _unit_of(field)
    return amount / size if fold(number.unit) == fold(base) else None


def _unit_of(field: Field) -> tuple[str, Fraction]:
    """The unit as a number names it, and how many of those the field's unit is: 万元 = 10000 元."""
    try:
        one = read_number(f"1{field.unit}")
    except NotReadable:
        return field.unit, Fraction(1)
    return one.unit, Fraction(one.amount)
