"""SH653: what a lower level demands stands on an instrument of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import NATIONAL, SHENZHEN, altered, altered_rules, told

ADDED = (
    "增加:\n  申请材料:\n  - {{编号: Z2, 材料名称: 邻居名单, 需要: {{业务办理项: 新办}}, "
    "施行日期: 2024-01-01, 依据: {}}}"
)
BARRED = (
    "增加:\n  禁止期:\n  - {{编号: Z3, 名称: 虚假承诺, 对象: 申请人, 事由: [虚假承诺], "
    "期限: 1 年, 施行日期: 2024-01-01, 依据: {}}}"
)
CONDITION = "此前: 无此要求, 依据: 深圳规定 第二条}"
CHANGED = "- {编号: M1, 份数: 1, 施行日期: 2024-01-01, 依据: 深圳规定 第三条}"


@pytest.mark.parametrize("added", [ADDED, BARRED])
def test_a_material_or_bar_on_the_law_above_alone_is_told(tmp_path: Path, added: str) -> None:
    found = lint(altered(tmp_path, ("增加:", added.format("条例 第九条")), file=SHENZHEN))
    assert [(code, severity) for code, severity, _ in told(found)] == [("SH653", Severity.ERROR)]
    assert "增加了要求" in found[0].message


@pytest.mark.parametrize("added", [ADDED, BARRED])
def test_one_on_a_local_instrument_is_not(tmp_path: Path, added: str) -> None:
    basis = "条例 第九条；深圳规定 第五条"
    assert lint(altered(tmp_path, ("增加:", added.format(basis)), file=SHENZHEN)) == ()


def test_an_added_condition_is_told_unless_it_only_advises(tmp_path: Path) -> None:
    above = ("此前: 无此要求, 依据: 条例 第二条}",)
    found = lint(altered(tmp_path / "a", (CONDITION, above[0]), file=SHENZHEN))
    assert told(found) == [("SH653", Severity.ERROR, "teahouse/Z1")]
    advice = above[0].replace("依据", "效果: 提示, 依据")
    assert lint(altered(tmp_path / "b", (CONDITION, advice), file=SHENZHEN)) == ()


@pytest.mark.parametrize(
    ("above", "change", "how"),
    [
        (("", ""), "- {编号: M2, 可替代: [{材料: 登记证}]}", "去掉了「可替代」的《电子营业执照》"),
        (("", ""), "- {编号: M4, 不适用: [{设有明火: 否}, {经营方式: 外卖}]}", ""),
        (("", ""), "- {编号: M1, 份数: 1}", ""),
        (
            ("", ""),
            "- {编号: M3, 组成: [{编号: M3a, 名称: 平面图}, {编号: M3b, 名称: 大型茶馆安全方案, "
            "需要: {情形: 大型茶馆}}, {编号: M3c, 名称: 房屋产权证明复印件}]}",
            "去掉了「可替代」的《租赁合同复印件》",
        ),
        (
            ("编号: M3b, 名称: 大型茶馆安全方案, 需要: {情形: 大型茶馆}", "编号: M3b, 名称: 方案"),
            "- {编号: M3, 组成: [{编号: M3a, 名称: 平面图}, {编号: M3e, 名称: 设备图}]}",
            "加上了组成部分",
        ),
    ],
)
def test_a_change_that_widens_a_demand_is_told(
    tmp_path: Path, above: tuple[str, str], change: str, how: str
) -> None:
    altered_rules(tmp_path, above, file=NATIONAL)
    found = lint(altered(tmp_path, (CHANGED, change), file=SHENZHEN))
    assert [d.code for d in found] == (["SH653"] if how else [])
    assert all(how in d.message for d in found)


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ("- {编号: M4, 需要: {设有明火: 是}}", "放宽了「需要」"),
        (
            "- {编号: M4, 需要: [{业务办理项: 新办, 设有明火: 是}, {业务办理项: 延续}]}",
            "放宽了「需要」",
        ),
        ("- {编号: M4, 需要: {业务办理项: 新办, 设有明火: 是, 座位数: 超过 9 个}}", ""),
        ("- {编号: M4, 需要: {业务办理项: 新办、延续, 设有明火: 是}}", "放宽了「需要」"),
        ("- {编号: M4, 不适用: {经营方式: 外卖, 座位数: 超过 9 个}}", "收紧了「不适用」"),
        ("- {编号: M4, 需要: {业务办理项: 新办, 设有明火: 是, 经营方式: 堂食}}", ""),
    ],
)
def test_asking_in_more_situations_is_told(tmp_path: Path, change: str, how: str) -> None:
    found = lint(altered(tmp_path, (CHANGED, change), file=SHENZHEN))
    assert [d.code for d in found if d.code != "SH651"] == (["SH653"] if how else [])
    assert all(how in d.message for d in found if d.code == "SH653")


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ("审核要点:\n  - {编号: S3, 效果: 补正}", "把提示改成了别的效果"),
        ("审核要点:\n  - {编号: S1, 当: {座位数: 超过 100 个}}", "放宽了「当」"),
        ("审核要点:\n  - {编号: S1, 效果: 提示, 当: {座位数: 超过 100 个}}", ""),
    ],
)
def test_a_condition_made_stricter_is_told(tmp_path: Path, change: str, how: str) -> None:
    library = altered(tmp_path, ("替换:", f"替换:\n  {change}"), file=SHENZHEN)
    # A wider condition may reach the filing, which SH655 tells.
    found = [d for d in lint(library) if d.code != "SH655"]
    assert {d.code for d in found} == ({"SH653"} if how else set())
    assert all(how in d.message for d in found)


def test_a_stricter_demand_on_a_local_instrument_is_not_told(tmp_path: Path) -> None:
    change = CHANGED.replace("编号: M1, 份数: 1", "编号: M2, 可替代: [{材料: 登记证}]")
    assert lint(altered(tmp_path, (CHANGED, change), file=SHENZHEN)) == ()
