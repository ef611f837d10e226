"""Case tables: each case laid over its base, in the keys of a payload."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.errors import RulesInvalid
from permit_rules.loading.cases import CaseTable, Expected, load_cases, read_cases
from tests.helpers import expect, marked

BASES = """\
事项: trial
基准:
  新办餐饮:
    收件日: 2026-03-02
    提交方式: 线下
    申请人: {名称: 甲公司, 类型: 企业, 严重失信: 否, 禁止期: []}
    人员:
    - {姓名: 张三, 职务: 董事, 年龄: 40, 禁止期: [{事由: 造假, 决定日期: 2025-01-01, 事项: trial}]}
    申请信息: {业务办理项: 新办, 经营项目: [热食, 冷食], 经营面积: 50, 委托代理人: ~}
    材料:
    - M1
    - 营业执照
    - 编号: M3
      材料形式: 原件
      份数: 2
      签名: 是
      组成: [M3a, {编号: M3b, 内容: [面积]}]
      写明: {行数: 3}
    共享: [电子执照, {来源: 学历, 有异议: 是}]
    办理方式: {M6: 容缺后补, M7: {方式: 告知承诺, 书面承诺: 是}}
    以往情况: {补正次数: 1, 撤回承诺: [甲]}
用例:
"""


def _table(tmp_path: Path, cases: str, folder: str = "national") -> CaseTable:
    file = tmp_path / folder / "trial.cases.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(BASES + cases, "utf-8")
    return load_cases(file)


def test_a_base_is_an_application_of_its_own(tmp_path: Path) -> None:
    table = _table(tmp_path, "- {名称: 甲, 基准: 新办餐饮, 预期: {结论: 受理}}\n")

    assert table.bases == {"新办餐饮": table.cases[0].application}


@pytest.mark.parametrize(
    ("written", "payload"),
    [
        ("市局", {"name": "市局"}),
        (
            '{部门: 财政部门, 行政区划: "440300"}',
            {"department": "财政部门", "place": "440300"},
        ),
    ],
)
def test_who_received_as_a_payload(tmp_path: Path, written: str, payload: dict[str, str]) -> None:
    table = _table(tmp_path, f"- {{名称: 甲, 收件机关: {written}, 预期: {{}}}}\n")
    assert table.cases[0].application["receiving_authority"] == payload


def test_a_base_as_a_payload(tmp_path: Path) -> None:
    case = _table(tmp_path, "- {名称: 甲, 基准: 新办餐饮, 预期: {}}\n").cases[0]

    assert case.application == {
        "item": "trial",
        "received_on": "2026-03-02",
        "channel": "线下",
        "applicant": {
            "name": "甲公司", "kind": "企业", "bars": [],
            "credit": {"serious_dishonesty": "否"},
        },
        "persons": [
            {"name": "张三", "role": "董事", "年龄": "40",
             "bars": [{"reason": "造假", "decided_on": "2025-01-01", "item": "trial"}]},
        ],
        "facts": {"业务办理项": "新办", "经营项目": ["热食", "冷食"], "经营面积": "50"},
        "materials": [
            {"code": "M1"},
            {"name": "营业执照"},
            {"code": "M3", "form": "原件", "copies": "2", "signed": "是",
             "parts": [{"code": "M3a"}, {"code": "M3b", "contents": ["面积"]}],
             "states": {"行数": "3"}},
        ],
        "shared": [{"source": "电子执照"}, {"source": "学历", "disputed": "是"}],
        "routes": {"M6": {"kind": "容缺后补"}, "M7": {"kind": "告知承诺", "promised": "是"}},
        "history": {"earlier_rounds": "1", "withdrawn_commitments": ["甲"]},
    }  # fmt: skip
    assert case.expected == Expected(blank=("预期",))


def test_a_case_states_only_what_differs(tmp_path: Path) -> None:
    case = _table(tmp_path, """\
- 名称: 甲
  基准: 新办餐饮
  收件日: 2026-04-01
  申请人: {类型: 个体工商户}
  申请信息: {经营面积: 未填, 主体业态: 食堂}
  去掉材料: [M1, M3a, 营业执照]
  加上材料: [M9, {编号: M1, 份数: 1}]
  预期:
    结论: 补正
    要点: {S1: 不符, M1/copies: 无法判断}
    缺: []
    问: [经营面积]
  出处: 办法 第一条
