"""Targets with their bounds as they are written: 低于 leaves the bound out, 不低于 lets it in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from permit_rules.casework.figures.model import JudgedTarget
from permit_rules.casework.figures.ratio import Ratio
from permit_rules.casework.figures.span import Span
from permit_rules.casework.figures.targets import judge
from permit_rules.conditions.nodes import Order
from permit_rules.model.basis import Grade, Instrument, LegalBasis
from permit_rules.model.casework import Figure, Target

YEAR = Span(since=date(2024, 1, 1), through=date(2024, 12, 31))
NOTICE = LegalBasis(instrument=Instrument(key="通知", title="示例通知"), grade=Grade.SEED)


def target(figure: str, order: Order, value: str, unit: str, **more: Any) -> Target:
    return Target(
        id="T1",
        figure=figure,
        order=order,
        value=Decimal(value),
        unit=unit,
        basis=(NOTICE,),
        **more,
    )


def judged(
    wanted: Target, found: Ratio | int, period: Span = YEAR, place: str = ""
) -> JudgedTarget:
    figure = next(f for f in Figure if f.value == wanted.figure)
    [one] = judge((wanted,), place, period, period.through, {figure: found})
    return one


@pytest.mark.parametrize(
    ("part", "whole", "judgement"),
    [(5, 100, "missed"), (4, 100, "met"), (499_999, 10_000_000, "met"), (500_001, 10**7, "missed"),
     (0, 0, "cannot_tell")],
)  # fmt: skip
def test_below_5_percent_leaves_5_percent_out(part: int, whole: int, judgement: str) -> None:
    wanted = target("两次补正率", Order.BELOW, "5", "%")
    one = judged(wanted, Ratio(numerator=part, denominator=whole))
    assert one.judgement == judgement
    assert one.wanted == "低于5%"
    assert one.basis[0].grade == "通知原文"
    assert bool(one.why) is (judgement == "cannot_tell")


@pytest.mark.parametrize(("found", "judgement"), [(1999, "missed"), (2000, "met"), (2001, "met")])
def test_not_below_lets_the_bound_in(found: int, judgement: str) -> None:
    wanted = target("远程视频核查件数", Order.AT_LEAST, "2000", "件")
    assert judged(wanted, found).judgement == judgement


def test_exactly_half_is_half_or_more() -> None:
    wanted = target("时限压缩率", Order.AT_LEAST, "50", "%")
    assert judged(wanted, Ratio(numerator=15, denominator=30)).judgement == "met"
    assert judged(wanted, Ratio(numerator=14, denominator=30)).judgement == "missed"


@pytest.mark.parametrize(
    ("since", "through", "found", "judgement"),
    [
        ((2024, 1, 1), (2024, 12, 31), 1999, "missed"),
        ((2024, 1, 1), (2024, 6, 30), 1999, "cannot_tell"),
        ((2024, 1, 1), (2024, 6, 30), 2000, "met"),
        ((2023, 1, 1), (2024, 12, 31), 5000, "cannot_tell"),
    ],
)
def test_a_count_of_another_period_does_not_tell(
    since: tuple[int, int, int], through: tuple[int, int, int], found: int, judgement: str
) -> None:
    wanted = target(
        "远程视频核查件数", Order.AT_LEAST, "2000", "件",
        since=date(2024, 1, 1), until=date(2025, 1, 1),
    )  # fmt: skip
    one = judged(wanted, found, Span(since=date(*since), through=date(*through)))
    assert one.judgement == judgement


def test_a_part_of_the_year_can_already_miss_an_upper_bound() -> None:
    wanted = target(
        "五次及以上件数", Order.BELOW, "1", "件", since=date(2024, 1, 1), until=date(2025, 1, 1)
    )
    part = Span(since=date(2024, 3, 1), through=date(2024, 3, 31))
    assert judged(wanted, 1, part).judgement == "missed"
    assert judged(wanted, 0, part).judgement == "cannot_tell"


def test_only_targets_of_the_place_and_the_day_hold() -> None:
    shenzhen = target("两次补正率", Order.BELOW, "5", "%", place="440300")
    found = {Figure.TWO_ROUND_RATE: Ratio(numerator=1, denominator=100)}
    day = date(2024, 6, 1)
    assert len(judge((shenzhen,), "440300", YEAR, day, found)) == 1
    assert len(judge((shenzhen,), "440305", YEAR, day, found)) == 1
    assert judge((shenzhen,), "440400", YEAR, day, found) == ()
    assert judge((shenzhen,), "440300", YEAR, None, found) == ()


def test_a_figure_nobody_knows_and_another_unit_do_not_tell() -> None:
    strange = target("满意度", Order.AT_LEAST, "100", "%")
    [one] = judge((strange,), "", YEAR, YEAR.through, {})
    assert one.judgement == "cannot_tell"
    assert "满意度" in one.why
    other = judged(target("两次补正率", Order.BELOW, "5", "件"), Ratio(numerator=1, denominator=9))
    assert other.judgement == "cannot_tell"
