"""Every fact that the rules were drawn from leads to a point, or says why it does not.

The ledgers ``<item>.facts.yaml`` list what is known of an item, with the grade of its source:
``编入`` names the points (or parts of the file) that hold it, ``不编入`` gives the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from permit_rules.linting.stated import cited_in
from permit_rules.loading.rule_files import FACTS_SUFFIX, place_of_folder
from permit_rules.model.basis import Grade
from tests.corpus.tables import RULES, library

LEDGERS = sorted(RULES.rglob(f"*{FACTS_SUFFIX}"))
#: What a fact may have become besides a point with a number.
WHOLE_PARTS = {
    "业务办理项", "设定依据", "收费", "结果文书", "不得索要", "当场决定", "备注", "情形定义",
    "申请信息",
}  # fmt: skip


def facts(path: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["资料"]
    return listed


def numbers(item: str, place: str) -> set[str]:
    """Every number a file of the item gives, those of standards and windows' parts included."""
    return {s.id for s in cited_in(library()) if s.item == item and s.place in ("", place)}


def unaccounted(fact: dict[str, Any], known: set[str]) -> Iterator[str]:
    said = fact.get("事实", "")
    if not said:
        yield f"没有写事实：{fact}"
    if fact.get("来源") not in {g.value for g in Grade}:
        yield f"{said}：来源「{fact.get('来源')}」不是等级"
    points, reason = fact.get("编入"), fact.get("不编入")
    if bool(points) == bool(reason):
        yield f"{said}：「编入」和「不编入」要写其中一个"
    for point in points or ():
        if point not in known and point not in WHOLE_PARTS:
            yield f"{said}：没有要点 {point}"


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.name.removesuffix(FACTS_SUFFIX))
def test_every_fact_is_accounted_for(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    item = path.name.removesuffix(FACTS_SUFFIX)
    place = place_of_folder(path.parent.name)
    listed = facts(path)
    known = numbers(item, place)
    assert known, f"没有事项 {item}"
    wrong = [line for fact in listed for line in unaccounted(fact, known)]
    assert not wrong, "\n".join(wrong)
    outside = sum(1 for fact in listed if fact.get("不编入"))
    grades = Counter(fact["来源"] for fact in listed)
    said = "、".join(f"{grade} {count}" for grade, count in sorted(grades.items()))
    record_property(
        "rule facts", f"{item}: {len(listed) - outside} of {len(listed)} encoded ({said})"
    )
