"""Shows at the end of a run how much of the rules the cases try out and what they rest on."""

from __future__ import annotations

from typing import Final

import pytest

SECTIONS: Final = {
    "case coverage": "coverage of the rules by their cases",
    "rule facts": "facts that the rules were drawn from",
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The rows that the tests recorded; they travel with the reports of the workers."""
    recorded = [
        (key, str(value))
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if getattr(report, "when", "") == "call"
        for key, value in report.user_properties
    ]
    for kind, title in SECTIONS.items():
        rows = [row for key, row in recorded if key == kind]
        if rows:
            terminalreporter.section(title)
            for row in sorted(rows):
                terminalreporter.line(row)
