"""Each static check finds what it is for, at its place, and nothing in rules that are in order."""

from __future__ import annotations

from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.analysis.examine import STATIC_CHECKS, examine, static_check
from permit_rules.diagnostics import Severity
from tests.linting.altered import altered
from tests.loading.folder import HEAD, ITEM, rules
from tests.teahouse import RULES

POINT = (
    "- {{编号: {id}, 类别: 实质审查, 名称: {id}, 当: {when}, 应当: {must}, 依据: 办法 第一条}}\n"
)


def with_points(tmp_path: Path, *points: tuple[str, str, str]) -> pr.Library:
    """The teahouse rules with further conditions: id, 当, 应当."""
    text = "".join(POINT.format(id=i, when=w, must=m) for i, w, m in points)
    return altered(tmp_path, ("禁止期:\n", f"{text}禁止期:\n"))


def told(library: pr.Library) -> set[tuple[str, str]]:
    return {(d.code, d.subject) for d in examine(library)}


NEW = "{业务办理项: 新办}"


def test_rules_in_order_give_nothing() -> None:
    """The rules that come with the library are examined by ``permit-rules lint`` in its tests."""
    assert examine(pr.load(RULES)) == ()


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            [("X1", "{座位数: 超过 50 个, 情形: 小店}", "{卫生负责人: 已填}")],
            {("SH661", "teahouse/X1")},
        ),
        (
            [
                (
                    "X1",
                    "{业务办理项: 新办, 营业面积: 超过 900 平方米}",
                    "{营业面积: 不超过 900 平方米}",
                )
            ],
            {("SH662", "teahouse/X1")},
        ),
        (
            [
                ("X1", NEW, "{营业面积: 超过 900 平方米}"),
                ("X2", NEW, "{营业面积: 低于 900 平方米}"),
            ],
            {("SH663", "teahouse/X2")},
        ),
        (
            [
                ("X1", NEW, "{营业面积: 不低于 900 平方米}"),
                ("X2", "{业务办理项: 新办, 营业面积: 不低于 900 平方米}", "{卫生负责人: 已填}"),
            ],
            {("SH664", "teahouse/X2")},
        ),
        (
            [
                ("X1", "{业务办理项: 新办, 营业面积: 低于 70 平方米}", "{卫生负责人: 已填}"),
                ("X2", "{业务办理项: 新办, 营业面积: 超过 70 平方米}", "{卫生负责人: 已填}"),
            ],
            {("SH665", "teahouse/X2")},
        ),
        # The same with the bound taken in by one side.
        (
            [
                ("X1", "{业务办理项: 新办, 营业面积: 低于 70 平方米}", "{卫生负责人: 已填}"),
                ("X2", "{业务办理项: 新办, 营业面积: 不低于 70 平方米}", "{卫生负责人: 已填}"),
            ],
            set(),
        ),
    ],
)
def test_each_check(
    tmp_path: Path, points: list[tuple[str, str, str]], expected: set[tuple[str, str]]
) -> None:
    text = "".join(POINT.format(id=i, when=w, must=m) for i, w, m in points)
    library = altered(
        tmp_path,
        ("情形定义:\n", "情形定义:\n  小店: {座位数: 不超过 50 个}\n"),
        ("禁止期:\n", f"{text}禁止期:\n"),
    )
    assert told(library) == expected


def test_demands_that_can_both_be_met_do_not_clash(tmp_path: Path) -> None:
    both = ("X1", NEW, "{营业面积: 不低于 20 平方米}"), ("X2", NEW, "{营业面积: 低于 900 平方米}")
    assert "SH663" not in {code for code, _ in told(with_points(tmp_path, *both))}


def test_a_diagnostic_says_where_and_how_to_mend_it(tmp_path: Path) -> None:
    library = with_points(
        tmp_path,
        ("X1", NEW, "{营业面积: 超过 900 平方米}"),
        ("X2", NEW, "{营业面积: 低于 900 平方米}"),
    )
    [found] = examine(library)
    assert found.severity is Severity.WARNING
    assert found.where is not None
    assert found.where.file == "national/teahouse.yaml"
    assert "X1" in found.message
    assert found.help


def test_what_has_too_many_ways_is_named_as_not_decided(tmp_path: Path) -> None:
    names = [f"事{n}" for n in range(15)]
    fields = "".join(f"- {{字段: {n}, 标识: f{i}, 类型: 是否}}\n" for i, n in enumerate(names))
    each = "、".join(names)
    must = ", ".join(f"{n}: 是" for n in names)
    points = "".join(
        f"- {{编号: {point}, 类别: 实质审查, 名称: {each}, 当: {{业务办理项: 新办}},"
        f" 应当: {{{must}}}, 依据: 办法}}\n"
        for point in ("S1", "S2")
    )
    text = f"{HEAD}申请信息:\n{fields}审核要点:\n{points}"
    found = examine(pr.load(rules(tmp_path, {ITEM: text})))
    assert {d.subject for d in found} == {"trial/S1", "trial/S2"}
    assert {(d.code, d.severity) for d in found} == {("SH666", Severity.INFO)}
    assert {d.message.partition("（")[2][:5] for d in found} == {"SH661", "SH663"}


@pytest.mark.parametrize("check", STATIC_CHECKS, ids=lambda c: c.code)
def test_each_check_has_its_page(check: object) -> None:
    code = getattr(check, "code", "")
    explained = static_check(code.lower())
    assert explained is not None
    for heading in ("为什么：", "错误示例：", "正确示例："):
        assert heading in explained.explanation
