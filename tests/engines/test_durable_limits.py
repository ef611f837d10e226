"""Every limit of durable-rules is kept clear of when a plan is opened, never met by a run."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
)
from permit_rules.engines import rete_packing, rete_rules
from permit_rules.engines.durable_rules import open_durable
from permit_rules.engines.protocol import Hits
from permit_rules.engines.rete_rules import MAX_CONSTANT, MAX_DEPTH
from permit_rules.engines.rete_scopes import scopes_of
from permit_rules.errors import EngineLimit
from tests.engines.durable_help import at_least, plan_of, seen

NOBODY: frozenset[int] = frozenset()


def run(plan: EnginePlan, facts: Facts) -> Hits:
    """The hits of one run, both halves asked, so that a contradiction would be noticed."""
    engine = open_durable(plan)
    hits = engine.run("", facts, both=True)
    assert engine.run("", facts) == hits
    engine.close()
    return hits


def all_seen(number: int, outcome: bool = True) -> Facts:
    return Facts(observed={f"k{n}": outcome for n in range(number)})


def everyone(plan: EnginePlan) -> frozenset[int]:
    return frozenset(range(len(plan.questions)))


def test_more_tests_matched_at_once_than_the_stack_holds() -> None:
    observed = plan_of(*(seen(n) for n in range(300)))
    assert run(observed, all_seen(300)) == Hits(everyone(observed), NOBODY)
    assert run(observed, all_seen(300, False)) == Hits(NOBODY, everyone(observed))
    thresholds = plan_of(*(at_least(n) for n in range(300)))
    assert run(thresholds, Facts({"area": 300})) == Hits(everyone(thresholds), NOBODY)
    assert run(thresholds, Facts({"area": -1})) == Hits(NOBODY, everyone(thresholds))


def test_thousands_of_questions_of_which_everything_matches() -> None:
    nodes: list[Node] = []
    for n in range(700):
        nodes.append(All((at_least(n), AnyOf((seen(n), seen(n + 1), seen(n + 2))))))
        nodes.append(AnyOf((at_least(n), All((seen(n), seen(n + 1))))))
        nodes.append(AnyOf((Not(NumberTest("area", Order.EQUAL, -n)), Not(seen(n)))))
    plan = plan_of(*nodes)
    facts = Facts({"area": 10_000}, all_seen(800).observed)
    assert run(plan, facts) == Hits(everyone(plan), NOBODY)


def test_more_rules_than_a_ruleset_holds() -> None:
    plan = plan_of(*(All((seen(n % 70), at_least(n))) for n in range(4_200)))
    assert run(plan, Facts({"area": 5_000}, all_seen(70).observed)) == Hits(everyone(plan), NOBODY)


def test_more_rules_that_end_in_the_same_test_than_the_engine_counts() -> None:
    # The first question gives the common test the last place in every other.
    first = AnyOf((*(seen(n) for n in range(600)), at_least(1)))
    plan = plan_of(first, *(All((seen(n), at_least(1))) for n in range(600)))
    assert run(plan, Facts({"area": 1}, all_seen(600).observed)) == Hits(everyone(plan), NOBODY)


def test_more_ors_through_one_test_than_the_engine_counts() -> None:
    plan = plan_of(*(AnyOf((at_least(1), seen(n))) for n in range(400)))
    assert run(plan, Facts({"area": 1}, all_seen(400).observed)) == Hits(everyone(plan), NOBODY)
    assert run(plan, Facts({"area": 0}, all_seen(400, False).observed)).fails == everyone(plan)


def test_more_values_of_one_field_than_places_under_a_node() -> None:
    names = tuple(sorted(f"值{n}" for n in range(1_200)))
    plan = plan_of(
        ChoiceTest("form", names[:600]),
        ChoiceTest("form", names[600:]),
        *(ChoiceTest("form", (name,)) for name in names),
    )
    hits = run(plan, Facts({"form": names[700]}))
    assert hits == Hits(frozenset({1, 702}), everyone(plan) - {1, 702})
    assert run(plan, Facts({"form": "别的"})) == Hits(NOBODY, everyone(plan))
    assert run(plan, Facts()) == Hits(NOBODY, NOBODY)


@pytest.mark.parametrize("holding", Holding)
def test_more_properties_than_a_message_holds(holding: Holding) -> None:
    names = tuple(sorted(f"值{n}" for n in range(300)))
    plan = plan_of(ChoicesTest("business", holding, names))
    held, lacking = frozenset(names), frozenset({"别的"})
    assert run(plan, Facts({"business": held})) == Hits(frozenset({0}), NOBODY)
    assert run(plan, Facts({"business": lacking})) == Hits(NOBODY, frozenset({0}))
    # One of three hundred is missing, and one is there.
    some = run(plan, Facts({"business": held - {"值17"}}))
    assert some.holds == (NOBODY if holding is Holding.ALL else {0})
    one = run(plan, Facts({"business": frozenset({"值299"})}))
    assert one.holds == (NOBODY if holding is Holding.ALL else {0})


@pytest.mark.parametrize("join", [All, AnyOf])
@pytest.mark.parametrize("size", [61, 62, 249, 250, 401, 650])
def test_conditions_of_any_width(join: Callable[[tuple[Node, ...]], Node], size: int) -> None:
    plan = plan_of(join(tuple(seen(n) for n in range(size))))
    assert run(plan, all_seen(size)) == Hits(frozenset({0}), NOBODY)
    assert run(plan, all_seen(size, False)) == Hits(NOBODY, frozenset({0}))
    for odd in (0, size // 2, size - 1):
        one_in = Facts(observed={**all_seen(size, False).observed, f"k{odd}": True})
        assert run(plan, one_in).holds == ({0} if join is AnyOf else NOBODY)
        unknown = {k: v for k, v in all_seen(size, join is All).observed.items() if k != f"k{odd}"}
        assert run(plan, Facts(observed=unknown)) == Hits(NOBODY, NOBODY)


@pytest.mark.parametrize("levels", [13, 14, 15, 16, 40, MAX_DEPTH - 1])
def test_conditions_nested_deeper_than_the_engine_reads(levels: int) -> None:
    node: Node = seen(0)
    for n in range(1, levels):
        node = (All if n % 2 else AnyOf)((seen(n), node))
    plan = plan_of(node, Not(node))
    hits = run(plan, all_seen(levels))
    assert hits == Hits(frozenset({0}), frozenset({1}))
    assert run(plan, all_seen(levels, False)) == Hits(frozenset({1}), frozenset({0}))
    # The innermost decides where every all is let through and no any is.
    through = {f"k{n}": n % 2 == 1 for n in range(levels)}
    for inner in (True, False):
        settled = run(plan, Facts(observed={**through, "k0": inner}))
        assert settled.holds == ({0} if inner else {1})


def test_ors_that_would_multiply_do_not() -> None:
    # Fired as one rule, the failing half would fire 3 ** 12 times.
    alternatives = [All((seen(3 * n), seen(3 * n + 1), seen(3 * n + 2))) for n in range(12)]
    plan = plan_of(AnyOf(tuple(alternatives)))
    assert run(plan, all_seen(36, False)) == Hits(NOBODY, frozenset({0}))
    assert run(plan, all_seen(36)) == Hits(frozenset({0}), NOBODY)
    packs = scopes_of(plan)[""].packs
    assert sum(pack.most_firings for pack in packs) < 300


def test_no_pack_comes_near_a_limit() -> None:
    nodes = [AnyOf((All((seen(n), at_least(n))), seen(n + 1), seen(n + 2))) for n in range(900)]
    packs = scopes_of(plan_of(*nodes))[""].packs
    for pack in packs:
        rules = json.loads(pack.definition)
        tests = pack.definition.count('"p')
        assert list(rules)[-1] == rete_packing.LAST_RULE
        assert len(rules) <= 62
        assert tests <= 400
        assert pack.fact([","] * 1800).count(",") <= 251
    assert [pack.number for pack in packs] == list(range(len(packs)))


def test_a_number_too_large_is_refused_with_its_question() -> None:
    good = at_least(1)
    bad = NumberTest("area", Order.EQUAL, MAX_CONSTANT + 1)
    with pytest.raises(EngineLimit, match=f"question 2 of plan '食品'.*{MAX_CONSTANT + 1}"):
        open_durable(plan_of(good, good, All((good, Not(bad))), name="食品"))
    with pytest.raises(EngineLimit, match="question 0"):
        open_durable(plan_of(NumberTest("area", Order.AT_MOST, -MAX_CONSTANT - 1)))


@pytest.mark.parametrize("levels", [MAX_DEPTH, 5_000])
def test_nesting_without_end_is_refused_with_its_question(levels: int) -> None:
    node: Node = Observed("k")
    for n in range(levels):
        node = Not(node) if n % 2 else All((node,))
    with pytest.raises(EngineLimit, match=f"question 1 of plan '试验'.*{MAX_DEPTH}"):
        open_durable(plan_of(seen(0), node))


def test_more_properties_than_names_are_refused_with_their_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rete_rules, "MAX_SLOTS", 3)
    assert run(plan_of(seen(0), seen(1), seen(2)), all_seen(3)).holds == {0, 1, 2}
    with pytest.raises(EngineLimit, match=r"question 3.*3 properties"):
        open_durable(plan_of(seen(0), seen(1), seen(2), seen(3)))


def test_more_rules_than_names_are_refused_with_their_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rete_packing, "MAX_RULES", 3)
    assert run(plan_of(seen(0), seen(1), seen(2)), all_seen(3)).holds == {0, 1, 2}
    with pytest.raises(EngineLimit, match="question 3"):
        open_durable(plan_of(seen(0), seen(1), seen(2), seen(3)))
