"""Shares are exact until they are shown, and a share of nothing is no number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from permit_rules.casework.figures.ratio import Ratio


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 20, "5%"),
        (1, 3, "约33.33%"),
        (2, 3, "约66.67%"),
        (0, 7, "0%"),
        (7, 7, "100%"),
        (1, 8, "12.5%"),
        (1, 800, "约0.13%"),
        (4_999_999, 100_000_000, "约5%"),
        (-1, 4, "-25%"),
        (0, 0, "无法计算"),
    ],
)
def test_what_is_shown(part: int, whole: int, shown: str) -> None:
    assert Ratio(numerator=part, denominator=whole).percent == shown


def test_it_is_a_fraction_and_never_rounded() -> None:
    assert Ratio(numerator=4_999_999, denominator=100_000_000).value != Fraction(5, 100)
    assert Ratio(numerator=5, denominator=100).value == Fraction(1, 20)
    assert Ratio().value is None


def test_the_words_name_both_counts() -> None:
    assert Ratio(numerator=5, denominator=100).words == "5%（5/100）"


def test_half_days_become_whole_numbers_in_proportion() -> None:
    assert Ratio.of(Fraction(5, 2), Fraction(3)) == Ratio(numerator=5, denominator=6)
    assert Ratio.of(Fraction(4), Fraction(10)) == Ratio(numerator=4, denominator=10)


def test_a_denominator_is_never_negative() -> None:
    with pytest.raises(ValidationError):
        Ratio(numerator=1, denominator=-1)
