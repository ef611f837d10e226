"""A decision record (决定记录): enough of an answer to prove it again, without what was typed."""

from __future__ import annotations

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

import permit_rules
from permit_rules.casework.canonical import Kind, canonical
from permit_rules.casework.masking import Mask, mask_result, vocabulary_of
from permit_rules.casework.rule_digests import rule_digests, rule_texts
from permit_rules.checking.checker import Checker
from permit_rules.checking.payload import Payload
from permit_rules.resolving import resolve
from permit_rules.result import CheckResult

#: The engine's own packages, by the name that :class:`permit_rules.Checker` gives the engine.
_PACKAGES = {"durable": "durable-rules"}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptPayload(_Frozen):
    """The payload itself, where an office keeps it in the record; the record is then as personal.

    ``kind`` is ``json`` for ``text`` in canonical form, ``text`` or ``base64`` for what is no JSON.
    """

    kind: Kind
    text: str


class Settings(_Frozen):
    """How the checker was set up; another set-up may answer differently.

    ``item`` and ``place`` are the checker's own, None where it took them from the application.
    """

    item: str | None = None
    place: str | None = None
    unobserved: Literal["unknown", "in_order"] = "unknown"


class Versions(_Frozen):
    """What answered: the library, the engine, and the version of the engine's package."""

    library: str
    engine: str
    engine_version: str = ""


class DecisionRecord(_Frozen):
    """What is kept of one answer.

    ``payload_digest`` is of the canonical payload, ``answer_digest`` of the whole result before
    masking, both with ``algorithm`` (``hmac-sha256`` where the office has a key, else
    ``sha256``); ``key_id`` tells which key. ``rules_digest`` is of all rule files, ``rules`` has a
    digest for each point, field and arrangement in force for the item, place and day. ``result``
    is the answer, masked. ``payload`` is None unless it was to be kept.
    """

    format: int = 1
    item: str
    place: str = ""
    received_on: date | None = None
    algorithm: str
    key_id: str = ""
    payload_digest: str
    answer_digest: str
    rules_digest: str
    rules: dict[str, str] = Field(default_factory=dict)
    versions: Versions
    settings: Settings
    result: CheckResult
    payload: KeptPayload | None = None


class Recorder:
    """Makes records of the answers of one checker; one for all of them, in any thread.

    ``key`` is the office's own secret of 16 bytes or more, the same for as long as records are to
    be compared and replayed; without one everything masked looks alike, and the plain digests let
    whoever guesses a whole payload confirm the guess.

    Raises:
        ValueError: the key is shorter.
    """

    def __init__(self, checker: Checker, *, key: bytes | None = None) -> None:
        self.checker = checker
        self.mask = Mask(key)
        # As many entries as there are stretches of days at places; no payload makes more.
        self._rules: dict[tuple[Any, ...], tuple[dict[str, str], frozenset[str]]] = {}

    def record(
        self, payload: Payload, result: CheckResult, *, keep_payload: bool = False
    ) -> DecisionRecord:
        """The record of ``result``, which is what the checker answered to ``payload``.

        Raises:
            TypeError: the payload holds a value that JSON cannot say.
            ValueError: it is nested too deeply to be written.
        """
        stated = canonical(payload)
        digests, vocabulary = self._rules_of(result)
        masked = mask_result(in_order(result), stated, self.mask, vocabulary)
        return DecisionRecord(
            item=masked.item,
            place=masked.place,
            received_on=result.received_on,
            algorithm=self.mask.algorithm,
            key_id=self.mask.key_id,
            payload_digest=self.mask.digest("payload", stated.encoded),
            answer_digest=self.mask.digest("answer", answer_bytes(result)),
            rules_digest=result.digest,
            rules=digests,
            versions=_versions(self.checker),
            settings=settings_of(self.checker),
            result=masked,
            payload=KeptPayload(kind=stated.kind, text=stated.text) if keep_payload else None,
        )

    def _rules_of(self, result: CheckResult) -> tuple[dict[str, str], frozenset[str]]:
        library, day = self.checker.library, result.received_on
        item = library.item_for(result.item, result.place)
        if item is None or day is None:
            return {}, frozenset()
        key = (item.id, result.levels, result.place if not result.levels else "", result.since)
        found = self._rules.get(key) if result.levels else None
        if found is None:
            book = resolve(library, item.id, result.place, day)
            found = rule_digests(book), vocabulary_of(rule_texts(book))
            if result.levels:
                self._rules[key] = found
        return found


def answer_bytes(result: CheckResult) -> bytes:
    """The bytes of an answer; what is said of the payload itself in an order of its own.

    The checker says it in the order of the keys, which a payload that was stored may have lost.
    """
    return in_order(result).model_dump_json().encode()


def in_order(result: CheckResult) -> CheckResult:
    """The result with its remarks on the payload sorted by place."""
    remarks = sorted(result.payload, key=lambda r: (r.where, r.code, r.message, r.help))
    return result.model_copy(update={"payload": tuple(remarks)})


def settings_of(checker: Checker) -> Settings:
    """How a checker is set up."""
    return Settings(item=checker.item, place=checker.place, unobserved=checker.unobserved)


def _versions(checker: Checker) -> Versions:
    package = _PACKAGES.get(checker.engine)
    try:
        engine_version = version(package) if package else permit_rules.__version__
    except PackageNotFoundError:
        engine_version = ""
    return Versions(
        library=permit_rules.__version__,
        engine=package or checker.engine,
        engine_version=engine_version,
    )
