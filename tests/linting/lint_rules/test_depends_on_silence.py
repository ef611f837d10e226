"""SH659: a demand that hangs on the value which silence stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.linting.lint_rules import depends_on_silence
from tests.linting.examples import NO_SITUATION, linted, page_examples


def material(conditions: str) -> str:
    return f"{NO_SITUATION}申请材料:\n- {{编号: M1, 材料名称: 甲, {conditions}, 依据: 办法}}\n"


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(depends_on_silence))
    assert linted(wrong, tmp_path) == [("SH659", "newsstand/M1")]
    assert linted(right, tmp_path) == []


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ("需要: {使用冷藏柜: 否}", True),
        ("不适用: {使用冷藏柜: 是}", False),
        ("不适用: {占用人行道: 否}", False),
        ("不适用: [{占用人行道: 是}, {使用冷藏柜: 否}]", True),
        ("不适用: {业务办理项: 新办, 使用冷藏柜: 否}", True),
    ],
)
def test_which_conditions_hang_on_silence(tmp_path: Path, conditions: str, found: bool) -> None:
    expected = [("SH659", "newsstand/M1")] if found else []
    assert linted(material(conditions), tmp_path) == expected
