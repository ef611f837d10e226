"""The measurements still know where each stage of a check begins."""

from __future__ import annotations

import permit_rules as pr
from benchmarks.by_hand import ByHand
from benchmarks.counting import asserted, calls_of
from benchmarks.stages import REST, STAGES, Stages
from benchmarks.traffic import ITEM, PLACE, Applications
from tests.corpus.tables import library
from tests.teahouse import IN_ORDER

PAYLOAD = {**IN_ORDER, "item": "food-business", "facts": {"业务办理项": "新办"}}


def test_every_stage_of_a_check_is_seen_and_put_back() -> None:
    before = {(holder, name): vars(holder).get(name) for s in STAGES.values() for holder, name in s}
    checker = pr.Checker(library(), item="food-business", answers_kept=0)
    stages = Stages()
    with stages.counting():
        checker.check(PAYLOAD).model_dump_json()
    assert {s for s in stages.calls if stages.calls[s] > 0} == {*STAGES, REST}
    assert {(holder, name): vars(holder).get(name) for holder, name in before} == before
    checker.close()


def test_counts_are_of_the_work_alone() -> None:
    assert calls_of(lambda: None) == 1
    assert calls_of(lambda: [len(word) for word in ("甲", "乙")]) >= 3
    checker = pr.Checker(library(), item="food-business")
    assert asserted(lambda: checker.check(PAYLOAD)) > 0
    assert asserted(lambda: checker.check(PAYLOAD)) == 0
    checker.close()


def test_traffic_by_hand_has_the_same_verdicts() -> None:
    """What batch is measured on follows from the seed, and what it is measured against is right."""
    texts = list(Applications(seed=5).texts(60))
    assert texts == [Applications(seed=5).text(n) for n in range(60)]
    assert len(set(texts)) == 60
    hand, checker = ByHand(library()), pr.Checker(library(), ITEM, PLACE)
    assert [hand.verdict(t.encode()) for t in texts] == [
        checker.check(t).verdict.value for t in texts
    ]
