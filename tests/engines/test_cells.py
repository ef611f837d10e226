"""What rulesets answered is kept by cells: it saves asking, is bounded, and is never trusted
after anything went wrong."""

from __future__ import annotations

from typing import Any

import durable_rules_engine
import pytest

from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.nodes import All, NumberTest, Observed, Order
from permit_rules.engines.protocol import Hits
from permit_rules.engines.rete_cells import AnswersKept, Cells
from permit_rules.errors import EngineFault
from tests.engines.durable_help import Meddled, at_least, plan_of, seen


class Counted(Meddled):
    """The extension, counting the facts it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.replaced["assert_fact"] = self._asserted

    def _asserted(self, handle: int, fact: str) -> Any:
        self.asked += 1
        return durable_rules_engine.assert_fact(handle, fact)


def area(number: int | AtLeast) -> Facts:
    return Facts({"area": number})


THRESHOLDS = plan_of(
    at_least(100),
    NumberTest("area", Order.ABOVE, 200),
    NumberTest("area", Order.EQUAL, 300),
    NumberTest("area", Order.NOT_EQUAL, 400),
    NumberTest("area", Order.AT_MOST, 500),
)
#: Both ends of every cell that these thresholds cut, and numbers far beyond.
CUT = [
    [-(2**70), 0, 99], [100, 150, 200], [201, 299], [300], [301, 399], [400], [401, 500],
    [501, 2**70],
]  # fmt: skip


def test_a_number_is_asked_about_once_for_each_of_its_cells() -> None:
    extension = Counted()
    engine = extension.open(THRESHOLDS, Cells(100))
    for number, cell in enumerate(CUT, 1):
        answers = {engine.run("", area(n)).holds for n in cell}
        assert len(answers) == 1
        assert extension.asked == number
    assert engine.cells.counts() == AnswersKept(8, 100, asked=16, found=8)
    assert engine.cells.counts().hit_rate == 0.5


def test_a_number_known_from_below_is_not_taken_for_the_number() -> None:
    kept, plain = Meddled().open(THRESHOLDS, Cells(100)), Meddled().open(THRESHOLDS)
    for number in (n for cell in CUT for n in cell):
        for stated in (area(number), area(AtLeast(number)), area(number)):
            assert kept.run("", stated) == plain.run("", stated)


def test_nothing_is_kept_beyond_the_bound_and_with_zero_nothing_at_all() -> None:
    for most in (0, 3):
        engine = Meddled().open(THRESHOLDS, Cells(most))
        for cell in CUT * 2:
            engine.run("", area(cell[0]))
            assert engine.cells.counts().kept <= most
        assert bool(engine.cells) is (most > 0)


def test_what_was_kept_is_forgotten_once_the_engine_fails() -> None:
    extension = Counted()
    engine = extension.open(THRESHOLDS, Cells(100))
    engine.run("", area(0))
    extension.replaced["retract_fact"] = lambda handle, fact: (2, "0")
    with pytest.raises(EngineFault):
        engine.run("", area(150))
    assert engine.cells.counts().kept == 0
    del extension.replaced["retract_fact"]
    assert engine.run("", area(0)).fails == {0, 1, 2}


def test_both_halves_are_asked_all_the_same_and_held_against_what_is_kept() -> None:
    extension = Counted()
    engine = extension.open(THRESHOLDS, Cells(100))
    engine.run("", area(0), both=True)
    asked = extension.asked
    engine.run("", area(0), both=True)
    assert extension.asked == 2 * asked
    # Somebody meddles with what is kept: a check that trusts it is misled, one of both halves not.
    for pack, cells in list(engine.cells._kept._answers):  # type: ignore[misc]
        engine.cells.keep(pack, cells, frozenset({2}))
    assert engine.run("", area(0)).holds == {2}
    with pytest.raises(EngineFault, match="otherwise than before"):
        engine.run("", area(0), both=True)
    assert engine.run("", area(0)).holds == {3, 4}


def test_a_ruleset_in_which_nothing_can_fire_is_not_asked() -> None:
    extension = Counted()
    plan = plan_of(All((seen(0), seen(1))), All((seen(0), seen(2), at_least(5))), at_least(9))
    engine = extension.open(plan)
    nothing = frozenset[int]()
    assert engine.run("", Facts({"area": 9}, {"k0": True, "k1": True, "k2": True})) == Hits(
        frozenset({0, 1, 2}), nothing
    )
    before = extension.asked
    assert engine.run("", Facts(observed={"k0": False, "k1": True}), only=[0]) == Hits(
        nothing, frozenset({0})
    )
    assert extension.asked == before
    engine.run("", Facts({"area": 9}, {"k0": False, "k1": True}), only=[0], both=True)
    assert extension.asked == before + 2


def test_only_what_the_wanted_questions_read_is_looked_at() -> None:
    engine = Meddled().open(plan_of(Observed("a"), at_least(5)))
    # The number is of a wrong type, which only a question that reads it can mind.
    wrong = Facts({"area": "五"}, {"a": True})
    assert engine.run("", wrong, only=[0]).holds == {0}
    with pytest.raises(EngineFault, match="area"):
        engine.run("", wrong, only=[1])
