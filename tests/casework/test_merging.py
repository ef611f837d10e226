"""A correction that brings only what was asked for."""

from __future__ import annotations

from datetime import date

import pytest

import permit_rules as pr
from permit_rules.casework import Case, submit, with_correction
from tests.casework.cases import DAY, handed_in, payload
from tests.casework.cases import case as new_case
from tests.corpus.tables import library
from tests.teahouse import RULES, application

LATER = date(2026, 3, 9)


def test_what_was_not_handed_in_again_stays() -> None:
    first = handed_in(new_case(), payload("库房平面图"))
    missing = {"materials": [{"name": "库房平面图", "of": "本部库房"}]}
    whole = with_correction(first.case, missing, library())
    assert len(whole["materials"]) == len(payload()["materials"])
    assert "received_on" not in whole
    second = handed_in(first.case, whole, LATER)
    assert second.submitted.outcome.lines == ()
    assert len(second.submitted.resolved) == 1


def test_a_paper_takes_the_place_of_the_same_paper() -> None:
    checks = pr.Checker(pr.load(RULES), engine="reference")
    old = application(paper={"营业执照": {"expires_on": "2026-01-01"}})
    case = submit(Case(id="1", item="teahouse"), old, checks, on=DAY).case
    paper = {"code": "M2", "form": "复印件", "states": {"名称": "清风茶馆"}, "expires_on": "长期"}
    correction = {
        "facts": {"座位数": 41},
        "materials": [paper, {"code": "M3b"}],
        "shared": ["电子营业执照"],
        "routes": {"M4": "容缺后补"},
    }
    whole = with_correction(case, correction, checks.library)
    licences = [
        m for m in whole["materials"] if m.get("name") == "营业执照" or m.get("code") == "M2"
    ]
    assert licences == [paper]
    assert whole["facts"] == {**old["facts"], "座位数": 41}
    assert whole["shared"] == ["电子营业执照"]
    assert whole["routes"] == {"M4": "容缺后补"}
    assert whole["persons"] == old["persons"]


def test_the_other_parts_of_a_paper_stay() -> None:
    checks = pr.Checker(pr.load(RULES), engine="reference")
    case = submit(Case(id="1", item="teahouse"), application(), checks, on=DAY).case
    lease = {"name": "租赁合同", "expires_on": "2030-01-01", "states": {"承租人": "清风茶馆"}}
    inside = with_correction(
        case, {"materials": [{"code": "M3", "parts": [lease]}]}, checks.library
    )
    [whole] = [m for m in inside["materials"] if m.get("code") == "M3"]
    assert [p.get("code") or p["name"] for p in whole["parts"]] == ["M3a", "租赁合同"]
    assert whole["parts"][1] == lease
    alone = with_correction(case, {"materials": [lease]}, checks.library)
    [whole] = [m for m in alone["materials"] if m.get("code") == "M3"]
    assert [p.get("code") for p in whole["parts"]] == ["M3a"]
    assert alone["materials"][-1] == lease
    for merged in (inside, alone):
        assert submit(case, merged, checks, on=LATER).submitted.outcome.lines == ()


def test_the_case_itself_is_not_changed() -> None:
    first = handed_in(new_case(), payload("库房平面图"))
    before = first.case.model_dump_json()
    whole = with_correction(first.case, {"facts": {"业务办理项": "变更"}}, library())
    whole["materials"].clear()
    assert first.case.model_dump_json() == before


def test_there_must_be_something_to_correct() -> None:
    with pytest.raises(ValueError, match="no submission"):
        with_correction(new_case(), {}, library())
