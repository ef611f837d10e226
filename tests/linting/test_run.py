"""The table of lint rules: what is in it, and what comes of running it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import permit_rules
from permit_rules.diagnostics import Severity
from permit_rules.linting import LINT_RULES, LintRule, lint, lint_rule, points_in
from permit_rules.loading import load
from tests.linting.altered import SHENZHEN, altered, altered_rules, told
from tests.teahouse import RULES

SOURCE = Path(permit_rules.__file__).parent
FILES = {p.stem for p in (SOURCE / "linting" / "lint_rules").glob("[!_]*.py")}
TESTS = {p.stem for p in (Path(__file__).parent / "lint_rules").glob("test_*.py")}


UNUSED = (
    "申请信息:\n- {字段: 厨师人数, 标识: cooks, 类型: 数值, 单位: 人}\n"
    "- {字段: 已提交平面图, 标识: plan_handed_in, 类型: 是否}\n"
)
NAMED_TWICE = "材料名称: 明火安全承诺(), 需要: {业务办理项: 新办, 设有明火: 是, 已提交平面图: 是}"
SAME_AGAIN = """- 编号: S9
  类别: 形式审查
  名称: 投资额
  当: {业务办理项: 新办}
  应当: {投资额: 不低于 10 万元}
  依据: 办法 第十八条
- 编号: S10
  类别: 形式审查
  名称: 明火茶馆的投资额
  当: {业务办理项: 新办, 设有明火: 是}
  应当: {投资额: 不低于 10 万元}
  依据: 办法 第十八条
"""


def test_rules_without_a_mistake_bring_no_diagnostic() -> None:
    assert lint(load(RULES)) == ()


def test_every_lint_rule_stands_in_the_table_and_has_a_test() -> None:
    assert len(LINT_RULES) == len(FILES)
    assert {f"test_{name}" for name in FILES} == TESTS


def test_no_code_is_used_twice() -> None:
    codes = [r.code for r in LINT_RULES]
    assert len(set(codes)) == len(codes)
    elsewhere = "".join(
        p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py") if p.parent.name != "lint_rules"
    )
    used = set(re.findall(r'"(SH\d{3})"', elsewhere))
    assert used
    assert used.isdisjoint(codes)


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda r: r.code)
def test_every_lint_rule_explains_itself_with_examples(rule: LintRule) -> None:
    assert re.fullmatch(r"SH\d{3}", rule.code)
    assert [
        part for part in ("为什么：", "错误示例", "正确示例") if part not in rule.explanation
    ] == []
    assert rule.explanation.splitlines()[0].endswith("。")


def test_all_lint_rules_run_and_their_findings_come_in_reading_order(tmp_path: Path) -> None:
    altered_rules(tmp_path, ("依据: 深圳规定 第二条", "依据: 条例 第二条"), file=SHENZHEN)
    library = altered(
        tmp_path,
        ("法定: 5 工作日,", "法定: 5 工作日, 承诺: 9 工作日,"),
        ("办法: {文件: 茶馆管理办法, ", "办法: {文件: 茶馆管理办法, 失效日期: 2019-01-01, "),
        ("需要: {业务办理项: 新办、延续}", "需要: {设有明火: 是}"),
        ("材料名称: 营业执照复印件", "材料名称: 健康证明"),
        ("材料名称: 分店平面图", "材料名称: 其他材料"),
        ("名称: 场所通风, 当: {业务办理项: 新办}", "名称: 场所通风"),
        ("当: {情形: 大型茶馆}, 施行日期: 2025-04-15, 此前: 无此要求, ", ""),
        ("行使层级: 国家", "行使层级: 国家\n直接关系: 人身健康"),
        ("申请材料:\n", f"{UNUSED}申请材料:\n"),
        ("名称: 投资额填写", "名称: 投资额超过10万元"),
        ("名称: 不卖酒", "名称: 尽量不卖酒Α"),
        ("- {编号: S5,", f"{SAME_AGAIN}- {{编号: S5,"),
        ("{施行日期: 2020-01-01, 当", "{施行日期: 2020-01-01, 失效日期: 2025-04-14, 当"),
        ("规则起始: 2020-01-01", "复核日期: 2025-12-31\n规则起始: 2020-01-01"),
        ("情形定义:\n", "情形定义:\n  小型茶馆: {座位数: 低于 9 个}\n"),
        ("条例: {文件: 茶馆管理条例, ", "条例: {文件: 茶馆管理条例, 失效日期: 2026-01-01, "),
        (", 逾期后果: 视为撤回申请, ", ", "),
        ("不适用: {经营方式: 外卖}", "不适用: {严重失信: 否}"),
        ("材料名称: 经营计划书, 需要: {业务办理项: 新办}", NAMED_TWICE),
        ("材料名称: 预包装茶叶备案表", "材料来源: 政府部门核发, 材料名称: 健康证明原件"),
    )
    found = lint(library, date(2026, 3, 2))
    assert {d.code for d in found} == {r.code for r in LINT_RULES}
    lines = [d.where.line for d in found if d.where and d.where.file.startswith("national")]
    assert lines == sorted(lines)
    severities = {r.code: r.severity for r in LINT_RULES}
    assert all(d.severity is severities[d.code] for d in found)


def test_what_an_overlay_states_is_linted_too(tmp_path: Path) -> None:
    rules = altered_rules(
        tmp_path, ("编号: M1, 份数: 1", "编号: M1, 材料名称: 有关材料, 份数: 1"), file=SHENZHEN
    )
    [found] = lint(load(rules))
    assert told((found,)) == [("SH751", Severity.WARNING, "teahouse/M1")]
    assert found.where is not None
    assert found.where.file == SHENZHEN


def test_a_lint_rule_is_found_by_its_code_in_any_case() -> None:
    assert lint_rule(" sh651 ") is lint_rule("SH651")
    assert lint_rule("SH000") is None


def test_every_review_point_is_told_with_its_days_and_basis() -> None:
    points = list(points_in(load(RULES)))
    ids = [p.id for p in points if p.place == ""]
    assert {"B1", "M1", "M1/copies", "M3a/content-2", "M3c-alt1/expiry", "S2", "J1", "W1"} <= set(
        ids
    )
    assert "L1" not in ids
    assert ids.count("S1") == 2
    assert all(p.basis for p in points)
    assert {p.place for p in points} == {"", "440300"}
