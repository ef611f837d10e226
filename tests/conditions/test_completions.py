"""Completions: every way in which what is open could turn out, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from permit_rules.conditions import nodes as nodes_of
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.working_days import Calendar
from tests.conditions import drawn
from tests.conditions.catalogue import CATALOGUE, FORM, PROJECTS

NO_CALENDAR: Final = Calendar("空", frozenset(), frozenset(), frozenset())
LARGE: Final = NumberTest("area", Order.AT_LEAST, 2000)
SMALL: Final = NumberTest("area", Order.BELOW, 2000)
AGENT_NAMED: Final = ChoiceTest("agent", ("是",))


def filled(nodes: Node | Iterable[Node], facts: Facts, limit: int = 100) -> list[Facts]:
    found = completions(nodes, facts, CATALOGUE, limit=limit)
    assert found is not None
    return list(found)


def values(nodes: Node | Iterable[Node], **stated: Value) -> list[dict[str, Value]]:
    return [dict(f.values) for f in filled(nodes, Facts(stated))]


def test_nothing_open_is_one_completion() -> None:
    facts = Facts({"area": 2500}, {"k": True})
    assert filled(All((LARGE, Observed("k"))), facts) == [facts]


def test_unstated_fields_take_a_value_of_each_cell() -> None:
    assert values(LARGE) == [{"area": 1999}, {"area": 2000}]
    assert values(AGENT_NAMED, area=1) == [{"area": 1, "agent": "是"}, {"area": 1, "agent": "否"}]
    third = FORM.choices[2].name
    first = FORM.choices[0].name
    assert values(ChoiceTest("form", (third,))) == [{"form": first}, {"form": third}]


def test_the_fields_of_several_conditions_are_multiplied_in_order() -> None:
    assert values((AGENT_NAMED, Not(LARGE))) == [
        {"agent": "是", "area": 1999},
        {"agent": "是", "area": 2000},
        {"agent": "否", "area": 1999},
        {"agent": "否", "area": 2000},
    ]


def test_values_that_answer_alike_are_tried_once() -> None:
    first, second = FORM.choices[0].name, FORM.choices[1].name
    node = ChoiceTest("form", tuple(sorted((first, second))))
    assert values(node) == [{"form": first}, {"form": FORM.choices[2].name}]


def test_a_number_known_from_below_goes_only_upwards() -> None:
    tests = [LARGE, NumberTest("area", Order.AT_LEAST, 5000)]
    node = AnyOf(tuple(tests))
    assert values(node, area=AtLeast(3000)) == [{"area": 4999}, {"area": 5000}]
    assert values(node, area=AtLeast(100)) == [{"area": 1999}, {"area": 2000}, {"area": 5000}]
    assert values(node, area=AtLeast(6000)) == [{"area": 6000}]


def test_observations_are_both_seen_and_not() -> None:
    found = filled(All((Observed("a"), Observed("b"))), Facts(observed={"a": False}))
    assert [dict(f.observed) for f in found] == [{"a": False, "b": True}, {"a": False, "b": False}]


def test_fields_of_a_member_are_filled_by_their_id() -> None:
    node = ChoiceTest("machines.kind", ("售货机",))
    assert values(node) == [{"machines.kind": "售货机"}, {"machines.kind": "制售机"}]


def on(order: Order, day: Day, field: str = "expires") -> DateTest:
    return DateTest(field, order, day)


def test_literal_days_are_settled_as_one_day_would_settle_them() -> None:
    early = on(Order.BELOW, Day(literal=date(2024, 1, 1)))
    late = on(Order.ABOVE, Day(literal=date(2024, 12, 31)))
    found = [dict(f.settled) for f in filled(AnyOf((early, late)), Facts())]
    assert found == [
        {early: True, late: False},
        {early: False, late: False},
        {early: False, late: True},
    ]


def test_tests_against_the_same_day_are_settled_together() -> None:
    day = Day(field="received_on")
    before, not_after = on(Order.BELOW, day), on(Order.AT_MOST, day)
    stated = Facts({"received_on": date(2025, 1, 1)})
    found = [dict(f.settled) for f in filled(All((before, not_after)), stated)]
    assert found == [
        {before: True, not_after: True},
        {before: False, not_after: True},
        {before: False, not_after: False},
    ]
    assert [dict(f.settled) for f in filled(before, stated)] == [{before: True}, {before: False}]


def test_what_is_settled_or_stated_stays() -> None:
    day = Day(field="received_on")
    test = on(Order.BELOW, day)
    settled = Facts(settled={test: False})
    assert filled(test, settled) == [settled]
    stated = Facts({"expires": date(2025, 1, 1), "received_on": date(2025, 1, 2)})
    assert filled(test, stated) == [stated]


def test_a_field_that_must_be_stated_is_not_filled_in() -> None:
    # Were it filled in, the requirement would seem to be met whatever the applicant does.
    node = AnyOf((StatedTest("area"), LARGE))
    assert filled(node, Facts()) == [Facts()]
    assert filled(StatedTest("officer"), Facts()) == [Facts()]
    dated = AnyOf((StatedTest("expires"), on(Order.BELOW, Day(literal=date(2024, 1, 1)))))
    assert all("expires" not in f.values for f in filled(dated, Facts()))


def test_a_field_without_values_stays_open() -> None:
    bare = Field(id="kind", label="类别", type=FieldType.CHOICE)
    found = completions(ChoiceTest("kind", ("甲",)), Facts(), FieldCatalogue((bare,)), limit=9)
    assert found is not None
    assert list(found) == [Facts()]


def test_too_many_are_none() -> None:
    nodes: list[Node] = [LARGE, AGENT_NAMED, Observed("k")]
    assert completions(nodes, Facts(), CATALOGUE, limit=7) is None
    assert len(filled(nodes, Facts(), limit=8)) == 8
    every = All(tuple(ChoicesTest("projects", Holding.ANY, (c.name,)) for c in PROJECTS.choices))
    assert completions(every, Facts(), CATALOGUE, limit=15) is None


def test_kleene_is_made_sharp() -> None:
    node = AnyOf((LARGE, SMALL))
    assert truth(node, Facts(), NO_CALENDAR) is Truth.CANNOT_TELL
    assert {truth(node, f, NO_CALENDAR) for f in filled(node, Facts())} == {Truth.YES}


# ---- any conditions, any facts --------------------------------------------------------------

_LIMIT: Final = 300


@dataclass(frozen=True)
class Case:
    """Conditions, facts that state everything they read, and the same with something left out."""

    nodes: list[Node]
    whole: Facts
    partial: Facts

    @property
    def tests(self) -> list[nodes_of.Test]:
        return list(dict.fromkeys(t for node in self.nodes for t in nodes_of.tests_of(node)))

    @property
    def filled(self) -> list[Facts]:
        ways = completions(self.nodes, self.partial, CATALOGUE, limit=_LIMIT)
        assume(ways is not None)
        return list(ways or ())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    pool = draw(drawn.POOLS)
    nodes = draw(st.lists(drawn.conditions(pool), min_size=1, max_size=3))
    whole = draw(drawn.stated(pool))
    keys = [t.key for t in pool if isinstance(t, Observed)]
    observed = {key: draw(st.booleans()) for key in keys}
    seen = {key: found for key, found in observed.items() if draw(st.booleans())}
    return Case(nodes, Facts(whole, observed), Facts(draw(drawn.left_out(whole)), seen))


@given(cases())
def test_the_true_answers_are_among_the_completions(case: Case) -> None:
    unstated = set(case.whole.values) - set(case.partial.values)
    # Whether the form states a field is no open question.
    assume(unstated.isdisjoint(t.field for t in case.tests if isinstance(t, StatedTest)))
    truly = [truth(t, case.whole, drawn.CALENDAR) for t in case.tests]
    # What the calendar does not know stays unknown in some completions and not in others.
    assume(Truth.CANNOT_TELL not in truly)
    assert truly in ([truth(t, way, drawn.CALENDAR) for t in case.tests] for way in case.filled)


@given(cases())
def test_what_all_completions_agree_on_is_so(case: Case) -> None:
    ways = case.filled
    assert 1 <= len(ways) <= _LIMIT
    assert case.filled == ways
    for node in case.nodes:
        answers = {truth(node, way, drawn.CALENDAR) for way in ways}
        sure = truth(node, case.partial, drawn.CALENDAR)
        if sure is not Truth.CANNOT_TELL:
            assert answers == {sure}
        if any(isinstance(t, StatedTest) for t in nodes_of.tests_of(node)):
            continue
        truly = truth(node, case.whole, drawn.CALENDAR)
        if len(answers) == 1 and Truth.CANNOT_TELL not in (*answers, truly):
            assert answers == {truly}


def test_a_domain_of_one_value_is_no_question() -> None:
    fixed = Field(id="n", label="数", type=FieldType.NUMBER, minimum=Decimal(3), maximum=Decimal(3))
    found = completions(NumberTest("n", Order.EQUAL, 3), Facts(), FieldCatalogue((fixed,)), limit=1)
    assert found is not None
    assert [dict(f.values) for f in found] == [{"n": 3}]
