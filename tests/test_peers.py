"""The comparison with other engines: its work, its answers, and what it reports."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.peers import peers
from benchmarks.peers.engines import closures, ours
from benchmarks.peers.fields import NAMES
from benchmarks.peers.payload import reader, written
from benchmarks.peers.peers import CLOSURES, DISTINCT, PROGRAM, Peer, installed
from benchmarks.peers.plot import plot
from benchmarks.peers.report import report
from benchmarks.peers.spelling import Language
from benchmarks.peers.worker import BATCH, ONE, PARTLY, TEXT, Work
from benchmarks.peers.workload import OPEN, applications, points, right_answer, truth

POINTS = points(60)
STATED, PARTLY_STATED = applications(POINTS, 25), applications(POINTS, 25, unstated=0.2)

PYTHON = Language(
    both=" and ",
    either=" or ",
    negated="(not {})",
    fact="facts.get('{}')",
    stated="({0!r} in facts)",
    one_of="({} in [{}])",
    holds="({1} in {0})",
    quote="'",
)


def test_the_work_is_made_from_a_seed() -> None:
    assert points(60) == POINTS != points(60, seed=2)
    assert applications(POINTS, 25) == STATED != applications(POINTS, 25, seed=2)
    assert all(set(a["facts"]) == set(NAMES) for a in STATED)
    left = sum(len(a["facts"]) for a in PARTLY_STATED) / (len(NAMES) * 25)
    assert 0.7 < left < 0.9
    assert len({json.dumps(a) for a in (*STATED, *PARTLY_STATED)}) == 50


def test_every_kind_of_answer_comes_about() -> None:
    said = {why for a in PARTLY_STATED for _, why in right_answer(POINTS, a)}
    assert said == {"missing", "copies", "unsigned", "expired", OPEN}
    assert not any(why == OPEN for a in STATED for _, why in right_answer(POINTS, a))


@pytest.mark.parametrize("name", ours.ADAPTERS)
def test_this_library_gives_the_right_answers(name: str) -> None:
    engine = ours.ADAPTERS[name](POINTS)
    for _ in range(2):
        assert [engine.check(a) for a in STATED] == [right_answer(POINTS, a) for a in STATED]
        assert [engine.check_open(a) for a in PARTLY_STATED] == [
            right_answer(POINTS, a) for a in PARTLY_STATED
        ]
    assert (engine.cells.counts().whole == 50) is (engine.kept > 0)


def test_closures_give_the_right_answers() -> None:
    engine = closures.Closures(POINTS)
    assert [engine.check(a) for a in STATED] == [right_answer(POINTS, a) for a in STATED]


@pytest.mark.parametrize("name", sorted(set(peers.MODULES) - {"ours", "closures"}))
def test_peers_that_are_installed_give_the_right_answers(name: str) -> None:
    found = [peer for peer in installed([])[0] if peer.module == name]
    for peer in found:
        assert Work(peer, 20, 10).loaded["wrong"] == 0


def test_conditions_are_spelled_as_they_are_meant() -> None:
    for point in POINTS:
        whole = PYTHON.condition(point.condition).replace("true", "True")
        halves = [
            PYTHON.half(point.condition, h).replace("true", "True").replace("false", "False")
            for h in (True, False)
        ]
        for application in STATED:
            assert eval(whole, {"facts": application["facts"]}) is truth(
                point.condition, application["facts"]
            )
        for application in PARTLY_STATED:
            outcomes = [eval(half, {"facts": application["facts"]}) for half in halves]
            expected = truth(point.condition, application["facts"])
            assert outcomes == [expected is True, expected is False]


def test_a_payload_is_validated_and_an_answer_written() -> None:
    read = reader()
    text = json.dumps(STATED[0], ensure_ascii=False)
    assert read(text) == STATED[0]
    for wrong in ({"age": 17}, {"region": "别处"}, {"unknown": 1}, {"scopes": ["经营范围99"]}):
        facts = {**STATED[0]["facts"], **wrong}
        with pytest.raises(ValueError, match=next(iter(wrong))):
            read(json.dumps({**STATED[0], "facts": facts}))
    assert json.loads(written([("P0001", "missing")])) == [["P0001", "missing"]]


def test_a_wrong_answer_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work(Peer("closures", CLOSURES), 20, 5)
    assert work.loaded["wrong"] == 0
    assert work.loaded["tasks"] == [ONE, TEXT]
    assert work.measure(ONE, 0.001)["wrong"] == 0
    work.right[ONE][3] = [("P0000", "invented")]
    assert work.measure(ONE, 0.0001)["wrong"] >= 1


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peers.MODULES, "no_such_module", "no-such-package")
    found, absent = installed(["closures", "reference"])
    assert [peer.name for peer in found] == ["reference engine", "closures"]
    assert "no-such-package" in absent


def figures() -> dict[str, Any]:
    """Made-up figures of three engines: 10, 20 and 40 microseconds, a little slower later."""
    loaded = {"load ms": 1.0, "loaded MB": 2.0, "in use MB": 3.0}
    names = {CLOSURES: 10.0, DISTINCT: 20.0, PROGRAM: 40.0}
    return {
        str(size): {
            name: {"loaded": loaded, "times": {ONE: [us, us * 1.1, us * 1.3]}, "trouble": ""}
            for name, us in names.items()
        }
        for size in (20, 200)
    }


def test_ratios_are_taken_within_a_round() -> None:
    found = figures()
    found["200"][CLOSURES]["trouble"] = "2 wrong answers"
    found["20"][DISTINCT]["times"][ONE] = [40.0, 22.0, 26.0]
    text = report(found)
    assert "| closures | 11 | 0.25 | 0.50 | 1.00 | 11 | 0.25 | 0.50 | 1.00 |" in text
    assert "**closures**, 200 points: 2 wrong answers" in text
    assert PARTLY not in text
    assert BATCH not in text
    assert "JSON text in" not in text, TEXT


def test_the_plot_has_a_line_for_each_engine() -> None:
    drawn = plot(figures(), ONE)
    assert drawn.count("<polyline") == 3
    assert all(name in drawn for name in (CLOSURES, DISTINCT, PROGRAM))
