"""A replay proves the same answer, and says what is different where it is another."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.casework import (
    DecisionRecord,
    Recorder,
    ReplayImpossible,
    ReplayOutcome,
    WrongKey,
    replay,
)
from tests.teahouse import RULES, application

KEY = b"an office's own secret"
CHECKER = pr.Checker(pr.load(RULES))
LACKING = application(without=("申请书",))


def record(
    payload: Any = LACKING, *, key: bytes | None = KEY, keep: bool = False
) -> DecisionRecord:
    return Recorder(CHECKER, key=key).record(payload, CHECKER.check(payload), keep_payload=keep)


def changed(folder: Path, old: str, new: str) -> pr.Checker:
    """A checker of the same rules with one difference."""
    rules = folder / "rules"
    shutil.copytree(RULES, rules)
    file = rules / "national" / "teahouse.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return pr.Checker(pr.load(rules))


@pytest.mark.parametrize("key", [KEY, None])
def test_the_same_is_proven(key: bytes | None) -> None:
    found = replay(record(key=key), LACKING, CHECKER, key=key)

    assert found.proven
    assert (found.changed, found.added, found.removed, found.lines) == ((), (), (), ())


def test_a_record_that_keeps_its_payload_needs_nothing_else() -> None:
    for payload in (LACKING, '{"item": "teahouse", "a": 1, "a": 2}', b"\xff", '{"facts": NaN}'):
        assert replay(record(payload, keep=True), None, CHECKER, key=KEY).proven


def test_the_other_engine_proves_it_too() -> None:
    reference = pr.Checker(CHECKER.library, engine="reference")
    found = replay(record(), LACKING, reference, key=KEY)

    assert found.proven
    assert found.versions_then.engine == "durable-rules"
    assert found.versions_now.engine == "reference"


def test_the_checker_is_set_up_as_it_was() -> None:
    payload = application(paper={"申请书": {"signed": None, "sealed": None}})
    lenient = pr.Checker(CHECKER.library, "teahouse", "", unobserved="in_order")
    made = Recorder(lenient, key=KEY).record(payload, lenient.check(payload))

    assert lenient.check(payload) != CHECKER.check(payload)
    assert replay(made, payload, CHECKER, key=KEY).proven


def test_another_payload_is_said_to_be_another() -> None:
    found = replay(record(), application(), CHECKER, key=KEY)

    assert found.outcome is ReplayOutcome.OTHER_PAYLOAD
    assert found.rules_same
    assert ("findings", "teahouse/M1") in {(c.part, c.point) for c in found.lines}


def test_a_payload_that_differs_in_nothing_that_matters_is_another_still() -> None:
    found = replay(record(), LACKING | {"persons": [{"name": "王二"}]}, CHECKER, key=KEY)

    assert found.outcome is ReplayOutcome.OTHER_PAYLOAD


def test_a_rule_that_changed_is_named_with_the_lines_it_changed(tmp_path: Path) -> None:
    payload = application(paper={"申请书": {"copies": 1}})
    made = record(payload)
    stricter = changed(tmp_path, "份数: 2", "份数: 1")
    found = replay(made, payload, stricter, key=KEY)

    assert found.outcome is ReplayOutcome.OTHER_ANSWER
    assert found.changed == ("teahouse/M1",)
    [line] = [c for c in found.lines if c.part == "findings"]
    assert line.point == "teahouse/M1/copies"
    assert (line.code, line.now) == ("defective/copies", "")
    assert "份" in line.before


def test_a_remark_that_changes_no_rule_leaves_the_answer_the_same(tmp_path: Path) -> None:
    same = changed(tmp_path, "申请材料:", "# 一句说明\n申请材料:")
    found = replay(record(), LACKING, same, key=KEY)

    assert found.outcome is ReplayOutcome.SAME_ANSWER
    assert not found.rules_same
    assert (found.changed, found.added, found.removed, found.lines) == ((), (), (), ())


def test_an_answer_that_was_tampered_with_is_not_proven() -> None:
    made = record()
    forged = made.model_copy(
        update={"result": made.result.model_copy(update={"findings": made.result.findings[1:]})}
    )
    other = made.model_copy(update={"answer_digest": "0" * 64})

    assert replay(forged, LACKING, CHECKER, key=KEY).outcome is ReplayOutcome.OTHER_ANSWER
    assert replay(other, LACKING, CHECKER, key=KEY).outcome is ReplayOutcome.OTHER_ANSWER


def test_another_key_another_format_and_no_payload_are_refused() -> None:
    for key in (b"the secret of another office", None):
        with pytest.raises(WrongKey):
            replay(record(), LACKING, CHECKER, key=key)
    with pytest.raises(WrongKey):
        replay(record(key=None), LACKING, CHECKER, key=KEY)
    with pytest.raises(ReplayImpossible, match="format 2"):
        replay(record().model_copy(update={"format": 2}), LACKING, CHECKER, key=KEY)
    with pytest.raises(ReplayImpossible, match="hand it over"):
        replay(record(), None, CHECKER, key=KEY)
