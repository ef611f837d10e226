"""Rulesets of the Rete engine over their life: threads, overlapping runs, memory, closing."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import durable_rules_engine
import pytest

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import All, AnyOf, Not
from permit_rules.engines.durable_rules import open_durable
from permit_rules.engines.protocol import Hits
from permit_rules.engines.reference import open_reference
from permit_rules.errors import EngineFault
from tests.engines.durable_help import RUN_CALLS, Meddled, at_least, plan_of, seen


def plan(size: int = 90) -> EnginePlan:
    """Questions that share tests, over more than one pack."""
    return plan_of(
        *(All((at_least(n), AnyOf((seen(n % 7), Not(seen(n % 5)))))) for n in range(size))
    )


def application(number: int) -> Facts:
    """One of many different applications; some leave an observation open."""
    observed = {f"k{n}": (number >> n) % 2 == 1 for n in range(7) if number % 9 != n}
    return Facts({"area": number * 37 % 101}, observed)


def test_threads_disturb_neither_each_other_nor_the_answers() -> None:
    engine, reference = open_durable(plan()), open_reference(plan())
    applications = [application(n) for n in range(60)]
    expected = [reference.run("", facts) for facts in applications]
    start = threading.Barrier(8)

    def work(number: int) -> int:
        start.wait()
        wrong = 0
        for turn in range(300):
            k = (turn * 7 + number * 13) % len(applications)
            hits = engine.run("", applications[k], both=turn % 3 == 0)
            wrong += (sorted(hits.holds), sorted(hits.fails)) != (
                sorted(expected[k].holds),
                sorted(expected[k].fails),
            )
        return wrong

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(work, range(8))) == 0
    finally:
        sys.setswitchinterval(interval)
    engine.close()


@pytest.mark.parametrize("call", RUN_CALLS)
def test_a_run_within_a_run_does_not_disturb_it(call: str) -> None:
    # As when a signal handler checks an application while its thread is checking another.
    meddled = Meddled()
    engine = meddled.open(plan())
    inner: list[Hits] = []

    def interrupted(*arguments: Any) -> Any:
        meddled.replaced = {}
        if not inner:
            inner.append(engine.run("", application(2)))
        return getattr(durable_rules_engine, call)(*arguments)

    reference = open_reference(plan())
    meddled.replaced = {call: interrupted}
    assert engine.run("", application(1)) == reference.run("", application(1))
    assert inner == [reference.run("", application(2))]
    assert engine.run("", application(3)) == reference.run("", application(3))
    engine.close()
    assert not meddled.living


def test_as_many_rulesets_are_kept_as_runs_have_overlapped() -> None:
    meddled = Meddled()
    engine = meddled.open(plan())
    once = meddled.made
    for n in range(20):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(engine.run, "", application(n)).result()
    assert meddled.made == once
    engine.close()
    assert not meddled.living


def test_two_engines_of_one_plan() -> None:
    names: list[str] = []

    def named(name: str, definition: str) -> int:
        names.append(name)
        handle: int = durable_rules_engine.create_ruleset(name, definition)
        return handle

    meddled = Meddled()
    meddled.replaced = {"create_ruleset": named}
    first, second = meddled.open(plan()), meddled.open(plan())
    assert len(set(names)) == len(names) == meddled.made
    expected = open_reference(plan()).run("", application(5))
    assert first.run("", application(5)) == expected
    first.close()
    assert second.run("", application(5)) == expected
    second.close()


def test_after_closing_every_run_is_refused() -> None:
    meddled = Meddled()
    engine = meddled.open(plan())
    engine.run("", application(1))
    engine.close()
    engine.close()
    assert not meddled.living
    for scope in ("", "no such scope"):
        with pytest.raises(EngineFault, match="closed"):
            engine.run(scope, application(1))


def test_a_run_that_is_going_on_while_the_engine_is_closed_ends_well() -> None:
    meddled = Meddled()
    engine = meddled.open(plan())

    def closing(*arguments: Any) -> Any:
        engine.close()
        return durable_rules_engine.retract_fact(*arguments)

    meddled.replaced = {"retract_fact": closing}
    hits = engine.run("", application(4))
    assert hits == open_reference(plan()).run("", application(4))
    assert not meddled.living
    with pytest.raises(EngineFault, match="closed"):
        engine.run("", application(4))


def test_an_engine_that_is_let_go_is_freed() -> None:
    meddled = Meddled()
    engine = meddled.open(plan())
    engine.run("", application(1))
    assert meddled.living
    del engine
    gc.collect()
    assert not meddled.living


def test_scopes_are_apart_and_unknown_ones_empty() -> None:
    questions = (*plan_of(seen(0)).questions, *plan_of(Not(seen(0)), scope="machines").questions)
    numbered = tuple(
        type(q)(index, q.scope, q.node) for index, q in enumerate((*questions, *questions))
    )
    engine = open_durable(EnginePlan("名单", numbered, plan().catalogue, plan().calendar))
    facts = Facts(observed={"k0": True})
    assert engine.run("", facts) == Hits(frozenset({0, 2}), frozenset())
    assert engine.run("machines", facts) == Hits(frozenset(), frozenset({1, 3}))
    assert engine.run("nobody", facts) == Hits(frozenset(), frozenset())
    assert engine.run("", facts, only=[1, 2, 99]) == Hits(frozenset({2}), frozenset())
    engine.close()


def test_a_plan_without_questions() -> None:
    engine = open_durable(plan_of())
    assert engine.run("", Facts()) == Hits(frozenset(), frozenset())
    engine.close()


def test_only_asks_no_more_packs_than_it_must() -> None:
    meddled = Meddled()
    engine = meddled.open(plan_of(*(seen(n) for n in range(200))))
    facts = Facts(observed={f"k{n}": n % 2 == 0 for n in range(199)})
    asked: list[int] = []

    def counted(handle: int, fact: str) -> Any:
        asked.append(handle)
        return durable_rules_engine.assert_fact(handle, fact)

    meddled.replaced = {"assert_fact": counted}
    # What reads nothing stated is not asked a second time; nor does it set anything off.
    for only, packs in (([0], 1), ([0, 199], 1), ([199], 0), ([], 0), (range(200), 4)):
        asked.clear()
        hits = engine.run("", facts, only=only)
        assert hits.holds == {n for n in only if n % 2 == 0}
        assert hits.fails == {n for n in only if n % 2 == 1 and n != 199}
        assert len(asked) == packs
    for only, packs in (([0], 2), ([0, 199], 4), ([], 0)):
        asked.clear()
        engine.run("", facts, only=only, both=True)
        assert len(asked) == packs
    engine.close()


IMPORTS = """
import sys
import permit_rules.engines.durable_rules as rete
assert not {"durable", "durable_rules_engine"} & sys.modules.keys()
rete.load_extension()
assert "durable_rules_engine" in sys.modules
assert "durable" not in sys.modules
"""

MEMORY = """
import resource, sys, threading
from permit_rules.engines.durable_rules import open_durable
from permit_rules.conditions.facts import Facts
from tests.engines.test_durable_sessions import application, plan

