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
    basis_repealed_since,
    catch_all_name,
    commitment_excluded,
    committed_too_long,
    consequence_missing,
    depends_on_paper,
    depends_on_silence,
    duplicate_condition,
    field_unused,
    filing_with_conditions,
    forbidden_demanded,
    handling_item_unnamed,
    local_demand_unfounded,
    look_alike_letters,
    named_two_ways,
    point_shadowed,
    punctuation_in_names,
    review_overdue,
    shared_elsewhere,
    situation_unused,
    unmeasurable_wording,
    versions_with_gap,
    words_against_operator,
)
from permit_rules.model.library import Library


class _Module(Protocol):
    CODE: str
    lint: Callable[[Library], Iterator[Diagnostic]]


class _DatedModule(Protocol):
    CODE: str
    lint: Callable[[Library, date | None], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """One lint rule: its code, how much it weighs, what it finds, and why (in Chinese).

    ``lint`` is given the library and the day that its days of review are compared with, if any.
    """

    code: str
    severity: Severity
    lint: Callable[[Library, date | None], Iterator[Diagnostic]]
    explanation: str


def _rule(module: object, severity: Severity) -> LintRule:
    found = cast(_Module, module)

    def on_any_day(library: Library, on: date | None) -> Iterator[Diagnostic]:
        return found.lint(library)

    return LintRule(found.CODE, severity, on_any_day, (module.__doc__ or "").strip())


def _dated_rule(module: object, severity: Severity) -> LintRule:
    found = cast(_DatedModule, module)
    return LintRule(found.CODE, severity, found.lint, (module.__doc__ or "").strip())


#: Every lint rule with its severity. A new one is a new line here.
LINT_RULES: Final = (
    _rule(field_unused, Severity.WARNING),
    _rule(situation_unused, Severity.WARNING),
    _rule(basis_not_in_force, Severity.WARNING),
    _rule(versions_with_gap, Severity.WARNING),
    _rule(basis_repealed_since, Severity.WARNING),
    _dated_rule(review_overdue, Severity.WARNING),
    _rule(authority_never_competent, Severity.WARNING),
    _rule(handling_item_unnamed, Severity.WARNING),
    _rule(forbidden_demanded, Severity.ERROR),
    _rule(local_demand_unfounded, Severity.ERROR),
    _rule(committed_too_long, Severity.ERROR),
    _rule(filing_with_conditions, Severity.WARNING),
    _rule(catch_all_name, Severity.WARNING),
    _rule(commitment_excluded, Severity.WARNING),
    _rule(shared_elsewhere, Severity.INFO),
    _rule(consequence_missing, Severity.WARNING),
    _rule(depends_on_silence, Severity.WARNING),
    _rule(depends_on_paper, Severity.WARNING),
    _rule(duplicate_condition, Severity.WARNING),
    _rule(point_shadowed, Severity.WARNING),
    _rule(unmeasurable_wording, Severity.WARNING),
    _rule(words_against_operator, Severity.WARNING),
    _rule(look_alike_letters, Severity.WARNING),
    _rule(named_two_ways, Severity.WARNING),
    _rule(punctuation_in_names, Severity.WARNING),
)


def lint(library: Library, on: date | None = None) -> tuple[Diagnostic, ...]:
    """What every lint rule finds in a library, in reading order.

    ``on`` is the day that days of review are compared with; without one they are not. The
    diagnostics of loading are not among them; ``library.diagnostics`` holds those.
    """
    return in_reading_order(
        replace(found, severity=rule.severity)
        for rule in LINT_RULES
        for found in rule.lint(library, on)
    )


def lint_rule(code: str) -> LintRule | None:
    """The lint rule with this code (``SH651``, in any case), or None."""
    return next((r for r in LINT_RULES if r.code == code.strip().upper()), None)
