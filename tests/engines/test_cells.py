"""What rulesets answered is kept by cells: it saves asking, is bounded, and is never trusted
after anything went wrong."""

from __future__ import annotations

from typing import Any

import durable_rules_engine
import pytest

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.nodes import (
    All,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
)
from permit_rules.engines.durable_rules import DurableEngine
from permit_rules.engines.protocol import Hits
from permit_rules.engines.rete_cells import QUESTIONS_A_RULESET, AnswersKept, Cells
from permit_rules.errors import EngineFault
from tests.engines.durable_help import NO_CALENDAR, Meddled, at_least, plan_of, seen


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
    assert engine.cells.counts() == AnswersKept(8, 100, asked=16, found=8, whole=8)
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
            counts = engine.cells.counts()
            assert counts.kept <= most
            # Five questions: a whole answer takes about as much memory as that of a ruleset.
            assert counts.whole <= most * QUESTIONS_A_RULESET // 5
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
    (whole,) = engine.cells._whole
    for meddle in (meddle_with_rulesets, meddle_with_whole_answers):
        meddle(engine, whole)
        assert 2 in engine.run("", area(0)).holds
        with pytest.raises(EngineFault, match="otherwise than before"):
            engine.run("", area(0), both=True)
        assert engine.run("", area(0)).holds == {3, 4}


def meddle_with_rulesets(engine: DurableEngine, whole: Kept[Hits]) -> None:
    whole.clear()
    for pack, cells in list(engine.cells._kept):  # type: ignore[misc]
        engine.cells.keep(pack, cells, frozenset({2}))


def meddle_with_whole_answers(engine: DurableEngine, whole: Kept[Hits]) -> None:
    for vector in list(whole):
        whole.keep(vector, Hits(frozenset({2}), frozenset()))


@pytest.mark.parametrize(
    ("test", "same"),
    [
        (at_least(1), [True, 1.0, "1"]),
        (ChoiceTest("area", ("1",)), [1, True, ["1"], frozenset({"1"})]),
        (ChoicesTest("area", Holding.ANY, ("1",)), ["1", {"1"}, ["1"], ("1",)]),
    ],
)
def test_a_value_of_another_type_is_refused_whatever_is_kept(test: Node, same: list[Any]) -> None:
    right: Any = {NumberTest: 1, ChoiceTest: "1", ChoicesTest: frozenset({"1"})}[type(test)]
    engine = Meddled().open(plan_of(test), Cells(100))
    for value in same:
        assert engine.run("", Facts({"area": right})).holds == {0}
        with pytest.raises(EngineFault, match="area"):
            engine.run("", Facts({"area": value}))


def test_one_engine_may_serve_several_scopes_within_the_bound() -> None:
    questions = (Question(0, "", at_least(1)), Question(1, "roster", at_least(2)))
    plan = EnginePlan("试验", questions, FieldCatalogue(), NO_CALENDAR)
    engine = Meddled().open(plan, Cells(4))
    for _ in range(2):
        assert engine.run("", area(1)).holds == {0}
        assert engine.run("roster", area(1)).fails == {1}
    assert engine.cells.counts().whole == 2


def test_what_reads_one_unknown_fact_is_not_asked_a_second_time() -> None:
    extension = Counted()
    plan = plan_of(at_least(5), NumberTest("area", Order.BELOW, 9), All((seen(0), seen(1))))
    engine = extension.open(plan)
    engine.run("", Facts(observed={"k0": True, "k1": True}))
    once = extension.asked
    # Known from below alone it may be settled; so may what reads something else besides.
    assert engine.run("", Facts({"area": AtLeast(9)}, {"k0": False})) == Hits(
        frozenset({0}), frozenset({1, 2})
    )
    assert extension.asked > 2 * once


def test_the_half_that_fires_less_often_is_asked_first() -> None:
    firings = 0

    def completed(handle: int, state: int) -> Any:
        nonlocal firings
        message = durable_rules_engine.complete_and_start_action(handle, state)
        firings += message is not None
        return message

    extension = Meddled()
    extension.replaced["complete_and_start_action"] = completed
    # Either holds unless all of eight observations are made, which most often are not.
    engine = extension.open(plan_of(*(Not(All((seen(n), seen(n + 1)))) for n in range(7))))
    nothing_seen = Facts(observed={f"k{n}": False for n in range(8)})
    assert engine.run("", nothing_seen) == Hits(frozenset(range(7)), frozenset())
    assert firings == 0
    assert engine.run("", nothing_seen, both=True) == Hits(frozenset(range(7)), frozenset())
    assert firings > 0


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
