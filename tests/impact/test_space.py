"""Cells: what holds in a cell is what an application of that cell gets, one by one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.nodes import (
    ChoiceTest,
    DateTest,
    Named,
    Node,
    Observed,
    StatedTest,
    Test,
    conjunction,
    disjunction,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.impact.axes import DaysAxis, GroupAxis, YesNoAxis
from permit_rules.impact.space import Space, TooManyCells, space_of
from tests.conditions import drawn
from tests.conditions.catalogue import AREA, CATALOGUE, FORM

MOST = 200


@st.composite
def spaces(draw: st.DrawFn) -> tuple[Space, Node, Node]:
    """Two conditions over the same tests, and the cells of both."""
    pool = draw(drawn.POOLS)
    one, other = draw(drawn.conditions(pool)), draw(drawn.conditions(pool))
    try:
        return space_of((one, other), CATALOGUE, limit=MOST), one, other
    except TooManyCells:
        assume(False)
        raise


def facts_in(space: Space, cell: int) -> Facts:
    """An application that lies in the cell, free tests answered as the cell has it."""
    values: dict[str, Value] = {}
    observed: dict[str, bool] = {}
    settled: dict[DateTest, bool] = {}
    for axis, place in zip(space.axes, space.places_of(cell), strict=True):
        value = axis.value(place)
        if isinstance(axis, DaysAxis):
            settled.update(
                (t, axis.answer(t, place) is True)
                for t in space.numbers
                if isinstance(t, DateTest)
                and t.day in axis.days
                and t.field == axis.field
                and not (t.day.literal and not t.day.period)
            )
        elif isinstance(axis, YesNoAxis):
            if isinstance(axis.asked, Observed):
                observed[axis.asked.key] = place == 1
            elif isinstance(axis.asked, StatedTest) and place:
                values[axis.asked.field] = value if value is not None else "有"
        elif isinstance(axis, GroupAxis):
            before = values.get(axis.field.id, frozenset())
            assert isinstance(before, frozenset)
            assert isinstance(value, frozenset)
            values[axis.field.id] = before | value
        elif value is not None:
            values[axis.field.id] = value
    return Facts(values, observed, settled)


@given(spaces())
@settings(max_examples=40)
def test_a_condition_holds_in_just_the_cells_whose_applications_meet_it(
    made: tuple[Space, Node, Node],
) -> None:
    space, one, other = made
    assume(not any(isinstance(asked, Named) for asked in space.numbers))
    for node in (one, other):
        yes, no = space.truth(node)
        assert not yes & no
        for cell in range(space.count):
            facts = facts_in(space, cell)
            found = truth(node, facts, drawn.CALENDAR)
            expected = Truth.YES if yes >> cell & 1 else Truth.NO if no >> cell & 1 else None
            assert found is (expected or Truth.CANNOT_TELL)


def test_a_situation_that_shares_nothing_is_one_question_and_keeps_its_name() -> None:
    large = Named("大型", disjunction(*(_at_least(n) for n in (5, 9))))
    form = ChoiceTest(FORM.id, (FORM.choices[0].name,))
    apart = space_of((conjunction(large, form),), CATALOGUE)
    assert [axis.size for axis in apart.axes] == [2, 2]
    shared = space_of((conjunction(large, _at_least(7)),), CATALOGUE)
    assert not any(isinstance(asked, Named) for asked in shared.numbers)
    assert shared.count == 4


def test_a_situation_that_always_holds_is_no_question() -> None:
    always = Named("一切", disjunction(_at_least(5), _below(9)))
    assert space_of((always,), CATALOGUE).holds(always).bit_count() == 3


def test_too_many_cells_are_refused_with_their_number() -> None:
    with pytest.raises(TooManyCells) as refused:
        space_of([_at_least(n) for n in (1, 2, 3)], CATALOGUE, limit=3)
    assert refused.value.cells == 4


def _at_least(number: int) -> Test:
    from permit_rules.conditions.nodes import NumberTest, Order

    return NumberTest(AREA.id, Order.AT_LEAST, number)


def _below(number: int) -> Test:
    from permit_rules.conditions.nodes import NumberTest, Order

    return NumberTest(AREA.id, Order.BELOW, number)
