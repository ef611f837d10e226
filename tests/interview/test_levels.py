"""Levels: diagrams of conditions say the same as the conditions themselves."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from permit_rules.conditions.facts import AtLeast
from permit_rules.conditions.fields import Choice, Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    NumberTest,
    Observed,
    Order,
    StatedTest,
)
from permit_rules.conditions.nodes import (
    tests_of as every_test,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.interview.diagrams import FAILS, HOLDS, Diagrams
from permit_rules.interview.levels import GroupLevel, Levels
from permit_rules.interview.making import Maker
from permit_rules.working_days import Calendar
from tests import strategies

CALENDAR = Calendar("测试", frozenset(range(2020, 2030)), frozenset(), frozenset())


def plain(node: object) -> bool:
    """A condition that fields alone decide, as those of an interview do."""
    return not any(isinstance(t, (StatedTest, Observed)) for t in every_test(node))  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.data())
def test_a_diagram_is_settled_as_the_condition_is(data: st.DataObject) -> None:
    plan = data.draw(strategies.plans(most=6))
    facts = data.draw(strategies.facts(plan, ""))
    nodes = [q.node for q in plan.questions if not q.scope and plain(q.node)]
    levels = Levels((t for n in nodes for t in every_test(n)), plan.catalogue)
    make = Maker(levels, 100_000)
    places = {
        number: left
        for number, level in enumerate(levels.all)
        if (left := level.possible(facts.values, plan.calendar)) is not None
    }
    for node in nodes:
        root = make.diagram(node)
        assert root is not None
        [left] = make.diagrams.restricted((root,), places)
        told = truth(node, facts, plan.calendar)
        # A diagram is sharper than Kleene, and never says otherwise.
        if told is Truth.YES:
            assert left == HOLDS
        if told is Truth.NO:
            assert left == FAILS
        if left > HOLDS:
            assert told is Truth.CANNOT_TELL


def catalogue() -> FieldCatalogue:
    choices = tuple(map(Choice, "甲乙丙丁"))
    return FieldCatalogue(
        (
            Field(id="n", label="数", type=FieldType.NUMBER, unit="个"),
            Field(id="c", label="单", type=FieldType.CHOICE, choices=choices),
            Field(id="m", label="多", type=FieldType.CHOICES, choices=choices),
            Field(id="d", label="日", type=FieldType.DATE),
            Field(id="e", label="届满日", type=FieldType.DATE),
        )
    )


def test_a_number_known_from_below_may_lie_in_every_stretch_above() -> None:
    levels = Levels(
        (NumberTest("n", Order.AT_LEAST, 5), NumberTest("n", Order.ABOVE, 9)), catalogue()
    )
    [line] = levels.all
    assert line.size == 3
    assert line.possible({"n": AtLeast(5)}, CALENDAR) == (1, 2)
    assert line.possible({"n": 9}, CALENDAR) == (1,)
    assert line.possible({}, CALENDAR) is None


def test_values_that_the_same_tests_name_have_one_place() -> None:
    levels = Levels((ChoiceTest("c", ("甲", "乙")), ChoiceTest("c", ("丁",))), catalogue())
    [level] = levels.all
    assert level.size == 3
    assert level.possible({"c": "甲"}, CALENDAR) == level.possible({"c": "乙"}, CALENDAR)


def test_only_says_that_something_is_chosen_and_nothing_else() -> None:
    test = ChoicesTest("m", Holding.ONLY, ("甲", "乙"))
    levels, table = Levels((test,), catalogue()), Diagrams()
    diagram = levels.diagram(test, table)
    for chosen, holds in (("", FAILS), ("甲", HOLDS), ("甲乙", HOLDS), ("甲丙", FAILS)):
        places = {
            n: level.possible({"m": frozenset(chosen)}, CALENDAR) or ()
            for n, level in enumerate(levels.all)
        }
        assert table.restricted((diagram,), places) == [holds], chosen


def test_what_may_be_chosen_on_top_leaves_the_places_between() -> None:
    test = ChoicesTest("m", Holding.ALL, ("甲", "乙"))
    levels = Levels((test,), catalogue())
    [group, rest] = levels.all
    assert isinstance(group, GroupLevel)
    assert isinstance(rest, GroupLevel)
    assert group.between(frozenset("甲"), frozenset("甲乙")) == (1, 2)
    assert group.between(frozenset("甲"), frozenset("甲")) == (1,)
    assert rest.between(frozenset(), frozenset("丙")) == (0, 1)


def test_a_day_against_another_day_is_before_on_or_after_it() -> None:
    test = DateTest("d", Order.AT_LEAST, Day(field="e"))
    levels = Levels((test,), catalogue())
    [level] = levels.all
    assert level.fields == ("d", "e")
    assert level.possible({"d": date(2026, 1, 1)}, CALENDAR) is None
    known = {"d": date(2026, 1, 1), "e": date(2026, 1, 1)}
    diagram = levels.diagram(test, table := Diagrams())
    assert table.restricted((diagram,), {0: level.possible(known, CALENDAR) or ()}) == [HOLDS]
