"""What is written and cannot be read is never taken for something that was not written at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows, rows_of
from tests.corpus.tables import library

EXAMPLES = Path(__file__).parents[2] / "examples"
RESTAURANT = json.loads((EXAMPLES / "restaurant.json").read_text("utf-8"))
#: In Guangdong three papers are missing, by the rules of the nation none.
HIRING: dict[str, Any] = {
    "item": "hr-services",
    "received_on": "2026-03-02",
    "applicant": {"bars": []},
    "facts": {
        "业务办理项": "备案",
        "人力资源服务项目": ["人力资源管理咨询"],
        "业务开展日期": "2026-02-15",
    },
    "materials": ["M7"],
}
UNREADABLE = (["440000"], {"code": "440000"}, True, float("nan"))


@pytest.fixture(scope="module")
def checker() -> pr.Checker:
    return pr.Checker(library())


def test_what_the_place_asks_for(checker: pr.Checker) -> None:
    there = checker.check({**HIRING, "place": "440000"})
    assert [f.point for f in there.findings] == [f"hr-services/GD{n}" for n in (1, 2, 3)]
    assert checker.check(HIRING).verdict is pr.Verdict.ACCEPTED


@pytest.mark.parametrize("place", UNREADABLE)
@pytest.mark.parametrize("own", [None, ""])
def test_a_place_that_cannot_be_read(place: object, own: str | None) -> None:
    result = pr.Checker(library(), "hr-services", own).check({**HIRING, "place": place})
    assert (result.verdict, result.complete) == (pr.Verdict.CANNOT_TELL, False)
    assert "申请的行政区划无法读取，不能确定适用哪里的规定" in result.incomplete_because


@pytest.mark.parametrize("place", UNREADABLE)
def test_a_place_that_cannot_be_read_with_several_permits(place: object) -> None:
    several = pr.Checker(library(), items=["hr-services"])
    result = several.check({**HIRING, "place": place})
    assert (result.verdict, result.complete) == (pr.Verdict.CANNOT_TELL, False)
    assert result.permits[0].result is not None
    assert not result.permits[0].result.complete


def test_a_place_written_twice(checker: pr.Checker) -> None:
    text = json.dumps({**HIRING, "place": "440000"}, ensure_ascii=False)
    result = checker.check(text[:-1] + ', "place": "440300"}')
    assert (result.verdict, result.complete) == (pr.Verdict.CANNOT_TELL, False)


def test_a_place_under_a_key_that_is_nearly_right(checker: pr.Checker) -> None:
    result = checker.check({**HIRING, "palce": "440000"})
    assert (result.verdict, result.complete) == (pr.Verdict.CANNOT_TELL, False)
    # Another unknown key says nothing of the place.
    assert checker.check({**HIRING, "remark": "x"}).complete


_BARRED = [{"kind": "撤销"}]
_APPLICANT = {k: v for k, v in RESTAURANT["applicant"].items() if k != "bars"}


@pytest.mark.parametrize(
    ("meant", "without", "change"),
    [
        ("applicant", {"applicant": _APPLICANT}, {"applicant": {**_APPLICANT, "bras": _BARRED}}),
        ("receiving_authority", {}, {"receiving_autority": {"name": "某局"}}),
        ("persons", {}, {"peersons": [{"name": "某", "bars": _BARRED}]}),
    ],
)
def test_what_speaks_against_an_applicant_under_a_key_that_is_nearly_right(
    checker: pr.Checker, meant: str, without: dict[str, Any], change: dict[str, Any]
) -> None:
    """Nothing that is written may look like nothing that was found."""
    stated = {**{k: v for k, v in RESTAURANT.items() if k != meant}, **without}
    assert checker.check(stated).complete
    found = checker.check({**stated, **change})
    assert {p.code for p in found.payload} == {"SH805"}
    assert not found.complete


def test_an_item_that_cannot_be_read() -> None:
    result = pr.Checker(library(), "hr-services", "440000").check(
        {**HIRING, "item": ["food-business"]}
    )
    assert not result.complete
    assert "申请的事项无法读取，不能确定是不是核对的事项" in result.incomplete_because


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("signed", "??"),
        ("expires_on", "坏的"),
        ("form", [1]),
        ("contents", 7),
        ("states", 7),
        ("expries_on", "2020-01-01"),
    ],
)
def test_what_cannot_be_read_is_not_presumed_in_order(key: str, value: object) -> None:
    trusting = pr.Checker(library(), unobserved="in_order")
    papers = [{"name": m} if isinstance(m, str) else dict(m) for m in RESTAURANT["materials"]]
    whole = trusting.check({**RESTAURANT, "materials": papers})
    for paper in papers:
        spoiled = [{**p, key: value} if p is paper else p for p in papers]
        found = trusting.check({**RESTAURANT, "materials": spoiled})
        more = {a.key for a in found.assumed} - {a.key for a in whole.assumed}
        assert not more, paper
        missing = {f.point for f in whole.findings} - {f.point for f in found.findings}
        assert not missing or not found.complete


def test_no_permit_at_all_is_not_no_permit_required() -> None:
    for checker in (pr.Checker(library(), items=[]), pr.Checker(library(), bundle="hotel")):
        result = checker.check({"place": "440400", "received_on": "2026-03-02", "permits": []})
        assert (result.verdict, result.complete) == (pr.Verdict.CANNOT_TELL, False)


def test_nobody_is_refused_under_the_rules_of_another_place() -> None:
    office = {"department": "农业农村主管部门", "place": "000000"}
    payload = {
        "item": "animal-clinic",
        "place": "440300",
        "received_on": "2026-03-02",
        "receiving_authority": office,
        "facts": {"业务办理项": "新办"},
    }
    assert pr.Checker(library(), "animal-clinic", "330100").check(payload).verdict is (
        pr.Verdict.CANNOT_TELL
    )
    several = pr.Checker(library(), items=["animal-clinic"], place="330100").check(payload)
    assert several.verdict is pr.Verdict.CANNOT_TELL


def test_an_item_of_several_is_known_by_its_name_however_it_is_written() -> None:
    several = pr.Checker(library(), items=[])
    name = next(i.name for i in library().items if i.id == "hr-services")
    written = name.replace("（", "(").replace("）", ")")
    result = several.check({**HIRING, "permits": [written]})
    assert [p.item for p in result.permits] == ["hr-services"]


@pytest.mark.parametrize(
    "change",
    [
        {"channel": ["online"]},
        {"channel": {"a": 1}},
        {"materials": [{"code": "M7", "parts": None}]},
        {"materials": [{"code": "M7", "parts": "x"}]},
        {"materials": [{"code": "M7", "parts": {}}]},
        {"place": ["440000"]},
        {"place": True},
        {"palce": "440000"},
    ],
)
def test_a_batch_says_what_a_check_says_of_any_shape(
    checker: pr.Checker, change: dict[str, Any]
) -> None:
    answering = Answering(checker, Rows.FINDINGS)
    for payload in (HIRING, {**HIRING, **change}, HIRING):
        wanted = rows_of(pr.Outline.of(checker.check(payload)), Rows.FINDINGS)
        assert answering.answer(payload).rows == wanted


def test_a_fact_named_like_something_of_the_applicant_is_a_fact(checker: pr.Checker) -> None:
    answering = Answering(checker, Rows.FINDINGS)
    uscc = "91440300MA5EXAMPLE"
    named = {**RESTAURANT, "applicant": {**RESTAURANT.get("applicant", {}), "uscc": uscc}}
    astray = {**named, "facts": {**RESTAURANT["facts"], "applicant.uscc": "中国"}}
    for payload in (named, astray, named):
        wanted = rows_of(pr.Outline.of(checker.check(payload)), Rows.FINDINGS)
        assert answering.answer(payload).rows == wanted
