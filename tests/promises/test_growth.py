"""A check costs no more for a review point where there are more of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from benchmarks.counting import calls_of
from benchmarks.growth import opened
from tests.promises import giant

FEW, MANY = 25, 100


@pytest.mark.parametrize(
    "made",
    [giant.in_order, partial(giant.application, 1), partial(giant.application, 4)],
    ids=["complete", "with defects", "with others"],
)
def test_calls_grow_no_faster_than_the_points(made: Callable[[int], dict[str, Any]]) -> None:
    calls = {}
    for materials in (FEW, MANY):
        with opened(materials) as checker:
            text = json.dumps(made(materials))
            checker.check(text)
            calls[materials] = calls_of(lambda: checker.check(text))  # noqa: B023 - called at once
    # The made-up applications are not equally defective at each size: hence the fifth.
    assert calls[MANY] / calls[FEW] < MANY / FEW * 1.2
