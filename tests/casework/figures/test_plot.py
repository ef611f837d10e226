"""The picture is well-formed, shows what was measured, and whatever was typed stays a text."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from permit_rules.casework.figures import Figures, Times, measure
from permit_rules.casework.figures.plot import write_plot
from permit_rules.conditions.nodes import Order
from permit_rules.model.casework import CaseworkRules, Target
from tests.casework.made_cases import with_rounds
from tests.corpus.tables import library

TARGET = Target(id="T1", figure="两次补正率", order=Order.BELOW, value=Decimal(5), unit="%")


def made(*rounds: int, office: str = "甲窗口") -> Figures:
    cases = [with_rounds(r, id=str(n), office=office) for n, r in enumerate(rounds)]
    return measure(
        cases,
        clock=lambda _: Times(),
        calendar=library().calendar,
        rules=CaseworkRules(targets=(TARGET,)),
    )


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_it_shows_the_figures() -> None:
    shown = texts(write_plot(made(0, 1, 2, 7)))
    assert {"50%", "1件", "补正7次", "缺少材料", "两次补正率低于5%", "未达标"} <= set(shown)


def test_a_longer_bar_is_more() -> None:
    root = ElementTree.fromstring(write_plot(made(0, 0, 0, 1)))
    bars = [
        float(r.get("width", 0))
        for r in root.iter("{http://www.w3.org/2000/svg}rect")
        if r.get("height") == "18"
    ]
    assert bars[0] == pytest.approx(3 * bars[1], rel=0.01)


def test_a_name_is_only_ever_a_text() -> None:
    svg = write_plot(made(2, office="</text><script>x</script>"))
    assert "<script" not in svg
    assert "</text><script>x</script>" in texts(svg)


def test_nothing_at_all_can_be_drawn() -> None:
    assert "无法计算" in texts(write_plot(made()))
