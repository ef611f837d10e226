"""Decision diagrams: one form for each condition, and what can be read off it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from permit_rules.interview.diagrams import FAILS, HOLDS, Diagrams, TooLarge


def three_questions() -> tuple[Diagrams, int, int, int]:
    """Two questions of two answers, and between them one of three."""
    table = Diagrams()
    first = table.make(0, (FAILS, HOLDS))
    middle = table.make(1, (FAILS, HOLDS, HOLDS))
    last = table.make(2, (FAILS, HOLDS))
    return table, first, middle, last


def at(table: Diagrams, diagram: int, places: tuple[int, ...]) -> bool:
    while diagram > HOLDS:
        diagram = table.below(diagram)[places[table.level(diagram)]]
    return diagram == HOLDS


def test_equal_conditions_are_one_diagram() -> None:
    table, first, middle, last = three_questions()
    one = table.some((table.every((first, middle)), table.every((first, last))))
    other = table.every((table.some((last, middle)), first))
    assert one == other
    assert table.negated(table.negated(one)) == one
    assert table.some((one, table.negated(one))) == HOLDS
    assert table.every((one, table.negated(one))) == FAILS


def test_joining_means_what_it_says_everywhere() -> None:
    table, first, middle, last = three_questions()
    joined = table.some((table.every((first, table.negated(middle))), last))
    for places in product(range(2), range(3), range(2)):
        assert at(table, joined, places) is ((places[0] == 1 and places[1] == 0) or places[2] == 1)


def test_a_diagram_hangs_on_what_makes_a_difference_alone() -> None:
    table, first, middle, last = three_questions()
    without = table.some(
        (table.every((first, middle)), table.every((table.negated(first), middle)))
    )
    assert table.hangs_on(without) == {1}
    assert table.hangs_on(table.every((first, last))) == {0, 2}
    assert table.hangs_on(HOLDS) == frozenset()


def test_known_answers_leave_the_rest() -> None:
    table, first, middle, last = three_questions()
    both = table.every((middle, last))
    assert table.restricted((both,), {1: (2,)}) == [last]
    assert table.restricted((both, first), {1: (0,), 0: (1,)}) == [FAILS, HOLDS]
    # What is left of the places makes no difference: so neither does the question.
    assert table.restricted((both,), {1: (1, 2)}) == [last]
    assert table.hangs_on(table.restricted((both,), {1: (0, 1)})[0]) == {1, 2}


def test_the_share_of_answers_that_settle_a_condition() -> None:
    table, first, middle, last = three_questions()
    both = table.every((first, middle))
    assert table.settled(both, frozenset({0}), {}) == Fraction(1, 2)
    assert table.settled(both, frozenset({1}), {}) == Fraction(1, 3)
    assert table.settled(both, frozenset({0, 1}), {}) == 1
    assert table.settled(both, frozenset({1}), {1: (0, 1)}) == Fraction(1, 2)
    assert table.settled(table.some((both, last)), frozenset({1}), {}) == 0


def test_what_is_made_on_a_base_leaves_it_as_it_is() -> None:
    table, first, middle, _ = three_questions()
    before = len(table)
    above = Diagrams(table)
    made = above.every((first, middle))
    assert above.every((middle, first)) == made
    assert above.make(0, (FAILS, HOLDS)) == first
    assert len(table) == before
    assert len(above) == before + 1
    assert above.below(made) == (FAILS, middle)


def test_a_diagram_without_room_is_refused() -> None:
    table, first, middle, _ = three_questions()
    table.room = len(table)
    with pytest.raises(TooLarge):
        table.every((first, middle))
