"""An outline says what the whole result says, only less of it."""

from __future__ import annotations

from typing import Any

import pytest

import permit_rules as pr
from permit_rules.engines.opening import EngineName
from tests.corpus.tables import cases_of, library
from tests.promises.applications import ITEMS
from tests.teahouse import IN_ORDER


@pytest.mark.parametrize("engine", ["durable", "reference"])
@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_it_is_that_of_the_whole_result(item: Any, engine: EngineName) -> None:
    checker = pr.Checker(library(), item.item, item.place or None, engine=engine)
    for case in cases_of(item)[::8]:
        whole = checker.check(case.application)
        assert checker.outline(case.application) == pr.Outline.of(whole)
    checker.close()


@pytest.mark.parametrize(
    "payload",
    ["", "[]", {}, {"item": "no-such-item"}, {"item": "food-business"}, {"facts": {"面积": "大"}}],
    ids=str,
)
def test_also_where_there_are_no_rules_to_hold_it_against(payload: Any) -> None:
    checker = pr.Checker(library())
    outline = checker.outline(payload)
    assert outline == pr.Outline.of(checker.check(payload))
    assert not outline.complete
    assert outline.incomplete_because


def test_it_is_for_one_permit() -> None:
    several = pr.Checker(library(), items=["food-business"], place="440400")
    with pytest.raises(ValueError, match="use check"):
        several.outline(IN_ORDER)
