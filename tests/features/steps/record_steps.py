"""Records of answers and what a replay says of them."""

from __future__ import annotations

from copy import deepcopy

from pytest_bdd import parsers, then, when

from permit_rules.casework import DecisionRecord, Recorder, Replay, ReplayOutcome, replay
from tests.features.steps.desk import Desk, checker, words

KEY = b"the key of one office"


def _recorded(desk: Desk, *, keep: bool = False) -> DecisionRecord:
    recorder = Recorder(checker(desk.local_rules, desk.rules), key=KEY)
    made = recorder.record(desk.payload, desk.result, keep_payload=keep)
    # As it would come back from wherever it was kept.
    return DecisionRecord.model_validate_json(made.model_dump_json())


@when("答复留下决定记录", target_fixture="record")
def _record(desk: Desk) -> DecisionRecord:
    return _recorded(desk)


@when("答复留下决定记录，连同申请数据", target_fixture="record")
def _record_with_payload(desk: Desk) -> DecisionRecord:
    return _recorded(desk, keep=True)


@when("这项地方规定后来没有了")
def _no_local_rules(desk: Desk) -> None:
    desk.local_rules = None


@then("拿着当时的申请数据再核对，答复得到证实")
def _proven(desk: Desk, record: DecisionRecord) -> None:
    assert _replayed(desk, record).proven


@then("只凭记录再核对，答复得到证实")
def _proven_alone(record: DecisionRecord) -> None:
    assert replay(record, None, checker(), key=KEY).proven


@then("拿着当时的申请数据再核对，答复不同", target_fixture="replayed")
def _other_answer(desk: Desk, record: DecisionRecord) -> Replay:
    found = _replayed(desk, record)
    assert found.outcome is ReplayOutcome.OTHER_ANSWER
    return found


@then(words("改动的规则是「{point}」"))
def _changed(replayed: Replay, point: str) -> None:
    assert replayed.changed == (point,)
    assert {line.point for line in replayed.lines} >= {f"{point}/copies"}


@then("拿着换了申请人的申请数据再核对，申请数据不同")
def _other_payload(desk: Desk, record: DecisionRecord) -> None:
    other = deepcopy(desk.payload)
    other["applicant"]["name"] = "另一家餐馆"
    found = replay(record, other, checker(), key=KEY)
    assert found.outcome is ReplayOutcome.OTHER_PAYLOAD


@then(words("记录里没有申请人的名称，也没有「{text}」"))
def _masked(desk: Desk, record: DecisionRecord, text: str) -> None:
    kept = record.model_dump_json()
    assert text in desk.result.model_dump_json()
    assert text not in kept
    assert desk.payload["applicant"]["name"] not in kept


@then(parsers.parse("同一个申请人再来，记录里的记号相同"))
def _recognised(desk: Desk, record: DecisionRecord) -> None:
    desk.receive("2026-03-03")
    assert _recorded(desk).result.applicant == record.result.applicant != ""


def _replayed(desk: Desk, record: DecisionRecord) -> Replay:
    return replay(record, desk.payload, checker(desk.local_rules, desk.rules), key=KEY)
