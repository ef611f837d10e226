"""Ways beside the ordinary one: what closes them together, and what one notice then asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import permit_rules as pr
from tests.linting.altered import altered
from tests.teahouse import RULES, application

LATER = {"M4": {"kind": "later", "promised": True}}
FIRE = {"设有明火": "是"}
LISTED = [{"listed_on": "2026-01-01", "removed_on": "2026-04-01"}]


@pytest.fixture(scope="module")
def checker() -> pr.Checker:
    return pr.Checker(pr.load(RULES), item="teahouse", place="", verify=True)


def missing(result: pr.CheckResult) -> list[str]:
    return [f.point.partition("/")[2] for f in result.findings]


class TestMainMaterials:
    """Nothing may follow later while a main material is missing or defective."""

    @pytest.mark.parametrize(
        ("wrong", "also"),
        [
            ({"without": ("营业执照",)}, "M2"),
            ({"paper": {"申请书": {"copies": 1}}}, "M1/copies"),
            ({"facts": {**FIRE, "投资额": "5万元"}}, "S4"),
        ],
        ids=["missing", "defective", "form"],
    )
    def test_everything_is_asked_for_at_once(
        self, checker: pr.Checker, wrong: dict[str, Any], also: str
    ) -> None:
        result = checker.check(application(**{"facts": FIRE, "routes": LATER, **wrong}))
        assert sorted(missing(result)) == sorted(["M4", also])
        [deferred] = [f for f in result.findings if f.material == "M4"]
        [route] = deferred.routes
        assert (route.kind, route.open, route.chosen) == ("later", False, True)
        assert [c.text for c in route.reason] == ["主要材料不齐全或者不符合要求"]
        assert route.reopens
        assert result.deferrals == ()

    def test_an_unmet_condition_of_another_effect_closes_nothing(self, checker: pr.Checker) -> None:
        facts = {**FIRE, "座位数": 100}
        result = checker.check(application(facts=facts, routes=LATER))
        assert (result.verdict_label, missing(result)) == ("容缺受理", ["S1"])

    def test_what_is_not_known_of_them_is_announced(self, checker: pr.Checker) -> None:
        unseen = {"申请书": {"copies": None}}
        result = checker.check(application(facts=FIRE, routes=LATER, paper=unseen))
        assert result.verdict is pr.Verdict.CANNOT_TELL
        line = next(c for c in result.conditional if c.point == "teahouse/M4")
        assert line.depends_on == ("M1/copies",)
        assert "main/lacking" not in {q.key for q in result.questions}

    def test_not_chosen_the_way_is_told_all_the_same(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts=FIRE, without=("营业执照",)))
        [route] = [r for f in result.findings for r in f.routes if r.kind == "later"]
        assert (route.open, route.chosen, bool(route.reopens)) == (False, False, True)

    def test_another_reason_is_not_cured_by_them(self, checker: pr.Checker) -> None:
        credit = {"name": "清风茶馆", "bars": [], "credit": {"serious_dishonesty": "是"}}
        asks = application(facts=FIRE, routes=LATER, without=("营业执照",), applicant=credit)
        [route] = [r for f in checker.check(asks).findings for r in f.routes if r.kind == "later"]
        assert route.reopens == ""


class TestList:
    """Lists of serious dishonesty by their days."""

    @pytest.mark.parametrize(
        ("credit", "verdict"),
        [
            ({"lists": []}, "容缺受理"),
            ({"lists": LISTED}, "补正"),
            ({"lists": [{"removed_on": "2026-03-02"}]}, "容缺受理"),
            ({"lists": [{"name": "不知道哪一天列入的名单"}]}, "无法判断"),
            ({"lists": [{}], "serious_dishonesty": "是"}, "补正"),
            ({"lists": LISTED, "serious_dishonesty": "否"}, "无法判断"),
            ({"lists": [{"listed_on": "不是日期"}]}, "无法判断"),
        ],
    )
    def test_the_day_of_receipt_decides(
        self, checker: pr.Checker, credit: dict[str, Any], verdict: str
    ) -> None:
        applicant = {"name": "清风茶馆", "bars": [], "credit": credit}
        result = checker.check(application(facts=FIRE, routes=LATER, applicant=applicant))
        assert result.verdict_label == verdict

    def test_the_answer_holds_until_the_list_changes(self, checker: pr.Checker) -> None:
        applicant = {"name": "清风茶馆", "bars": [], "credit": {"lists": LISTED}}
        result = checker.check(application(facts=FIRE, routes=LATER, applicant=applicant))
        assert result.holds_until == date(2026, 3, 31)


class TestBars:
    """Until when a bar runs."""

    def test_a_record_without_its_day_leaves_the_last_day_open(self, checker: pr.Checker) -> None:
        records = [
            {"reason": "提供虚假材料", "decided_on": "2025-06-01"},
            {"reason": "提供虚假材料"},
        ]
        result = checker.check(application(applicant={"name": "清风茶馆", "bars": records}))
        [finding] = result.findings
        assert (finding.until, finding.again_from) == (None, None)

    def test_a_window_not_yet_open_says_from_when(self, checker: pr.Checker) -> None:
        facts = {"业务办理项": "延续", "许可证有效期至": "2026-12-01"}
        result = checker.check(application(facts=facts))
        [early] = [f for f in result.findings if f.point == "teahouse/W1/early"]
        assert early.again_from is not None
        assert early.until is not None
        assert early.again_from.isoformat() in early.remedy
        assert (early.again_from - early.until).days == 1


def test_a_choice_for_the_whole_that_is_none(checker: pr.Checker) -> None:
    result = checker.check(application(routes={"*": "later"}))
    assert [p.code for p in result.payload] == ["SH824"]
    assert result.routes == ()


def test_permit_first_is_closed_where_the_rule_says_so(tmp_path: Any) -> None:
    unless = "不适用: {座位数: 超过 50 个}"
    way = f"先证后核:\n- {{编号: K1, 核查期限: 30 日, {unless}, 依据: 条例 第九条}}\n"
    library = altered(tmp_path, ("收费: 不收费", f"{way}收费: 不收费"))
    checker = pr.Checker(library, item="teahouse", place="", verify=True)
    for seats, open_ in ((50, True), (51, False)):
        facts = {"座位数": seats}
        [route] = checker.check(application(facts=facts, routes={"*": "先证后核"})).routes
        assert (route.kind, route.open, route.chosen) == ("permit_first", open_, True)
        assert route.check_within == "30日"
