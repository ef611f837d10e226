"""The corpus, and checkers for several permits that are opened once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import permit_rules as pr
from tests.corpus import tables


@pytest.fixture(scope="session")
def library() -> pr.Library:
    return tables.library()


@pytest.fixture(scope="session")
def shops(library: pr.Library) -> Iterator[pr.Checker[pr.JointResult]]:
    """Food and tobacco, in Zhuhai."""
    items = ["food-business", "tobacco-retail"]
    with pr.Checker(library, items=items, place="440400") as checker:
        yield checker


@pytest.fixture(scope="session")
def businesses(library: pr.Library) -> Iterator[pr.Checker[pr.JointResult]]:
    """Whatever the facts say, in Zhuhai."""
    with pr.Checker(library, bundle="", place="440400") as checker:
        yield checker


@pytest.fixture
def application() -> Callable[..., dict[str, Any]]:
    """An application of a registered company, with what a test says besides."""

    def made(facts: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
        return {
            "received_on": "2026-03-02",
            "channel": "paper",
            "applicant": {"name": "示例有限公司", "kind": "企业"},
            "facts": {"已完成市场主体登记": "是", **(facts or {})},
            **keys,
        }

    return made
