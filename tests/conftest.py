"""The Hypothesis profiles of the whole suite, and what may be left out of it.

``default`` draws the same examples every time, so that a run can be repeated anywhere; ``fuzz``
draws many new ones and is chosen by ``--hypothesis-profile=fuzz`` or the variable ``FUZZ``.

Nothing is skipped by itself. Whoever has no PostgreSQL says so with a variable; the tests that
need a server are then left out, the run says it, and CI refuses the variable.
"""

from __future__ import annotations

import gc
import os
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import WITHOUT

#: The packages that are not installed and have tests.
_ABSENT = pytest.StashKey[list[str]]()

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

# Nothing that collecting the tests makes is garbage; on from `pytest_collection_finish`.
gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector pass over what lives to the end of the run, and come less often.

    The modules and the corpus are a million objects; going through them again and again would be
    a sixth of the run. What tests make is collected as ever, only later.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need PostgreSQL where somebody said so, never in CI.

    Left out as well, and said, are those of an extra whose package is not installed; in CI that
    may only be pyspark, which is half a gigabyte (``make test-spark``).
    """
    absent = sorted({p for i in items for p in _lacking(i)})
    if os.environ.get("CI") and set(absent) - {"pyspark"}:
        raise pytest.UsageError(f"{', '.join(absent)} not installed, but CI runs every test")
    if absent:
        config.stash[_ABSENT] = absent
        config.hook.pytest_deselected(items=[i for i in items if _lacking(i)])
        items[:] = [i for i in items if not _lacking(i)]
    if not os.environ.get(WITHOUT):
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"{WITHOUT} is set, but CI runs every test")
    config.hook.pytest_deselected(items=[i for i in items if i.get_closest_marker("postgres")])
    items[:] = [item for item in items if not item.get_closest_marker("postgres")]


def _lacking(item: pytest.Item) -> list[str]:
    needed = [name for mark in item.iter_markers("extra") for name in mark.args]
    return [name for name in needed if find_spec(name) is None]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say that tests were left out also where nobody looks at the counts."""
    for package in config.stash.get(_ABSENT, []):
        told = f"{package} is not installed: the tests that need it were left out"
        terminalreporter.write_line(told, yellow=True)
    if os.environ.get(WITHOUT):
        told = f"{WITHOUT} is set: the tests of the store in PostgreSQL were left out"
        terminalreporter.write_line(told, yellow=True)
