"""What a program may hand over, and what of it is taken out, by its path."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.checking.application import SubmittedMaterial
from permit_rules.checking.payload import read_payload
from permit_rules.model.material import MaterialForm
from tests.teahouse import IN_ORDER, application


def refused(payload: Any) -> list[tuple[str, str]]:
    """The codes and paths of what could not be used."""
    read = read_payload(payload)
    assert read.application is not None
    return [(d.code, d.where.file if d.where else "") for d in read.diagnostics]


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "9" * 501, "1e99999999999999999999", "-" + "9" * 5000],
)
def test_one_number_beyond_all_bounds_costs_only_its_own_field(number: str) -> None:
    text = json.dumps(IN_ORDER).replace('"\\u8425\\u4e1a\\u9762\\u79ef": 80', f'"面积": {number}')
    assert number in text
    assert refused(text) == [("SH804", "facts.面积")]
    assert refused(text.encode()) == [("SH804", "facts.面积")]


@pytest.mark.parametrize(
    "number",
    [10**700, -(10**5_000), float("nan"), float("-inf")],
    ids=["large", "too long to be written", "nan", "-inf"],
)
def test_a_number_of_a_program_beyond_all_bounds_costs_only_its_own_field(number: Any) -> None:
    assert refused(application(facts={"面积": number})) == [("SH804", "facts.面积")]


def test_numbers_within_bounds_are_kept_exactly() -> None:
    facts = {"a": 2**2000, "b": 0.1, "c": Decimal("1E+999999")}
    read = read_payload(application(facts=facts))
    assert read.application is not None
    assert not read.diagnostics
    stated = read.application.facts
    assert (stated["a"], stated["b"], stated["c"]) == (2**2000, Decimal("0.1"), facts["c"])


class _Awkward:
    def __str__(self) -> str:
        raise RuntimeError("no text")


class _Colour(Enum):
    RED = "红"


_KEYS = (None, 1.5, (1, 2), b"\xff", 10**5_000, _Awkward(), _Colour.RED)


@pytest.mark.parametrize("key", _KEYS, ids=[type(key).__name__ for key in _KEYS])
def test_a_key_of_any_kind_is_a_name(key: Any) -> None:
    read = read_payload({**IN_ORDER, "facts": {key: "是"}})
    assert read.application is not None
    (name,) = read.application.facts
    assert name.isprintable()


def test_keys_that_become_one_are_refused_however_often_they_come() -> None:
    facts = {1: "是", "1": "是", "1\0": "是", "\x001": "否"}
    assert refused({**IN_ORDER, "facts": facts}) == [("SH803", "facts.1")] * 3
    read = read_payload({**IN_ORDER, "facts": facts})
    assert read.application is not None
    assert not read.application.facts


def test_an_application_is_read_like_any_other_payload(checker: pr.Checker) -> None:
    plain = checker.check(IN_ORDER)
    typed = pr.Application.model_validate(IN_ORDER)
    assert checker.check(typed) == plain
    assert checker.check(pr.Application.model_validate(typed.model_dump())) == plain


@pytest.mark.parametrize("text", ["\ud800", "a\0b\u202ec", "\udfff茶"])
def test_what_a_program_put_into_an_application_is_cleaned_too(
    checker: pr.Checker, text: str
) -> None:
    for changes in (
        {"applicant": {"name": text}},
        {"place": text},
        {"materials": [text, {"code": "M2", "states": {text: text}}]},
        {"facts": {text: text, "卫生负责人": text, "分店": [{"店名": text}]}},
        {"persons": [{"姓名": text, text: text}]},
    ):
        typed = pr.Application.model_validate({**IN_ORDER, **changes})
        result = checker.check(typed)
        assert result == checker.check({**IN_ORDER, **changes})
        written = result.model_dump_json()
        assert not any(ord(c) < 0x20 or 0xD800 <= ord(c) < 0xE000 or c == "\u202e" for c in written)


def test_models_and_members_of_enumerations_may_stand_in_a_payload(checker: pr.Checker) -> None:
    paper = SubmittedMaterial(name="营业执照", form=MaterialForm.COPY, states={"名称": "清风茶馆"})
    mixed = application(without=("营业执照",), more=(paper,))
    plain = application(
        without=("营业执照",),
        more=({"name": "营业执照", "form": "复印件", "states": {"名称": "清风茶馆"}},),
    )
    assert checker.check(mixed) == checker.check(plain)


def test_the_order_in_a_set_does_not_matter(checker: pr.Checker) -> None:
    goods = ["茶", "点心", "酒"]
    results = [checker.check(application(facts={"售卖品种": kind(goods)})) for kind in
               (list, set, frozenset, tuple)]  # fmt: skip
    assert all(r == results[0] for r in results)
