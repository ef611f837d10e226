"""The long run: ``make soak``. Its name keeps it out of the default suite."""

from __future__ import annotations

from tests.promises.memory import growth_over

CHECKS, WARM_UP = 1_000_000, 5_000


def test_a_million_checks_leave_nothing_behind() -> None:
    grown = growth_over(CHECKS, warm_up=WARM_UP)
    print(f"\n{CHECKS:,} checks: {grown} KB more than after the first {WARM_UP:,}")
    # Four bytes a check; the allocator alone may keep a few pages more or less.
    assert grown < 4_000
