"""Shows at the end of a run how much the fuzzers tried, and what became of it."""

from __future__ import annotations

import pytest

from tests.fuzz.counting import PROPERTY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The counts of each fuzzer; they travel with the reports of the workers."""
    rows = [
        str(value)
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if getattr(report, "when", "") == "call"
        for key, value in report.user_properties
        if key == PROPERTY
    ]
    if rows:
        terminalreporter.section("what the fuzzers tried")
        for row in sorted(rows):
            terminalreporter.line(row)
