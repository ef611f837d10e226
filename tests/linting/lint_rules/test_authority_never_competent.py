"""SH551: an authority that can never be competent."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.analysis.examine import examine
from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import SHENZHEN, altered, told

A1 = "- {编号: A1, 部门: 茶馆管理部门, 级别: 县, 受委托: 行政审批部门, 依据: 办法 第三条}"
BEHIND = "\n- {编号: A3, 部门: 文化旅游部门, 依据: 办法 第三条}"


@pytest.mark.parametrize("behind", [BEHIND, BEHIND.replace("依据", "当: {设有明火: 是}, 依据")])
def test_what_stands_behind_one_that_is_always_competent_is_told(
    tmp_path: Path, behind: str
) -> None:
    library = altered(tmp_path, (A1, A1 + behind))
    found = lint(library)
    assert told(found) == [("SH551", Severity.WARNING, "teahouse/A3")]
    assert "「A1」没有写「当」" in found[0].message
    # One mistake, one message.
    assert "teahouse/A3" not in {d.subject for d in examine(library)}


def test_one_that_takes_over_from_a_day_on_is_not(tmp_path: Path) -> None:
    over = A1.replace("依据", "失效日期: 2026-01-01, 依据") + BEHIND.replace(
        "依据", "施行日期: 2026-01-01, 此前: 无此要求, 依据"
    )
    assert lint(altered(tmp_path, (A1, over))) == ()


def test_one_that_is_hidden_for_some_days_only_is_not(tmp_path: Path) -> None:
    over = A1.replace("依据", "失效日期: 2026-01-01, 依据") + BEHIND
    assert lint(altered(tmp_path, (A1, over))) == ()


def test_one_that_a_lower_level_adds_behind_is_told(tmp_path: Path) -> None:
    added = (
        "增加:\n",
        "增加:\n  实施机关:\n  - {编号: A9, 部门: 卫生健康部门, 施行日期: 2024-01-01, "
        "此前: 无此要求, 依据: 深圳规定 第五条}\n",
    )
    found = lint(altered(tmp_path, added, file=SHENZHEN))
    assert told(found) == [("SH551", Severity.WARNING, "teahouse/A9")]


def test_one_that_a_lower_level_puts_in_its_place_is_not(tmp_path: Path) -> None:
    replaced = (
        "替换:\n",
        "替换:\n  实施机关:\n  - {编号: A1, 部门: 卫生健康部门, 级别: 市, 施行日期: 2024-01-01, "
        "依据: 深圳规定 第五条}\n",
    )
    assert lint(altered(tmp_path, replaced, file=SHENZHEN)) == ()


def test_a_level_above_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    replaced = (
        "替换:\n",
        "替换:\n  实施机关:\n  - {编号: A1, 级别: 省、市, 施行日期: 2024-01-01, "
        "依据: 深圳规定 第五条}\n",
    )
    found = lint(altered(tmp_path, replaced, file=SHENZHEN))
    assert told(found) == [("SH551", Severity.WARNING, "teahouse/A1")]
    assert "级别写了省，高于文件所在的行政区划 440300" in found[0].message
