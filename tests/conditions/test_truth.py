"""Three values: each test by its definition, and the same answers as the reference engine."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.engines.reference import open_reference
from permit_rules.working_days import Calendar, Period, PeriodUnit
from tests.conditions import drawn
from tests.conditions.catalogue import CATALOGUE

CALENDAR: Final = Calendar(
    name="2025",
    years=frozenset({2025}),
    holidays=frozenset({date(2025, 10, day) for day in range(1, 9)}),
    extra_workdays=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
)
YES, NO, CANNOT_TELL = Truth.YES, Truth.NO, Truth.CANNOT_TELL


def decided(node: Node, **values: Value) -> Truth:
    return truth(node, Facts(values), CALENDAR)


@pytest.mark.parametrize(
    ("order", "below", "equal", "above"),
    [
        (Order.AT_LEAST, NO, YES, YES),
        (Order.ABOVE, NO, NO, YES),
        (Order.AT_MOST, YES, YES, NO),
        (Order.BELOW, YES, NO, NO),
        (Order.EQUAL, NO, YES, NO),
        (Order.NOT_EQUAL, YES, NO, YES),
    ],
)
def test_numbers_and_days_are_compared_exactly(
    order: Order, below: Truth, equal: Truth, above: Truth
) -> None:
    number = NumberTest("area", order, 2000)
    assert [decided(number, area=n) for n in (1999, 2000, 2001)] == [below, equal, above]
    day = DateTest("expires", order, Day(literal=date(2025, 3, 1)))
    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 2))
    assert [decided(day, expires=d) for d in days] == [below, equal, above]


@pytest.mark.parametrize(
    ("order", "below", "equal", "above"),
    [
        (Order.AT_LEAST, CANNOT_TELL, YES, YES),
        (Order.ABOVE, CANNOT_TELL, CANNOT_TELL, YES),
        (Order.AT_MOST, CANNOT_TELL, CANNOT_TELL, NO),
        (Order.BELOW, CANNOT_TELL, NO, NO),
        (Order.EQUAL, CANNOT_TELL, CANNOT_TELL, NO),
        (Order.NOT_EQUAL, CANNOT_TELL, CANNOT_TELL, YES),
    ],
)
def test_a_lower_bound_tells_only_what_every_number_above_agrees_on(
    order: Order, below: Truth, equal: Truth, above: Truth
) -> None:
    test = NumberTest("diners", order, 380)
    known = [decided(test, diners=AtLeast(n)) for n in (379, 380, 381)]
    assert known == [below, equal, above]


def test_choices() -> None:
    test = ChoiceTest("form", ("单位食堂", "餐饮"))
    assert decided(test, form="餐饮") is YES
    assert decided(test, form="销售") is NO
    assert decided(ChoiceTest("form", ()), form="销售") is NO


@pytest.mark.parametrize(
    ("stated", "any_of", "all_of", "only"),
    [
        ((), NO, NO, NO),
        (("热食",), YES, NO, YES),
        (("热食", "冷食"), YES, YES, YES),
        (("热食", "糕点"), YES, NO, NO),
        (("热食", "冷食", "糕点"), YES, YES, NO),
        (("糕点",), NO, NO, NO),
    ],
)
def test_sets(stated: tuple[str, ...], any_of: Truth, all_of: Truth, only: Truth) -> None:
    values = ("冷食", "热食")
    found = [
        decided(ChoicesTest("projects", holding, values), projects=frozenset(stated))
        for holding in (Holding.ANY, Holding.ALL, Holding.ONLY)
    ]
    assert found == [any_of, all_of, only]


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (Day(field="expires"), date(2025, 10, 15)),
        (Day(field="expires", period=Period(5, PeriodUnit.DAY), before=True), date(2025, 10, 10)),
        # Back over a made-up Saturday and the holidays to the 30th of September.
        (
            Day(field="expires", period=Period(5, PeriodUnit.WORKING_DAY), before=True),
            date(2025, 10, 9),
        ),
        (
            Day(field="expires", period=Period(6, PeriodUnit.WORKING_DAY), before=True),
            date(2025, 9, 30),
        ),
        (Day(field="expires", period=Period(1, PeriodUnit.MONTH)), date(2025, 11, 15)),
    ],
)
def test_days_counted_from_another_fact(day: Day, limit: date) -> None:
    at_most = DateTest("received_on", Order.AT_MOST, day)
    below = DateTest("received_on", Order.BELOW, day)
    for test, answer in ((at_most, YES), (below, NO)):
        assert decided(test, received_on=limit, expires=date(2025, 10, 15)) is answer


def test_a_day_that_the_calendar_does_not_know_cannot_be_told() -> None:
    day = Day(field="expires", period=Period(5, PeriodUnit.WORKING_DAY))
    test = DateTest("received_on", Order.AT_MOST, day)
    facts: dict[str, Value] = {"received_on": date(2025, 1, 1), "expires": date(2025, 12, 30)}
    assert decided(test, **facts) is CANNOT_TELL
    settled = Facts(facts, settled={test: True})
    assert truth(test, settled, CALENDAR) is YES


@pytest.mark.parametrize(
    "node",
    [
        NumberTest("area", Order.AT_LEAST, 0),
        ChoiceTest("form", ("餐饮",)),
        ChoicesTest("projects", Holding.ONLY, ("热食",)),
        DateTest("expires", Order.BELOW, Day(literal=date(2025, 1, 1))),
        DateTest("received_on", Order.BELOW, Day(field="expires")),
        Observed("M2:签章"),
    ],
)
def test_what_is_not_stated_cannot_be_told(node: Node) -> None:
    facts = Facts({"received_on": date(2025, 1, 1)})
    assert truth(node, facts, CALENDAR) is CANNOT_TELL
    assert truth(Not(node), facts, CALENDAR) is CANNOT_TELL


def test_statedness_and_observations() -> None:
    assert decided(StatedTest("officer")) is NO
    assert decided(StatedTest("officer"), officer="某人") is YES
    for seen, answer in ((True, YES), (False, NO)):
        assert truth(Observed("k"), Facts(observed={"k": seen}), CALENDAR) is answer


def test_joining_follows_kleene() -> None:
    yes, no, open_ = StatedTest("form"), NumberTest("area", Order.BELOW, 0), Observed("k")
    facts: dict[str, Value] = {"form": "餐饮", "area": 1}
    for parts, every, any_ in (
        ((yes, yes), YES, YES),
        ((yes, no), NO, YES),
        ((no, no), NO, NO),
        ((yes, open_), CANNOT_TELL, YES),
        ((no, open_), NO, CANNOT_TELL),
        ((open_, open_), CANNOT_TELL, CANNOT_TELL),
        ((open_, no, yes), NO, YES),
    ):
        assert decided(All(parts), **facts) is every
        assert decided(AnyOf(parts), **facts) is any_
        assert decided(Named("情形", Not(All(parts))), **facts) is every.opposite
    assert decided(ALWAYS) is YES
    assert decided(NEVER) is NO


@given(st.data())
def test_the_reference_engine_agrees(data: st.DataObject) -> None:
    pool = data.draw(drawn.POOLS)
    nodes = data.draw(st.lists(drawn.conditions(pool), min_size=1, max_size=4))
    dates = [t for t in pool if isinstance(t, DateTest)]
    facts = Facts(
        data.draw(drawn.left_out(data.draw(drawn.stated(pool)))),
        {t.key: True for t in pool if isinstance(t, Observed) and data.draw(st.booleans())},
        {t: data.draw(st.booleans()) for t in dates if data.draw(st.integers(0, 3)) == 0},
    )
    questions = tuple(Question(n, "", node) for n, node in enumerate(nodes))
    plan = EnginePlan("试验", questions, CATALOGUE, drawn.CALENDAR)
    hits = open_reference(plan).run("", facts)
    answers = [truth(node, facts, drawn.CALENDAR) for node in nodes]
    assert {n for n, answer in enumerate(answers) if answer is YES} == hits.holds
    assert {n for n, answer in enumerate(answers) if answer is NO} == hits.fails
