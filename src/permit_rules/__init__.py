"""Check permit applications against review points kept as YAML; the whole list at once.

    >>> import permit_rules as pr
    >>> library = pr.load()
    >>> checker = pr.Checker(library, item="food-business", place="440300")
    >>> result = checker.check(payload)  # doctest: +SKIP

Everything a caller needs is here; what lies deeper may change.
"""

from permit_rules.checking.application import Application
from permit_rules.checking.checker import Checker
from permit_rules.diagnostics import Diagnostic
from permit_rules.errors import (
    EngineFault,
    EngineLimit,
    EngineUnavailable,
    PermitRulesError,
    RulesInvalid,
    UnknownItem,
)
from permit_rules.loading import load
from permit_rules.model.library import Library
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving import resolve
from permit_rules.result import CheckResult, Finding, Verdict

__version__ = "0.1.0"

__all__ = [
    "Application",
    "CheckResult",
    "Checker",
    "Diagnostic",
    "EngineFault",
    "EngineLimit",
    "EngineUnavailable",
    "Finding",
    "Library",
    "PermitRulesError",
    "Rulebook",
    "RulesInvalid",
    "UnknownItem",
    "Verdict",
    "load",
    "resolve",
]
