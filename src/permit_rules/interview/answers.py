"""Answers: what a person says, as it is kept, and what is wrong with what cannot be kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from permit_rules.checking.payload_paths import at
from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.facts import AtLeast, Value
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.phrases import in_declared_order, number_words
from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.errors import AnswerRefused
from permit_rules.interview.prepared import Prepared
from permit_rules.written import NotReadable

#: A value as it is kept in a state and stated in an application.
Written = str | list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the id of the field, and the value; None: 不知道.

    Where a kind of business offers values on top of its own, ``written`` and ``value`` have
    all of them. ``asked`` identifies the question as it was asked.
    """

    key: str
    written: Written | None
    value: Value | None
    asked: str


def read_answer(prepared: Prepared, key: str, raw: object) -> Answer:
    """What a person said to the question about a field; None stands for 不知道.

    Raises:
        AnswerRefused: the field is not one that is asked here, or the value cannot be read.
    """
    if not prepared.askable(key):
        near = did_you_mean(key, prepared.asked)
        raise AnswerRefused(
            Diagnostic(
                code="SH810",
                where=at(f"facts.{key}"),
                message=f"这里不问「{key[:40]}」",
                help=f"是否想写「{near}」？" if near else "请写申请信息的标识",
            )
        )
    field = prepared.catalogue.by_id(key)
    asked = asked_as(prepared, key)
    if raw is None:
        return Answer(key, None, None, asked)
    try:
        value = _read(prepared, field, raw)
    except NotReadable as error:
        raise AnswerRefused(
            Diagnostic(
                code="SH811",
                where=at(f"facts.{field.label}"),
                message=f"「{field.label}」无法采用：{str(error).rstrip('。')}",
                help="请改正；不知道的可以答“不知道”",
            )
        ) from None
    return Answer(key, _written(field, value, raw), value, asked)


def _read(prepared: Prepared, field: Field, raw: object) -> Value:
    if isinstance(raw, str) and not raw.strip():
        raise NotReadable("没有填写")
    value = type_value(field, raw)
    offered = offered_values(prepared, field.id)
    if offered is None or not isinstance(value, frozenset):
        return value
    least = stated_by_bundle(prepared, field)
    beyond = value - least - set(offered)
    if beyond:
        names = "、".join(in_declared_order(field, beyond))
        raise NotReadable(f"这里没有「{names}」这个选项。可选的有：{'、'.join(offered)}")
    return value | least


def offered_values(prepared: Prepared, key: str) -> tuple[str, ...] | None:
    """What a kind of business offers on top of its own values; None: not this field."""
    bundle = prepared.bundle
    return bundle.offers.get(key) if bundle else None


def stated_by_bundle(prepared: Prepared, field: Field) -> frozenset[str]:
    """The values of a 多选 field that the kind of business has by itself."""
    bundle = prepared.bundle
    raw = bundle.states.get(field.id) if bundle else None
    value = frozenset[str]() if raw is None else type_value(field, raw)
    assert isinstance(value, frozenset)
    return value


def _written(field: Field, value: Value, raw: object) -> Written:
    """The value in one way of writing, whichever way it was said."""
    if isinstance(value, frozenset):
        return in_declared_order(field, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, AtLeast):
        return (
            f"{number_words(field, value.value)}以上" if not isinstance(raw, str) else raw.strip()
        )
    return number_words(field, value) if isinstance(value, int) else str(value)


def asked_as(prepared: Prepared, key: str) -> str:
    """Identifies a question: what it says, and which answers it takes."""
    field = prepared.catalogue.by_id(key)
    offered = offered_values(prepared, key)
    said = [
        field.type.value,
        field.label,
        field.question,
        field.unit,
        field.decimals,
        str(field.minimum),
        str(field.maximum),
        [c.name for c in field.choices],
        list(offered) if offered is not None else None,
        sorted(stated_by_bundle(prepared, field)) if offered is not None else None,
    ]
    text = json.dumps(said, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def many(field: Field) -> bool:
    """Whether several values may be chosen."""
    return field.type is FieldType.CHOICES
