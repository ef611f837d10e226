"""SH252: a situation that nothing uses."""

from __future__ import annotations

from pathlib import Path

from permit_rules.linting.lint_rules import situation_unused
from tests.linting.examples import linted, page_examples


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = page_examples(situation_unused)
    assert linted(wrong, tmp_path) == [("SH252", "newsstand/小型书报亭")]
    assert linted(right, tmp_path) == []


def test_a_situation_that_only_a_place_uses_is_used(tmp_path: Path) -> None:
    local = (
        '# 440300-shenzhen/newsstand.yaml\n事项: newsstand\n行政区划: "440300"\n设定依据:\n'
        "  规定: {文件: 深圳规定（示例）, 施行日期: 2020-01-01}\n增加:\n  申请材料:\n"
        "  - {编号: Z1, 材料名称: 方案, 需要: {情形: 大型书报亭}, 依据: 规定 第二条}\n"
    )
    national = "# national/newsstand.yaml\n收费: 不收费\n"
    assert linted(national, tmp_path) == [("SH252", "newsstand/大型书报亭")]
    assert linted(national + local, tmp_path) == []


def test_deciding_on_the_spot_counts(tmp_path: Path) -> None:
    assert linted("当场决定: {当: {情形: 大型书报亭}, 依据: 办法 第九条}", tmp_path) == []
