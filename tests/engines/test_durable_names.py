"""No name and no value of a rulebook reaches the Rete engine, so none can mislead it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
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
from permit_rules.engines.rete_packing import LAST_PROPERTY
from permit_rules.engines.rete_rules import MAX_SLOTS
from permit_rules.engines.rete_texts import property_name
from tests.engines.durable_help import Meddled, plan_of

#: Names that the engine keeps for itself or gives to our properties, and text that could break
#: a template, a message or a C string.
NAMES = [
    "sid", "id", "$s", "$forward", "$m", "$and", "$not", "m", "on", "ending", "p0", "p1", "r00000",
    "all", "any", "null", "true", "-1", "0", "%s", "%", "%(p0)s", "{}", '"', "\\", "\\u4e00", "'",
    "a.b", "a,b", "\n", "\r", "\x00", "\ud800", "\ufeff", "𠮷", "", " ", "x" * 70_000,
    # Two names with one FNV-1a hash, by which alone the engine would tell them apart.
    "法人面积注册经营", "法人资本行业许可",
]  # fmt: skip


@pytest.mark.parametrize("plan_name", NAMES)
def test_any_name_of_a_plan(plan_name: str) -> None:
    engine = open_durable(plan_of(Observed("k"), name=plan_name))
    assert engine.run("", Facts(observed={"k": True})).holds == {0}
    engine.close()


def expect_only(nodes: Iterable[Node], facts: Iterable[Facts]) -> None:
    """With the facts of one name, the questions of that name hold and all others fail or open."""
    nodes = tuple(nodes)
    engine = open_durable(plan_of(*nodes, *(Not(node) for node in nodes)))
    for index, stated in enumerate(facts):
        hits = engine.run("", stated, both=True)
        assert hits.holds & frozenset(range(len(nodes))) == {index}
        assert engine.run("", stated) == hits
        assert index + len(nodes) in hits.fails
    engine.close()


def test_any_field_with_a_number() -> None:
    expect_only(
        (NumberTest(name, Order.EQUAL, 7) for name in NAMES),
        (Facts({other: 7 if other == name else 8 for other in NAMES}) for name in NAMES),
    )
    expect_only(
        (NumberTest(name, Order.AT_LEAST, 7) for name in NAMES), (Facts({n: 7}) for n in NAMES)
    )


def test_any_field_stated() -> None:
    expect_only((StatedTest(name) for name in NAMES), (Facts({name: 1}) for name in NAMES))


def test_any_field_with_a_choice() -> None:
    expect_only(
        (ChoiceTest(name, ("是",)) for name in NAMES), (Facts({name: "是"}) for name in NAMES)
    )


def test_any_choice() -> None:
    expect_only(
        (ChoiceTest("form", (name,)) for name in NAMES), (Facts({"form": name}) for name in NAMES)
    )


@pytest.mark.parametrize("holding", Holding)
def test_any_of_many_choices(holding: Holding) -> None:
    expect_only(
        (ChoicesTest("form", holding, (name,)) for name in NAMES),
        (Facts({"form": frozenset({name})}) for name in NAMES),
    )


def test_any_observation() -> None:
    expect_only(
        (Observed(name) for name in NAMES), (Facts(observed={name: True}) for name in NAMES)
    )


def test_what_reaches_the_engine_is_names_of_our_own_and_whole_numbers() -> None:
    meddled = Meddled()
    given: list[str] = []
    engine = meddled.open(
        plan_of(NumberTest("面积", Order.AT_LEAST, 7), ChoiceTest("sid", ("餐饮",)))
    )
    real = meddled.assert_fact

    def noted(handle: int, fact: str) -> object:
        given.append(fact)
        return real(handle, fact)

    meddled.replaced = {"assert_fact": noted}
    secret = Facts({"面积": 7, "sid": "餐饮", "身份证": "110101199003077777"})
    assert engine.run("", secret) == Hits(frozenset({0, 1}), frozenset())
    assert given == ['{"id":"a","sid":"0","on":1,"p0":7,"p2":0}']
    # Of what is not known nothing is sent.
    given.clear()
    assert engine.run("", Facts({"sid": "餐饮"})).holds == {1}
    assert given == ['{"id":"a","sid":"0","on":1,"p2":0}']


def fnv1a_32(text: str) -> int:
    number = 0x811C9DC5
    for byte in text.encode():
        number = (number ^ byte) * 16777619 % 2**32
    return number


def test_our_property_names_have_different_hashes() -> None:
    assert fnv1a_32("法人面积注册经营") != fnv1a_32("法人资本行业许可!")
    names = ["id", "sid", "$s", "$forward", LAST_PROPERTY]
    names += map(property_name, range(MAX_SLOTS))
    assert len({fnv1a_32(name) for name in names}) == len(names)
