"""SH660: a demand that hangs on whether another paper was handed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.linting.lint_rules import depends_on_paper
from tests.linting.examples import NO_SITUATION, linted, page_examples


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(depends_on_paper))
    assert linted(wrong, tmp_path) == [("SH660", "newsstand/M2")]
    assert linted(right, tmp_path) == []


def field(label: str, type: str = "类型: 是否") -> str:
    return (
        f"{NO_SITUATION}申请信息:\n- {{字段: {label}, 标识: asked, {type}}}\n"
        "申请材料:\n- {编号: M1, 材料名称: 租赁合同, 依据: 办法}\n"
        "审核要点:\n- 编号: S1\n  类别: 形式审查\n  名称: 甲\n"
        f"  当: {{{label}: 是}}\n  应当: {{消防负责人: 已填}}\n  依据: 办法\n"
    )


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("未提交租赁合同", True),
        ("附有合同", True),
        ("提交过申请", False),
        ("租赁合同有转租条款", False),
    ],
)
def test_which_fields_are_about_a_paper(tmp_path: Path, label: str, found: bool) -> None:
    assert linted(field(label), tmp_path) == ([("SH660", "newsstand/S1")] if found else [])
