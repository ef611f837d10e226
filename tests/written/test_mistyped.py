"""What was meant where the wrong key was hit."""

from __future__ import annotations

import pytest

from permit_rules.written import (
    latin_twin,
    meant_date,
    meant_digits,
    meant_figure,
    standard,
    without_stop,
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2O 平方米", "20 平方米"),
        ("l 人", "1 人"),
        ("1OO", "100"),
        ("200 平方米", None),
        ("约 2O", None),
    ],
)
def test_figures_with_letters_in_them(text: str, meant: str | None) -> None:
    assert meant_figure(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2O25-04-l5", "2025-04-15"),
        ("2025一04一15", "2025-04-15"),
        ("2025-04-15。", "2025-04-15"),
        ("2025-04-31", None),
        ("去年", None),
    ],
)
def test_dates_with_other_signs_in_them(text: str, meant: str | None) -> None:
    assert meant_date(text) == meant


def test_letters_that_look_alike() -> None:
    assert latin_twin("М3") == "M3"
    assert latin_twin("M3") is None
    assert meant_digits("44O300") == "440300"
    assert meant_digits("440300") is None


def test_a_stop_behind_a_value() -> None:
    assert without_stop("90 日。") == "90 日"
    assert without_stop("90 日") is None
    assert without_stop("。") is None


def test_the_standard_form_leaves_what_is_in_use() -> None:
    assert standard("不低於 ２０％（含20，不含Ｂ）") == "不低于 20%（含20，不含B）"
    assert standard("200 至 500 平方米（含200）") == "200 至 500 平方米（含200）"
