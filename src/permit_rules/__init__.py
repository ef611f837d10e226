"""Check permit applications against review points kept as YAML; the whole list at once.

    >>> import permit_rules as pr
    >>> library = pr.load()
    >>> checker = pr.Checker(library, item="food-business", place="440300")
    >>> result = checker.check(payload)  # doctest: +SKIP

Everything a caller needs is here; what lies deeper may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from permit_rules.checking.application import Application
    from permit_rules.checking.checker import Checker
    from permit_rules.checking.joint.application import JointApplication
    from permit_rules.checking.joint.plan import plan
    from permit_rules.diagnostics import Diagnostic
    from permit_rules.errors import (
        AnswerRefused,
        EngineFault,
        EngineLimit,
        EngineUnavailable,
        PermitRulesError,
        RulesInvalid,
        UnknownBundle,
        UnknownItem,
        UnknownPlace,
        WorkerLost,
    )
    from permit_rules.interview.interview import Interview
    from permit_rules.joint_result import BusinessPlan, JointResult
    from permit_rules.loading import load
    from permit_rules.model.library import Library
    from permit_rules.model.rulebook import Rulebook
    from permit_rules.outline import Outline
    from permit_rules.resolving import resolve
    from permit_rules.result import CheckResult, Finding, Verdict

__version__ = "0.1.0"

__all__ = [
    "AnswerRefused",
    "Application",
    "BusinessPlan",
    "CheckResult",
    "Checker",
    "Diagnostic",
    "EngineFault",
    "EngineLimit",
    "EngineUnavailable",
    "Finding",
    "Interview",
    "JointApplication",
    "JointResult",
    "Library",
    "Outline",
    "PermitRulesError",
    "Rulebook",
    "RulesInvalid",
    "UnknownBundle",
    "UnknownItem",
    "UnknownPlace",
    "Verdict",
    "WorkerLost",
    "load",
    "plan",
    "resolve",
]

#: Where each of these is; a module is loaded with the first that is used of it.
_HOMES = {
    "AnswerRefused": "permit_rules.errors",
    "Application": "permit_rules.checking.application",
    "BusinessPlan": "permit_rules.joint_result",
    "CheckResult": "permit_rules.result",
    "Checker": "permit_rules.checking.checker",
    "Diagnostic": "permit_rules.diagnostics",
    "EngineFault": "permit_rules.errors",
    "EngineLimit": "permit_rules.errors",
    "EngineUnavailable": "permit_rules.errors",
    "Finding": "permit_rules.result",
    "Interview": "permit_rules.interview.interview",
    "JointApplication": "permit_rules.checking.joint.application",
    "JointResult": "permit_rules.joint_result",
    "Library": "permit_rules.model.library",
    "Outline": "permit_rules.outline",
    "PermitRulesError": "permit_rules.errors",
    "Rulebook": "permit_rules.model.rulebook",
    "RulesInvalid": "permit_rules.errors",
    "UnknownBundle": "permit_rules.errors",
    "UnknownItem": "permit_rules.errors",
    "UnknownPlace": "permit_rules.errors",
    "Verdict": "permit_rules.result",
    "WorkerLost": "permit_rules.errors",
    "load": "permit_rules.loading",
    "plan": "permit_rules.checking.joint.plan",
    "resolve": "permit_rules.resolving",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(home), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
