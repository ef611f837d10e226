"""SH657: an issued paper that is shared elsewhere."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

PAPER = "- {编号: M6, 材料名称: 预包装茶叶备案表, 需要: {业务办理项: 备案}, 依据: 办法 第四条}"
LICENCE = """- 编号: M6
  材料名称: 营业执照
  需要: {业务办理项: 备案}
  材料来源: 政府部门核发
  依据: 办法 第四条"""


def test_a_licence_that_is_shared_in_another_place_is_told(tmp_path: Path) -> None:
    found = lint(altered(tmp_path, (PAPER, LICENCE)))
    assert told(found) == [("SH657", Severity.INFO, "teahouse/M6")]
    assert "可以通过电子营业执照免交" in found[0].message


def test_one_with_a_source_of_its_own_is_not(tmp_path: Path) -> None:
    own = f"{LICENCE}\n  可替代: [共享核验: 主体名录]"
    assert lint(altered(tmp_path, (PAPER, own))) == ()


def test_a_paper_of_the_applicant_is_not(tmp_path: Path) -> None:
    own = LICENCE.replace("政府部门核发", "申请人自备")
    assert lint(altered(tmp_path, (PAPER, own))) == ()
