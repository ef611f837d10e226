"""The tables of cases try out all there is: every status of every point, every threshold.

What is missing is listed so that somebody who knows the law can write the case; expectations
come from the law and never from what the program said.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from permit_rules.analysis.coverage import Coverage, coverage
from permit_rules.loading.cases import CaseTable
from tests.corpus.tables import library, tables

ITEMS = [table.item for table in tables()]


def of_item(item: str) -> Coverage:
    """The coverage of an item by all its tables, also those of lower levels."""
    found: list[CaseTable] = [table for table in tables() if table.item == item]
    return coverage(library(), item, [c.application for t in found for c in t.cases])


@pytest.mark.parametrize("item", dict.fromkeys(ITEMS))
def test_cases_try_out_every_status_and_both_sides_of_every_threshold(
    item: str, record_property: Callable[[str, object], None]
) -> None:
    found = of_item(item)
    record_property("case coverage", _row(found))
    gaps = [
        *(f"没有用例：{g}" for g in found.missing),
        *(f"界限只试了一边，缺：{g}" for g in found.one_sided),
        *(f"组合太多，没有算：{g}" for g in found.undecided),
    ]
    assert not gaps, f"{item}：{len(gaps)} 处没有用例\n" + "\n".join(gaps)


def test_every_item_has_a_table() -> None:
    assert {i.id for i in library().items} == set(ITEMS)


def _row(found: Coverage) -> str:
    never = f"; never a finding: {', '.join(found.unreachable)}" if found.unreachable else ""
    return (
        f"{found.item}: {found.points} points, "
        f"{found.covered_statuses}/{found.statuses} statuses, "
        f"{found.covered_sides}/{found.sides} sides of thresholds{never}"
    )
