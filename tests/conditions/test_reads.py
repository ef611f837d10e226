"""What a condition reads, as a key: where the keys are the same, so is all that follows."""

from __future__ import annotations

from collections.abc import Hashable

from hypothesis import given, settings
from hypothesis import strategies as st

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.nodes import All, Not, Observed, StatedTest
from permit_rules.conditions.reads import Reads
from permit_rules.conditions.truth import truth
from permit_rules.conditions.wording import clauses
from tests.strategies import facts, plans


@settings(max_examples=max(10, settings().max_examples // 4))
@given(plans(most=6), st.data())
def test_the_same_key_means_the_same_truth_and_the_same_explanation(
    plan: EnginePlan, data: st.DataObject
) -> None:
    reads, known = Reads(), dict[Hashable, object]()
    for _ in range(6):
        stated = data.draw(facts(plan, ""))
        for question in plan.questions:
            if question.scope:
                continue
            said = (
                truth(question.node, stated, plan.calendar),
                clauses(question.node, stated, plan.catalogue, plan.calendar),
            )
            assert known.setdefault(reads.of(question.node, stated), said) == said


def test_a_roster_is_told_by_its_members() -> None:
    reads, node = Reads(), StatedTest("branches")
    rosters = [None, (), ({"branches.name": "甲"},), ({"branches.name": "乙"},)]
    keys = {
        reads.of(node, Facts({} if members is None else {"branches": members}))
        for members in rosters
    }
    assert len(keys) == len(rosters)


def test_conditions_are_told_apart_even_when_they_read_the_same() -> None:
    reads = Reads()
    one, other = Observed("a"), Not(Observed("a"))
    stated = Facts(observed={"a": True})
    assert reads.of(one, stated) != reads.of(other, stated)
    assert reads.of(one, stated) == reads.of(one, Facts({"b": 1}, {"a": True, "c": False}))


def test_a_condition_that_takes_the_place_of_a_dropped_one_has_a_key_of_its_own() -> None:
    reads, stated = Reads(), Facts()
    # Made and dropped at once, so that the same memory is used again and again.
    assert len({reads.of(All((Observed("a"),)), stated) for _ in range(50)}) == 50


def test_answers_are_kept_up_to_the_bound() -> None:
    kept = Kept[str](2)
    assert kept.get("a") is None
    assert kept.keep("a", "1") == "1"
    kept.keep("b", "2")
    assert (kept.get("a"), len(kept)) == ("1", 2)
    kept.keep("c", "3")
    assert (kept.get("a"), kept.get("c"), len(kept)) == (None, "3", 1)
    assert Kept[str](0).keep("a", "1") == "1"
    assert Kept[str](0).get("a") is None
