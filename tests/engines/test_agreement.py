"""The two engines give the same hits, whatever the plan and the facts."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.fields import Choice, Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
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
from permit_rules.engines.durable_rules import open_durable
from permit_rules.engines.protocol import Hits
from permit_rules.engines.reference import open_reference
from permit_rules.engines.rete_cells import Cells
from permit_rules.errors import EngineFault
from permit_rules.working_days import Calendar, Period, PeriodUnit, earlier, later
from tests.strategies import DAYS, LIMIT_EDGES, STATED_EDGES, facts, plans, scopes_of

#: An opened plan costs far more than a run of it, so each is asked several times.
RUNS_A_PLAN = 6


def agree_on(plan: EnginePlan, data: st.DataObject) -> None:
    """Open the plan in both engines and compare their hits on facts drawn for it."""
    durable, reference = open_durable(plan), open_reference(plan)
    # One that keeps what was answered, and one that has to throw it away all the time.
    keeping = [open_durable(plan, Cells(most)) for most in (1000, 2)]
    indexes = st.frozensets(st.sampled_from([q.index for q in plan.questions]))
    try:
        for _ in range(RUNS_A_PLAN):
            scope = data.draw(st.sampled_from(scopes_of(plan.catalogue)), label="scope")
            stated = data.draw(facts(plan, scope), label="facts")
            expected = reference.run(scope, stated)
            assert durable.run(scope, stated) == expected
            assert durable.run(scope, stated, both=True) == expected
            for engine in keeping:
                assert engine.run(scope, stated) == expected
                assert engine.run(scope, stated, both=True) == expected
            event(f"holds: {bool(expected.holds)}, fails: {bool(expected.fails)}")
            only = data.draw(indexes, label="only")
            expected = reference.run(scope, stated, only=only)
            assert durable.run(scope, stated, only=only) == expected
            assert durable.run(scope, stated, only=only, both=True) == expected
            for engine in keeping:
                assert engine.run(scope, stated, only=only) == expected
                assert engine.run(scope, stated) == reference.run(scope, stated)
    finally:
        for engine in (durable, reference, *keeping):
            engine.close()


#: A plan takes longer to draw and to open than most examples, so fewer are tried; ``make fuzz``
#: tries many more.
FEWER = settings(max_examples=settings().max_examples // 6)


@FEWER
@given(plans(most=40), st.data())
def test_both_engines_agree_on_whole_plans(plan: EnginePlan, data: st.DataObject) -> None:
    agree_on(plan, data)


@pytest.mark.parametrize(
    "kind",
    [FieldType.NUMBER, FieldType.CHOICE, FieldType.CHOICES, FieldType.DATE],
    ids=lambda kind: kind.name.lower(),
)
@FEWER
@given(data=st.data())
def test_both_engines_agree_on_each_type(kind: FieldType, data: st.DataObject) -> None:
    agree_on(data.draw(plans(most=12, kind=kind), label="plan"), data)


CATALOGUE = FieldCatalogue(
    (
        Field(id="id", label="人数", type=FieldType.NUMBER),
        Field(
            id="sid", label="经营项目", type=FieldType.CHOICES, choices=tuple(map(Choice, "甲乙丙"))
        ),
        Field(id="from", label="发证日期", type=FieldType.DATE),
        Field(id="to", label="有效期至", type=FieldType.DATE),
    )
)
#: Two years; in the second, 1 to 8 October are off, and a Sunday and a Saturday are worked instead.
CALENDAR = Calendar(
    "试验日历",
    frozenset({2024, 2025}),
    frozenset(date(2025, 10, day) for day in range(1, 9)),
    frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
)


def agree_on_each(tests: list[Node], facts_of_runs: list[Facts]) -> None:
    """Compare the engines on every test and its opposite, over all of these facts."""
    nodes = [node for test in tests for node in (test, Not(test))]
    questions = tuple(Question(index, "", node) for index, node in enumerate(nodes))
    plan = EnginePlan("试验", questions, CATALOGUE, CALENDAR)
    durable, reference = open_durable(plan), open_reference(plan)
    try:
        for stated in facts_of_runs:
            for both in (False, True):
                assert durable.run("", stated, both=both) == reference.run("", stated), stated
    finally:
        durable.close()
        reference.close()


def test_both_engines_agree_on_every_number_beside_every_limit() -> None:
    limits = sorted({sign * edge for edge in LIMIT_EDGES for sign in (1, -1)})
    numbers = sorted(
        {sign * edge + by for edge in STATED_EDGES for sign in (1, -1) for by in (-1, 0, 1)}
    )
    agree_on_each(
        [NumberTest("id", order, limit) for order in Order for limit in limits],
        [Facts({"id": kind(number)}) for number in numbers for kind in (int, AtLeast)],
    )


def test_both_engines_agree_on_every_set_of_choices() -> None:
    subsets = [s for size in range(4) for s in itertools.combinations("丙乙甲", size)]
    agree_on_each(
        [ChoicesTest("sid", holding, subset) for holding in Holding for subset in subsets],
        [Facts({"sid": frozenset(subset)}) for subset in subsets] + [Facts()],
    )


def test_both_engines_agree_on_every_day_that_a_period_leads_to() -> None:
    periods = [Period(n, unit) for unit in PeriodUnit for n in (0, 1, 2, 5, 13)]
    moves = [(period, before) for period in periods for before in (False, True)]
    runs = []
    for start in (*DAYS, *(date(2025, 9, 24) + timedelta(days=n) for n in range(22))):
        reached = {(earlier if back else later)(start, p, CALENDAR) for p, back in moves}
        # On each day reached, and on the one before it, where another count would be seen.
        near = {date.fromordinal(max(d.toordinal() - by, 1)) for d in reached if d for by in (0, 1)}
        runs += [Facts({"from": start, "to": day}) for day in sorted(near)]
    agree_on_each(
        [
            DateTest("to", Order.AT_LEAST, Day(field="from", period=period, before=before))
            for period, before in moves
        ],
        runs,
    )


def test_both_engines_agree_on_every_way_of_joining() -> None:
    leaves: tuple[Node, ...] = (Observed("a"), Observed("b"), Not(Observed("a")), StatedTest("id"))
    parts = [some for size in range(4) for some in itertools.combinations(leaves, size)]
    joined = [kind(some) for some in parts for kind in (All, AnyOf)]
    pairs = itertools.combinations(joined, 2)
    seen: list[dict[str, bool]] = [
        {key: value for key, value in zip("ab", values, strict=True) if value is not None}
        for values in itertools.product((True, False, None), repeat=2)
    ]
    agree_on_each(
        [*joined, *(kind(pair) for pair in pairs for kind in (All, AnyOf))],
        [Facts(values, observed) for observed in seen for values in ({}, {"id": 0})],
    )


def test_neither_engine_is_misled_by_indexes_and_scopes_it_does_not_know() -> None:
    plan = EnginePlan(
        "试验",
        (Question(0, "", Observed("a")), Question(1, "sid", Observed("a"))),
        CATALOGUE,
        CALENDAR,
    )
    seen = Facts(observed={"a": True})
    for engine in (open_durable(plan), open_reference(plan)):
        assert engine.run("", seen, only=[1, 99]) == Hits(frozenset(), frozenset())
        assert engine.run("", seen, only=[0, 1]) == Hits(frozenset({0}), frozenset())
        assert engine.run("nowhere", seen, both=True) == Hits(frozenset(), frozenset())
        engine.close()
        with pytest.raises(EngineFault):
            engine.run("", seen)
