"""Spoiled payloads: always a whole result, the same by both engines, in little time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import permit_rules as pr
from permit_rules.notices import render
from tests import teahouse
from tests.corpus import tables
from tests.fuzz.counting import PROPERTY, Tried, examples
from tests.fuzz.payload_mutations import Slip, as_text, changed, slips, spots
from tests.promises.applications import applications
from tests.promises.test_complete import points_of

ITEMS = ("teahouse", "food-business", "medical-device-class3")
#: What one check by both engines may cost; with ten thousand papers or members, the second.
SECONDS = 2.0
#: How many of anything there are: the full number where the profile asks for many examples.
MANY = 10_000 if settings().max_examples > 1_000 else 3_000
SECONDS_OF_THOUSANDS = 8.0 * MANY / 10_000


@cache
def library(item: str) -> pr.Library:
    """The rules the item is in."""
    return pr.load(teahouse.RULES) if item == "teahouse" else tables.library()


@cache
def checker(item: str, *, reference: bool = False) -> pr.Checker:
    """durable-rules confirmed by the reference engine, or the latter alone."""
    if reference:
        return pr.Checker(library(item), item=item, engine="reference")
    return pr.Checker(library(item), item=item, verify=True)


def payloads(item: str) -> st.SearchStrategy[dict[str, Any]]:
    """Payloads that make sense, to be spoiled."""
    if item != "teahouse":
        return applications(tables.Sited(item, ""), most=4)
    return st.sampled_from([
        teahouse.IN_ORDER,
        teahouse.application(place="440300"),
        teahouse.application(
            facts={"设有明火": "是", "分店": [{"店名": "一店", "分店面积": 30}, {"店名": "二店"}]},
            without=("营业执照",),
            routes={"M4": {"kind": "later", "promised": True}},
            shared=["电子营业执照"],
        ),
        teahouse.application(
            facts={"业务办理项": "延续", "许可证有效期至": "2026-08-01"},
            applicant={"name": "清风茶馆", "bars": [{"reason": "提供虚假材料"}]},
        ),
        {"received_on": "2026-03-02"},
    ])  # fmt: skip


def expect_whole(result: pr.CheckResult, item: str) -> str:
    """What holds of every result; the name of the kind of result it is."""
    written = result.model_dump_json()
    json.loads(written.encode("utf-8"))
    counts = result.counts
    assert counts.total == len(result.points)
    assert counts.total == (
        counts.met + counts.finding + counts.not_applicable + counts.cannot_tell + counts.manual
    )
    assert result.complete == (not result.incomplete_because)
    told = Counter((point, f.instance) for f in result.findings for point in f.points)
    assert all(count == 1 for count in told.values()), told.most_common(3)
    for form in ("text", "markdown"):
        assert render(result, form).encode("utf-8")
    if result.received_on is None or not result.item_name:
        assert not result.complete
        assert result.verdict is pr.Verdict.CANNOT_TELL
        return "no rules chosen"
    rulebook = pr.resolve(library(item), item, result.place, result.received_on)
    assert Counter(p.point for p in result.points) == Counter(
        f"{item}/{point}" for point in points_of(rulebook)
    )
    return result.verdict.value


def check(payload: Any, item: str, tried: Tried) -> None:
    """Check by both engines, and by the reference engine alone: all the same."""
    result = tried.within(SECONDS, lambda: checker(item).check(payload))
    tried.outcomes[expect_whole(result, item)] += 1
    tried.codes.update(found.code for found in result.payload)
    alone = checker(item, reference=True).check(payload)
    assert alone.model_dump_json() == result.model_dump_json()


@pytest.mark.parametrize(
    ("item", "count"), [("teahouse", 80), ("food-business", 20), ("medical-device-class3", 30)]
)
def test_a_spoiled_payload_gets_a_whole_result(item: str, count: int, record_property: Any) -> None:
    tried = Tried(f"payloads as values for {item}")

    @examples(count)
    @given(changed(payloads(item)))
    def try_one(payload: dict[str, Any]) -> None:
        check(payload, item, tried)
        try:
            typed = pr.Application.model_validate(payload)
        except (ValidationError, RecursionError):
            return
        check(typed, item, tried)

    try_one()
    record_property(PROPERTY, str(tried))
    assert len(tried.outcomes) > 3


@pytest.mark.parametrize(
    ("item", "count"), [("teahouse", 80), ("food-business", 20), ("medical-device-class3", 30)]
)
def test_a_spoiled_text_gets_a_whole_result(item: str, count: int, record_property: Any) -> None:
    tried = Tried(f"payloads as JSON for {item}")

    @examples(count)
    @given(changed(payloads(item), most=2), st.integers(0, 95), slips())
    def try_one(payload: dict[str, Any], how: int, changes: list[Slip]) -> None:
        sent = as_text(payload, how)
        if sent is None:
            return
        if changes:
            content = sent.encode("utf-8", "replace") if isinstance(sent, str) else sent
            for change in changes:
                content = change(content)
            sent = content.decode("utf-8", "surrogateescape") if how & 8 else content
        check(sent, item, tried)

    try_one()
    record_property(PROPERTY, str(tried))
    assert len(tried.outcomes) > 2


def _thousands(count: int) -> dict[str, dict[str, Any]]:
    papers: list[Any] = [{"name": f"材料{n}", "code": f"X{n}"} for n in range(count)]
    same: list[Any] = [{"code": "M3", "parts": [{"code": "M3a"}], "of": "x"}] * count
    numbers = range(count)
    return {
        "different papers": {"materials": papers},
        "one paper again and again": {"materials": same},
        "parts of one paper": {"materials": [{"code": "M3", "parts": papers}]},
        "names that are almost right": {"materials": [f"营业执照复印件{n}" for n in numbers]},
        "papers of owners": {"materials": [{"code": "M5", "of": str(n)} for n in numbers]},
        "covers": {"materials": [{"code": "M1", "covers": ["M3", "X"] * count}]},
        "facts nobody asked for": {"facts": {f"面积{n}": n for n in numbers}},
        "choices": {"facts": {"售卖品种": ["茶"] * count, "经营项目": "、".join(["热食"] * count)}},
        "members of one name": {"facts": {"分店": [{"店名": "店", "分店面积": 30}] * count}},
        "members": {"facts": {"分店": [{"店名": f"{n}", "分店面积": 30} for n in numbers]}},
        "persons": {"persons": [{"name": f"{n}", "role": "负责人"} for n in numbers]},
        "bars": {"applicant": {"bars": [{"reason": f"提供虚假材料{n}"} for n in numbers]}},
        "sources": {"shared": [f"电子营业执照{n}" for n in numbers]},
        "routes": {"routes": {f"M{n}": "later" for n in numbers}},
        "unknown keys": {f"facts{n}": n for n in numbers},
        "states": {"materials": [{"code": "M2", "states": {f"名称{n}": n for n in numbers}}]},
    }


def first_case(item: str) -> Mapping[str, Any]:
    """The first application of an item's table."""
    return next(t for t in tables.tables() if t.item == item).cases[0].application


