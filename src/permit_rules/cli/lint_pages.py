"""The page of each code that ``permit-rules lint`` can give."""

from __future__ import annotations

from typing import Final

from permit_rules.analysis.examine import (
    STATIC_CHECKS,
    UNDECIDED,
    UNDECIDED_PAGE,
    static_check,
)
from permit_rules.diagnostics import Severity
from permit_rules.linting import CODE_PAGES, LINT_RULES, lint_rule

_PAGES: Final = {**CODE_PAGES, UNDECIDED: UNDECIDED_PAGE}


def codes() -> tuple[str, ...]:
    """Every code that has a page, in order."""
    found = {*_PAGES, *(r.code for r in LINT_RULES), *(c.code for c in STATIC_CHECKS)}
    return tuple(sorted(found))


def page(code: str) -> str | None:
    """The page of a code (``SH651``, in any case) as the command shows it; None for no code."""
    rule, check = lint_rule(code), static_check(code)
    if rule is not None:
        return f"{rule.code}（{rule.severity.label}）\n\n{rule.explanation}"
    if check is not None:
        return f"{check.code}（{Severity.WARNING.label}）\n\n{check.explanation}"
    wanted = code.strip().upper()
    found = _PAGES.get(wanted)
    return f"{wanted}\n\n{found.text}" if found is not None else None
