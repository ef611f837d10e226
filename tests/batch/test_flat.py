"""One application in columns: each column at its place in the payload."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from permit_rules.batch.flat import FlatPayloads


@pytest.mark.parametrize(
    ("columns", "cells", "payload"),
    [
        (
            ["received_on", "座位数"],
            ["2026-03-02", "40"],
            {"received_on": "2026-03-02", "facts": {"座位数": "40"}},
        ),
        (["facts.item", "item"], ["甲", "乙"], {"facts": {"item": "甲"}, "item": "乙"}),
        (
            ["applicant.name", "applicant.credit.rating"],
            ["茶馆", "A"],
            {"applicant": {"name": "茶馆", "credit": {"rating": "A"}}},
        ),
        (["座位数", "品种"], ["", "  "], {}),
        (["品种"], ['["茶", "点心"]'], {"facts": {"品种": ["茶", "点心"]}}),
        (["品种"], ["[茶"], {"facts": {"品种": "[茶"}}),
        (["materials"], ["申请书、营业执照"], {"materials": ["申请书", "营业执照"]}),
        (["materials.申请书"], ["是"], {"materials": [{"name": "申请书"}]}),
        (["materials.申请书", "materials.申请书.copies"], ["否", "2"], {}),
        (["materials.申请书.copies"], ["2"], {"materials": [{"name": "申请书", "copies": "2"}]}),
        (
            ["materials.执照.states.名称"],
            ["茶馆"],
            {"materials": [{"name": "执照", "states": {"名称": "茶馆"}}]},
        ),
        (
            ["materials.图.contents"],
            ["面积、流向"],
            {"materials": [{"name": "图", "contents": ["面积", "流向"]}]},
        ),
        (
            ["materials.执照"],
            ['{"form": "原件"}'],
            {"materials": [{"name": "执照", "form": "原件"}]},
        ),
        (["materials.执照"], ["破损"], {"materials": [{"name": "执照", "form": "破损"}]}),
        (["shared"], ["电子营业执照"], {"shared": ["电子营业执照"]}),
        (["persons"], ['[{"name": "张一"}]'], {"persons": [{"name": "张一"}]}),
        (["座位数"], ["1", "多"], {"facts": {"座位数": "1", "第2列": "多"}}),
        (
            ["面积", "日期"],
            [80.5, datetime(2026, 3, 2)],
            {"facts": {"面积": Decimal("80.5"), "日期": date(2026, 3, 2)}},
        ),
        (["面积"], [float("nan")], {}),
        (["facts"], [{"座位数": 3, "面积": None}], {"facts": {"座位数": 3}}),
        (["payload"], ['{"facts": {}}'], '{"facts": {}}'),
    ],
)
def test_a_row(columns: list[str], cells: list[Any], payload: Any) -> None:
    assert FlatPayloads(columns).payload(cells) == payload
