"""Proves a recorded answer again, or says what is different: payload, rules, which lines."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.canonical import CanonicalPayload, canonical
from permit_rules.casework.record import (
    DecisionRecord,
    Recorder,
    Versions,
    answer_bytes,
    settings_of,
)
from permit_rules.checking.checker import Checker
from permit_rules.checking.payload import Payload
from permit_rules.errors import PermitRulesError
from permit_rules.result import CheckResult

M = TypeVar("M", bound=BaseModel)


class ReplayImpossible(PermitRulesError):
    """A record cannot be replayed: no payload, another key, another format."""


class WrongKey(ReplayImpossible):
    """The record was made with a key, and this is not it; or with none, and there is one."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReplayOutcome(str, Enum):
    """What a replay found.

    ``PROVEN``: the same bytes. ``SAME_ANSWER``: the rules changed and the answer did not.
    ``OTHER_PAYLOAD``: it is not the payload that was answered, so nothing can be proven.
    """

    PROVEN = "proven"
    SAME_ANSWER = "same_answer"
    OTHER_ANSWER = "other_answer"
    OTHER_PAYLOAD = "other_payload"


class LineChange(_Frozen):
    """One line of the answer that is different; ``before`` and ``now`` are "" where there is none.

    ``part`` is the part of the result it stands in; ``instance`` and the words are masked.
    """

    part: Literal["verdict", "findings", "questions", "conditional", "notes", "points", "other"]
    point: str = ""
    instance: str = ""
    code: str = ""
    before: str = ""
    now: str = ""


class Replay(_Frozen):
    """What a replay found, and everything that is different.

    ``changed``, ``added`` and ``removed`` are ids of review points, fields and arrangements whose
    rules are different; ``lines`` the lines of the answer that are. ``answer`` is the new answer,
    not masked.
    """

    outcome: ReplayOutcome
    rules_same: bool
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    lines: tuple[LineChange, ...] = ()
    versions_then: Versions
    versions_now: Versions
    answer: CheckResult

    @property
    def proven(self) -> bool:
        """Whether the very same bytes came out."""
        return self.outcome is ReplayOutcome.PROVEN


def replay(
    record: DecisionRecord,
    payload: Payload | None,
    checker: Checker,
    *,
    key: bytes | None = None,
) -> Replay:
    """Check ``payload`` again as the record says it was checked, and compare.

    ``payload`` None: the one that the record kept. Of ``checker`` the library and the engine are
    used; item, place and what unobserved papers count as are taken from the record.

    Raises:
        WrongKey: ``key`` is not the one the record was made with.
        ReplayImpossible: there is no payload, or the record has a format of a newer version.
        EngineFault, EngineLimit: as a check raises them.
    """
    if record.format != 1:
        raise ReplayImpossible(f"the record has format {record.format}; this version reads 1")
    if payload is None and record.payload is None:
        raise ReplayImpossible("the record does not keep the payload; hand it over")
    set_up = _as_recorded(record, checker)
    try:
        recorder = Recorder(set_up, key=key)
        if recorder.mask.key_id != record.key_id:
            raise WrongKey("the record was made with another key, or with none")
        stated = _kept(record) if payload is None else canonical(payload)
        answer = set_up.check(stated.payload if payload is None else payload)
        now = recorder.record(stated.payload if payload is None else payload, answer)
    finally:
        if set_up is not checker:
            set_up.close()
    lines = tuple(_lines(record.result, now.result))
    same_bytes = record.answer_digest == recorder.mask.digest("answer", answer_bytes(answer))
    same_mask = record.result.model_dump_json() == now.result.model_dump_json()
    if record.payload_digest != now.payload_digest:
        outcome = ReplayOutcome.OTHER_PAYLOAD
    elif same_bytes and same_mask:
        outcome = ReplayOutcome.PROVEN
    elif not lines and record.rules_digest != now.rules_digest:
        outcome = ReplayOutcome.SAME_ANSWER
    else:
        outcome = ReplayOutcome.OTHER_ANSWER
        lines = lines or (LineChange(part="other"),)
    then, there = record.rules, now.rules
    return Replay(
        outcome=outcome,
        rules_same=record.rules_digest == now.rules_digest,
        changed=tuple(sorted(k for k in then.keys() & there.keys() if then[k] != there[k])),
        added=tuple(sorted(there.keys() - then.keys())),
        removed=tuple(sorted(then.keys() - there.keys())),
        lines=lines,
        versions_then=record.versions,
        versions_now=now.versions,
        answer=answer,
    )


def _kept(record: DecisionRecord) -> CanonicalPayload:
    assert record.payload is not None
    return CanonicalPayload(record.payload.kind, record.payload.text)


def _as_recorded(record: DecisionRecord, checker: Checker) -> Checker:
    wanted = record.settings
    if settings_of(checker) == wanted:
        return checker
    return Checker(
        checker.library,
        wanted.item,
        wanted.place,
        unobserved=wanted.unobserved,
        verify=checker.verify,
        engine=checker.engine,
    )


# ---- the lines of two answers --------------------------------------------------------------------


def _lines(before: CheckResult, now: CheckResult) -> Iterator[LineChange]:
    if (before.verdict, before.complete) != (now.verdict, now.complete):
        yield LineChange(part="verdict", before=_verdict(before), now=_verdict(now))
    for part, one, other in (
        ("findings", _findings(before), _findings(now)),
        ("questions", _questions(before), _questions(now)),
        ("conditional", _conditional(before), _conditional(now)),
        ("notes", _notes(before), _notes(now)),
        ("points", _points(before), _points(now)),
    ):
        for line in dict.fromkeys((*one, *other)):
            was, became = one.get(line, ("", "")), other.get(line, ("", ""))
            if was != became:
                point, instance, code = line
                yield LineChange(
                    part=part,
                    point=point,
                    instance=instance,
                    code=code,
                    before=was[0],
                    now=became[0],
                )
    if _rest(before) != _rest(now):
        yield LineChange(part="other")


#: A line by what it is about: what it says, and everything there is to it.
_Lines = dict[tuple[str, str, str], tuple[str, str]]


def _verdict(result: CheckResult) -> str:
    return result.verdict.label if result.complete else f"{result.verdict.label}（不完整）"


def _findings(result: CheckResult) -> _Lines:
    return {(f.point, f.instance, f.code): (f.message, _all(f)) for f in result.findings}


def _questions(result: CheckResult) -> _Lines:
    return {("", "", q.key): (q.text, _all(q)) for q in result.questions}


def _conditional(result: CheckResult) -> _Lines:
    return {
        (c.point, c.instance, c.condition): (f"{c.condition}，{c.text}", _all(c))
        for c in result.conditional
    }


def _notes(result: CheckResult) -> _Lines:
    return {
        (n.point, n.instance, f"{n.kind.value}:{n.text}"): (n.text, _all(n)) for n in result.notes
    }


def _points(result: CheckResult) -> _Lines:
    return {(p.point, "", ""): (p.status.label, _all(p)) for p in result.points}


def _all(model: BaseModel) -> str:
    return model.model_dump_json()


def _rest(result: CheckResult) -> CheckResult:
    """What no line tells and the rules do not decide by being other rules."""
    return result.model_copy(
        update={
            "verdict": "",
            "verdict_label": "",
            "complete": False,
            "findings": (),
            "questions": (),
            "conditional": (),
            "notes": (),
            "points": (),
            "digest": "",
        }
    )
