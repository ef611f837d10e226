"""SH651: a material that does not say for which handling items it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

ALL = "需要: {业务办理项: 新办、延续}"


@pytest.mark.parametrize(
    "condition",
    [
        "说明: 总是要交",
        "需要: {设有明火: 是}",
        "需要: [{业务办理项: 新办}, {设有明火: 是}]",
        "需要: {情形: 大型茶馆}",
    ],
)
def test_a_condition_that_holds_without_it_is_told(tmp_path: Path, condition: str) -> None:
    found = lint(altered(tmp_path, (ALL, condition)))
    # The overlay changes the same material and takes over its condition.
    assert set(told(found)) == {("SH651", Severity.WARNING, "teahouse/M1")}
    assert "办理备案时也会要求提交《茶馆经营许可申请书》" in found[0].message


@pytest.mark.parametrize(
    "condition",
    [
        "需要: {业务办理项: 新办, 设有明火: 是}",
        "需要: [{业务办理项: 新办}, {业务办理项: 延续, 设有明火: 是}]",
        "需要: {业务办理项: ≠ 备案}",
    ],
)
def test_a_condition_that_names_it_in_every_case_is_not(tmp_path: Path, condition: str) -> None:
    assert lint(altered(tmp_path, (ALL, condition))) == ()


def test_a_named_situation_that_names_it_is_enough(tmp_path: Path) -> None:
    library = altered(
        tmp_path,
        (ALL, "需要: {情形: 新茶馆}"),
        ("情形定义:", "情形定义:\n  新茶馆: {业务办理项: 新办}"),
    )
    assert lint(library) == ()


def test_an_item_that_only_grants_need_not_name_it(tmp_path: Path) -> None:
    library = altered(
        tmp_path, ("{名称: 备案, 类别: 备案}", "{名称: 备案, 类别: 许可}"), (ALL, "说明: 总是要交"),
        ("  结果: 备案\n  转为: 备案\n", "  结果: 不需要许可\n"),
    )  # fmt: skip
    assert lint(library) == ()
