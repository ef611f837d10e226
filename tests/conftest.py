"""The Hypothesis profiles of the whole suite, and what may be left out of it.

``default`` draws the same examples every time, so that a run can be repeated anywhere; ``fuzz``
draws many new ones and is chosen by ``--hypothesis-profile=fuzz`` or the variable ``FUZZ``.

Nothing is skipped by itself. Whoever has no PostgreSQL says so with a variable; the tests that
need a server are then left out, the run says it, and CI refuses the variable.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import WITHOUT

settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "fuzz",
    deadline=None,
    derandomize=False,
    max_examples=3000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fuzz" if os.environ.get("FUZZ") else "default")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need PostgreSQL where somebody said so, never in CI."""
    if not os.environ.get(WITHOUT):
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"{WITHOUT} is set, but CI runs every test")
    config.hook.pytest_deselected(items=[i for i in items if i.get_closest_marker("postgres")])
    items[:] = [item for item in items if not item.get_closest_marker("postgres")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that tests were left out also where nobody looks at the counts."""
    if os.environ.get(WITHOUT):
        told = f"{WITHOUT} is set: the tests of the store in PostgreSQL were left out"
        terminalreporter.write_line(told, yellow=True)