""").cases[0]  # fmt: skip

    assert case.application["received_on"] == "2026-04-01"
    assert case.application["applicant"]["name"] == "甲公司"
    assert case.application["applicant"]["kind"] == "个体工商户"
    assert case.application["facts"] == {
        "业务办理项": "新办", "经营项目": ["热食", "冷食"], "主体业态": "食堂",
    }  # fmt: skip
    codes = [m["code"] for m in case.application["materials"]]
    assert codes == ["M3", "M9", "M1"]
    assert case.application["materials"][0]["parts"] == [{"code": "M3b", "contents": ["面积"]}]
    assert case.expected == Expected(
        verdict="补正", points={"S1": "不符", "M1/copies": "无法判断"}, findings=(),
        questions=("经营面积",),
    )  # fmt: skip
    assert case.source == "办法 第一条"
    assert str(case.where).startswith("national/trial.cases.yaml:23:")


def test_a_case_may_stand_alone_and_replace_the_materials(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "- {名称: 甲, 收件日: 2026-01-01, 预期: {结论: 受理}}\n"
        "- {名称: 乙, 基准: 新办餐饮, 材料: [M5], 预期: {结论: 受理}}\n",
        "440300-shenzhen",
    )
    alone, other = table.cases
    assert alone.application == {
        "item": "trial", "place": "440300", "received_on": "2026-01-01",
        "facts": {}, "materials": [],
    }  # fmt: skip
    assert other.application["materials"] == [{"code": "M5"}]


MISTAKES = [
    ("- {名称: 甲, 基准: §新办餐厅, 预期: {结论: 受理}}\n", "SH222", "新办餐饮"),
    (
        "- {名称: 甲, 基准: 新办餐饮, 去掉材料: [M1, §M2], 预期: {结论: 受理}}\n",
        "SH222",
        "核对编号",
    ),
    ("- {名称: 甲, 预期: {结论: §可以}}\n", "SH143", "受理"),
    ("- {名称: 甲, 预期: {要点: {S1: §好}}}\n", "SH143", "不符"),
    (
        "- {名称: 甲, 预期: {结论: 受理}}\n- §{名称: 甲, 预期: {结论: 受理}}\n",
        "SH215",
        "换一个名称",
    ),
    ("- §{名称: 甲}\n", "SH141", "预期"),
    ("- {名称: 甲, 预期: {结论: 受理}, §材科: []}\n", "SH210", "材料"),
]


@pytest.mark.parametrize(("cases", "code", "help"), MISTAKES)
def test_one_mistake_is_one_message(tmp_path: Path, cases: str, code: str, help: str) -> None:
    text, place = marked(BASES + cases, "national/trial.cases.yaml")
    file = tmp_path / "national" / "trial.cases.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")

    with pytest.raises(RulesInvalid) as raised:
        load_cases(file)

    expect(raised.value.diagnostics).only(code, at=place, help=help)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    table, diagnostics = read_cases(tmp_path / "none.cases.yaml")
    assert table is None
    expect(diagnostics).only("SH507", message="none.cases.yaml")


# ---- what nobody has filled in -------------------------------------------------------------------

BLANK_CASES = """\
- {名称: 全空, 基准: 新办餐饮, 预期: §{}}
- {名称: 半空, 预期: {结论: 待填, 要点: {M1: 待填, M2: 符合}, 缺: [待填], 问: [待填]}}
- {名称: 没有出处, 基准: 新办餐饮, 预期: {结论: 受理}, 出处: 待填}
- {名称: 填好了, 基准: 新办餐饮, 预期: {结论: 受理}, 出处: 办法}
"""


def test_what_is_left_blank_is_a_state_of_its_own_and_told_once_a_case(tmp_path: Path) -> None:
    text, place = marked(BASES + BLANK_CASES, "national/trial.cases.yaml")
    file = tmp_path / "national" / "trial.cases.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    table, found = read_cases(file)
    assert table is not None
    whole, half, unfounded, filled = (c.expected for c in table.cases)
    assert whole == Expected(blank=("预期",))
    assert half == Expected(points={"M2": "符合"}, blank=("结论", "要点 M1", "缺", "问"))
    assert unfounded == filled == Expected(verdict="受理")
    assert [d.severity for d in found] == [Severity.WARNING] * 3
    line = text.splitlines().index("用例:") + 2
    assert [d.where.line for d in found if d.where] == [line, line + 1, line + 2]
    expect(found).some("SH161", at=place, message="「全空」待填：预期", severity=Severity.WARNING)
    assert "「半空」待填：结论、要点 M1、缺、问。" in found[1].message
    assert "「没有出处」待填：出处。" in found[2].message
