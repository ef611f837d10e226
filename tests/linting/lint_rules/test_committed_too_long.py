"""SH654: a committed limit that is longer than the statutory one."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import SHENZHEN, altered, told

LIMIT = "环节: 一次告知, 法定: 5 工作日"


@pytest.mark.parametrize(
    ("statutory", "committed"),
    [
        ("5 工作日", "6 工作日"),
        ("5 工作日", "5.5 工作日"),
        ("30 日", "31 日"),
        ("1 年", "13 个月"),
    ],
)
def test_a_promise_beyond_the_law_is_told(tmp_path: Path, statutory: str, committed: str) -> None:
    limit = f"环节: 一次告知, 法定: {statutory}, 承诺: {committed}"
    found = lint(altered(tmp_path, (LIMIT, limit)))
    assert told(found) == [("SH654", Severity.ERROR, "teahouse/L1")]
    assert "比法定的" in found[0].message


@pytest.mark.parametrize(
    ("statutory", "committed"),
    [
        ("5 工作日", "5 工作日"),
        ("5 工作日", "4.5 工作日"),
        ("1 工作日", "0.5 工作日"),
        ("30 日", "29 日"),
        ("1 年", "12 个月"),
        ("30 日", "1 个月"),
        ("20 工作日", "30 日"),
    ],
)
def test_a_promise_within_the_law_or_not_to_be_compared_is_not(
    tmp_path: Path, statutory: str, committed: str
) -> None:
    limit = f"环节: 一次告知, 法定: {statutory}, 承诺: {committed}"
    assert lint(altered(tmp_path, (LIMIT, limit))) == ()


def test_the_promise_of_a_lower_level_is_held_to_the_statutory_limit_above(
    tmp_path: Path,
) -> None:
    limit = "{编号: L1, 承诺: 6 工作日, 施行日期: 2024-01-01, 依据: 深圳规定 第五条}"
    changed = f"替换:\n  办理时限:\n  - {limit}"
    found = lint(altered(tmp_path, ("替换:", changed), file=SHENZHEN))
    assert told(found) == [("SH654", Severity.ERROR, "teahouse/L1")]
