"""SH453: what goes on although its basis was repealed."""

from __future__ import annotations

from pathlib import Path

from permit_rules.linting.lint_rules import basis_repealed_since
from tests.linting.examples import NO_SITUATION, linted, page_examples

INSTRUMENTS = (
    "设定依据:\n  旧: {文件: 旧办法, 施行日期: 2015-01-01, 失效日期: 2025-01-01}\n"
    "  更旧: {文件: 更旧的办法, 施行日期: 2010-01-01, 失效日期: 2024-06-01}\n"
    "  新: {文件: 新办法, 施行日期: 2025-01-01}\n情形定义: {}\n"
)


def with_basis(basis: str, days: str = "") -> str:
    return f"{INSTRUMENTS}申请材料:\n- {{编号: M1, 材料名称: 甲, {days}依据: {basis}}}\n"


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = page_examples(basis_repealed_since)
    assert linted(NO_SITUATION + wrong, tmp_path) == [("SH453", "newsstand/M1")]
    assert linted(NO_SITUATION + right, tmp_path) == []


def test_it_counts_when_the_last_of_several_goes(tmp_path: Path) -> None:
    assert linted(with_basis("旧 第一条；更旧 第二条"), tmp_path) == [("SH453", "newsstand/M1")]
    assert linted(with_basis("旧 第一条；新 第二条", "施行日期: 2025-01-01, "), tmp_path) == [
        ("SH451", "newsstand/M1")
    ]


def test_a_version_ended_on_the_day_is_in_order(tmp_path: Path) -> None:
    assert linted(with_basis("旧 第一条", "失效日期: 2025-01-01, "), tmp_path) == []
    assert linted(with_basis("旧 第一条", "失效日期: 2025-01-02, "), tmp_path) == [
        ("SH453", "newsstand/M1")
    ]
