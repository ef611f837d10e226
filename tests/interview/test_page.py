"""``docs/interview.md``: the table of questions names every kind of business."""

from __future__ import annotations

import re

from benchmarks.interview import BEGIN, END, PAGE, PLACE, counted, written
from permit_rules.interview import Interview
from tests.corpus.tables import library as corpus_library
from tests.interview.street import ON, about, library


def test_every_kind_of_business_has_its_line() -> None:
    text = PAGE.read_text("utf-8")
    table = text.partition(BEGIN)[2].partition(END)[0]
    known = [f"{b.name}（`{b.id}`）" for b in corpus_library().bundles_at(PLACE).bundles]
    named = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
    assert named == ["business", *known, "whatever it does"]


def test_the_table_is_written_between_its_marks() -> None:
    page = f"甲\n{BEGIN}\nold\n{END}\n乙\n"
    assert written(page, iter(["| 1 |"])) == f"甲\n{BEGIN}\n\n| 1 |\n\n{END}\n乙\n"


def test_one_interview_is_counted() -> None:
    found = counted(about("tea-street"), "tea-street/0")
    assert found == counted(Interview(library(), bundle="tea-street", on=ON), "tea-street/0")
    # 座位数, 只卖瓶装, 设有明火, 开业日期 and what only decides whether a condition is met.
    assert (found.permits, found.forms) == (1, 5)
    assert found.asked <= 4
