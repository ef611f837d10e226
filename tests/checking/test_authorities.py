"""Who received an application: what is made of it, and what the applicant is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.checking.authorities import office_at
from permit_rules.loading.cases import Case, load_cases
from permit_rules.model.arrangements import Authority
from permit_rules.model.place import NATION, Level
from permit_rules.notices import render
from tests.linting.altered import altered
from tests.teahouse import RULES, application, found, status

CASES = load_cases(RULES / "national" / "teahouse.cases.yaml").cases
REFERENCE = pr.Checker(pr.load(RULES), engine="reference")
OFFICES = REFERENCE.library.offices
NANSHAN = "440305"


@pytest.fixture(scope="module")
def checker(library: pr.Library) -> pr.Checker:
    """Both engines, at whatever place the application names."""
    return pr.Checker(library, verify=True)


def received(checker: pr.Checker, by: Any, place: str = NANSHAN, **more: Any) -> pr.CheckResult:
    return checker.check(application(receiving_authority=by, place=place, **more))


# ---- the table of cases --------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_holds_with_both_engines(checker: pr.Checker, case: Case) -> None:
    result = checker.check(case.application)
    reference = REFERENCE.check(case.application)
    assert result.model_dump_json() == reference.model_dump_json()
    expected = case.expected
    assert expected.verdict in (None, result.verdict_label), result
    assert {p: status(result, p) for p in expected.points} == expected.points
    assert expected.findings is None or set(found(result)) == set(expected.findings)
    asked = {q.label for q in result.questions}
    assert expected.questions is None or asked == set(expected.questions)
    c = result.counts
    assert c.met + c.finding + c.not_applicable + c.cannot_tell + c.manual == c.total
    assert c.total == len({p.point for p in result.points}) == len(result.points)


# ---- what is told --------------------------------------------------------------------------------


def test_the_right_authority_is_named_at_once_and_nothing_else_is_asked(
    checker: pr.Checker,
) -> None:
    result = received(checker, "深圳市卫生健康委员会", without=("申请书",))
    [finding] = result.findings
    assert (finding.kind.value, finding.point) == ("other_authority", "teahouse/A1")
    assert finding.message == "「深圳市卫生健康委员会」不是办理本事项的机关。"
    assert finding.remedy == "请向南山区茶馆管理局或者受委托的行政审批部门提出申请。"
    assert [b.words for b in finding.basis] == ["《茶馆管理办法》第三条"]
    assert result.open_way is not None
    assert result.open_way.authority == "南山区茶馆管理局"
    assert (result.questions, result.conditional, result.complete) == ((), (), True)
    assert {p.kind for p in result.points if p.status.value == "finding"} == {"authority"}


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_the_notice_says_it_first(checker: pr.Checker, format: Any) -> None:
    lines = render(received(checker, {"department": "卫生健康部门"}), format).splitlines()
    [verdict] = [n for n, line in enumerate(lines) if "结论：不予受理" in line]
    after = " ".join(lines[verdict + 1 : verdict + 3])
    assert "不属于本机关职权范围。请向南山区茶馆管理局提出申请。" in after


def test_what_was_typed_is_inert_in_the_notice(checker: pr.Checker) -> None:
    nasty = {"name": "局\n# 一 <b>*x*</b>", "department": "卫生健康部门"}
    text = render(received(checker, nasty), "markdown")
    assert "<b>" not in text
    assert "\n# 一" not in text


def test_nothing_stated_is_presumed_and_said(checker: pr.Checker) -> None:
    result = checker.check(application())
    [said] = [a for a in result.assumed if a.key == "receiving_authority"]
    assert (said.label, said.value) == ("收件机关", "有权办理")
    stated = received(checker, "南山区茶馆管理局")
    assert "receiving_authority" not in {a.key for a in stated.assumed}


@pytest.mark.parametrize("nothing", [None, "", "  ", {}, {"name": ""}])
def test_what_says_nothing_counts_as_not_stated(checker: pr.Checker, nothing: Any) -> None:
    result = received(checker, nothing)
    assert (result.verdict_label, result.payload) == ("受理", received(checker, {}).payload)
    assert "receiving_authority" in {a.key for a in result.assumed}


def test_an_item_that_names_no_authority_takes_any_and_presumes_nothing(tmp_path: Path) -> None:
    rules = (RULES / "national" / "teahouse.yaml").read_text("utf-8")
    section = rules[rules.index("实施机关:") : rules.index("补正后按")]
    library = altered(tmp_path, (section, ""))
    result = received(pr.Checker(library, verify=True), "清风局")
    assert result.verdict_label == "受理"
    assert "authority" not in {p.kind for p in result.points}
    assert "receiving_authority" not in {a.key for a in result.assumed}
    assert [p.code for p in result.payload] == []


# ---- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("清风局", [("SH850", "receiving_authority")]),
        ({"name": "清风局"}, [("SH850", "receiving_authority")]),
        ({"place": NANSHAN}, [("SH850", "receiving_authority")]),
        (
            {"department": "茶馆管理部门", "place": "某地"},
            [("SH851", "receiving_authority.place")],
        ),
        ({"department": ["茶馆管理部门"]}, [("SH806", "receiving_authority.department")]),
        (["茶馆管理部门"], [("SH807", "receiving_authority")]),
    ],
)
def test_what_cannot_be_read_is_told_and_asked_about(
    checker: pr.Checker, by: Any, told: list[tuple[str, str]]
) -> None:
    result = received(checker, by)
    assert [(p.code, p.where) for p in result.payload] == told
    assert all(p.help for p in result.payload)
    assert (result.verdict_label, result.complete) == ("无法判断", False)
    [question] = result.questions
    assert question.key == "authority/A1"
    assert "收件机关应当是南山区茶馆管理局；不是的，不予受理。" in [
        c.text for c in result.conditional
    ]


def test_an_unknown_key_is_told_and_the_rest_is_read(checker: pr.Checker) -> None:
    result = received(checker, {"department": "茶馆管理部门", "size": 1})
    assert result.verdict_label == "受理"
    assert [(p.code, p.where) for p in result.payload] == [("SH805", "receiving_authority.size")]


def test_the_whole_list_is_told_for_the_case_that_it_is_competent(checker: pr.Checker) -> None:
    result = received(checker, "清风局", without=("申请书",))
    assert any(
        line.text.startswith("若收件机关是当地的茶馆管理部门（县级）")
        and "《茶馆经营许可申请书》" in line.text
        for line in result.conditional
    )


def test_a_known_place_decides_even_for_an_unknown_department(checker: pr.Checker) -> None:
    result = received(checker, {"name": "清风局", "place": "440306"})
    assert found(result) == ["A1"]


# ---- what the right one is called ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "place", "name"),
    [
        ((Level.COUNTY,), NANSHAN, "南山区茶馆管理局"),
        ((Level.COUNTY,), "440306", "宝安区的茶馆管理部门"),
        ((Level.COUNTY,), "440307", "深圳市的县级茶馆管理部门"),
        ((Level.COUNTY,), "440300", "深圳市的县级茶馆管理部门"),
        ((Level.CITY,), NANSHAN, "深圳市茶馆管理局"),
        ((Level.PROVINCE, Level.CITY), NANSHAN, "深圳市茶馆管理局"),
        ((Level.PROVINCE,), NANSHAN, "广东省茶馆管理厅"),
        ((Level.CITY,), "440500", "广东省的市级茶馆管理部门"),
        ((Level.NATION,), NANSHAN, "国家级茶馆管理部门"),
        ((Level.PROVINCE,), "650102", "省级茶馆管理部门"),
        ((), NANSHAN, "南山区茶馆管理局"),
        ((), "440307", "深圳市茶馆管理局"),
        ((), NATION, "茶馆管理部门"),
        ((Level.CITY, Level.COUNTY), NATION, "市、县级茶馆管理部门"),
    ],
)
def test_what_the_competent_authority_is_called(
    levels: tuple[Level, ...], place: str, name: str
) -> None:
    authority = Authority(id="A1", department="茶馆管理部门", levels=levels)
    assert office_at(authority, place, OFFICES) == name
