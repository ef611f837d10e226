"""Memory does not grow with the number of checks. ``make soak`` does a hundred thousand."""

from __future__ import annotations

from tests.promises.memory import growth_over


def test_a_thousand_checks_leave_nothing_behind() -> None:
    assert growth_over(1_000, warm_up=300) < 1_000
