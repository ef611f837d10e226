"""The few exceptions a caller may catch; all of them derive from :class:`PermitRulesError`.

What is wrong with an application is never an exception: it is part of the result.
"""

from __future__ import annotations

from permit_rules.diagnostics import Diagnostic


class PermitRulesError(Exception):
    """Base of everything this library raises on purpose."""


class RulesInvalid(PermitRulesError):
    """Rule files cannot be used; ``diagnostics`` holds every mistake of every file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        shown = "\n".join(str(d) for d in diagnostics[:20])
        more = f"\n… and {len(diagnostics) - 20} more" if len(diagnostics) > 20 else ""
        super().__init__(f"{len(diagnostics)} mistake(s) in the rule files\n{shown}{more}")


class UnknownItem(PermitRulesError, LookupError):
    """The library has no item of that id at that place."""


class UnknownPlace(PermitRulesError, LookupError):
    """A place that is given neither by a division code nor by a name the library knows."""


class UnknownBundle(PermitRulesError, LookupError):
    """The library has no bundle of that id."""


class EngineUnavailable(PermitRulesError):
    """The durable-rules extension cannot be imported; the message says how to build it."""


class EngineLimit(PermitRulesError):
    """A rulebook cannot be given to the engine; the message names the point and the limit."""


class EngineFault(PermitRulesError):
    """The engine failed or contradicted itself; no answer is given rather than a short one."""


class AnswerRefused(PermitRulesError, ValueError):
    """An answer in an interview cannot be taken; ``diagnostic`` says in Chinese why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(str(diagnostic))


class WorkerLost(PermitRulesError):
    """Processes that check applications died again and again; the rest is not answered."""
