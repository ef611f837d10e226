"""Everything visible is said in the first notice, also what putting things right will bring."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import permit_rules as pr
from permit_rules.result import ConditionalLine
from tests.loading.folder import HEAD, ITEM, rules
from tests.teahouse import application


def check(tmp_path: Path, body: str, **facts: Any) -> pr.CheckResult:
    """One application under a small item that asks for these things."""
    folder = rules(tmp_path, {ITEM: HEAD + body})
    checker = pr.Checker(pr.load(folder), item="trial", place="", verify=True)
    materials = facts.pop("materials", [])
    payload = {"received_on": "2025-03-03", "channel": "paper", "materials": materials}
    return checker.check({**payload, "facts": {"业务办理项": "新办", **facts}})


def lines(result: pr.CheckResult) -> dict[str, ConditionalLine]:
    return {line.point.partition("/")[2]: line for line in result.conditional}


def asked(result: pr.CheckResult) -> list[str]:
    return [q.key for q in result.questions]


MATERIAL = "申请材料:\n- {编号: M1, 材料名称: 清单, 依据: 办法, 需要: {业务办理项: 新办}"


class TestPapersToCome:
    """What will matter of a paper once it is handed in is asked with the demand for it."""

    def test_the_field_it_is_compared_with(self, tmp_path: Path) -> None:
        result = check(tmp_path, f"{MATERIAL}, 相符: {{行数: 自动设备台数}}}}\n")
        assert [f.point for f in result.findings] == ["trial/M1"]
        [question] = result.questions
        assert (question.key, question.points) == ("machine_count", ("trial/M1/agree-1",))

    def test_it_is_not_asked_about_where_it_is_stated(self, tmp_path: Path) -> None:
        body = f"{MATERIAL}, 相符: {{行数: 自动设备台数}}}}\n"
        assert asked(check(tmp_path, body, 自动设备台数=3)) == []

    def test_a_paper_that_says_it_is_not_asked_about_besides_the_field(
        self, tmp_path: Path
    ) -> None:
        body = f"{MATERIAL}, 相符: {{行数: 自动设备台数}}}}\n"
        silent = check(tmp_path, body, materials=["M1"])
        saying = check(tmp_path, body, materials=[{"code": "M1", "states": {"行数": 3}}])
        assert asked(silent) == ["M1/agree-1", "machine_count"]
        assert asked(saying) == ["machine_count"]

    def test_what_a_paper_accepted_instead_hangs_on(self, tmp_path: Path) -> None:
        body = f"{MATERIAL}, 可替代: [{{材料: 说明, 当: {{主体业态: 食堂}}}}]}}\n"
        result = check(tmp_path, body)
        [finding] = result.findings
        [instead] = finding.demands[0].instead
        assert instead.when is not None
        assert (instead.when.field, instead.when.values) == ("business_form", ("食堂",))
        assert asked(result) == ["business_form"]
        assert check(tmp_path, body, 主体业态="食堂").findings[0].demands[0].instead[0].when is None

    def test_what_a_shared_source_hangs_on(self, tmp_path: Path) -> None:
        body = f"{MATERIAL}, 可替代: [{{共享核验: 电子证照, 当: {{主体业态: 食堂}}}}]}}\n"
        result = check(tmp_path, body)
        [route] = result.findings[0].routes
        assert (route.kind, route.open, route.paper, route.source) == (
            "shared", True, "M1", "电子证照",
        )  # fmt: skip
        assert route.when is not None
        assert asked(result) == ["business_form"]

    def test_a_material_missing_whole_names_the_ways_of_its_parts(self, tmp_path: Path) -> None:
        part = "{编号: M1a, 名称: 甲, 可替代: [{共享核验: 电子证照}]}"
        result = check(tmp_path, f"{MATERIAL}, 组成: [{part}, {{编号: M1b, 名称: 乙}}]}}\n")
        assert [(r.paper, r.source) for r in result.findings[0].routes] == [("M1a", "电子证照")]


class TestRosters:
    """A roster that is not stated is asked for with what has to be said of its members."""

    BODY = (
        "申请材料:\n- {编号: M1, 材料名称: 冷库图, 逐个: 仓库, 依据: 办法, "
        "需要: {业务办理项: 新办, 温度: 冷藏}}\n"
    )

    def test_the_members_fields_stand_under_the_roster(self, tmp_path: Path) -> None:
        result = check(tmp_path, self.BODY)
        [question] = result.questions
        assert question.key == "warehouses"
        assert [q.key for q in question.members] == ["warehouses.name", "warehouses.temperature"]

    def test_its_line_is_about_every_member(self, tmp_path: Path) -> None:
        line = lines(check(tmp_path, self.BODY))["M1"]
        assert (line.each, line.instance) == ("warehouses", "")
        assert line.text == "若温度为冷藏，还须提交《冷库图》（「仓库」的每一项）。"

    def test_a_member_of_which_something_is_open_is_named(self, tmp_path: Path) -> None:
        line = lines(check(tmp_path, self.BODY, 仓库=[{"名称": "东库"}]))["M1"]
        assert (line.each, line.instance) == ("", "东库")


class TestGates:
    """Under each outcome of an open applicability a point may be asked for another reason."""

    BODY = """\
