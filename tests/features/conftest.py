"""Tags of scenarios that name a rule of procedure or a mechanism, and running them by tag.

``pytest tests/features --feature-tag S1-2 --feature-tag P-89`` runs those scenarios alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--feature-tag",
        action="append",
        help="run only the scenarios with this tag, written without @; may be given again",
    )


def pytest_bdd_apply_tag(tag: str, function: Callable[..., Any]) -> bool | None:
    """``@P-89`` and ``@S1-2`` make no pytest marker; any other tag would have to be declared."""
    function.__dict__.setdefault("feature_tags", set()).add(tag)
    return True if re.fullmatch(r"P-\d{2,3}|S\d-\d{1,2}", tag) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = set(config.getoption("feature_tag", default=None) or ())
    if not wanted:
        return
    chosen = [i for i in items if wanted & getattr(_function(i), "feature_tags", set())]
    config.hook.pytest_deselected(items=[i for i in items if i not in chosen])
    items[:] = chosen


def _function(item: pytest.Item) -> Any:
    return getattr(item, "function", None)
