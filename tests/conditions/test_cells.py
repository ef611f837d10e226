"""Cells: one value for all that no test tells apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permit_rules.conditions.cells import cells, free_tests, representative
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Choice, Field, FieldType
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    NumberTest,
    Order,
    StatedTest,
    Test,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.working_days import Period, PeriodUnit
from tests.conditions import drawn
from tests.conditions.catalogue import (
    AGENT,
    AREA,
    CATALOGUE,
    DINERS,
    EXPIRES,
    FORM,
    MACHINES,
    OFFICER,
    PROJECTS,
)

FREE_NUMBER: Final = Field(id="n", label="数", type=FieldType.NUMBER)


def number(order: Order, value: int, field: str = "n") -> NumberTest:
    return NumberTest(field, order, value)


@pytest.mark.parametrize(
    ("tests", "found"),
    [
        ([], (0,)),
        ([number(Order.AT_LEAST, 200)], (199, 200)),
        ([number(Order.BELOW, 200)], (199, 200)),
        ([number(Order.ABOVE, 200)], (200, 201)),
        ([number(Order.AT_MOST, 200)], (200, 201)),
        ([number(Order.EQUAL, 200)], (199, 200, 201)),
        ([number(Order.NOT_EQUAL, 200)], (199, 200, 201)),
        ([number(Order.AT_LEAST, 200), number(Order.ABOVE, 200)], (199, 200, 201)),
        ([number(Order.AT_LEAST, 500), number(Order.AT_LEAST, 200)], (199, 200, 500)),
        ([number(Order.AT_LEAST, 200, field="other")], (0,)),
    ],
)
def test_numbers_are_cut_at_the_thresholds(tests: list[Test], found: tuple[Value, ...]) -> None:
    assert cells(FREE_NUMBER, tests) == found


@pytest.mark.parametrize(
    ("minimum", "maximum", "tests", "found"),
    [
        ("0", "10", [], (0,)),
        (None, "10", [], (1000,)),
        ("0", "10", [number(Order.AT_LEAST, 0), number(Order.ABOVE, 1000)], (0,)),
        ("0", "10", [number(Order.ABOVE, 0), number(Order.AT_MOST, 999)], (0, 1, 1000)),
        ("0.005", "0.015", [number(Order.AT_LEAST, 1)], (1,)),
    ],
)
def test_cells_stay_within_the_domain(
    minimum: str | None, maximum: str, tests: list[Test], found: tuple[Value, ...]
) -> None:
    field = Field(
        id="n",
        label="数",
        type=FieldType.NUMBER,
        decimals=2,
        minimum=None if minimum is None else Decimal(minimum),
        maximum=Decimal(maximum),
    )
    assert cells(field, tests) == found


def test_days_are_cut_like_numbers() -> None:
    tests = [
        DateTest("expires", Order.BELOW, Day(literal=date(2024, 3, 1))),
        DateTest("expires", Order.ABOVE, Day(literal=date(2024, 12, 31))),
    ]
    found = (date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1))
    assert cells(EXPIRES, tests) == found


def test_the_ends_of_the_calendar_are_no_cuts() -> None:
    tests = [
        DateTest("expires", Order.BELOW, Day(literal=date.min)),
        DateTest("expires", Order.ABOVE, Day(literal=date.max)),
    ]
    assert cells(EXPIRES, tests) == (date.min,)


def test_what_compares_two_facts_or_counts_is_a_cell_of_its_own() -> None:
    relative = DateTest("expires", Order.BELOW, Day(field="received_on"))
    counted = DateTest(
        "expires",
        Order.BELOW,
        Day(literal=date(2024, 3, 1), period=Period(5, PeriodUnit.WORKING_DAY), before=True),
    )
    literal = DateTest("expires", Order.BELOW, Day(literal=date(2024, 3, 1)))
    tests: list[Test] = [relative, literal, counted, relative, StatedTest("expires")]
    assert free_tests(tests) == (relative, counted)
    assert cells(EXPIRES, tests) == (date(2024, 2, 29), date(2024, 3, 1))


def test_yes_no_and_what_is_compared_with_nothing() -> None:
    assert cells(AGENT, []) == ("是", "否")
    assert cells(OFFICER, [StatedTest("officer")]) == ()
    assert cells(MACHINES, []) == ()


def test_choices_of_one_are_the_named_ones_and_one_other() -> None:
    first, second, third = (c.name for c in FORM.choices)
    assert cells(FORM, []) == (first,)
    assert cells(FORM, [ChoiceTest("form", (third,))]) == (first, third)
    assert cells(FORM, [ChoiceTest("form", (first,)), ChoiceTest("form", (third,))]) == (
        first,
        second,
        third,
    )
    assert cells(FORM, [ChoiceTest("form", (first, second, third))]) == (first, second, third)


def held(holding: Holding, *values: str) -> ChoicesTest:
    return ChoicesTest("projects", holding, tuple(sorted(values)))


HOT, COLD, PACKED, ORGANIC = (c.name for c in PROJECTS.choices)


def test_choices_of_many_are_sets_of_what_the_tests_tell_apart() -> None:
    assert cells(PROJECTS, [held(Holding.ANY, HOT)]) == (
        frozenset(),
        frozenset({COLD}),
        frozenset({HOT}),
        frozenset({HOT, COLD}),
    )
    # Two values that the same tests name: none, one, and where it matters both.
    assert cells(PROJECTS, [held(Holding.ONLY, HOT, COLD)]) == (
        frozenset(),
        frozenset({PACKED}),
        frozenset({HOT}),
        frozenset({HOT, PACKED}),
    )
    whole = cells(PROJECTS, [held(Holding.ALL, HOT, COLD)])
    assert whole is not None
    assert frozenset({HOT, COLD}) in whole
    assert len(whole) == 6


def test_too_many_sets_are_none() -> None:
    tests = [held(Holding.ANY, c.name) for c in PROJECTS.choices]
    assert cells(PROJECTS, tests, limit=15) is None
    found = cells(PROJECTS, tests, limit=16)
    assert found is not None
    assert len(set(found)) == 16


def test_a_long_list_under_one_test_is_few_cells() -> None:
    many = Field(
        id="projects",
        label="项目",
        type=FieldType.CHOICES,
        choices=tuple(Choice(f"第{n}类") for n in range(60)),
    )
    tests = [held(Holding.ANY, *(f"第{n}类" for n in range(40)))]
    assert cells(many, tests, limit=4) is not None


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        (0, 1999),
        (1999, 1999),
        (2000, 2000),
        (2500, 2000),
        (5000, 5000),
        (999_999, 5000),
        (-7, -7),
        (1_000_001, 1_000_001),
        (AtLeast(0), AtLeast(1999)),
        (AtLeast(2001), AtLeast(2000)),
    ],
)
def test_a_number_is_represented_from_its_cell(value: Value, stands: Value) -> None:
    tests = [number(Order.AT_LEAST, 2000, "area"), number(Order.BELOW, 5000, "area")]
    assert representative(AREA, tests, value) == stands


def test_values_that_are_not_declared_stand_for_themselves() -> None:
    assert representative(PROJECTS, [], frozenset({"月球"})) == frozenset({"月球"})
    bare = Field(id="form", label="业态", type=FieldType.CHOICE)
    assert representative(bare, [], "月球") == "月球"
    assert representative(OFFICER, [], "某人") == "某人"


# ---- any tests, any facts -------------------------------------------------------------------


@given(st.data())
def test_no_test_tells_facts_from_their_representatives(data: st.DataObject) -> None:
    pool = data.draw(drawn.POOLS)
    node = data.draw(drawn.conditions(pool))
    whole = data.draw(drawn.stated(pool))
    free = free_tests(pool)
    outcomes = {t: truth(t, Facts(whole), drawn.CALENDAR) for t in free}
    assume(Truth.CANNOT_TELL not in outcomes.values())
    # The outcome of a free test is a cell of its own, so it stays when the day is replaced.
    settled = {t: outcome is Truth.YES for t, outcome in outcomes.items()}
    stands = {i: representative(CATALOGUE.by_id(i), pool, v) for i, v in whole.items()}
    assert truth(node, Facts(stands, settled=settled), drawn.CALENDAR) is truth(
        node, Facts(whole), drawn.CALENDAR
    )
    for field_id, value in stands.items():
        field = CATALOGUE.by_id(field_id)
        assert representative(field, pool, value) == value
        listed = cells(field, pool)
        assert listed is not None
        assert value in listed or field.type in (FieldType.TEXT, FieldType.ROSTER)
        assert len(set(listed)) == len(listed)


@given(st.data())
def test_a_lower_bound_stands_for_its_cell_too(data: st.DataObject) -> None:
    tests = data.draw(
        st.lists(
            st.builds(number, st.sampled_from(Order), st.integers(0, 5), st.just("diners")),
            min_size=1,
        )
    )
    least = AtLeast(data.draw(st.integers(0, 7)))
    stands = representative(DINERS, tests, least)
    for test in tests:
        assert truth(test, Facts({"diners": stands}), drawn.CALENDAR) is truth(
            test, Facts({"diners": least}), drawn.CALENDAR
        )


@given(st.lists(st.builds(number, st.sampled_from(Order), st.integers(-5, 5)), max_size=4))
def test_neighbouring_cells_of_a_number_are_told_apart(tests: list[NumberTest]) -> None:
    assume(tests)
    found = cells(FREE_NUMBER, tests)
    assert found is not None

    def answers(value: Value) -> list[Truth]:
        return [truth(t, Facts({"n": value}), drawn.CALENDAR) for t in tests]

    told = [answers(value) for value in found]
    assert all(one != other for one, other in pairwise(told))
