"""SH652: a material on the item's own must-not-demand list."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told


@pytest.mark.parametrize(
    ("change", "point"),
    [
        (("材料名称: 分店平面图", "材料名称: 健康证明"), "M5"),
        (("材料名称: 分店平面图", "材料名称: 健康证明复印件"), "M5"),
        (("材料名称: 分店平面图", "材料名称: 健康證明"), "M5"),
        (("材料名称: 分店平面图", "材料名称: 体检表\n  别名: [健康证明]"), "M5"),
        (("名称: 平面图,", "名称: 健康证明,"), "M3a"),
    ],
)
def test_what_may_not_be_asked_for_is_told(
    tmp_path: Path, change: tuple[str, str], point: str
) -> None:
    found = lint(altered(tmp_path, change))
    assert told(found) == [("SH652", Severity.ERROR, f"teahouse/{point}")]
    assert "「不得索要」里有「健康证明」" in found[0].message


def test_a_paper_that_is_only_accepted_instead_is_not(tmp_path: Path) -> None:
    assert lint(altered(tmp_path, ("{材料: 租赁合同复印件,", "{材料: 健康证明,"))) == ()


def test_a_name_that_merely_contains_the_other_is_not(tmp_path: Path) -> None:
    assert lint(altered(tmp_path, ("材料名称: 分店平面图", "材料名称: 健康证明管理制度"))) == ()
