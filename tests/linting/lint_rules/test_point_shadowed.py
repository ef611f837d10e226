"""SH668: a point that another takes in wholly."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.linting.lint_rules import point_shadowed
from tests.linting.examples import NO_SITUATION, linted, page_examples


def conditions(one: str, other: str, days: str = "") -> str:
    entry = (
        "- {{编号: {}, 类别: 形式审查, 名称: 甲{}, {}"
        "应当: {{经营面积: 超过 9 平方米}}, {}依据: 办法}}\n"
    )
    return (
        f"{NO_SITUATION}审核要点:\n{entry.format('S1', '', one, '')}"
        f"{entry.format('S2', '乙', other, days)}"
    )


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(point_shadowed))
    assert linted(wrong, tmp_path) == [("SH668", "newsstand/M2")]
    assert linted(right, tmp_path) == []


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        ("当: {业务办理项: 新办}, ", "当: {业务办理项: 新办, 占用人行道: 是}, ", "", ["S2"]),
        ("当: {业务办理项: 新办, 占用人行道: 是}, ", "", "", ["S1"]),
        ("当: {业务办理项: 新办}, ", "当: {业务办理项: 新办、延续}, ", "", ["S1"]),
        ("当: {业务办理项: 新办}, ", "当: {业务办理项: 延续}, ", "", []),
        ("失效日期: 2025-01-01, ", "当: {业务办理项: 延续}, ", "施行日期: 2025-01-01, ", []),
    ],
)
def test_conditions_are_compared_as_far_as_their_lines_show(
    tmp_path: Path, one: str, other: str, days: str, expected: list[str]
) -> None:
    found = linted(conditions(one, other, days), tmp_path)
    assert found == [("SH668", f"newsstand/{point}") for point in expected]


def test_an_exemption_of_its_own_is_another_demand(tmp_path: Path) -> None:
    text = (
        f"{NO_SITUATION}申请材料:\n"
        "- {编号: M1, 材料名称: 甲, 不适用: {占用人行道: 是}, 依据: 办法}\n"
        "- {编号: M2, 材料名称: 甲, 需要: {业务办理项: 新办}, 依据: 办法}\n"
    )
    assert linted(text, tmp_path) == []
    alike = text.replace("新办}", "新办}, 不适用: {占用人行道: 是}")
    assert linted(alike, tmp_path) == [("SH668", "newsstand/M2")]
