"""Whatever goes wrong in durable-rules is a fault, never a shorter answer, and passes with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import chain, repeat
from typing import Any

import durable_rules_engine
import pytest

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import All, AnyOf, Not
from permit_rules.engines import rete_packing
from permit_rules.engines.durable_rules import open_durable
from permit_rules.engines.protocol import Hits
from permit_rules.engines.rete_codes import MEANINGS
from permit_rules.errors import EngineFault, EngineUnavailable
from tests.engines.durable_help import RUN_CALLS, Error, Meddled, at_least, plan_of, seen

#: How many questions read one observation each, and how much goes into a pack. What a failed run
#: leaves in the extension cannot be freed; with packs of full size that were gigabytes.
MANY, ROOM = 16, 10
#: Two packs on each side, so that something can go wrong after something went well.
PLAN = plan_of(
    *(seen(n) for n in range(MANY)), All((seen(0), at_least(3))), Not(AnyOf((seen(1), seen(2))))
)
#: Everything is known but k0, which questions 0 and MANY read.
FACTS = Facts({"area": 7}, {f"k{n}": n % 3 == 1 for n in range(1, MANY)})
EXPECTED = Hits(
    frozenset(n for n in range(1, MANY) if n % 3 == 1),
    frozenset({*(n for n in range(1, MANY) if n % 3 != 1), MANY + 1}),
)


@pytest.fixture(autouse=True)
def _small_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rete_packing, "MAX_WEIGHT", ROOM)


def test_the_healthy_engine_answers() -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    assert len(meddled.living) == 4
    assert engine.run("", FACTS) == EXPECTED
    assert engine.run("", FACTS, both=True) == EXPECTED


def raising(error: BaseException) -> Callable[..., Any]:
    def call(*arguments: object) -> None:
        raise error

    return call


def returning(answer: object) -> Callable[..., Any]:
    return lambda *arguments: answer


def after(number: int, call: str, wrong: Callable[..., Any]) -> Callable[..., Any]:
    """The real call the first times, then the wrong one."""
    real = getattr(durable_rules_engine, call)
    calls = chain(repeat(real, number), repeat(wrong))

    def either(*arguments: object) -> Any:
        return next(calls)(*arguments)

    return either


def expect_fault_then_health(
    meddled: Meddled, call: str, wrong: Callable[..., Any], match: str | None = None
) -> None:
    """One run with the wrong call is a fault; the next, on a healthy extension, is right."""
    engine = meddled.open(PLAN)
    assert engine.run("", FACTS) == EXPECTED
    for both in (True, False):
        meddled.replaced = {call: wrong}
        with pytest.raises(EngineFault, match=match):
            engine.run("", FACTS, both=both)
        meddled.replaced = {}
        assert engine.run("", FACTS) == EXPECTED
        assert engine.run("", FACTS, both=True) == EXPECTED
    engine.close()
    assert not meddled.living


ERRORS = [
    *(Error(f"Could not do it, error code: {code}") for code in (*MEANINGS, 399)),
    Error("pyAssertFact Invalid argument"),
    MemoryError(),
    SystemError("error return without exception set"),
    RecursionError(),
]


@pytest.mark.parametrize("call", RUN_CALLS)
@pytest.mark.parametrize("which", [0, 3])
def test_an_exception_is_a_fault(call: str, which: int) -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    for error in ERRORS:
        meddled.replaced = {call: after(which, call, raising(error))}
        with pytest.raises(EngineFault, match=f"in {call} of plan '试验'") as caught:
            engine.run("", FACTS, both=True)
        assert caught.value.__cause__ is error
        meddled.replaced = {}
        assert engine.run("", FACTS, both=True) == EXPECTED
    engine.close()
    assert not meddled.living


@pytest.mark.parametrize("call", ["assert_fact", "retract_fact"])
def test_a_return_code_is_a_fault(call: str) -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    for code in (1, 2, 3, *range(101, 317), -1, None, "0"):
        meddled.replaced = {call: returning((code, 1))}
        with pytest.raises(EngineFault, match=f"in {call} of plan '试验': code {code}") as caught:
            engine.run("", FACTS)
        meddled.replaced = {}
        assert engine.run("", FACTS) == EXPECTED
        if isinstance(code, int) and code in MEANINGS:
            assert MEANINGS[code] in str(caught.value)


def test_a_code_in_an_exception_is_explained() -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    error = Error("Could not assert fact, error code: 303")
    meddled.replaced = {"assert_fact": raising(error)}
    with pytest.raises(EngineFault, match=r"303 \(more than 64 tests matched at once\)"):
        engine.run("", FACTS)


@pytest.mark.parametrize("shape", [None, (), (0,), (0, 1, 2), 5, "01", [[0, 1]]])
@pytest.mark.parametrize("call", ["assert_fact", "retract_fact"])
def test_an_answer_of_another_shape_is_a_fault(call: str, shape: object) -> None:
    expect_fault_then_health(Meddled(), call, returning(shape))


@pytest.mark.parametrize(
    "shape",
    [None, (), ("state",), ("state", None), ("state", 5), ("state", ""), ("state", b'{"ending":'),
     ("state", "{}"), ("state", '{"r00000":{"m":{}}}', 1), ("state", [["r00000"]])],
)  # fmt: skip
def test_a_first_firing_of_another_shape_is_a_fault(shape: object) -> None:
    expect_fault_then_health(Meddled(), "start_action_for_state", returning(shape))


@pytest.mark.parametrize(
    "message",
    [5, "", "{}", b'{"r00000":{"m":{}}}', ["r00000"], '{"r99999":{"m":{}}}', '{"rule":{"m":{}}}',
     '{ "r00000":{"m":{}}}', '{"ending":{"m":{}}}'],
)  # fmt: skip
@pytest.mark.parametrize("which", [0, 5])
def test_a_later_firing_of_another_shape_or_name_is_a_fault(message: object, which: int) -> None:
    call = "complete_and_start_action"
    # For ever the same, as an engine would that does not go on.
    expect_fault_then_health(Meddled(), call, after(which, call, returning(message)))


@pytest.mark.parametrize("name", ["r99999", "rule00", "r0000x"])
def test_one_firing_of_an_unknown_rule_is_a_fault(name: str) -> None:
    call = "complete_and_start_action"
    meddled = Meddled()
    engine = meddled.open(PLAN)
    strange = iter([f'{{"{name}":{{"m":{{}}}}}}'])
    real = durable_rules_engine.complete_and_start_action
    meddled.replaced = {call: lambda *arguments: next(strange, None) or real(*arguments)}
    with pytest.raises(EngineFault, match=name):
        engine.run("", FACTS)


@pytest.mark.parametrize("which", [0, 1, 10])
def test_an_answer_cut_short_is_a_fault(which: int) -> None:
    call = "complete_and_start_action"
    expect_fault_then_health(
        Meddled(), call, after(which, call, returning(None)), match="firings that end"
    )


def test_a_run_that_fires_nothing_is_a_fault() -> None:
    expect_fault_then_health(Meddled(), "start_action_for_state", returning(None))


def test_a_match_that_was_lost_is_a_fault_where_both_halves_are_asked() -> None:
    meddled = Meddled()
    engine = meddled.open(plan_of(seen(0), seen(1), seen(2)))
    facts = Facts(observed={"k0": True, "k1": True, "k2": True})
    real = durable_rules_engine.complete_and_start_action

    def call(handle: int, state: int) -> Any:
        message = real(handle, state)
        return real(handle, state) if message and "r00001" in message else message

    meddled.replaced = {"complete_and_start_action": call}
    with pytest.raises(EngineFault, match=r"neither hold nor fail: \[1\]"):
        engine.run("", facts, both=True)
    meddled.replaced = {}
    assert engine.run("", facts, both=True).holds == {0, 1, 2}


@pytest.mark.parametrize("both", [True, False])
def test_a_question_that_holds_and_fails_is_a_fault(both: bool) -> None:
    meddled = Meddled()
    engine = meddled.open(plan_of(seen(0), seen(1), All((seen(2), seen(3))), seen(3)))
    # k2 makes it ask the failing halves, because the third question reads k3 as well.
    facts = Facts(observed={"k0": True, "k1": True, "k3": False})
    real = durable_rules_engine.start_action_for_state
    packs = iter(["holding", "failing"])

    def call(handle: int, state: int) -> Any:
        if next(packs) == "holding":
            return real(handle, state)
        following = iter(['{"ending":{}}', None])
        meddled.replaced["complete_and_start_action"] = lambda *arguments: next(following)
        return "state", '{"r00001":{}}'

    meddled.replaced = {"start_action_for_state": call}
    with pytest.raises(EngineFault, match=r"both hold and fail: \[1\]"):
        engine.run("", facts, both=both)
    meddled.replaced = {}
    assert engine.run("", facts, both=True) == Hits(frozenset({0, 1}), frozenset({2, 3}))


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize("which", [0, 3])
@pytest.mark.parametrize("call", RUN_CALLS)
def test_an_interrupt_passes_through_and_leaves_nothing_half_done(
    call: str, which: int, error: type[BaseException]
) -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    meddled.replaced = {call: after(which, call, raising(error()))}
    with pytest.raises(error):
        engine.run("", FACTS, both=True)
    meddled.replaced = {}
    for _ in range(2):
        assert engine.run("", FACTS, both=True) == EXPECTED
    engine.close()
    assert not meddled.living


@pytest.mark.parametrize("error", [Error("Could not create ruleset, error code: 106"),
                                   MemoryError(), KeyboardInterrupt()])  # fmt: skip
def test_a_ruleset_that_is_refused(error: BaseException) -> None:
    call = "create_ruleset"
    expected = EngineFault if isinstance(error, Exception) else KeyboardInterrupt
    meddled = Meddled()
    meddled.replaced = {call: after(2, call, raising(error))}
    with pytest.raises(expected):
        meddled.open(PLAN)
    assert not meddled.living
    # The same in a run that needs fresh rulesets, because the last one failed.
    meddled.replaced = {}
    engine = meddled.open(PLAN)
    meddled.replaced = {"retract_fact": raising(ValueError())}
    with pytest.raises(EngineFault):
        engine.run("", FACTS)
    meddled.replaced = {call: after(2, call, raising(error))}
    with pytest.raises(expected):
        engine.run("", FACTS)
    assert not meddled.living
    meddled.replaced = {}
    assert engine.run("", FACTS) == EXPECTED


@pytest.mark.parametrize("call", ["delete_state", "assert_fact", "retract_fact"])
def test_closing_goes_on_when_something_cannot_be_freed(call: str) -> None:
    meddled = Meddled()
    engine = meddled.open(PLAN)
    meddled.replaced = {call: raising(Error("error code: 309"))}
    engine.close()
    assert not meddled.living


def test_a_session_in_which_nothing_fired_is_not_deleted() -> None:
    # The extension would free memory that it never wrote.
    meddled = Meddled()
    engine = meddled.open(PLAN)
    deleted: list[int] = []
    meddled.replaced = {
        "assert_fact": returning((1, 0)),
        "delete_state": lambda handle, sid: deleted.append(handle),
    }
    engine.close()
    assert not deleted


def test_without_the_extension_the_message_says_how_to_build_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(EngineUnavailable) as caught:
        open_durable(PLAN)
    for words in ("C compiler", "durable-rules==2.0.28", "3.13", "--no-cache-dir",
                  "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject"):  # fmt: skip
        assert words in str(caught.value)
