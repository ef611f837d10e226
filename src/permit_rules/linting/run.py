"""The table of lint rules, and the one function that runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, cast

from permit_rules.diagnostics import Diagnostic, Severity, in_reading_order
from permit_rules.linting.lint_rules import (
    authority_never_competent,
    basis_not_in_force,
    catch_all_name,
    commitment_excluded,
    committed_too_long,
    duplicate_condition,
    field_unused,
    filing_with_conditions,
    forbidden_demanded,
    handling_item_unnamed,
    local_demand_unfounded,
    look_alike_letters,
    shared_elsewhere,
    unmeasurable_wording,
    versions_with_gap,
    words_against_operator,
)
from permit_rules.model.library import Library


class _Module(Protocol):
    CODE: str
    lint: Callable[[Library], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """One lint rule: its code, how much it weighs, what it finds, and why (in Chinese)."""

    code: str
    severity: Severity
    lint: Callable[[Library], Iterator[Diagnostic]]
    explanation: str


def _rule(module: object, severity: Severity) -> LintRule:
    found = cast(_Module, module)
    return LintRule(found.CODE, severity, found.lint, (module.__doc__ or "").strip())


#: Every lint rule with its severity. A new one is a new line here.
LINT_RULES: Final = (
    _rule(field_unused, Severity.WARNING),
    _rule(basis_not_in_force, Severity.WARNING),
    _rule(versions_with_gap, Severity.WARNING),
    _rule(authority_never_competent, Severity.WARNING),
    _rule(handling_item_unnamed, Severity.WARNING),
    _rule(forbidden_demanded, Severity.ERROR),
    _rule(local_demand_unfounded, Severity.ERROR),
    _rule(committed_too_long, Severity.ERROR),
    _rule(filing_with_conditions, Severity.WARNING),
    _rule(catch_all_name, Severity.WARNING),
    _rule(commitment_excluded, Severity.WARNING),
    _rule(shared_elsewhere, Severity.INFO),
    _rule(duplicate_condition, Severity.WARNING),
    _rule(unmeasurable_wording, Severity.WARNING),
    _rule(words_against_operator, Severity.WARNING),
    _rule(look_alike_letters, Severity.WARNING),
)


def lint(library: Library, on: date | None = None) -> tuple[Diagnostic, ...]:
    """What every lint rule finds in a library, in reading order.

    The diagnostics of loading are not among them; ``library.diagnostics`` holds those.
    """
    return in_reading_order(
        replace(found, severity=rule.severity)
        for rule in LINT_RULES
        for found in rule.lint(library)
    )


def lint_rule(code: str) -> LintRule | None:
    """The lint rule with this code (``SH651``, in any case), or None."""
    return next((r for r in LINT_RULES if r.code == code.strip().upper()), None)
