"""Many applications: the answers of one-by-one checks, in order, lazily, in several processes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.checking import many
from permit_rules.checking.processes import in_order
from tests.teahouse import IN_ORDER, RULES, application

GOOD = IN_ORDER


@pytest.fixture(scope="module")
def checker() -> pr.Checker:
    return pr.Checker(pr.load(RULES), item="teahouse", place="")


def _payloads() -> list[Any]:
    other = application(facts={"座位数": 120})
    bad: list[Any] = ["这不是JSON", b"\xff", [], None, json.dumps(GOOD), {"facts": 3}]
    return [GOOD, other, *bad, *({**GOOD, "applicant": {"name": str(n)}} for n in range(150))]


def test_a_bad_payload_is_one_answer_and_stops_nothing(checker: pr.Checker) -> None:
    results = list(checker.check_many(_payloads()))
    assert len(results) == len(_payloads())
    assert results[2].payload[0].code == "SH801"
    assert results[-1].applicant == "149"


def test_it_is_lazy_and_never_ahead_in_one_process(checker: pr.Checker) -> None:
    taken: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        for n in count():
            taken.append(n)
            yield GOOD

    answers = checker.check_many(endless())
    assert not taken
    assert [a.item for a in islice(answers, 3)] == ["teahouse"] * 3
    assert taken == [0, 1, 2]


def test_several_processes_answer_the_same_bytes(checker: pr.Checker) -> None:
    one = [checker.check(p).model_dump_json() for p in _payloads()]
    two = [r.model_dump_json() for r in checker.check_many(_payloads(), processes=2)]
    assert one == two


def test_ahead_only_so_far(checker: pr.Checker) -> None:
    taken = count()

    def endless() -> Iterator[dict[str, Any]]:
        for _ in taken:
            yield GOOD

    answers = checker.check_many(endless(), processes=2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert next(taken) <= many.PART * 5


def test_what_cannot_be_sent_is_checked_here(checker: pr.Checker) -> None:
    odd = {**GOOD, "facts": {"业务办理项": lambda: "新办"}}
    (answer,) = checker.check_many([odd], processes=2)
    assert answer == checker.check(odd)


def test_a_wrong_number_of_processes(checker: pr.Checker) -> None:
    with pytest.raises(ValueError, match="processes"):
        checker.check_many([], processes=0)


# ---- a process that dies -------------------------------------------------------------------------


def _begin() -> None:
    pass


def _dies_once(part: tuple[str, int]) -> int:
    folder, number = part
    mark = os.path.join(folder, "died")
    if number == 3 and not os.path.exists(mark):
        with open(mark, "w"):
            pass
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _dies_always(part: int) -> int:
    if part == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


def test_what_a_dead_process_left_is_done_again(tmp_path: Any) -> None:
    parts = [(str(tmp_path), n) for n in range(9)]
    done = [f.result() for _, f in in_order(_dies_once, parts, 2, _begin, ())]
    assert done == list(range(9))
    assert (tmp_path / "died").exists()


def test_a_process_that_dies_for_ever_is_an_error_and_no_hole() -> None:
    answers = in_order(_dies_always, range(4), 1, _begin, ())
    assert next(answers)[1].result() == 0
    with pytest.raises(pr.WorkerLost):
        next(answers)