_LARGE_CORPUS = ("different papers", "facts nobody asked for", "names that are almost right")


@pytest.mark.parametrize(
    ("of", "item"),
    [*((of, "teahouse") for of in _thousands(0)), *((of, "food-business") for of in _LARGE_CORPUS)],
)
def test_thousands_of_anything_are_checked_in_time(
    of: str, item: str, record_property: Any
) -> None:
    tried = Tried(f"{MANY:,}, {of}, for {item}")
    base = teahouse.IN_ORDER if item == "teahouse" else first_case(item)
    extra = _thousands(MANY)[of]
    payload = {**base, **extra, "facts": {**base["facts"], **extra.get("facts", {})}}
    result = tried.within(SECONDS_OF_THOUSANDS, lambda: checker(item).check(payload))
    tried.outcomes[expect_whole(result, item)] += 1
    record_property(PROPERTY, str(tried))


#: Numbers that Python itself refuses to write out; nothing can show them, not even a failure.
_UNSPEAKABLE = (10**5_000, -(10**100_000))


@pytest.mark.parametrize("which", range(len(_UNSPEAKABLE)))
def test_a_number_too_long_to_be_written_may_stand_anywhere(which: int) -> None:
    number = _UNSPEAKABLE[which]
    for spot in range(len(spots(teahouse.IN_ORDER))):
        payload = teahouse.application()
        node, key = spots(payload)[spot]
        node[key] = number
        expect_whole(checker("teahouse").check(payload), "teahouse")
    strange: list[dict[Any, Any]] = [
        {number: 1},
        {"facts": {number: number, -number: {number}}},
        {"materials": [{number}]},
    ]
    for odd in strange:
        expect_whole(checker("teahouse").check({**teahouse.IN_ORDER, **odd}), "teahouse")
