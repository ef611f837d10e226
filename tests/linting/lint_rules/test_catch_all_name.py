"""SH751: a material whose name leaves open what is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told


@pytest.mark.parametrize(
    "name",
    [
        "其他材料",
        "法律、法规规定的其他材料",
        "其他有关材料",
        "有关材料",
        "相关证明",
        "相关证明材料复印件",
        "设备清单、布局图等材料",
        "设备清单等相关文件",
    ],
)
def test_a_catch_all_is_told(tmp_path: Path, name: str) -> None:
    found = lint(altered(tmp_path, ("材料名称: 分店平面图", f"材料名称: {name}")))
    assert told(found) == [("SH751", Severity.WARNING, "teahouse/M5")]
    assert f"《{name}》" in found[0].message


@pytest.mark.parametrize(
    "name", ["平面图", "房屋产权证明", "经营管理制度文件", "申请材料真实性承诺书", "等级证书"]
)
def test_a_name_that_says_what_is_asked_for_is_not(tmp_path: Path, name: str) -> None:
    assert lint(altered(tmp_path, ("材料名称: 分店平面图", f"材料名称: {name}"))) == ()


def test_a_material_whose_parts_are_listed_is_not(tmp_path: Path) -> None:
    change = ("材料名称: 场所文件", "材料名称: 平面图、产权证明等材料")
    assert lint(altered(tmp_path, change)) == ()


def test_a_part_with_such_a_name_is_told(tmp_path: Path) -> None:
    found = lint(altered(tmp_path, ("名称: 平面图,", "名称: 其他材料,")))
    assert told(found) == [("SH751", Severity.WARNING, "teahouse/M3a")]
