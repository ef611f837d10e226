"""SH452: days between two versions of which nothing is known."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

FIRST = "{施行日期: 2020-01-01, 当: {业务办理项: 新办, 座位数: 超过 100 个}"


def test_a_day_between_two_versions_is_told(tmp_path: Path) -> None:
    gap = FIRST.replace("2020-01-01,", "2020-01-01, 失效日期: 2025-04-14,")
    found = lint(altered(tmp_path, (FIRST, gap)))
    assert told(found) == [("SH452", Severity.WARNING, "teahouse/S1")]
    assert "2025-04-14" in found[0].message


def test_versions_that_follow_each_other_are_not(tmp_path: Path) -> None:
    close = FIRST.replace("2020-01-01,", "2020-01-01, 失效日期: 2025-04-15,")
    assert lint(altered(tmp_path, (FIRST, close))) == ()
