"""The teahouse library and a checker that asks both engines."""

from __future__ import annotations

import pytest

import permit_rules as pr
from tests.teahouse import RULES


@pytest.fixture(scope="session")
def library() -> pr.Library:
    return pr.load(RULES)


@pytest.fixture(scope="session")
def checker(library: pr.Library) -> pr.Checker:
    """Both engines are asked in every test of this folder."""
    return pr.Checker(library, item="teahouse", place="", verify=True)
