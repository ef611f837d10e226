"""What is presumed closes open points and changes nothing that was certain without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import Sited, library
from tests.promises.applications import ITEMS, SHARE, applications, checker_of

PRESUMING = {
    item: pr.Checker(
        library(), item.item, item.place or None, unobserved="in_order", engine="reference"
    )
    for item in ITEMS
}


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data())
def test_presuming_papers_in_order_changes_nothing_that_was_certain(
    item: Sited, data: st.DataObject
) -> None:
    application = data.draw(applications(item))
    presumed = PRESUMING[item].check(application)
    plain = checker_of(item, reference=True).check(application)
    ended = {p.point: p.status for p in presumed.points}
    for point in plain.points:
        if point.status != "cannot_tell":
            assert ended[point.point] is point.status, point
        elif ended[point.point] is not point.status:
            # What was closed was closed by a presumption, and that is said.
            assert presumed.assumed, point


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data())
def test_a_result_comes_back_whole_from_its_json(item: Sited, data: st.DataObject) -> None:
    result = checker_of(item, reference=True).check(data.draw(applications(item)))
    assert pr.CheckResult.model_validate_json(result.model_dump_json()) == result
