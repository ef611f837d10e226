"""SH756: signs of two widths in a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.linting.lint_rules import punctuation_in_names
from tests.linting.examples import NO_SITUATION, linted, page_examples


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(punctuation_in_names))
    assert linted(wrong, tmp_path) == [("SH756", "newsstand/M1")]
    assert linted(right, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("方案(大型)", True),
        ("方案（大型", True),
        ("方案;图纸", True),
        ("Ａ级证明", True),
        ("安全  方案", True),
        ("GB/T 1234-2020 检验报告", False),
        ("方案、图纸（大型）《甲》", False),
        ("A级（B类）", False),
    ],
)
def test_which_names_are_told(tmp_path: Path, name: str, found: bool) -> None:
    text = f"{NO_SITUATION}申请材料:\n- {{编号: M1, 材料名称: {name}, 依据: 办法}}\n"
    assert linted(text, tmp_path) == ([("SH756", "newsstand/M1")] if found else [])
