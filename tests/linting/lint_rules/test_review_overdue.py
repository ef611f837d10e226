"""SH454: a day of review that has gone by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from permit_rules.linting import lint
from permit_rules.linting.lint_rules import review_overdue
from permit_rules.loading import read_library
from tests.linting.examples import NO_SITUATION, folder_of, linted, page_examples

DUE = date(2026, 1, 1)


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(review_overdue))
    assert linted(wrong, tmp_path, date(2026, 3, 2)) == [("SH454", "newsstand")]
    assert linted(right, tmp_path, date(2026, 3, 2)) == []


def test_the_day_itself_is_in_time_and_without_a_day_nothing_is_compared(tmp_path: Path) -> None:
    text = f"{NO_SITUATION}复核日期: {DUE}"
    assert linted(text, tmp_path, DUE) == []
    assert linted(text, tmp_path, date(2026, 1, 2)) == [("SH454", "newsstand")]
    assert linted(text, tmp_path) == []


def test_the_file_of_a_place_has_its_own_day(tmp_path: Path) -> None:
    text = (
        f"# national/newsstand.yaml\n{NO_SITUATION}复核日期: 2030-01-01\n"
        '# 440300-shenzhen/newsstand.yaml\n事项: newsstand\n行政区划: "440300"\n'
        "复核日期: 2026-01-01\n"
    )
    library, _ = read_library(folder_of(text, tmp_path))
    assert library is not None
    [told] = lint(library, date(2026, 3, 2))
    assert str(told.where) == "440300-shenzhen/newsstand.yaml:3:7"
