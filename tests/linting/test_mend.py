"""Repairs: many at once, twice, in files of any line ends, and never for the worse."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from permit_rules.diagnostics import Edit
from permit_rules.linting.mend import applied, meaning, mend
from permit_rules.loading import load
from permit_rules.loading.rule_files import rule_folder
from tests.linting.examples import GOOD
from tests.linting.planted.cases import ITEM, PLANTED

TEXT = (GOOD / ITEM).read_text("utf-8")
#: Mistakes whose repair restores the file, so that any number of them can be planted together.
RESTORED = [c for c in PLANTED if c.certain and not c.mended and c.file == ITEM]


def mended(folder: Path, content: bytes) -> bytes:
    """The item's file with this content, after repair; nothing else may have changed."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    (folder / ITEM).write_bytes(content)
    files = mend(rule_folder(folder))
    assert {f.path for f in files} <= {ITEM}
    return files[0].content if files else content


def planted_together(seed: int) -> str:
    """The good file with eight mistakes in it, no two in the same words."""
    text = TEXT
    for case in random.Random(seed).sample(RESTORED, 8):
        if case.good in text:
            text = text.replace(case.good, case.typed.replace("§", ""), 1)
    assert text != TEXT
    return text


@pytest.mark.parametrize("seed", range(30))
def test_many_mistakes_in_one_file_are_all_repaired(tmp_path: Path, seed: int) -> None:
    assert mended(tmp_path, planted_together(seed).encode()).decode() == TEXT


def test_line_ends_comments_and_a_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    text = "\ufeff" + TEXT.replace("份数: 2\n", "份数：2  # 说明：全角冒号不动\n")
    after = mended(tmp_path, text.replace("\n", "\r\n").encode())
    assert after.decode() == text.replace("份数：2", "份数: 2").replace("\n", "\r\n")
    assert mended(tmp_path, after) == after


def test_what_was_understood_keeps_its_meaning(tmp_path: Path) -> None:
    text = TEXT.replace("不低于 20 平方米", "不低于 ２０㎡").replace("2025-04-15", "2025年4月15日")
    folder = tmp_path / "rules"
    after = mended(folder, text.encode())
    assert after.decode() == TEXT
    assert meaning(load(folder)) == meaning(load(GOOD))
    (folder / ITEM).write_text(TEXT.replace("不低于 20", "不低于 21"), "utf-8")
    assert meaning(load(folder)) != meaning(load(GOOD))


@pytest.mark.parametrize(
    ("good", "typed"),
    [
        # The repaired word would stand twice, or two keys would be one.
        ("编号: M3", "编号: Ｍ1"),
        ("  份数: 2\n", "  份数: 2\n  份數: 3\n"),
    ],
)
def test_a_file_that_would_not_be_better_is_left_alone(
    tmp_path: Path, good: str, typed: str
) -> None:
    content = TEXT.replace(good, typed, 1).encode()
    assert mended(tmp_path, content) == content


def test_an_edit_that_does_not_find_its_text_is_left_out() -> None:
    content = "甲：1\n乙：2\n".encode()
    there, gone = Edit(2, 1, "乙：", "乙: "), Edit(1, 1, "丙：", "丙: ")
    assert applied(content, [there, gone]).decode() == "甲：1\n乙: 2\n"
    assert applied(content, [Edit(9, 1, "甲", "乙")]) == content
    assert applied(b"\xff", [there]) == b"\xff"
