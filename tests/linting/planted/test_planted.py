"""Each planted mistake brings one message, at its place, with a repair that lints clean."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from permit_rules.linting import mend
from permit_rules.loading.rule_files import rule_folder
from tests.helpers import MARK, marked
from tests.linting.examples import GOOD, all_said
from tests.linting.planted.cases import PLANTED, Planted

CASES = pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.name)


@cache
def good(file: str) -> str:
    return (GOOD / file).read_text(encoding="utf-8")


def with_mistake(case: Planted) -> tuple[str, str]:
    """The file with its mistake, and the place the message must point at."""
    assert good(case.file).count(case.good) >= 1, case
    return marked(good(case.file).replace(case.good, case.typed, 1), case.file)


def repaired(case: Planted) -> str:
    return good(case.file).replace(case.good, case.repaired, 1)


def folder_with(tmp_path: Path, case: Planted, text: str) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    (folder / case.file).write_bytes(text.encode())
    return folder


def test_there_are_more_than_forty_and_no_two_alike() -> None:
    assert len(PLANTED) >= 40
    assert len({c.name for c in PLANTED}) == len({(c.file, c.typed) for c in PLANTED})
    assert len({c.name for c in PLANTED}) == len(PLANTED)


def test_the_rules_without_a_mistake_lint_clean() -> None:
    assert all_said(GOOD) == ()
    assert mend(rule_folder(GOOD)) == ()


@CASES
def test_a_planted_mistake_is_one_message_with_its_place_and_repair(
    tmp_path: Path, case: Planted
) -> None:
    text, place = with_mistake(case)
    assert MARK not in text
    found = all_said(folder_with(tmp_path, case, text))
    assert [(d.code, str(d.where)) for d in found] == [(case.code, place)], found
    [told] = found
    assert case.says in f"{told.message}{told.help}"
    assert (told.edit is not None) is case.certain
    assert all_said(folder_with(tmp_path, case, repaired(case))) == ()


@CASES
def test_fix_repairs_what_is_certain_and_leaves_the_rest(tmp_path: Path, case: Planted) -> None:
    text, _ = with_mistake(case)
    files = mend(rule_folder(folder_with(tmp_path, case, text)))
    if case.certain:
        [mended] = files
        assert mended.path == case.file
        assert mended.content.decode() == repaired(case)
        assert [d.code for d in mended.repairs] == [case.code]
    else:
        assert files == ()
