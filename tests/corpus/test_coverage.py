"""The tables of cases try out all there is: every status of every point, every threshold.

What is missing is listed so that somebody who knows the law can write the case; expectations
come from the law and never from what the program said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from permit_rules.analysis.coverage import Coverage, coverage
from permit_rules.linting.stated import cited_in
from permit_rules.loading.cases import CaseTable
from tests.corpus.tables import general_item, library, tables

ITEMS = [table.item for table in tables()]
GENERAL = "general.yaml"


@cache
def inherited(item: str) -> frozenset[str]:
    """The numbers of the general rules in force for an item."""
    return frozenset(
        s.id for s in cited_in(library()) if s.item == item and s.where.file == GENERAL
    )


def is_inherited(gap: str, item: str) -> bool:
    """Whether what is missing, told after the number of its point, is of a general rule."""
    return any(re.match(rf"{re.escape(i)}(?![\w/-])", gap) for i in inherited(item))


@cache
def of_item(item: str) -> Coverage:
    """The coverage of an item by all its tables, also those of lower levels."""
    found: list[CaseTable] = [table for table in tables() if table.item == item]
    return coverage(library(), item, [c.application for t in found for c in t.cases])


@pytest.mark.parametrize("item", dict.fromkeys(ITEMS))
def test_cases_try_out_every_status_and_both_sides_of_every_threshold(
    item: str, record_property: Callable[[str, object], None]
) -> None:
    found = of_item(item)
    own = [gap for gap in gaps(found) if not is_inherited(gap.partition("：")[2], item)]
    record_property("case coverage", _row(found, len(found.missing) - _own_missing(found)))
    assert not own, f"{item}：{len(own)} 处没有用例\n" + "\n".join(own)


def test_what_all_items_inherit_is_tried_out_with_one_of_them() -> None:
    """The general rules are the same in every item; their own table tries them with one."""
    item = general_item().item
    left = [gap for gap in gaps(of_item(item)) if is_inherited(gap.partition("：")[2], item)]
    assert not left
    assert inherited(item) == {i for each in ITEMS for i in inherited(each)}


def gaps(found: Coverage) -> list[str]:
    """What no case tries out, in words; the number of the point comes after the colon."""
    return [
        *(f"没有用例：{g}" for g in found.missing),
        *(f"界限只试了一边，缺：{g}" for g in found.one_sided),
        *(f"组合太多，没有算：{g}" for g in found.undecided),
    ]


def test_every_item_has_a_table() -> None:
    assert {i.id for i in library().items} == set(ITEMS)


def _own_missing(found: Coverage) -> int:
    return sum(1 for gap in found.missing if not is_inherited(gap, found.item))


def _row(found: Coverage, left_to_others: int) -> str:
    never = f"; never a finding: {', '.join(found.unreachable)}" if found.unreachable else ""
    others = (
        f", {left_to_others} of inherited rules tried with other items" if left_to_others else ""
    )
    return (
        f"{found.item}: {found.points} points, "
        f"{found.covered_statuses}/{found.statuses} statuses{others}, "
        f"{found.covered_sides}/{found.sides} sides of thresholds{never}"
    )
