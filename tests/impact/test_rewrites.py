"""Rewrites that ask the same of everybody are proven to; those that nearly do are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from permit_rules.impact import What
from tests.impact.changed import compared, only

S4 = "当: {业务办理项: 新办}, 应当: {投资额: 不低于 10 万元}"
LARGE = "  大型茶馆: {营业面积: 不低于 200 平方米, 座位数: 超过 50 个}\n"
M4 = "  需要: {业务办理项: 新办, 设有明火: 是}\n  不适用: {经营方式: 外卖}\n"


def s4(when: str, must: str = "{投资额: 不低于 10 万元}") -> str:
    return f"当: {when}, 应当: {must}"


# fmt: off
#: Each: what stands there first, and what instead.
REWRITES: list[Any] = [
    pytest.param(
        "需要: {情形: 大型茶馆}}", "需要: {营业面积: 不低于 200 平方米, 座位数: 超过 50 个}}",
        id="a situation written out"),
    pytest.param(
        M4, "  需要: {业务办理项: 新办, 设有明火: 是, 经营方式: ≠ 外卖}\n",
        id="an exemption put into the demand"),
    pytest.param(
        S4, s4("[{业务办理项: 新办, 座位数: 超过 9 个}, {业务办理项: 新办, 座位数: 不超过 9 个}]"),
        id="two halves of a whole"),
    pytest.param(
        S4, s4("[{业务办理项: 新办, 设有明火: 是}, {业务办理项: 新办, 设有明火: 否}]"),
        id="yes or no"),
    pytest.param(
        LARGE, "  大型茶馆: {座位数: 超过 50 个, 营业面积: 不低于 200 平方米}\n",
        id="in another order"),
    pytest.param(
        LARGE, "  大型茶馆: {营业面积: 不低于 200 平方米, 座位数: 不低于 51 个}\n",
        id="more than fifty is at least fifty-one"),
]
NOT_QUITE: list[Any] = [
    pytest.param(LARGE, LARGE.replace("超过 50", "不低于 50"), id="above or at least"),
    pytest.param(
        "需要: {情形: 大型茶馆}}", "需要: {营业面积: 不低于 200.1 平方米, 座位数: 超过 50 个}}",
        id="one tenth of a square metre"),
    pytest.param(
        S4, s4("[{业务办理项: 新办, 座位数: 超过 20 个}, {业务办理项: 新办, 座位数: 低于 20 个}]"),
        id="two halves with a gap"),
    pytest.param(
        M4, "  需要: {业务办理项: 新办, 设有明火: 是, 经营方式: 堂食}\n", id="one value too few"),
]
# fmt: on


@pytest.mark.parametrize(("before", "after"), REWRITES)
def test_an_equivalent_rewrite_is_proven_and_said_to_be(
    tmp_path: Path, before: str, after: str
) -> None:
    found = compared(tmp_path, (before, after))
    assert found.impacts
    text = "\n".join(line.text for line in found.lines())
    points = [c for made in found.impacts for c in made.changes]
    assert {c.what for c in points} == {What.EQUIVALENT}
    assert found.keeps, text
    assert "没有一种申请因此多交、少交，或者得到别的结论。" in text
    for point in points:
        proof = f"{point.cells}格逐格比较，全部相同" if point.cells else "整理以后是同一个条件"
        assert f"等价改写：对全部申请的结果都一样（{proof}）。" in text


@pytest.mark.parametrize(("before", "after"), NOT_QUITE)
def test_what_is_nearly_the_same_is_not_called_so(tmp_path: Path, before: str, after: str) -> None:
    found = compared(tmp_path, (before, after))
    assert not found.keeps
    assert any(c.concerned for made in found.impacts for c in made.changes)


def test_two_words_for_one_comparison_are_not_even_a_change(tmp_path: Path) -> None:
    edit = ("座位数: 超过 50 个}\n", "座位数: 多于 50 个}\n")
    assert compared(tmp_path, edit).impacts == ()


def test_an_interval_is_its_two_comparisons(tmp_path: Path) -> None:
    within = s4("{业务办理项: 新办, 座位数: 20 至 50 个（含20，含50）}")
    apart = s4("{业务办理项: 新办, 座位数: 不超过 50 个, 情形: 至少二十}")
    defined = (LARGE, f"{LARGE}  至少二十: {{座位数: 不低于 20 个}}\n")
    change = only(compared(tmp_path, (within, apart), before=((S4, within), defined)))
    assert change.what is What.EQUIVALENT


def test_a_condition_taken_into_a_situation_stays_the_same(tmp_path: Path) -> None:
    edits = (
        (LARGE, f"{LARGE}  用火: {{设有明火: 是, 经营方式: ≠ 外卖}}\n"),
        (M4, "  需要: {业务办理项: 新办, 情形: 用火}\n"),
    )
    found = compared(tmp_path, *edits)
    assert found.keeps
    [made] = found.impacts
    assert [(c.pair.id, c.what) for c in made.changes] == [
        ("用火", What.ADDED),
        ("M4", What.EQUIVALENT),
    ]
