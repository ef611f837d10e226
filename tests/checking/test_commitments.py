"""告知承诺: what it replaces, and what closes it; later submission shuts for some of the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from tests.linting.altered import altered
from tests.teahouse import RULES, application

PROMISED = {"M5": {"kind": "commitment", "promised": True}}
BRANCH = {"分店": [{"店名": "东店", "分店面积": "30"}]}
DISHONEST = {"name": "清风茶馆", "bars": [], "credit": {"serious_dishonesty": "是"}}
#: How the commitment begins, for each branch; and the same for a material that is asked for once.
EACH = "  逐个: 分店\n  告知承诺: {承诺内容: 分店的布局与申请书所写一致, "
ONLY_SMALL = "不适用: {分店面积: 超过 100 平方米}, "
ONCE = EACH.removeprefix("  逐个: 分店\n")


@pytest.fixture(scope="module")
def checker() -> Iterator[pr.Checker]:
    made = pr.Checker(pr.load(RULES), item="teahouse", place="", verify=True)
    yield made
    made.close()


def closed_by(result: pr.CheckResult, kind: str = "commitment") -> list[str]:
    """The clauses that closed the way of this kind, in the one finding there is."""
    [finding] = result.findings
    [route] = [r for r in finding.routes if r.kind == kind]
    assert not route.open
    return [c.text for c in route.reason]


def way(result: pr.CheckResult, point: str = "teahouse/M5") -> list[str | None]:
    [found] = [p for p in result.points if p.point == point]
    return [i.way.value if i.way else None for i in (found.instances or (found,))]


class TestChosen:
    """What a commitment does where nothing stands against it."""

    def test_it_stands_for_the_paper(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts=BRANCH, routes=PROMISED))
        assert (result.verdict_label, result.findings) == ("受理", ())
        assert way(result) == ["committed"]
        [made] = result.commitments
        assert made.point == "teahouse/M5"
        assert (made.material, made.material_name) == ("M5", "分店平面图")
        assert made.text == "分店的布局与申请书所写一致"
        assert (made.check_within, made.consequence) == (
            "60个工作日",
            "撤销许可决定，并记入信用记录",
        )
        assert [b.words for b in made.basis] == ["《茶馆管理条例》第十条"]
        counts = result.counts.model_dump()
        assert counts.pop("total") == sum(counts.values())

    @pytest.mark.parametrize("name", ["M5", "分店平面图", "分店平面圖"])
    @pytest.mark.parametrize("kind", ["commitment", "告知承诺"])
    def test_however_the_choice_is_written(self, checker: pr.Checker, name: str, kind: str) -> None:
        routes = {name: {"kind": kind, "promised": "是"}}
        assert len(checker.check(application(facts=BRANCH, routes=routes)).commitments) == 1

    def test_it_is_listed_once_for_all_members(self, checker: pr.Checker) -> None:
        two = [{"店名": "东店", "分店面积": "30"}, {"店名": "西店", "分店面积": "40"}]
        result = checker.check(application(facts={"分店": two}, routes=PROMISED))
        assert way(result) == ["committed", "committed"]
        assert len(result.commitments) == 1

    def test_where_the_material_is_not_asked_for_nothing_is_promised(
        self, checker: pr.Checker
    ) -> None:
        result = checker.check(application(routes=PROMISED))
        assert (result.verdict_label, result.commitments) == ("受理", ())

    def test_not_chosen_it_is_offered(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts=BRANCH))
        assert (result.verdict_label, result.commitments) == ("补正", ())
        [finding] = result.findings
        [route] = finding.routes
        assert (route.kind, route.open, route.paper, route.when) == ("commitment", True, "M5", None)
        assert route.text == (
            "可以书面承诺“分店的布局与申请书所写一致”，不再提交；作出决定后60个工作日内核查；"
            "违背承诺的，撤销许可决定，并记入信用记录"
        )

    @pytest.mark.parametrize("choice", ["commitment", {"kind": "commitment", "promised": False}])
    def test_without_a_promise_it_does_nothing(self, checker: pr.Checker, choice: Any) -> None:
        result = checker.check(application(facts=BRANCH, routes={"M5": choice}))
        assert (result.verdict_label, result.commitments) == ("补正", ())
        [told] = result.payload
        assert (told.code, told.where) == ("SH826", "routes.M5")
        assert told.message == "《分店平面图》选择了「告知承诺」，但没有书面承诺"
        [finding] = result.findings
        assert [r.open for r in finding.routes] == [True]

    def test_a_material_that_offers_none_is_asked_for(self, checker: pr.Checker) -> None:
        routes = {"M4": {"kind": "commitment", "promised": True}}
        result = checker.check(application(facts={"设有明火": "是"}, routes=routes))
        assert [p.code for p in result.payload] == ["SH824"]
        assert [f.material for f in result.findings] == ["M4"]


class TestClosed:
    """What closes it: the answer names the reason, and the paper is asked for."""

    def test_by_the_rule_member_by_member(self, checker: pr.Checker) -> None:
        two = [{"店名": "东店", "分店面积": "30"}, {"店名": "西店", "分店面积": "101"}]
        result = checker.check(application(facts={"分店": two}, routes=PROMISED))
        assert closed_by(result) == ["分店面积超过100平方米"]
        assert result.findings[0].instance == "西店"
        assert way(result) == ["committed", None]
        assert len(result.commitments) == 1

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"applicant": DISHONEST}, "严重失信为“是”"),
            ({"history": {"false_commitments": ["关于场所的承诺"]}}, "申请人曾作虚假承诺"),
            ({"history": {"withdrawn_commitments": ["分店平面图"]}},
             "申请人撤回过代替《分店平面图》的承诺"),
            ({"history": {"withdrawn_commitments": ["m5"]}},
             "申请人撤回过代替《分店平面图》的承诺"),
        ],
        ids=["dishonest", "false", "withdrawn", "withdrawn-by-id"],
    )  # fmt: skip
    def test_by_what_happened_before(
        self, checker: pr.Checker, more: dict[str, Any], reason: str
    ) -> None:
        result = checker.check(application(facts=BRANCH, routes=PROMISED, **more))
        assert (result.verdict_label, result.commitments) == ("补正", ())
        assert closed_by(result) == [reason]

    def test_a_commitment_withdrawn_elsewhere_closes_nothing(self, checker: pr.Checker) -> None:
        history = {"withdrawn_commitments": ["M3", "别的承诺"]}
        result = checker.check(application(facts=BRANCH, routes=PROMISED, history=history))
        assert result.verdict_label == "受理"
        [told] = result.payload
        assert (told.code, told.where) == ("SH827", "history.withdrawn_commitments[1]")

    def test_what_cannot_be_read_is_asked_about(self, checker: pr.Checker) -> None:
        history = {"false_commitments": {"甲": 1}}
        result = checker.check(application(facts=BRANCH, routes=PROMISED, history=history))
        assert (result.verdict_label, result.commitments) == ("无法判断", ())
        assert "history/false-commitment" in {q.key for q in result.questions}


def test_a_paper_that_is_handed_in_all_the_same_is_not_looked_at(tmp_path: Path) -> None:
    checker = pr.Checker(
        altered(tmp_path, (EACH, f"  份数: 3\n{EACH}")), item="teahouse", place="", verify=True
    )
    flawed = {"code": "M5", "copies": 1}
    with_flaw = application(facts=BRANCH, more=(flawed,))
    assert [f.code for f in checker.check(with_flaw).findings] == ["defective/copies"]
    result = checker.check({**with_flaw, "routes": PROMISED})
    assert (result.verdict_label, way(result)) == ("受理", ["committed"])
    assert way(result, "teahouse/M5/copies") == [None]


def test_it_stands_for_every_part(tmp_path: Path) -> None:
    parts = "  组成:\n  - {编号: M5a, 名称: 图纸, 份数: 2}\n  - {编号: M5b, 名称: 说明}\n"
    change = (EACH + ONLY_SMALL, parts + ONCE)
    library = altered(tmp_path, change, ("新办, 分店面积: 超过 20 平方米}", "新办}"))
    checker = pr.Checker(library, item="teahouse", place="", verify=True)
    asked = checker.check(application())
    assert [f.points for f in asked.findings] == [("teahouse/M5", "teahouse/M5a", "teahouse/M5b")]
    one = {"code": "M5", "parts": [{"code": "M5a", "copies": 1}]}
    for more in ((), (one,)):
        result = checker.check(application(routes=PROMISED, more=more))
        assert (result.verdict_label, len(result.commitments)) == ("受理", 1)
        assert way(result, "teahouse/M5b") == ["committed"]


def test_dishonesty_closes_later_submission_though_the_rule_does_not_say_so(
    tmp_path: Path,
) -> None:
    library = altered(tmp_path, ("不适用: {严重失信: 是}, 书面承诺", "书面承诺"))
    checker = pr.Checker(library, item="teahouse", place="", verify=True)
    asks = application(
        facts={"设有明火": "是"},
        routes={"M4": {"kind": "later", "promised": True}},
        applicant=DISHONEST,
    )
    assert closed_by(checker.check(asks), "later") == ["严重失信为“是”"]


def test_what_a_rule_says_of_dishonesty_itself_is_not_said_twice(checker: pr.Checker) -> None:
    asks = application(
        facts={"设有明火": "是"},
        applicant=DISHONEST,
    )
    assert closed_by(checker.check(asks), "later") == ["严重失信为“是”"]


def test_where_nothing_is_known_of_the_credit_it_is_asked(tmp_path: Path) -> None:
    silent = ", 未填视为: 否, 理由: 没有记录的视为没有}"
    library = altered(tmp_path, (f"serious_dishonesty{silent}", "serious_dishonesty}"),
                      file="fields/all.yaml")  # fmt: skip
    checker = pr.Checker(library, item="teahouse", place="", verify=True)
    result = checker.check(application(facts=BRANCH, routes=PROMISED))
    assert (result.verdict_label, [q.key for q in result.questions]) == (
        "无法判断",
        ["serious_dishonesty"],
    )
    [line] = result.conditional
    assert line.condition == "严重失信为“是”"
    assert [d.paper.id for d in line.demands] == ["M5"]


def test_a_lower_level_replaces_it(tmp_path: Path) -> None:
    other = "编号: M5, 告知承诺: {承诺内容: 另一句}, 依据: 条例 第十条}\n  - {编号: M1, 份数: 1"
    library = altered(tmp_path, ("编号: M1, 份数: 1", other), file="440300-shenzhen/teahouse.yaml")
    checker = pr.Checker(library, item="teahouse", place="440300", verify=True)
    result = checker.check(application(facts=BRANCH, routes=PROMISED, place="440300"))
    assert [c.text for c in result.commitments] == ["另一句"]