def grown(work, turns):
    # Kilobytes by which the peak grows once the work has been done a few times.
    for n in range(turns // 10 + 1):
        work(n)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for n in range(turns):
        work(n)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (after - before) // (1024 if sys.platform == "darwin" else 1)

engine = open_durable(plan(20))
print("runs", grown(lambda n: engine.run("", application(n % 128), both=n % 2 == 0), 30_000))

def open_and_close(n):
    opened = open_durable(plan())
    opened.run("", application(n))
    if n % 2:
        opened.close()

print("openings", grown(open_and_close, 60))

def in_a_thread(n):
    thread = threading.Thread(target=engine.run, args=("", application(n)))
    thread.start()
    thread.join()

print("threads", grown(in_a_thread, 300))
"""


def in_a_new_process(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def test_the_extension_alone_is_imported_and_only_when_asked_for() -> None:
    in_a_new_process(IMPORTS)


def test_memory_does_not_grow() -> None:
    growth = dict(line.split() for line in in_a_new_process(MEMORY).splitlines())
    # A leak of one session would be 700 KB at each opening, of one message 7 KB at each run.
    assert {name: int(kilobytes) < 1_500 for name, kilobytes in growth.items()} == {
        "runs": True, "openings": True, "threads": True,
    }, growth  # fmt: skip
