"""SH754: letters that look like others."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told


@pytest.mark.parametrize("letter", ["А", "Α", "о"])
def test_a_letter_of_another_script_is_told(tmp_path: Path, letter: str) -> None:
    found = lint(altered(tmp_path, ("材料名称: 分店平面图", f"材料名称: {letter}级分店平面图")))
    assert told(found) == [("SH754", Severity.WARNING, "teahouse/M5")]
    assert f"U+{ord(letter):04X}" in found[0].message


@pytest.mark.parametrize("name", ["A级分店平面图", "γ射线装置说明"])
def test_ordinary_letters_and_signs_of_units_are_not(tmp_path: Path, name: str) -> None:
    assert lint(altered(tmp_path, ("材料名称: 分店平面图", f"材料名称: {name}"))) == ()


def test_a_condition_and_a_field_are_looked_at_too(tmp_path: Path) -> None:
    name = ("名称: 投资额填写", "名称: Рублей")
    assert told(lint(altered(tmp_path, name))) == [("SH754", Severity.WARNING, "teahouse/S4")]
