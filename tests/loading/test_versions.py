"""Dated versions: which days each holds for, and what may not be written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permit_rules.loading import load, read_library
from permit_rules.model.review_point import ReviewCondition
from permit_rules.model.validity import Before, Dated, Validity
from tests.helpers import expect
from tests.loading.folder import HEAD, ITEM, rules, told

POINT = """\
审核要点:
- 编号: S1
  类别: 实质审查
  名称: 面积
  当: {主体业态: 餐饮}
  应当: {经营面积: 超过 10 平方米}
  依据: 办法 第一条
"""


def _dated(tmp_path: Path, versions: str) -> Dated[ReviewCondition]:
    library = load(rules(tmp_path, {ITEM: HEAD + POINT + versions}))
    return library.items[0].statements.conditions[0]


def _days(dated: Dated[ReviewCondition]) -> list[tuple[str, str]]:
    return [
        (str(v.validity.start), str(v.validity.end) if v.validity.end else "")
        for v in dated.versions
    ]


def test_without_days_an_entry_holds_from_the_first_known_day(tmp_path: Path) -> None:
    dated = _dated(tmp_path, "")
    assert dated.versions[0].validity == Validity(date(2023, 12, 1))
    assert dated.before is Before.UNKNOWN


def test_each_version_ends_where_the_next_begins_in_any_order(tmp_path: Path) -> None:
    dated = _dated(
        tmp_path,
        "  版本:\n"
        "  - {施行日期: 2025-04-15, 名称: 新面积}\n"
        "  - {施行日期: 2024-01-01, 失效日期: 2024-06-01, 依据: 规定}\n"
        "  - {依据: 办法 第二条}\n"
        "  此前: 无此要求\n",
    )
    assert _days(dated) == [
        ("2023-12-01", "2024-01-01"),
        ("2024-01-01", "2024-06-01"),
        ("2025-04-15", ""),
    ]
    assert dated.before is Before.ABSENT
    assert dated.on(date(2024, 7, 1)) is None
    assert [v.value.name for v in dated.versions] == ["面积", "面积", "新面积"]
    assert [b.article for v in dated.versions for b in v.value.basis] == ["第二条", "", "第一条"]
    assert [v.where.line for v in dated.versions] == [18, 17, 16]


def test_a_version_lays_whole_values_over_those_of_the_entry(tmp_path: Path) -> None:
    dated = _dated(tmp_path, "  版本:\n  - {施行日期: 2024-01-01, 当: {经营项目: 含 热食}}\n")
    assert "business_form" not in str(dated.versions[0].value.when)


@pytest.mark.parametrize(
    ("versions", "code", "help"),
    [
        ("  - {施行日期: 2024-01-01}\n  - §{施行日期: 2024-01-01}\n", "SH401", "合成一个版本"),
        ("  - {名称: 甲}\n  - §{施行日期: 2023-12-01}\n", "SH401", "合成一个版本"),
        (
            "  - {施行日期: 2024-01-01, 失效日期: 2024-06-01}\n  - §{施行日期: 2024-03-01}\n",
            "SH401",
            "其中一个日期",
        ),
        ("  - §{施行日期: 2024-03-01, 失效日期: 2024-02-01}\n", "SH402", "以后"),
        ("  - {施行日期: 2024-01-01}\n  §失效日期: 2025-01-01\n", "SH404", "移到它所属的版本"),
        ("  - {施行日期: §二〇二四年}\n", "SH403", "2025-03-03"),
    ],
)
def test_days_that_contradict_each_other(
    tmp_path: Path, versions: str, code: str, help: str
) -> None:
    diagnostics, place = told(tmp_path, POINT + "  版本:\n" + versions)

    expect(diagnostics).only(code, at=place, help=help, subject="trial/S1")


def test_what_a_single_version_lacks_is_told_at_that_version(tmp_path: Path) -> None:
    body = POINT.replace("  依据: 办法 第一条\n", "") + (
        "  版本:\n  - {施行日期: 2023-12-01, 依据: 办法}\n  - §{施行日期: 2024-01-01}\n"
    )
    diagnostics, place = told(tmp_path, body)
    expect(diagnostics).only("SH601", at=place)


def test_a_mistake_of_the_entry_is_told_once_for_all_versions(tmp_path: Path) -> None:
    body = POINT.replace("{主体业态: 餐饮}", "{主体业态: §茶馆}") + (
        "  版本:\n  - {施行日期: 2023-12-01}\n  - {施行日期: 2024-01-01}\n"
    )
    diagnostics, place = told(tmp_path, body)
    expect(diagnostics).only("SH204", at=place)


def test_several_mistakes_in_versions_are_told_together(tmp_path: Path) -> None:
    body = POINT + (
        "  版本:\n  - {施行日期: 2024-01-01, 效果: 重}\n  - {施行日期: 2024-01-01, 名城: 甲}\n"
    )
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD + body}))
    expect(diagnostics).codes("SH143", "SH401", "SH210")
