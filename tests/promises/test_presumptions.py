"""What is presumed closes open points and changes nothing that was certain without it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import checker, library
from tests.promises.applications import ITEMS, applications

PRESUMING = {
    item: pr.Checker(library(), item=item, unobserved="in_order", engine="reference")
    for item in ITEMS
}


@pytest.mark.parametrize("item", ITEMS)
@settings(max_examples=settings().max_examples * 2 // 5)
@given(data=st.data())
def test_presuming_papers_in_order_changes_nothing_that_was_certain(
    item: str, data: st.DataObject
) -> None:
    application = data.draw(applications(item))
    presumed = PRESUMING[item].check(application)
    plain = checker(item, reference=True).check(application)
    ended = {p.point: p.status for p in presumed.points}
    for point in plain.points:
        if point.status != "cannot_tell":
            assert ended[point.point] is point.status, point
        elif ended[point.point] is not point.status:
            # What was closed was closed by a presumption, and that is said.
            assert presumed.assumed, point


@pytest.mark.parametrize("item", ITEMS)
@settings(max_examples=settings().max_examples * 2 // 5)
@given(data=st.data())
def test_a_result_comes_back_whole_from_its_json(item: str, data: st.DataObject) -> None:
    result = checker(item, reference=True).check(data.draw(applications(item)))
    assert pr.CheckResult.model_validate_json(result.model_dump_json()) == result
