"""SH655: conditions of a permit that apply to a filing, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import SHENZHEN, altered, told

S2 = "名称: 场所通风, 当: {业务办理项: 新办}"
S5 = "名称: 不卖酒, 当: {业务办理项: 新办}"


@pytest.mark.parametrize(
    "when",
    [
        "",
        ", 当: {设有明火: 是}",
        ", 当: {业务办理项: 新办、备案}",
        ", 当: {业务办理项: ≠ 延续}",
        ", 当: [{业务办理项: 新办}, {设有明火: 是}]",
        ", 当: {情形: 大型茶馆}",
    ],
)
def test_a_condition_that_a_filing_may_have_to_meet_is_told(tmp_path: Path, when: str) -> None:
    found = lint(altered(tmp_path, (S5, f"名称: 不卖酒{when}")))
    assert told(found) == [("SH655", Severity.WARNING, "teahouse/S5")]
    assert "办理备案时也会适用实质审查的要点「不卖酒」" in found[0].message


def test_what_a_person_looks_at_is_a_condition_as_well(tmp_path: Path) -> None:
    found = lint(altered(tmp_path, (S2, "名称: 场所通风")))
    assert told(found) == [("SH655", Severity.WARNING, "teahouse/S2")]


@pytest.mark.parametrize(
    "when", ["{业务办理项: ≠ 备案}", "[{业务办理项: 新办}, {业务办理项: 延续, 设有明火: 是}]"]
)
def test_a_condition_of_the_permit_alone_is_not(tmp_path: Path, when: str) -> None:
    assert lint(altered(tmp_path, (S5, f"名称: 不卖酒, 当: {when}"))) == ()


@pytest.mark.parametrize(
    "change",
    [
        ("应当: {售卖品种: 不含 酒}, 效果: 不予受理", "应当: {售卖品种: 不含 酒}, 效果: 提示"),
        ("{编号: S5, 类别: 实质审查", "{编号: S5, 类别: 形式审查"),
    ],
)
def test_a_warning_and_a_point_of_form_may_apply(tmp_path: Path, change: tuple[str, str]) -> None:
    assert lint(altered(tmp_path, (S5, "名称: 不卖酒"), change)) == ()


def test_an_item_without_filings_may_leave_it_open(tmp_path: Path) -> None:
    library = altered(
        tmp_path,
        ("{名称: 备案, 类别: 备案}", "{名称: 备案, 类别: 许可}"),
        ("  结果: 备案\n  转为: 备案\n", "  结果: 不需要许可\n"),
        (S5, "名称: 不卖酒"),
    )
    assert lint(library) == ()


def test_a_local_file_is_looked_at(tmp_path: Path) -> None:
    change = ("类别: 形式审查, 名称: 深圳卫生分级, 当: {业务办理项: 新办}",
              "类别: 实质审查, 名称: 深圳卫生分级")  # fmt: skip
    found = lint(altered(tmp_path, change, file=SHENZHEN))
    assert told(found) == [("SH655", Severity.WARNING, "teahouse/Z1")]
