"""Shows at the end of a run how much of the rules the tables of cases try out."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The rows that the coverage tests recorded; they travel with the reports of the workers."""
    rows = [
        str(value)
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if getattr(report, "when", "") == "call"
        for key, value in report.user_properties
        if key == "case coverage"
    ]
    if rows:
        terminalreporter.section("coverage of the rules by their cases")
        for row in rows:
            terminalreporter.line(row)
