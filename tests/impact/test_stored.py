"""Stored applications checked with both: counted by what becomes of them, nothing kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from permit_rules.impact.stored import Outcome, StoredFigures, StoredImpact
from permit_rules.model.library import Library
from tests.impact.changed import libraries
from tests.teahouse import application


def counted(pair: tuple[Library, Library], *payloads: dict[str, Any], **how: Any) -> StoredFigures:
    made = StoredImpact(*pair, **how)
    for number, payload in enumerate(payloads, 1):
        made.add(f"C-{number}", payload)
    return made.figures()


def test_every_application_is_counted_once_by_what_becomes_of_it(tmp_path: Path) -> None:
    pair = libraries(
        tmp_path,
        ("应当: {投资额: 不低于 10 万元}", "应当: {投资额: 不低于 30 万元}"),
        ("  份数: 2\n", "  份数: 1\n"),
    )
    one_copy = {"申请书": {"copies": 1}}
    found = counted(
        pair,
        application(),
        application(facts={"投资额": "40万元"}),
        application(facts={"投资额": "40万元"}, paper=one_copy),
        application(paper=one_copy),
        {"item": "unheard-of"},
    )
    assert found.outcomes == {
        Outcome.MORE: 1,
        Outcome.LESS: 1,
        Outcome.BOTH: 1,
        Outcome.VERDICT: 0,
        Outcome.SAME: 1,
        Outcome.UNCHECKED: 1,
    }
    assert found.named[Outcome.MORE] == ("C-1",)
    assert [(p.point, p.more, p.less) for p in found.points] == [
        ("teahouse/M1/copies", 0, 2),
        ("teahouse/S4", 2, 0),
    ]
    assert found.verdicts == (("受理", "补正", 1), ("补正", "受理", 1))
    assert found.differing == 3


def test_another_verdict_for_the_same_findings(tmp_path: Path) -> None:
    edit = ("效果: 补正, 依据: 办法 第十八条", "效果: 不予受理, 依据: 办法 第十八条")
    found = counted(libraries(tmp_path, edit), application(facts={"投资额": "1万元"}))
    assert found.outcomes[Outcome.VERDICT] == 1
    assert found.verdicts == (("补正", "不予受理", 1),)


def test_a_renumbered_point_is_the_same_point(tmp_path: Path) -> None:
    pair = libraries(tmp_path, ("- {编号: S4, 类别", "- {编号: S9, 类别"))
    poor = application(facts={"投资额": "1万元"})
    assert counted(pair, poor).outcomes[Outcome.BOTH] == 1
    known = {("teahouse", "S4"): "S9"}
    assert counted(pair, poor, renumbered=known).outcomes[Outcome.SAME] == 1


def test_two_days_of_one_library(tmp_path: Path) -> None:
    library = libraries(tmp_path)[0]
    hundred = application(facts={"座位数": 100})
    days = (date(2025, 4, 14), date(2025, 4, 15))
    found = counted((library, library), hundred, days=days)
    assert [(p.point, p.more) for p in found.points] == [("teahouse/S1", 1)]


@pytest.mark.parametrize(
    ("how", "passed_over"),
    [
        ({"item": "teahouse"}, 0),
        ({"item": "newsstand"}, 2),
        ({"place": "440000"}, 1),
        ({"place": ""}, 0),
        ({"place": "440305"}, 2),
    ],
)
def test_applications_of_other_items_and_places_are_passed_over(
    tmp_path: Path, how: dict[str, str], passed_over: int
) -> None:
    found = counted(libraries(tmp_path), application(), application(place="440300"), **how)
    assert (found.read, found.passed_over) == (2, passed_over)
    assert sum(found.outcomes.values()) == 2 - passed_over


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("SZ2025-0417", "SZ2025-0417"),
        ("张三", "第1份"),
        ("13800138000", "第1份"),
        ("11010119900307123X", "第1份"),
        ("a\x1b[31m", "第1份"),
    ],
)
def test_a_number_that_may_be_personal_is_not_shown(
    tmp_path: Path, number: str, shown: str
) -> None:
    made = StoredImpact(*libraries(tmp_path))
    made.add(number, application())
    assert made.figures().named[Outcome.SAME] == (shown,)


def test_memory_holds_a_few_numbers_however_many_are_read(tmp_path: Path) -> None:
    made = StoredImpact(*libraries(tmp_path))
    for number in range(30):
        made.add(f"C{number}", application())
    assert made.figures().named[Outcome.SAME] == ("C0", "C1", "C2", "C3", "C4")
