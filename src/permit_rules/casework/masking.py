"""Masks what an applicant typed, where an answer repeats it.

Kept are: what the rules say (names of materials, points, fields), the declared values of choice
fields, yes and no, the codes and counts of the library, and the days that belong to the answer
(receipt, how long it holds, when the rules change). Everything else that was typed is masked:
names, numbers of documents and telephones, addresses, free text, and also figures and days, for
an age or a birthday is personal and nobody can tell it from the floor space of a shop.

A value that stands alone is replaced by itself; a sentence in which something typed occurs is
replaced whole, because what is left around a short value would tell it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

from permit_rules.casework.canonical import CanonicalPayload
from permit_rules.checking.payload import read_payload
from permit_rules.conditions.phrases import day_words
from permit_rules.result import CheckResult
from permit_rules.written import NotReadable, fold, read_date, read_number

#: Stands for everything where the office has no key: equal values cannot be told from others.
HIDDEN: Final = "〔已隐去〕"
#: Values that the library itself writes.
_OWN_WORDS: Final = frozenset({"未填写", "未查验", "是", "否", "无", ""})
#: What people answer to closed questions that no rule file declares.
# fmt: off
_CLOSED: Final = frozenset({
    "企业", "公司", "个体工商户", "事业单位", "机关", "社会团体", "个人", "中国",
    "有", "无", "是", "否", "yes", "no", "true", "false", "长期", "√",
})
#: Always what somebody typed, or the place where they typed it.
_TYPED: Final = frozenset({"applicant", "instance", "where"})
#: Codes, ids of rules, days of the answer: never what somebody typed.
_CODES: Final = frozenset({
    "format", "verdict", "verdict_label", "kind", "status", "way", "code", "point", "points",
    "levels", "on", "since", "until", "holds_until", "received_on", "grade", "operator",
    "digest", "severity", "truth", "review_class", "counts", "count_from", "handling_item",
    "field", "document_number", "article", "by", "paper", "depends_on",
})
# fmt: on
#: A needle of this length finds longer texts too, wherever a message cuts them off.
_NEEDLE: Final = 10
_SMALL_FIGURE: Final = re.compile("[-+0-9.,]{0,3}")
_BRACKETS: Final = ("（）", "「」", "《》", "“”")
_SEPARATORS: Final = re.compile("[；：、]")
_PLACE: Final = re.compile("(?:[0-9]{6}|[0-9]{9})?")


@dataclass(frozen=True, slots=True)
class Mask:
    """Replaces texts; ``key`` is the office's own secret, None where it has none.

    With a key the same text gives the same sign (``〔9f86d081884c7d65〕``), so that an applicant
    who comes again can be recognised but not read. Texts a clerk would call the same are the same.
    """

    key: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.key is not None and len(self.key) < 16:
            raise ValueError("a key has at least 16 bytes, or whoever has a record could guess it")

    def text(self, typed: str) -> str:
        """What stands for the text; "" stays "", for nothing was typed."""
        if not typed:
            return ""
        return (
            HIDDEN if self.key is None else f"〔{self.digest('text', fold(typed).encode())[:16]}〕"
        )

    def digest(self, purpose: str, data: bytes) -> str:
        """A digest that only who has the key can make; without a key a plain SHA-256.

        Whoever can guess all of ``data`` can confirm the guess by a plain digest.
        """
        text = purpose.encode() + b"\0" + data
        if self.key is None:
            return hashlib.sha256(text).hexdigest()
        return hmac.new(self.key, text, hashlib.sha256).hexdigest()

    @property
    def algorithm(self) -> str:
        """What the digests are made with."""
        return "sha256" if self.key is None else "hmac-sha256"

    @property
    def key_id(self) -> str:
        """Tells keys apart without telling the key; "" where there is none."""
        return "" if self.key is None else self.digest("key", b"")[:16]


def mask_result(
    result: CheckResult, payload: CanonicalPayload, mask: Mask, vocabulary: frozenset[str]
) -> CheckResult:
    """The result with everything masked that the applicant typed.

    ``vocabulary`` are the folded texts of the rules the answer rests on (see
    :func:`vocabulary_of`).
    """
    typed = frozenset(_needles(payload, result.received_on, vocabulary))
    masker = _Masker(mask, vocabulary, typed)
    plain = result.model_dump()
    known = bool(result.item_name)
    head = {
        "item": result.item if known else mask.text(result.item),
        "place": result.place if _PLACE.fullmatch(result.place) else mask.text(result.place),
    }
    return CheckResult.model_validate({**masker.inside(plain), **head})


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The texts of the rules, folded for comparing."""
    return frozenset(map(fold, texts))


@dataclass(frozen=True, slots=True)
class _Masker:
    mask: Mask
    vocabulary: frozenset[str]
    typed: frozenset[str]

    def inside(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """A model, as plain values, with its texts masked."""
        return {name: self._part(name, value) for name, value in node.items()}

    def _part(self, name: str, value: Any) -> Any:
        if name == "payload":
            return [self._told_of_payload(found) for found in value]
        if isinstance(value, Mapping):
            return self.inside(value)
        if isinstance(value, (tuple, list)):
            return [self._part(name, each) for each in value]
        if not isinstance(value, str) or (name in _CODES):
            return value
        if name in _TYPED:
            return self.mask.text(value)
        if name == "value":
            return value if self._declared(value) else self.mask.text(value)
        return self.mask.text(value) if self._repeats(value) else value

    def _told_of_payload(self, found: Mapping[str, Any]) -> dict[str, Any]:
        # It quotes what could not be read, cut off anywhere.
        told = {name: self.mask.text(found[name]) for name in ("where", "message", "help")}
        return {**found, **told}

    def _declared(self, value: str) -> bool:
        parts = map(fold, _SEPARATORS.split(value))
        return fold(value) in self.vocabulary or all(
            part in _OWN_WORDS or part in self.vocabulary for part in parts
        )

    def _repeats(self, text: str) -> bool:
        folded = fold(text)
        return any(needle in folded for needle in self.typed)


def _needles(
    payload: CanonicalPayload, received_on: date | None, vocabulary: frozenset[str]
) -> Iterator[str]:
    """What betrays that a sentence repeats something typed, folded."""
    application = read_payload(payload.payload).application
    if application is None:
        return
    stated = application.model_dump(exclude={"item", "place", "received_on", "channel"})
    for typed in _leaves(stated):
        if fold(typed) in vocabulary or fold(typed) in _CLOSED or not fold(typed):
            continue
        for written in (typed, *_as_read(typed, received_on)):
            needle = fold(written)[:_NEEDLE]
            if len(needle) > 1 and not _SMALL_FIGURE.fullmatch(needle):
                yield needle
            else:
                # One character, or a figure such as 12, stands in half of all sentences; what was
                # typed stands in one of these.
                yield from (fold(f"{a}{written}{b}") for a, b in _BRACKETS)


def _as_read(typed: str, received_on: date | None) -> Iterator[str]:
    try:
        day = read_date(typed)
    except (NotReadable, ValueError):
        pass
    else:
        if day != received_on:
            yield from (day.isoformat(), day_words(day))
    try:
        number = read_number(typed)
    except (NotReadable, ValueError):
        return
    yield format(number.amount.normalize(), "f") if abs(number.amount.adjusted()) < 40 else typed


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _leaves(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, (bool, Enum)) or value is None:
        return
    elif isinstance(value, date):
        yield from (value.isoformat(), day_words(value))
    else:
        yield str(value)
