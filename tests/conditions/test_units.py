"""Written numbers as whole counts of a field's finest unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from permit_rules.conditions.fields import Field
from permit_rules.conditions.units import finest_units
from permit_rules.written import WrittenNumber, read_number
from tests.conditions.catalogue import AREA, CAPITAL, MACHINES_COUNT, SHARE, VALUE


@pytest.mark.parametrize(
    ("field", "written", "count"),
    [
        (AREA, "200平方米", 2000),
        (AREA, "200㎡", 2000),
        (AREA, "200", 2000),
        (AREA, "200.55平方米", Fraction(4011, 2)),
        (AREA, "2公顷", None),
        (CAPITAL, "100", 10000),
        (CAPITAL, "100万元", 10000),
        (CAPITAL, "1亿元", 1000000),
        (CAPITAL, "1元", Fraction(1, 100)),
        (VALUE, "1.5万元", 15000),
        (MACHINES_COUNT, "3", 3),
        (MACHINES_COUNT, "3台", None),
    ],
)
def test_only_ten_thousands_convert(
    field: Field, written: str, count: int | Fraction | None
) -> None:
    assert finest_units(read_number(written), field) == count


def test_a_unit_that_is_no_word_is_compared_as_it_stands() -> None:
    assert finest_units(WrittenNumber(Decimal("25.5"), "%"), SHARE) == 2550
