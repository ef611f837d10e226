"""The clocks of inspection: before the decision, and after it where it was waived or promised."""

from __future__ import annotations

from datetime import date

from permit_rules.casework.case import Case
from permit_rules.casework.deadline import Due, DueState, deadline
from permit_rules.casework.events import Assigned, Inspected, Post
from permit_rules.casework.limits import Chosen, Limits
from permit_rules.checking.explain import cited
from permit_rules.conditions.phrases import period_words
from permit_rules.model.arrangements import Inspection, InspectionMode
from permit_rules.model.time_limit import Clock, ClockStart, TimeLimit

_VISITS = frozenset({InspectionMode.ON_SITE, InspectionMode.REMOTE_VIDEO})


def inspection_due(
    case: Case, limits: Limits, starts: dict[str, date | None], on: date
) -> Due | None:
    """By when an accepted case is to be inspected (优化营商环境条例 art. 36).

    None where the rules inspect nothing, unless somebody was given the task all the same. Where
    the rules state a period but not from when, that is said.
    """
    how, unclear = limits.inspection()
    tasked = any(e.post is Post.INSPECTION for e in case.of(Assigned))
    inspected = next((e.on for e in case.of(Inspected)), None)
    if not (tasked or inspected or unclear or (how and how.mode in _VISITS)):
        return None
    due = deadline(limits, limits.one_of(Clock.INSPECTION), starts, inspected, on)
    if due is not None:
        if unclear and not (tasked or inspected):
            nothing = {"due": None, "statutory_due": None, "committed_due": None}
            state = {"state": DueState.CANNOT_TELL, "reason": unclear}
            return due.model_copy(update={**nothing, **state})
        return due
    return _told_only(how, inspected) if how and how.period else None


def _told_only(how: Inspection, inspected: date | None) -> Due:
    """A period of which the rules do not say from when it runs."""
    return Due(
        clock=Clock.INSPECTION,
        step=how.mode.value,
        statutory=period_words(how.period) if how.period else "",
        done_on=inspected,
        state=DueState.CANNOT_TELL,
        reason="核查方式只写了多久，没有写从哪一天起算",
        basis=cited(how.basis),
    )


def later_check(case: Case, limits: Limits, starts: dict[str, date | None], on: date) -> Due | None:
    """By when is checked, after the permit, what was not inspected before it.

    The office waived an inspection, or the applicant committed himself (告知承诺后核查); None where
    it was inspected before the decision, or no rule wants a check.
    """
    decided = case.decided
    before = [e for e in case.of(Inspected) if decided is None or e.on <= decided.on]
    after = next((e.on for e in case.of(Inspected) if decided and e.on > decided.on), None)
    if before or decided is None or starts[ClockStart.DECISION.value] is None:
        return None
    how, _ = limits.inspection()
    if how is not None and how.mode is InspectionMode.AFTER_COMMITMENT and how.period:
        promised = TimeLimit(
            id=how.id,
            step=how.mode.value,
            statutory=how.period,
            clock=Clock.LATER_CHECK,
            start=ClockStart.DECISION,
            note=how.note,
            basis=how.basis,
        )
        return deadline(limits, Chosen((promised,)), starts, after, on)
    return deadline(limits, limits.one_of(Clock.LATER_CHECK), starts, after, on)
