"""Each kind of test in three values, decided by the Rete engine: a line per case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Choice, Field, FieldCatalogue, FieldType
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
from permit_rules.engines.durable_rules import open_durable
from permit_rules.engines.rete_rules import MAX_CONSTANT
from permit_rules.errors import EngineFault
from permit_rules.working_days import Calendar, Period, PeriodUnit
from tests.engines.durable_help import plan_of

CATALOGUE = FieldCatalogue(
    (
        Field(id="area", label="经营面积", type=FieldType.NUMBER),
        Field(id="agent", label="委托代理人", type=FieldType.YES_NO),
        Field(
            id="form", label="主体业态", type=FieldType.CHOICE,
            choices=(Choice("销售"), Choice("餐饮"), Choice("食堂")),
        ),
        Field(
            id="business", label="经营项目", type=FieldType.CHOICES,
            choices=(Choice("热食"), Choice("冷食"), Choice("糕点")),
        ),
        Field(id="ends", label="有效期至", type=FieldType.DATE),
        Field(id="begun", label="成立日期", type=FieldType.DATE),
    )
)  # fmt: skip
#: 2025 with the week off of October (1–8) and Saturday 11 October worked.
CALENDAR = Calendar(
    name="试验日历",
    years=frozenset({2025}),
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    extra_workdays=frozenset({date(2025, 10, 11)}),
)
YES, NO, CANNOT_TELL = True, False, None


def answers(node: Node, facts: Facts) -> set[bool | None]:
    """What the engine makes of a condition and of its negation, asked one half and both."""
    plan = plan_of(node, Not(node), catalogue=CATALOGUE, calendar=CALENDAR)
    engine = open_durable(plan)
    found: set[bool | None] = set()
    for both in (False, True):
        hits = engine.run("", facts, both=both)
        found.add(YES if 0 in hits.holds else NO if 0 in hits.fails else CANNOT_TELL)
        found.add(NO if 1 in hits.holds else YES if 1 in hits.fails else CANNOT_TELL)
    engine.close()
    return found


@pytest.mark.parametrize(
    ("order", "exact", "at_least"),
    [  # what is stated: 299, 300, 301
        (Order.AT_LEAST, (NO, YES, YES), (CANNOT_TELL, YES, YES)),
        (Order.ABOVE, (NO, NO, YES), (CANNOT_TELL, CANNOT_TELL, YES)),
        (Order.AT_MOST, (YES, YES, NO), (CANNOT_TELL, CANNOT_TELL, NO)),
        (Order.BELOW, (YES, NO, NO), (CANNOT_TELL, NO, NO)),
        (Order.EQUAL, (NO, YES, NO), (CANNOT_TELL, CANNOT_TELL, NO)),
        (Order.NOT_EQUAL, (YES, NO, YES), (CANNOT_TELL, CANNOT_TELL, YES)),
    ],
)
def test_numbers(
    order: Order, exact: tuple[bool | None, ...], at_least: tuple[bool | None, ...]
) -> None:
    test = NumberTest("area", order, 300)
    for value, expected, expected_least in zip((299, 300, 301), exact, at_least, strict=True):
        assert answers(test, Facts({"area": value})) == {expected}
        assert answers(test, Facts({"area": AtLeast(value)})) == {expected_least}
    assert answers(test, Facts()) == {CANNOT_TELL}


@pytest.mark.parametrize("limit", [-MAX_CONSTANT, -1, 0, MAX_CONSTANT])
@pytest.mark.parametrize(
    "stated", [-(10**40), -(2**64), -(2**63), -(2**62) - 1, 2**62 + 1, 2**63 - 1, 2**64, 10**40]
)
def test_numbers_beyond_what_the_engine_can_hold(stated: int, limit: int) -> None:
    for order, expected in (
        (Order.AT_LEAST, stated >= limit),
        (Order.BELOW, stated < limit),
        (Order.EQUAL, False),
        (Order.NOT_EQUAL, True),
    ):
        assert answers(NumberTest("area", order, limit), Facts({"area": stated})) == {expected}


def test_neighbours_far_beyond_what_a_float_tells_apart() -> None:
    limit = MAX_CONSTANT
    stated = Facts({"area": limit - 1})
    assert answers(NumberTest("area", Order.AT_LEAST, limit), stated) == {NO}
    assert answers(NumberTest("area", Order.EQUAL, limit - 1), stated) == {YES}


@pytest.mark.parametrize(
    ("values", "stated", "expected"),
    [
        (("餐饮",), "餐饮", YES),
        (("餐饮",), "食堂", NO),
        (("销售", "餐饮"), "销售", YES),
        (("销售", "餐饮"), "食堂", NO),
        (("销售", "餐饮", "食堂"), "食堂", YES),
        (("别处写的",), "别处写的", YES),
        (("别处写的",), "另一个", NO),
        ((), "餐饮", NO),
    ],
)
def test_one_choice(values: tuple[str, ...], stated: str, expected: bool) -> None:
    assert answers(ChoiceTest("form", values), Facts({"form": stated})) == {expected}
    assert answers(ChoiceTest("form", values), Facts()) == {CANNOT_TELL}


@pytest.mark.parametrize(
    ("values", "stated", "expected"),
    [(("是",), "是", YES), (("是",), "否", NO), (("否",), "否", YES), (("否", "是"), "否", YES)],
)
def test_yes_or_no(values: tuple[str, ...], stated: str, expected: bool) -> None:
    assert answers(ChoiceTest("agent", values), Facts({"agent": stated})) == {expected}
    assert answers(ChoiceTest("agent", values), Facts()) == {CANNOT_TELL}


@pytest.mark.parametrize(
    ("holding", "values", "outcomes"),
    [  # what is stated: nothing, 热食, 热食 and 冷食, 糕点, all three
        (Holding.ANY, ("热食",), (NO, YES, YES, NO, YES)),
        (Holding.ANY, ("冷食", "热食"), (NO, YES, YES, NO, YES)),
        (Holding.ALL, ("热食",), (NO, YES, YES, NO, YES)),
        (Holding.ALL, ("冷食", "热食"), (NO, NO, YES, NO, YES)),
        (Holding.ONLY, ("热食",), (NO, YES, NO, NO, NO)),
        (Holding.ONLY, ("冷食", "热食"), (NO, YES, YES, NO, NO)),
        (Holding.ANY, (), (NO, NO, NO, NO, NO)),
        (Holding.ALL, (), (YES, YES, YES, YES, YES)),
        (Holding.ONLY, (), (NO, NO, NO, NO, NO)),
    ],
)
def test_many_choices(
    holding: Holding, values: tuple[str, ...], outcomes: tuple[bool, ...]
) -> None:
    test = ChoicesTest("business", holding, values)
    stated = [(), ("热食",), ("热食", "冷食"), ("糕点",), ("热食", "冷食", "糕点")]
    for names, expected in zip(stated, outcomes, strict=True):
        assert answers(test, Facts({"business": frozenset(names)})) == {expected}
    assert answers(test, Facts()) == {CANNOT_TELL}


OCTOBER_9 = date(2025, 10, 9)
FIVE_DAYS = Period(5, PeriodUnit.WORKING_DAY)


@pytest.mark.parametrize(
    ("order", "outcomes"),
    [  # what is stated: the day before, the day, the day after
        (Order.AT_LEAST, (NO, YES, YES)),
        (Order.ABOVE, (NO, NO, YES)),
        (Order.AT_MOST, (YES, YES, NO)),
        (Order.BELOW, (YES, NO, NO)),
        (Order.EQUAL, (NO, YES, NO)),
        (Order.NOT_EQUAL, (YES, NO, YES)),
    ],
)
def test_dates(order: Order, outcomes: tuple[bool, ...]) -> None:
    literal = DateTest("ends", order, Day(literal=OCTOBER_9))
    other = DateTest("ends", order, Day(field="begun"))
    for day, expected in zip((8, 9, 10), outcomes, strict=True):
        values: dict[str, Value] = {"ends": date(2025, 10, day)}
        assert answers(literal, Facts(values)) == {expected}
        assert answers(other, Facts(values)) == {CANNOT_TELL}
        assert answers(other, Facts({**values, "begun": OCTOBER_9})) == {expected}
    assert answers(literal, Facts({"begun": OCTOBER_9})) == {CANNOT_TELL}


@pytest.mark.parametrize(
    ("day", "before", "stated", "expected"),
    [
        # Five working days after 30 September: 9, 10, 11 (worked), 13, 14 October.
        (date(2025, 9, 30), False, date(2025, 10, 14), YES),
        (date(2025, 9, 30), False, date(2025, 10, 13), NO),
        # Five working days before 9 October: 30, 29, 26, 25, 24 September.
        (OCTOBER_9, True, date(2025, 9, 24), YES),
        (OCTOBER_9, True, date(2025, 9, 23), NO),
        # Nothing is known of 2026.
        (date(2025, 12, 30), False, date(2026, 1, 8), CANNOT_TELL),
    ],
)
def test_dates_counted_in_working_days(
    day: date, before: bool, stated: date, expected: bool | None
) -> None:
    counted = DateTest("ends", Order.AT_LEAST, Day(field="begun", period=FIVE_DAYS, before=before))
    literal = DateTest("ends", Order.AT_LEAST, Day(literal=day, period=FIVE_DAYS, before=before))
    assert answers(counted, Facts({"ends": stated, "begun": day})) == {expected}
    assert answers(literal, Facts({"ends": stated})) == {expected}


@pytest.mark.parametrize("outcome", [True, False])
@pytest.mark.parametrize("values", [{}, {"ends": OCTOBER_9}, {"ends": date(2025, 1, 1)}])
def test_a_date_test_that_is_settled_has_that_value(
    values: Mapping[str, Value], outcome: bool
) -> None:
    test = DateTest("ends", Order.AT_LEAST, Day(literal=OCTOBER_9))
    other = DateTest("ends", Order.BELOW, Day(literal=OCTOBER_9))
    assert answers(test, Facts(values, settled={test: outcome})) == {outcome}
    assert answers(test, Facts(values, settled={other: outcome})) == answers(test, Facts(values))


def test_stated_and_observed() -> None:
    stated, observed = StatedTest("area"), Observed("M2:签章")
    assert answers(stated, Facts({"area": 0})) == {YES}
    assert answers(stated, Facts({"begun": OCTOBER_9})) == {NO}
    assert answers(observed, Facts(observed={"M2:签章": True})) == {YES}
    assert answers(observed, Facts(observed={"M2:签章": False})) == {NO}
    assert answers(observed, Facts()) == {CANNOT_TELL}


VALUE = {YES: {"a": True}, NO: {"a": False}, CANNOT_TELL: {}}
OTHER = {YES: {"b": True}, NO: {"b": False}, CANNOT_TELL: {}}
A, B = Observed("a"), Observed("b")


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, CANNOT_TELL, CANNOT_TELL, YES),
        (NO, NO, NO, NO),
        (NO, CANNOT_TELL, NO, CANNOT_TELL),
        (CANNOT_TELL, CANNOT_TELL, CANNOT_TELL, CANNOT_TELL),
    ],
)
def test_joining_follows_kleene(
    first: bool | None, second: bool | None, both: bool | None, either: bool | None
) -> None:
    facts = Facts(observed={**VALUE[first], **OTHER[second]})
    assert answers(All((A, B)), facts) == answers(All((B, A)), facts) == {both}
    assert answers(AnyOf((A, B)), facts) == answers(AnyOf((B, A)), facts) == {either}
    assert answers(Named("情形", All((A, B))), facts) == {both}
    assert answers(Not(AnyOf((Not(A), Not(B)))), facts) == {both}


def test_what_cancels_out_still_cannot_be_told() -> None:
    assert answers(AnyOf((A, Not(A))), Facts()) == {CANNOT_TELL}
    assert answers(AnyOf((A, Not(A))), Facts(observed={"a": False})) == {YES}
    assert answers(All((A, Not(A))), Facts()) == {CANNOT_TELL}
    assert answers(All((A, Not(A))), Facts(observed={"a": True})) == {NO}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (ALWAYS, YES),
        (NEVER, NO),
        (Not(ALWAYS), NO),
        (All((A, NEVER)), NO),
        (AnyOf((A, ALWAYS)), YES),
        (Named("总是", Not(AnyOf((NEVER, NEVER)))), YES),
        (All((A, ALWAYS)), CANNOT_TELL),
        (AnyOf((NEVER, A)), CANNOT_TELL),
    ],
)
def test_constants(node: Node, expected: bool | None) -> None:
    assert answers(node, Facts()) == {expected}


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (NumberTest("area", Order.EQUAL, 1), "1"),
        (NumberTest("area", Order.EQUAL, 1), True),
        (NumberTest("area", Order.EQUAL, 1), OCTOBER_9),
        (ChoiceTest("area", ("1",)), 1),
        (ChoicesTest("area", Holding.ANY, ("热",)), "热食"),
        (DateTest("area", Order.EQUAL, Day(literal=OCTOBER_9)), "2025-10-09"),
    ],
)
def test_a_fact_of_the_wrong_type_is_refused(node: Node, value: Value) -> None:
    engine = open_durable(plan_of(node))
    with pytest.raises(EngineFault, match="area"):
        engine.run("", Facts({"area": value}))
    assert engine.run("", Facts()).holds == frozenset()
    engine.close()
