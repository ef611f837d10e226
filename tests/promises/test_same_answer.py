"""Promise 4: any order of what was handed in, from any thread, gives the same bytes."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import Sited, cases_of, library
from tests.promises.applications import ITEMS, SHARE, applications, checker_of

THREADS = 8


def shuffled(payload: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same application with its keys, its facts, its papers and its sources reordered."""
    order = random.Random(seed)

    def mixed(value: Any, depth: int = 0) -> Any:
        if isinstance(value, dict):
            keys = order.sample(list(value), len(value))
            return {k: mixed(value[k], depth + 1) for k in keys}
        return value

    out = mixed(payload)
    for key in ("materials", "shared"):
        if isinstance(out.get(key), list):
            out[key] = order.sample(out[key], len(out[key]))
    assert isinstance(out, dict)
    return out


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_eight_threads_and_any_order_give_the_same_bytes(item: Sited) -> None:
    checker = pr.Checker(library(), item.item, item.place or None)
    cases = [c.application for c in cases_of(item)]
    payloads = [dict(c) for c in cases[:: max(1, len(cases) // 4)]]
    expected = [checker.check(p).model_dump_json() for p in payloads]

    def work(thread: int) -> list[str]:
        # Each thread begins elsewhere, so that different applications meet in the engine.
        answers: dict[int, str] = {}
        for n in range(len(payloads)):
            at = (n + thread * 5) % len(payloads)
            answers[at] = checker.check(shuffled(payloads[at], thread)).model_dump_json()
        return [answers[n] for n in range(len(payloads))]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(work, range(THREADS)):
            assert answers == expected
    checker.close()


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data(), seed=st.integers(0, 2**16))
def test_the_order_of_what_was_handed_in_changes_nothing(
    item: Sited, data: st.DataObject, seed: int
) -> None:
    application = data.draw(applications(item))
    checker = checker_of(item, reference=True)
    one = checker.check(application)
    other = checker.check(shuffled(application, seed))
    # Complaints about a paper name it by its place in the list, so they move with it.
    assert one.model_copy(update={"payload": ()}) == other.model_copy(update={"payload": ()})
    assert sorted(p.code for p in one.payload) == sorted(p.code for p in other.payload)