适用判定:
- 编号: B1
  名称: 只卖饮品
  当: {业务办理项: 新办, 经营项目: 只含 饮品}
  结果: 备案
  转为: 备案
  依据: 办法
- 编号: B2
  名称: 只做销售
  当: {业务办理项: 新办, 主体业态: 销售}
  结果: 备案
  转为: 备案
  依据: 办法
申请材料:
- {编号: M9, 材料名称: 备案表, 需要: {业务办理项: 备案}, 依据: 办法}
"""

    def test_the_line_names_all_of_them(self, tmp_path: Path) -> None:
        line = lines(check(tmp_path, self.BODY))["M9"]
        assert line.text == "若经营项目只含饮品，或者主体业态为销售，还须提交《备案表》。"
        assert line.when is not None
        assert [part.field for part in line.when.any or ()] == ["business_items", "business_form"]


class TestPuttingThingsRight:
    """A remedy that changes a fact is offered together with what the changed fact then brings."""

    BODY = """\
申请材料:
- 编号: M1
  材料名称: 平面图
  需要: {业务办理项: 新办, 经营面积: 不低于 50 平方米}
  签章: {谁: 申请人, 方式: 签名}
  依据: 办法
- 编号: M2
  材料名称: 清单
  需要: {业务办理项: 新办}
  必备内容: [{内容: 功能区, 当: {经营面积: 超过 60 平方米}}]
  依据: 办法
- {编号: M3, 材料名称: 冷库图, 需要: {业务办理项: 新办, 经营面积: 低于 10 平方米}, 依据: 办法}
- 编号: M4
  材料名称: 食堂图
  需要: {业务办理项: 新办, 主体业态: 食堂, 经营面积: 超过 50 平方米}
  依据: 办法
审核要点:
- 编号: S1
  类别: 形式审查
  名称: 面积够大
  当: {业务办理项: 新办}
  应当: {经营面积: 不低于 50 平方米}
  效果: 补正
  依据: 办法
