"""SH667: two conditions that ask the same."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

ONE = (
    "- {编号: S4, 类别: 形式审查, 名称: 投资额填写, 当: {业务办理项: 新办}, "
    "应当: {投资额: 不低于 10 万元},"
)
REST = " 效果: 补正, 依据: 办法 第十八条}"


def twice(change: tuple[str, str]) -> tuple[str, str]:
    """S4, and S9 after it, which differs as told."""
    second = (ONE + REST).replace("编号: S4", "编号: S9").replace(*change)
    return (ONE + REST, f"{ONE}{REST}\n{second}")


def test_the_same_under_another_name_is_told(tmp_path: Path) -> None:
    found = lint(altered(tmp_path, twice(("投资额填写", "投资足额"))))
    assert told(found) == [("SH667", Severity.WARNING, "teahouse/S9")]
    assert "S4「投资额填写」" in found[0].message


def test_another_bound_or_another_circumstance_is_not(tmp_path: Path) -> None:
    assert lint(altered(tmp_path / "a", twice(("10 万元", "20 万元")))) == ()
    assert lint(altered(tmp_path / "b", twice(("业务办理项: 新办", "业务办理项: 延续")))) == ()


def test_days_that_do_not_meet_are_not(tmp_path: Path) -> None:
    later = (ONE + REST).replace("S4", "S9").replace("依据", "施行日期: 2024-01-01, 依据")
    library = altered(
        tmp_path,
        (ONE, f"{ONE} 失效日期: 2024-01-01,"),
        ("- {编号: S5,", f"{later}\n- {{编号: S5,"),
    )
    assert lint(library) == ()
