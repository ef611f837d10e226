"""What joint applications save, counted from their cases: each figure against its baseline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from permit_rules.casework.case import Case
from permit_rules.casework.events import Result
from permit_rules.casework.figures import Figures, Ratio, Span, Times, measure
from permit_rules.casework.figures.model import JointFigures
from permit_rules.casework.kept_case import case_text, read_case
from permit_rules.conditions.nodes import Order
from permit_rules.joint_result import Tally
from permit_rules.model.casework import CaseworkRules, Figure, Target
from permit_rules.result import Verdict
from tests.casework.made_cases import (
    DAY,
    Joined,
    accepted,
    case,
    corrected,
    decided,
    submitted,
    with_rounds,
)
from tests.corpus.tables import library

CALENDAR = library().calendar
ONE = timedelta(days=1)
#: Working days of the law and of the office's promise, by item.
LIMITS = {"food-business": (20, 10), "tobacco-retail": (20, None), "fire-safety-check": (10, 3)}


def clock(one: Case) -> Times:
    statutory, committed = LIMITS.get(one.item, (None, None))
    return Times(
        statutory=None if statutory is None else Fraction(statutory),
        committed=None if committed is None else Fraction(committed),
    )


def tied(item: str, number: str = "H1", **more: Any) -> Case:
    """A granted case of one permit of a joint application."""
    on = more.pop("on", DAY)
    joined = Joined(
        on=DAY,
        application=number,
        bundle="hotel",
        permit=item,
        after=more.pop("after", ()),
        cases=more.pop("cases", 2),
        papers=more.pop("papers", Tally(separately=20, together=12)),
        fields=more.pop("fields", Tally(separately=50, together=30)),
    )
    events = more.pop("events", (submitted(DAY), accepted(DAY)))
    result = more.pop("result", Result.GRANTED)
    return case(joined, *events, decided(on, result), id=f"{number}-{item}", item=item)


def figures(cases: Iterable[Case], **more: Any) -> Figures:
    return measure(cases, clock=clock, calendar=CALENDAR, **more)


def joint(cases: Iterable[Case], **more: Any) -> JointFigures:
    return figures(cases, **more).joint


FOOD, TOBACCO = tied("food-business"), tied("tobacco-retail")


def test_each_saving_is_held_against_the_sum_over_single_applications() -> None:
    found = joint([FOOD, TOBACCO, with_rounds(0, id="alone")])
    assert (found.applications, found.cases, found.unfinished) == (1, 2, 0)
    assert found.papers_saved == Ratio(numerator=8, denominator=20)
    assert found.fields_saved == Ratio(numerator=20, denominator=50)
    # Side by side the longest counts: what the law sets where nothing shorter is promised.
    assert found.limits_saved == Ratio(numerator=20, denominator=40)
    assert found.done_at_once == Ratio(numerator=1, denominator=1)
    assert found.returned == Ratio(numerator=0, denominator=2)


def test_what_an_application_took_counts_once_however_many_cases_it_has() -> None:
    three = [tied(i, cases=3) for i in LIMITS]
    assert joint(three).papers_saved == Ratio(numerator=8, denominator=20)
    other = [tied(i, "H2", papers=Tally(separately=10, together=10)) for i in list(LIMITS)[:2]]
    assert joint([*three, *other]).papers_saved == Ratio(numerator=8, denominator=30)


def test_a_permit_that_waits_is_added_to_what_it_waits_for() -> None:
    chained = tied("food-business", after=("fire-safety-check",))
    found = joint([chained, tied("fire-safety-check")])
    assert found.limits_saved == Ratio(numerator=30 - 13, denominator=30)


@pytest.mark.parametrize("item", ["food-business", "drug-retail"])
def test_where_a_limit_is_not_known_the_application_is_left_out_of_that_count(item: str) -> None:
    ring = ("tobacco-retail",) if item == "food-business" else ()
    found = joint([tied(item, after=ring), tied("tobacco-retail", after=(item,))])
    assert found.limits_left_out == 1
    assert found.limits_saved.value is None
    assert found.papers_saved.value == Fraction(8, 20)


def test_one_correction_of_one_permit_and_it_was_not_done_at_once() -> None:
    again = (submitted(DAY, Verdict.CORRECTION), corrected(DAY), submitted(DAY), accepted(DAY))
    found = joint([FOOD, tied("tobacco-retail", events=again)])
    assert found.done_at_once == Ratio(numerator=0, denominator=1)


def test_what_was_turned_away_is_counted_by_permit() -> None:
    found = joint([FOOD, tied("tobacco-retail", result=Result.NOT_ACCEPTED)])
    assert found.returned == Ratio(numerator=1, denominator=2)
    assert found.done_at_once == Ratio(numerator=0, denominator=1)


def test_an_application_is_counted_when_its_last_case_is_decided() -> None:
    late = tied("tobacco-retail", on=DAY + 5 * ONE)
    until = Span(through=DAY)
    assert joint([FOOD, late], period=until).unfinished == 1
    assert joint([FOOD, late], period=until).applications == 0
    then = Span(since=DAY + 5 * ONE)
    # The first case was decided before the period; the application ends in it.
    assert joint([FOOD, late], period=then).applications == 1
    assert joint([FOOD, TOBACCO], period=then).applications == 0


def test_the_order_of_cases_makes_no_difference() -> None:
    cases = [FOOD, TOBACCO, *(tied(i, "H2", cases=3) for i in LIMITS)]
    assert joint(cases) == joint(reversed(cases))


def test_of_no_joint_application_there_is_no_rate() -> None:
    found = joint([with_rounds(0)])
    assert found == JointFigures()
    assert found.papers_saved.percent == "无法计算"


def test_a_place_may_set_a_target_for_what_is_saved() -> None:
    target = Target(
        id="Z1", figure="合并材料压减率", order=Order.AT_LEAST, value=40, unit="%", since=date.min
    )
    rules = CaseworkRules(targets=(target,))
    [judged] = figures([FOOD, TOBACCO], rules=rules).targets
    assert (judged.judgement, judged.found) == ("met", "40%（8/20）")


def test_how_many_apply_jointly_is_no_figure_and_so_no_target() -> None:
    """S4-19: 不得就联办率、网办率下硬指标."""
    assert not {"联办率", "网办率"} & {f.value for f in Figure}
    assert not any(t.figure in ("联办率", "网办率") for t in library().casework.targets)


def test_the_notice_sets_no_target_for_savings() -> None:
    """S4-18: 比率未给目标值."""
    about = {f.value for f in Figure if f.name.startswith("JOINT_")}
    assert len(about) == 5
    assert not any(t.figure in about for t in library().casework.targets)


def test_what_ties_the_cases_survives_being_kept() -> None:
    assert read_case(case_text(FOOD)) == FOOD
    assert '"application":"H1"' in case_text(FOOD)


def test_a_case_of_its_own_is_kept_as_before() -> None:
    alone = with_rounds(0)
    assert "joined" not in case_text(alone)
    assert list(alone.model_dump()) == [
        "format", "id", "item", "place", "office", "course", "events",
    ]  # fmt: skip
