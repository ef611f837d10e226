"""SH752: words that nobody can measure, in a point that a machine decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

NAME = "名称: 投资额填写"


@pytest.mark.parametrize("word", ["足够的投资额", "投资额适当", "投资额较大", "必要时填写投资额"])
def test_a_vague_word_in_the_name_of_a_condition_is_told(tmp_path: Path, word: str) -> None:
    found = lint(altered(tmp_path, (NAME, f"名称: {word}")))
    assert told(found) == [("SH752", Severity.WARNING, "teahouse/S4")]


@pytest.mark.parametrize(
    "change",
    [
        ("材料名称: 分店平面图", "材料名称: 较大分店的平面图"),
        ("必备内容: [面积, 消防通道]", "必备内容: [面积, 足够宽的消防通道]"),
    ],
)
def test_so_is_one_in_a_paper_and_in_what_it_holds(tmp_path: Path, change: tuple[str, str]) -> None:
    ((code, _, _),) = told(lint(altered(tmp_path, change)))
    assert code == "SH752"


def test_a_person_may_judge_what_a_machine_cannot(tmp_path: Path) -> None:
    assert lint(altered(tmp_path, ("名称: 场所通风,", "名称: 有足够的通风,"))) == ()


def test_an_exact_word_is_fine(tmp_path: Path) -> None:
    assert lint(altered(tmp_path, (NAME, "名称: 投资额不低于十万元"))) == ()
