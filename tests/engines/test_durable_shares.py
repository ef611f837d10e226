"""Which half of a question is asked first: the one that is likely to fire less often."""

from __future__ import annotations

from decimal import Decimal

import pytest

from permit_rules.conditions.fields import Choice, Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import ChoiceTest, Node, Not, NumberTest, Order
from permit_rules.engines.rete_rules import HalfWriter
from permit_rules.engines.rete_shares import Shares

CATALOGUE = FieldCatalogue(
    (
        Field(
            id="area",
            label="经营面积",
            type=FieldType.NUMBER,
            minimum=Decimal(1),
            maximum=Decimal(100),
        ),
        Field(id="seats", label="座位数", type=FieldType.NUMBER, minimum=Decimal(0)),
        Field(
            id="endless",
            label="数",
            type=FieldType.NUMBER,
            minimum=Decimal(-(10**30)),
            maximum=Decimal(10**30),
        ),
        Field(
            id="form",
            label="主体业态",
            type=FieldType.CHOICE,
            choices=tuple(map(Choice, ("销售", "餐饮", "食堂"))),
        ),
    )
)
ONE_IN_THREE = ChoiceTest("form", ("餐饮",))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        # Of the numbers from 1 to 100.
        (NumberTest("area", Order.AT_LEAST, 31), 0.7),
        (NumberTest("area", Order.ABOVE, 31), 0.69),
        (NumberTest("area", Order.BELOW, 31), 0.3),
        (NumberTest("area", Order.AT_MOST, 31), 0.31),
        (NumberTest("area", Order.EQUAL, 31), 0.01),
        (NumberTest("area", Order.BELOW, 1), 0.0),
        (NumberTest("area", Order.BELOW, 5_000), 1.0),
        # Nothing says how high it goes, so each side of the threshold is as likely.
        (NumberTest("seats", Order.AT_LEAST, 31), 0.5),
        (NumberTest("unknown", Order.AT_LEAST, 31), 0.5),
        (NumberTest("endless", Order.BELOW, 0), 0.5),
        (ONE_IN_THREE, 1 / 3),
        (Not(ONE_IN_THREE), 2 / 3),
    ],
)
def test_how_often_a_condition_is_expected_to_hold(node: Node, expected: float) -> None:
    writer = HalfWriter(CATALOGUE)
    holds, fails = writer.write(node, holds=True), writer.write(node, holds=False)
    shares = Shares(writer, CATALOGUE)
    assert shares.firings(holds) == pytest.approx(expected)
    assert shares.failing_first(holds, fails) == (expected > 0.6)
