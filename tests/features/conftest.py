"""Tags of scenarios that name a rule of procedure or a mechanism, and running them by tag.

``pytest tests/features --feature-tag S1-2 --feature-tag P-89`` runs those scenarios alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import pytest


def _found_once(find: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    """``find``, asked once for each text of a step.

    Every definition of a step is in a plugin, so that all scenarios see the same ones; looking
    through all of them for each of ten thousand steps would be a fifth of the run.
    """
    known: dict[tuple[str, str], list[Any]] = {}

    def found(step: Any, fixturemanager: Any, node: Any) -> list[Any]:
        key = (step.type, step.name)
        if key not in known:
            known[key] = list(find(step=step, fixturemanager=fixturemanager, node=node))
        return known[key]

    return found


# The package has a function of the same name in its place.
_scenario = import_module("pytest_bdd.scenario")
_scenario.find_fixturedefs_for_step = _found_once(_scenario.find_fixturedefs_for_step)


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
