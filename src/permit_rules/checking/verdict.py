"""Which verdict follows: the first that applies."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.checking.decide import Decision
from permit_rules.compiling.plan import (
    DemandPoint,
    Plan,
    PlannedPoint,
    StandardPoint,
    WindowPoint,
)
from permit_rules.model.material import Necessity, Stage
from permit_rules.model.review_point import Bar, Effect, Outcome, ReviewCondition
from permit_rules.result import Finding, FindingKind, PointStatus, Verdict, Way

_CLOSING = {Outcome.OTHER_AUTHORITY, Outcome.REFUSED}


def verdict_of(
    plan: Plan, decision: Decision, findings: Iterable[Finding], ways: Iterable[Way | None]
) -> Verdict:
    """The verdict the library suggests; an office decides.

    Other authority; not required (a filing or report may be due); bar or closed window; missing
    or defective; an answer could still change the verdict; only deferred gaps; accepted. Unmet
    substantive conditions, warnings and manual points never change it unless the rule says so
    (行政许可法 art. 32).
    """
    if decision.gate is not None and not decision.open_gates:
        return Verdict.NOT_ACCEPTED if decision.gate.outcome in _CLOSING else Verdict.NOT_REQUIRED
    if decision.open_gates:
        return Verdict.CANNOT_TELL
    kinds = {f.kind for f in findings}
    if FindingKind.BARRED in kinds:
        return Verdict.NOT_ACCEPTED
    if kinds & {FindingKind.MISSING, FindingKind.DEFECTIVE}:
        return Verdict.CORRECTION
    if any(
        decision.statuses[p.id] is PointStatus.CANNOT_TELL and can_change_verdict(p)
        for p in plan.points
    ):
        return Verdict.CANNOT_TELL
    if not {Way.DEFERRED, Way.AT_INSPECTION}.isdisjoint(ways):
        return Verdict.ACCEPTED_WITH_DEFERRALS
    return Verdict.ACCEPTED


def can_change_verdict(point: PlannedPoint) -> bool:
    """Whether the point, ending in a finding, would change the verdict."""
    subject = point.subject
    if isinstance(subject, (DemandPoint, StandardPoint)):
        material = subject.material
        needed = material.necessity is Necessity.NECESSARY or isinstance(subject, StandardPoint)
        return needed and material.stage is Stage.SUBMISSION
    if isinstance(subject, WindowPoint):
        return subject.closes_the_way
    if isinstance(subject, (ReviewCondition, Bar)):
        return subject.effect in (Effect.CORRECTION, Effect.REFUSAL)
    return True
