"""The definition of the engines, a line per rule, asked of the reference engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
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
from permit_rules.engines.protocol import Hits
from permit_rules.engines.reference import open_reference
from permit_rules.errors import EngineFault
from permit_rules.working_days import Calendar, Period, PeriodUnit

CATALOGUE = FieldCatalogue(
    (
        Field(id="area", label="经营面积", type=FieldType.NUMBER, unit="平方米"),
        Field(id="agent", label="委托代理人", type=FieldType.YES_NO),
        Field(id="business", label="经营项目", type=FieldType.CHOICES),
        Field(id="begun", label="成立日期", type=FieldType.DATE),
        Field(id="ends", label="有效期至", type=FieldType.DATE),
        Field(id="machines", label="自动设备", type=FieldType.ROSTER),
    )
)
#: 2025 has a week off in October (1–8) with Sunday 28 September and Saturday 11 October worked.
CALENDAR = Calendar(
    name="试验日历",
    years=frozenset({2025}),
    holidays=frozenset(date(2025, 10, d) for d in range(1, 9)),
    extra_workdays=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
)
YES, NO, CANNOT_TELL = True, False, None


def ask(node: Node, facts: Facts, calendar: Calendar = CALENDAR) -> bool | None:
    """What the reference engine makes of one condition."""
    plan = EnginePlan("试验", (Question(0, "", node),), CATALOGUE, calendar)
    hits = open_reference(plan).run("", facts)
    assert not hits.holds & hits.fails
    return YES if hits.holds else NO if hits.fails else CANNOT_TELL


def number(order: Order, value: int = 10) -> NumberTest:
    return NumberTest("area", order, value)


def held(holding: Holding, *values: str) -> ChoicesTest:
    return ChoicesTest("business", holding, values)


# ---- what is not stated -------------------------------------------------------------------


@pytest.mark.parametrize(
    "node",
    [
        number(Order.NOT_EQUAL),
        ChoiceTest("agent", ("是",)),
        ChoiceTest("agent", ()),
        held(Holding.ANY, "热食"),
        held(Holding.ALL),
        held(Holding.ONLY, "热食"),
        DateTest("begun", Order.NOT_EQUAL, Day(literal=date(2025, 1, 1))),
        Observed("M2:签章"),
    ],
)
def test_a_test_on_what_is_absent_is_cannot_tell(node: Node) -> None:
    assert ask(node, Facts()) is CANNOT_TELL
    assert ask(Not(node), Facts()) is CANNOT_TELL


@pytest.mark.parametrize("seen", [True, False])
def test_an_observation_is_what_was_observed(seen: bool) -> None:
    assert ask(Observed("M2:签章"), Facts(observed={"M2:签章": seen})) is seen


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({}, NO),
        ({"area": 0}, YES),
        ({"begun": date(2025, 1, 1)}, NO),
    ],
)
def test_whether_a_field_is_stated_can_always_be_told(
    values: Mapping[str, Value], answer: bool
) -> None:
    assert ask(StatedTest("area"), Facts(values)) is answer


def test_an_empty_set_or_roster_states_nothing() -> None:
    facts = Facts({"business": frozenset(), "machines": ()})
    assert ask(StatedTest("business"), facts) is NO
    assert ask(StatedTest("machines"), facts) is NO


# ---- numbers ------------------------------------------------------------------------------


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
@pytest.mark.parametrize("limit", [10, 0, -3, 2**53, 2**63, -(2**64)])
def test_numbers_are_compared_whole_and_exactly(
    order: Order, below: bool, equal: bool, above: bool, limit: int
) -> None:
    answers = [ask(number(order, limit), Facts({"area": limit + d})) for d in (-1, 0, 1)]
    assert answers == [below, equal, above]


@pytest.mark.parametrize(
    ("order", "two_below", "below", "equal", "above"),
    [
        (Order.AT_LEAST, None, None, YES, YES),
        (Order.ABOVE, None, None, None, YES),
        (Order.AT_MOST, None, None, None, NO),
        (Order.BELOW, None, None, NO, NO),
        (Order.EQUAL, None, None, None, NO),
        (Order.NOT_EQUAL, None, None, None, YES),
    ],
)
def test_a_lower_bound_decides_where_every_number_from_it_upwards_agrees(
    order: Order,
    two_below: bool | None,
    below: bool | None,
    equal: bool | None,
    above: bool | None,
) -> None:
    answers = [ask(number(order), Facts({"area": AtLeast(n)})) for n in (8, 9, 10, 11)]
    assert answers == [two_below, below, equal, above]


# ---- choices ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (("是",), YES),
        (("否",), NO),
        (("否", "是"), YES),
        ((), NO),
    ],
)
def test_a_choice_is_one_of_the_values(values: tuple[str, ...], answer: bool) -> None:
    assert ask(ChoiceTest("agent", values), Facts({"agent": "是"})) is answer


@pytest.mark.parametrize(
    ("stated", "any_of", "all_of", "only"),
    [
        ({"热食"}, YES, NO, YES),
        ({"热食", "冷食"}, YES, YES, YES),
        ({"热食", "冷食", "生食"}, YES, YES, NO),
        ({"热食", "生食"}, YES, NO, NO),
        ({"生食"}, NO, NO, NO),
        (set(), NO, NO, NO),
    ],
)
def test_choices_hold_any_all_or_nothing_but_the_values(
    stated: set[str], any_of: bool, all_of: bool, only: bool
) -> None:
    facts = Facts({"business": frozenset(stated)})
    answers = [
        ask(held(h, "冷食", "热食"), facts) for h in (Holding.ANY, Holding.ALL, Holding.ONLY)
    ]
    assert answers == [any_of, all_of, only]


@pytest.mark.parametrize("stated", [set(), {"热食"}])
def test_of_no_values_all_are_held_but_never_any_and_never_only(stated: set[str]) -> None:
    facts = Facts({"business": frozenset(stated)})
    answers = [ask(held(h), facts) for h in (Holding.ANY, Holding.ALL, Holding.ONLY)]
    assert answers == [NO, YES, NO]


# ---- dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "before", "same", "after"),
    [
        (Order.AT_LEAST, NO, YES, YES),
        (Order.ABOVE, NO, NO, YES),
        (Order.AT_MOST, YES, YES, NO),
        (Order.BELOW, YES, NO, NO),
        (Order.EQUAL, NO, YES, NO),
        (Order.NOT_EQUAL, YES, NO, YES),
    ],
)
@pytest.mark.parametrize("day", [Day(literal=date(2025, 3, 1)), Day(field="ends")])
def test_a_day_is_compared_with_a_literal_or_a_field(
    order: Order, before: bool, same: bool, after: bool, day: Day
) -> None:
    near = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 2))
    answers = [
        ask(DateTest("begun", order, day), Facts({"begun": d, "ends": date(2025, 3, 1)}))
        for d in near
    ]
    assert answers == [before, same, after]


def test_without_the_day_compared_with_a_date_test_is_cannot_tell() -> None:
    facts = Facts({"begun": date(2025, 3, 1)})
    assert ask(DateTest("begun", Order.EQUAL, Day(field="ends")), facts) is CANNOT_TELL
    assert ask(DateTest("ends", Order.EQUAL, Day(field="begun")), facts) is CANNOT_TELL


def reached(start: date, amount: int, unit: PeriodUnit, *, before: bool) -> date | None:
    """The day a period leads to, found from yes and no: the only day the test says ``=`` to."""
    day = Day(literal=start, period=Period(amount, unit), before=before)
    for ordinal in range(start.toordinal() - 800, start.toordinal() + 800):
        if not 1 <= ordinal <= date.max.toordinal():
            continue
        answer = ask(
            DateTest("begun", Order.EQUAL, day), Facts({"begun": date.fromordinal(ordinal)})
        )
        if answer is CANNOT_TELL:
            return None
        if answer is YES:
            return date.fromordinal(ordinal)
    raise AssertionError("the day lies beyond what was looked at")


WORKING_DAY, DAY, MONTH, YEAR = (
    PeriodUnit.WORKING_DAY,
    PeriodUnit.DAY,
    PeriodUnit.MONTH,
    PeriodUnit.YEAR,
)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "day"),
    [
        # Day 0 is not counted.
        (date(2025, 3, 3), 1, DAY, date(2025, 3, 4)),
        (date(2025, 3, 3), 0, DAY, date(2025, 3, 3)),
        (date(2025, 3, 3), 30, DAY, date(2025, 4, 2)),
        # Friday, a weekend, Monday.
        (date(2025, 3, 7), 1, WORKING_DAY, date(2025, 3, 10)),
        (date(2025, 3, 8), 1, WORKING_DAY, date(2025, 3, 10)),
        (date(2025, 3, 3), 5, WORKING_DAY, date(2025, 3, 10)),
        # The exchanged Sunday is worked, the holiday is not, the exchanged Saturday is.
        (date(2025, 9, 26), 1, WORKING_DAY, date(2025, 9, 28)),
        (date(2025, 9, 30), 1, WORKING_DAY, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, WORKING_DAY, date(2025, 10, 11)),
        # The year of day 0 is not needed, the years walked through are.
        (date(2024, 12, 31), 1, WORKING_DAY, date(2025, 1, 1)),
        (date(2025, 12, 31), 0, WORKING_DAY, date(2025, 12, 31)),
        (date(2025, 12, 30), 1, WORKING_DAY, date(2025, 12, 31)),
        (date(2025, 12, 31), 1, WORKING_DAY, None),
        (date(2025, 12, 31), 1, DAY, date(2026, 1, 1)),
        # The corresponding day, or the end of a shorter month.
        (date(2025, 1, 15), 1, MONTH, date(2025, 2, 15)),
        (date(2025, 1, 31), 1, MONTH, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, MONTH, date(2024, 2, 29)),
        (date(2025, 2, 28), 1, MONTH, date(2025, 3, 28)),
        (date(2025, 11, 30), 3, MONTH, date(2026, 2, 28)),
        (date(2024, 2, 29), 1, YEAR, date(2025, 2, 28)),
        # Beyond the last date there is.
        (date(9999, 12, 31), 1, DAY, None),
        (date(9999, 12, 1), 1, MONTH, None),
        (date(9999, 1, 1), 1, YEAR, None),
        (date(9999, 11, 30), 1, MONTH, date(9999, 12, 30)),
    ],
)
def test_a_period_after_a_day(start: date, amount: int, unit: PeriodUnit, day: date | None) -> None:
    assert reached(start, amount, unit, before=False) == day


@pytest.mark.parametrize(
    ("start", "amount", "unit", "day"),
    [
        # Counted back from the day before.
        (date(2025, 3, 3), 1, DAY, date(2025, 3, 2)),
        (date(2025, 3, 3), 0, DAY, date(2025, 3, 3)),
        (date(2025, 3, 3), 1, WORKING_DAY, date(2025, 2, 28)),
        (date(2025, 3, 10), 5, WORKING_DAY, date(2025, 3, 3)),
        (date(2025, 10, 11), 2, WORKING_DAY, date(2025, 10, 9)),
        (date(2025, 10, 9), 3, WORKING_DAY, date(2025, 9, 28)),
        (date(2025, 1, 1), 1, WORKING_DAY, None),
        (date(2026, 1, 1), 1, WORKING_DAY, date(2025, 12, 31)),
        (date(2025, 3, 31), 1, MONTH, date(2025, 2, 28)),
        (date(2025, 3, 15), 6, MONTH, date(2024, 9, 15)),
        (date(2024, 2, 29), 1, YEAR, date(2023, 2, 28)),
        (date(1, 1, 1), 1, DAY, None),
        (date(1, 1, 31), 1, MONTH, None),
        (date(1, 12, 31), 1, YEAR, None),
    ],
)
def test_a_period_before_a_day(
    start: date, amount: int, unit: PeriodUnit, day: date | None
) -> None:
    assert reached(start, amount, unit, before=True) == day


def test_a_date_test_that_is_settled_has_the_value_given() -> None:
    test = DateTest("begun", Order.EQUAL, Day(literal=date(2025, 3, 1)))
    other = DateTest("begun", Order.EQUAL, Day(literal=date(2025, 3, 2)))
    facts = Facts({"begun": date(2025, 3, 1)}, settled={test: False})
    assert ask(test, facts) is NO
    assert ask(other, facts) is NO
    assert ask(test, Facts(settled={test: True})) is YES
    assert ask(other, Facts(settled={test: True})) is CANNOT_TELL


# ---- joining ------------------------------------------------------------------------------

TRUE, FALSE, OPEN = Observed("yes"), Observed("no"), Observed("open")
SEEN = Facts(observed={"yes": True, "no": False})


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        (ALWAYS, YES),
        (All((TRUE, TRUE)), YES),
        (All((TRUE, OPEN)), CANNOT_TELL),
        (All((OPEN, FALSE)), NO),
        (All((FALSE, OPEN, TRUE)), NO),
        (NEVER, NO),
        (AnyOf((FALSE, FALSE)), NO),
        (AnyOf((FALSE, OPEN)), CANNOT_TELL),
        (AnyOf((OPEN, TRUE)), YES),
        (AnyOf((TRUE, OPEN, FALSE)), YES),
        (Not(TRUE), NO),
        (Not(FALSE), YES),
        (Not(OPEN), CANNOT_TELL),
        (Not(ALWAYS), NO),
        (Named("大型", TRUE), YES),
        (Named("大型", OPEN), CANNOT_TELL),
        (Not(Named("大型", AnyOf((FALSE, All((TRUE, Not(TRUE))))))), YES),
        # Kleene is not sharp: a condition and its opposite remain open together.
        (AnyOf((OPEN, Not(OPEN))), CANNOT_TELL),
        (All((OPEN, Not(OPEN))), CANNOT_TELL),
    ],
)
def test_joining_follows_kleene(node: Node, answer: bool | None) -> None:
    assert ask(node, SEEN) is answer


@pytest.mark.parametrize("kind", [All, AnyOf])
def test_a_condition_may_be_wide(kind: type[All] | type[AnyOf]) -> None:
    wide = kind(tuple(number(Order.AT_LEAST, n) for n in range(10_000)))
    assert ask(wide, Facts({"area": 9_999})) is YES
    assert ask(wide, Facts({"area": -1})) is NO


# ---- plans --------------------------------------------------------------------------------

PLAN = EnginePlan(
    "试验",
    (
        Question(0, "", TRUE),
        Question(1, "machines", TRUE),
        Question(2, "", FALSE),
        Question(3, "", OPEN),
        Question(4, "machines", FALSE),
        Question(5, "", TRUE),
    ),
    CATALOGUE,
    CALENDAR,
)


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize(
    ("scope", "only", "holds", "fails"),
    [
        ("", None, {0, 5}, {2}),
        ("machines", None, {1}, {4}),
        ("nowhere", None, set(), set()),
        ("", [2, 3, 5], {5}, {2}),
        ("", [], set(), set()),
        ("", {0, 1, 4, 99}, {0}, set()),
    ],
)
def test_a_run_decides_the_conditions_of_its_scope(
    scope: str, only: list[int] | set[int] | None, holds: set[int], fails: set[int], both: bool
) -> None:
    hits = open_reference(PLAN).run(scope, SEEN, both=both, only=only)
    assert hits == Hits(frozenset(holds), frozenset(fails))


def test_a_closed_engine_gives_no_answer() -> None:
    engine = open_reference(PLAN)
    engine.close()
    engine.close()
    with pytest.raises(EngineFault, match="closed"):
        engine.run("", SEEN)


@pytest.mark.parametrize(
    ("node", "values"),
    [
        (number(Order.EQUAL), {"area": "十"}),
        (number(Order.EQUAL), {"area": True}),
        (ChoiceTest("agent", ("是",)), {"agent": 1}),
        (held(Holding.ANY, "热食"), {"business": "热食"}),
        (
            DateTest("begun", Order.EQUAL, Day(literal=date(2025, 1, 1))),
            {"begun": datetime(2025, 1, 1)},
        ),
    ],
)
def test_a_fact_of_another_type_is_a_fault_and_no_answer(
    node: Node, values: Mapping[str, Value]
) -> None:
    with pytest.raises(EngineFault, match="field"):
        ask(node, Facts(values))
