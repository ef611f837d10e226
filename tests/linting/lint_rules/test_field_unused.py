"""SH251: a field of an item that nothing reads."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told
from tests.linting.examples import linted

FIELDS = """申请信息:
- {字段: 厨师人数, 标识: cooks, 类型: 数值, 单位: 人}
申请材料:
"""


def test_a_field_nobody_asks_about_is_told(tmp_path: Path) -> None:
    found = lint(altered(tmp_path, ("申请材料:\n", FIELDS)))
    assert told(found) == [("SH251", Severity.WARNING, "teahouse/厨师人数")]


def test_one_that_a_condition_reads_is_not(tmp_path: Path) -> None:
    used = ("应当: {投资额: 不低于 10 万元}", "应当: {厨师人数: 不低于 1 人}")
    assert lint(altered(tmp_path, ("申请材料:\n", FIELDS), used)) == ()


def test_one_that_a_paper_has_to_agree_with_is_not(tmp_path: Path) -> None:
    used = ("相符: {名称: 申请人名称}", "相符: {厨师: 厨师人数}")
    assert lint(altered(tmp_path, ("申请材料:\n", FIELDS), used)) == ()


def test_a_field_that_a_need_reads_is_used(tmp_path: Path) -> None:
    example = (
        "情形定义: {}\n申请信息:\n- {字段: 厨师人数, 标识: cooks, 类型: 数值, 单位: 人}\n"
        "# bundles/needs.yaml\n设定依据:\n  办法: {文件: 书报亭管理办法}\n何时要办:\n"
        "- {编号: F1, 事项: newsstand, 业务办理项: 新办, 需要: {厨师人数: 超过 1 人}, 依据: 办法}\n"
    )
    assert linted(example, tmp_path) == []
