"""Promise 4: what is kept from earlier checks changes no byte of an answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import Sited, cases_of, library
from tests.promises.applications import ITEMS, applications

#: Each item opens five checkers, one of them anew for each application.
SOME = ITEMS[::4]
FEW = settings(max_examples=max(3, settings().max_examples // 25))


def checker_with(item: Sited, kept: int | None = None, *, verify: bool = False) -> pr.Checker:
    """A checker of the item that has answered nothing yet."""
    place = item.place or None
    if kept is None:
        return pr.Checker(library(), item.item, place, verify=verify)
    return pr.Checker(library(), item.item, place, answers_kept=kept)


@pytest.mark.parametrize("item", SOME, ids=str)
def test_on_off_warm_cold_and_full_give_the_same_bytes(item: Sited) -> None:
    warm, off, full = checker_with(item), checker_with(item, 0), checker_with(item, 3)
    verified = checker_with(item, verify=True)

    @FEW
    @given(data=st.data())
    def same(data: st.DataObject) -> None:
        application = data.draw(applications(item))
        cold = checker_with(item)
        answers = {c.check(application).model_dump_json() for c in (warm, off, full, cold)}
        answers.add(warm.check(application).model_dump_json())
        answers.add(verified.check(application).model_dump_json())
        assert len(answers) == 1
        cold.close()

    same()
    assert off.answers().kept == 0
    assert full.answers().kept <= 3 * len(full._single._opened)
    assert warm.answers().found > 0
    for checker in (warm, off, full, verified):
        checker.close()


@pytest.mark.parametrize("kept", [0, 5, 10_000])
def test_threads_that_share_what_is_kept_answer_as_one_alone(kept: int) -> None:
    item = next(i for i in ITEMS if i.item == "food-business")
    payloads = [dict(c.application) for c in cases_of(item)][::40]
    alone = checker_with(item, 0)
    expected = [alone.check(p).model_dump_json() for p in payloads]
    alone.close()
    shared = checker_with(item, kept)

    def work(thread: int) -> list[str]:
        order = sorted(range(len(payloads)), key=lambda n: (n + 3 * thread) % len(payloads))
        answers = {n: shared.check(payloads[n]).model_dump_json() for n in order}
        return [answers[n] for n in range(len(payloads))]

    with ThreadPoolExecutor(6) as pool:
        for answers in pool.map(work, range(6)):
            assert answers == expected
    shared.close()


def test_nobody_is_told_whom_another_application_named() -> None:
    item = next(i for i in ITEMS if i.item == "simple-deregistration")
    used = checker_with(item)
    for case in cases_of(item):
        fresh = checker_with(item)
        answer = fresh.check(dict(case.application)).model_dump_json()
        assert used.check(dict(case.application)).model_dump_json() == answer
        fresh.close()
    used.close()


def test_what_cannot_be_a_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="answers_kept"):
        pr.Checker(library(), answers_kept=-1)
