"""The long run: ``make soak``. Its name keeps it out of the default suite."""

from __future__ import annotations

from tests.promises.memory import growth_over


def test_a_hundred_thousand_checks_leave_nothing_behind() -> None:
    grown = growth_over(100_000, warm_up=5_000)
    print(f"\n100,000 checks: {grown} KB more than after the first 5,000")
    # Less than 50 bytes a check; the allocator alone may keep a few pages more or less.
    assert grown < 4_000