"""

    def test_what_has_to_be_stated_is_told_as_data(self, tmp_path: Path) -> None:
        finding = next(f for f in check(tmp_path, self.BODY, 经营面积=20).findings if f.must)
        assert finding.point == "trial/S1"
        assert finding.must is not None
        assert (finding.must.field, finding.must.operator, finding.must.values) == (
            "business_area", "≥", ("50.00",),
        )  # fmt: skip

    def test_what_it_brings_is_announced_with_its_standards(self, tmp_path: Path) -> None:
        found = lines(check(tmp_path, self.BODY, 经营面积=20))
        assert found["M1"].text == "若经营面积不低于50平方米，还须提交《平面图》。"
        assert found["M1"].demands[0].lines == ("须由申请人签名",)

    def test_what_it_cannot_bring_is_not(self, tmp_path: Path) -> None:
        assert "M3" not in lines(check(tmp_path, self.BODY, 经营面积=20))

    def test_a_demand_already_made_says_what_more_it_would_be_held_to(self, tmp_path: Path) -> None:
        result = check(tmp_path, self.BODY, 经营面积=20)
        demand = next(f for f in result.findings if f.material == "M2").demands[0]
        [requirement] = demand.paper.requirements
        assert requirement.text == "若经营面积超过60平方米，须含有或者标明「功能区」"
        assert requirement.when is not None

    def test_what_else_would_have_to_be_answered_stands_with_the_line(self, tmp_path: Path) -> None:
        result = check(tmp_path, self.BODY, 经营面积=20)
        assert asked(result) == []
        assert [q.key for q in lines(result)["M4"].asks] == ["business_form"]

    def test_nothing_is_announced_where_nothing_is_wrong(self, tmp_path: Path) -> None:
        assert lines(check(tmp_path, self.BODY, 经营面积=55, 主体业态="餐饮")) == {}

    def test_a_paper_that_agrees_only_with_what_is_to_be_corrected(self, tmp_path: Path) -> None:
        body = f"""{MATERIAL}, 相符: {{行数: 自动设备台数}}}}
审核要点:
- 编号: S1
  类别: 形式审查
  名称: 有设备
  当: {{业务办理项: 新办}}
  应当: {{自动设备台数: 不低于 1 台}}
  效果: 补正
  依据: 办法
"""
        paper = {"code": "M1", "states": {"行数": 0}}
        line = lines(check(tmp_path, body, 自动设备台数=0, materials=[paper]))["M1/agree-1"]
        assert line.text == "《清单》写明的行数须与申请信息中的自动设备台数一致。"
        assert line.demands[0].paper.id == "M1"

    def test_a_paper_in_hand_that_would_only_then_count_and_expire(self, tmp_path: Path) -> None:
        body = self.BODY.replace("签章: {谁: 申请人, 方式: 签名}", "有效期: 收件日有效")
        paper = {"code": "M1", "expires_on": "2025-03-20"}
        result = check(tmp_path, body, 经营面积=20, materials=[paper])
        assert result.holds_until == date(2025, 3, 20)
        right = check(tmp_path, body, 经营面积=5, materials=[paper])
        assert right.holds_until == date(2025, 3, 20)

    def test_another_outcome_that_it_may_lead_to(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"售卖品种": ["酒", "预包装茶叶"]}))
        assert [f.point for f in result.findings] == ["teahouse/S5"]
        found = {line.point: line.text for line in result.conditional}
        assert found["teahouse/B1"].startswith("若售卖品种只含预包装茶叶，结果为备案")
        assert found["teahouse/M6"] == "若售卖品种只含预包装茶叶，还须提交《预包装茶叶备案表》。"


class TestWhatBecomesOfIt:
    """A line that may turn the application away says so."""

    def test_a_renewal_window(self, checker: pr.Checker) -> None:
        payload = application(facts={"业务办理项": "延续", "许可证有效期至": None})
        texts = [line.text for line in checker.check(payload).conditional]
        assert texts == [
            "须在许可证有效期届满前90个工作日以内提出；提前提出的，不予受理。",
            "须在许可证有效期届满前30个工作日以前提出；逾期提出的，不再受理。",
            "须在许可证有效期届满前提出；届满后提出的，不予受理，可以按新办提出申请。",
        ]

    def test_a_condition_and_a_bar_that_refuse(self, checker: pr.Checker) -> None:
        records = [{"reason": "提供虚假材料"}]
        payload = application(
            facts={"售卖品种": None}, applicant={"name": "清风茶馆", "bars": records}
        )
        found = {line.point: line.text for line in checker.check(payload).conditional}
        assert found["teahouse/S5"].endswith("售卖品种不含酒；不符合的，不予受理。")
        assert found["teahouse/J1"].endswith("；在禁止期内的，不予受理。")
