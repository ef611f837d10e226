"""SH753: words and condition disagree about the bound itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

NAME = "名称: 投资额填写"


@pytest.mark.parametrize(
    ("written", "test"),
    [
        ("投资额超过10万元", "不低于 10 万元"),
        ("投资额十万元以上", "超过 10 万元"),
        ("投资额不少于十万元", "超过 10 万元"),
        ("投资额10万元以下", "低于 10 万元"),
        ("投资额不满10万元", "不超过 10 万元"),
        ("投资额不超过10万元", "低于 10 万元"),
    ],
)
def test_words_that_leave_out_or_add_the_bound_are_told(
    tmp_path: Path, written: str, test: str
) -> None:
    changes = ((NAME, f"名称: {written}"), ("投资额: 不低于 10 万元", f"投资额: {test}"))
    found = lint(altered(tmp_path, *changes))
    assert told(found) == [("SH753", Severity.WARNING, "teahouse/S4")]
    assert "正好等于" in found[0].message


@pytest.mark.parametrize(
    ("written", "test"),
    [
        ("投资额不低于10万元", "不低于 10 万元"),
        ("投资额10万元以上", "不低于 10 万元"),
        ("投资额超过10万元", "超过 10 万元"),
        ("投资额超过5万元", "不低于 10 万元"),
        ("投资额不满10万元的不予受理", "不低于 10 万元"),
        ("投资额不超过10万元的另行办理", "超过 10 万元"),
        ("第十万号令以上文件", "超过 20 万元"),
    ],
)
def test_words_that_agree_or_speak_of_another_number_are_not(
    tmp_path: Path, written: str, test: str
) -> None:
    changes = ((NAME, f"名称: {written}"), ("投资额: 不低于 10 万元", f"投资额: {test}"))
    assert lint(altered(tmp_path, *changes)) == ()


def test_a_paper_is_looked_at_too(tmp_path: Path) -> None:
    change = ("材料名称: 分店平面图", "材料名称: 20平方米以上分店的平面图")
    found = lint(altered(tmp_path, change))
    assert told(found) == [("SH753", Severity.WARNING, "teahouse/M5")]
