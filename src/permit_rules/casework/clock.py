"""The clock of a case: everything that is due, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.acceptance import Acceptance, HowAccepted, acceptance
from permit_rules.casework.case import Case, Course
from permit_rules.casework.deadline import Due, Pauses, deadline
from permit_rules.casework.deemed import RenewalCase, renewal_case
from permit_rules.casework.events import (
    Assigned,
    Decided,
    Delivered,
    Excluded,
    Extended,
    Forwarded,
    Inspected,
    Post,
    Result,
    Submitted,
)
from permit_rules.casework.inspection_clock import inspection_due, later_check
from permit_rules.casework.later import LaterDue, at_inspection, committed, deferred
from permit_rules.casework.limits import Chosen, Limits, facts_of
from permit_rules.casework.periods import Compression, compression
from permit_rules.model.item import CountFrom
from permit_rules.model.library import Library
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import Clock, ClockStart, TimeLimit
from permit_rules.resolving import resolve

E = TypeVar("E")
_NO_RULES: Final = "规则库没有这一天施行的规定"


class CaseClock(BaseModel):
    """What is due in a case, as it stands ``on`` a day.

    ``steps`` are the stages that have a clock of their own (first review, assignment, inspection,
    later check). ``later`` are deferred materials, ``commitments`` promises to be checked. The
    ``compression`` is that of the limit of the decision, None where it cannot be told. ``reason``
    says why there is nothing at all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    on: date
    received_on: date | None = None
    acceptance: Acceptance = Acceptance()
    decision: Due | None = None
    delivery: Due | None = None
    steps: tuple[Due, ...] = ()
    later: tuple[LaterDue, ...] = ()
    commitments: tuple[LaterDue, ...] = ()
    renewal: RenewalCase | None = None
    compression: Compression | None = None
    reason: str = ""

    @property
    def dues(self) -> tuple[Due, ...]:
        """Every deadline, in the order of the procedure."""
        rest = (*self.steps, self.decision, self.delivery)
        return (*self.acceptance.notices, *(d for d in rest if d is not None))


def clock(case: Case, rules: Library | Rulebook, on: date) -> CaseClock:
    """Everything that is due in a case, as it stands on a day.

    Only what the journal says up to that day is looked at. ``rules`` is a library, of which the
    rules of the day of receipt are taken, or the rulebook itself. Nothing reads a clock: the same
    case, rules and day give the same answer.

    Raises:
        UnknownItem: the library has no such item at that place.
    """
    known = case.model_copy(update={"events": tuple(e for e in case.events if e.on <= on)})
    received = known.received_on
    if received is None:
        return CaseClock(case=case.id, on=on, reason="还没有收到申请")
    book = rules if isinstance(rules, Rulebook) else rulebook_of(known, rules)
    if book.item.id in book.gaps:
        return CaseClock(case=case.id, on=on, received_on=received, reason=_NO_RULES)
    accepted = acceptance(known, book, on)
    told = CaseClock(case=case.id, on=on, received_on=received, acceptance=accepted)
    if accepted.closed:
        return told
    number = accepted.submission
    submission = known.submissions[-1 if number is None else number]
    facts = facts_of(submission.payload, book, submission.outcome.handling_item)
    return _Run(known, book, accepted, on, submission, Limits(book, facts)).fill(told)


def rulebook_of(case: Case, library: Library) -> Rulebook:
    """The rulebook by which a case is handled: that of the day of its first submission, or of the
    latest where a correction counts as a new one (补正后按: 重新提交日).

    Raises:
        UnknownItem: the library has no such item at that place.
        ValueError: nothing was submitted yet.
    """
    submissions = case.submissions
    if not submissions:
        raise ValueError(f"case {case.id} has no submission")
    book = resolve(library, case.item, case.place, submissions[0].on)
    if book.item.count_from is CountFrom.RESUBMISSION and len(submissions) > 1:
        return resolve(library, case.item, case.place, submissions[-1].on)
    return book


@dataclass(slots=True)
class _Run:
    case: Case
    book: Rulebook
    accepted: Acceptance
    on: date
    submission: Submitted
    limits: Limits

    def fill(self, told: CaseClock) -> CaseClock:
        decision, limit = self._decision()
        renewing = renewal_case(
            self.case, self.submission, self.book, self.accepted, self.limits.facts, self.on
        )
        if decision and renewing and renewing.decide_by:
            decision = decision.sooner(renewing.decide_by, "应当在有效期届满前决定", self.on)
        granted = self._decided(granted=True)
        accepted_on = self.accepted.accepted_on
        return told.model_copy(
            update={
                "decision": decision,
                "delivery": self._due(Clock.DELIVERY, self._first(Delivered)),
                "steps": self._steps(),
                "later": self._later(accepted_on),
                "commitments": committed(self.case, self.submission, self.book, granted, self.on),
                "renewal": renewing,
                "compression": compression(limit.statutory, limit.committed)
                if limit and limit.committed
                else None,
            }
        )

    # ---- what the deadlines hang on --------------------------------------------------------

    @property
    def starts(self) -> dict[str, date | None]:
        assigned = (e.on for e in self.case.of(Assigned) if e.post is Post.INSPECTION)
        counted = self.case.submissions[0].on
        if self.book.item.count_from is CountFrom.RESUBMISSION:
            counted = self.submission.on
        return {
            ClockStart.RECEIPT.value: counted,
            ClockStart.ACCEPTANCE.value: self.accepted.accepted_on,
            ClockStart.TASK.value: next(assigned, None),
            ClockStart.INSPECTION.value: self._first(Inspected),
            ClockStart.DECISION.value: self._decided(granted=True),
            ClockStart.DELIVERY.value: self._first(Delivered),
            ClockStart.EXPIRY.value: None,
        }

    def _first(self, kind: type[Inspected | Delivered | Forwarded]) -> date | None:
        return next((e.on for e in self.case.of(kind)), None)

    def _decided(self, *, granted: bool = False) -> date | None:
        decided: Decided | None = self.case.decided
        if decided is None or (granted and decided.result is not Result.GRANTED):
            return None
        return decided.on

    def _later(self, accepted_on: date | None) -> tuple[LaterDue, ...]:
        if accepted_on is None:
            return ()
        about = (self.case, self.submission, self.book, accepted_on, self.on)
        return (*deferred(*about), *at_inspection(*about))

    def _due(self, which: Clock, done_on: date | None) -> Due | None:
        chosen = self.limits.one_of(which)
        return deadline(self.limits, chosen, self.starts, done_on, self.on)

    # ---- the deadlines ---------------------------------------------------------------------

    def _decision(self) -> tuple[Due | None, TimeLimit | None]:
        joint = Course.JOINT in self.case.course
        limits = self.limits
        chosen = limits.one_of(Clock.JOINT if joint else Clock.DECISION)
        pauses = Pauses(
            excluded=tuple(self.case.of(Excluded)),
            extended=tuple(self.case.of(Extended)),
            room=self._room(limits, joint),
        )
        due = deadline(limits, chosen, self.starts, self._decided(), self.on, pauses)
        if due is None:
            return None, None
        if self._on_spot() and self.accepted.accepted_on:
            due = due.sooner(self.accepted.accepted_on, "能够当场决定的，当场决定", self.on)
        ids = {f"{self.book.item.id}/{li.id}": li for li in (*chosen.limits, *chosen.unclear)}
        return due, ids.get(due.limit)

    def _room(self, limits: Limits, joint: bool) -> tuple[TimeLimit, ...]:
        if joint:
            return limits.one_of(Clock.JOINT_EXTENSION).limits
        whole: Chosen = limits.one_of(Clock.EXTENDED)
        return whole.limits or limits.one_of(Clock.EXTENSION).limits

    def _on_spot(self) -> bool:
        how = self.accepted.how
        return self.submission.outcome.decided_on_spot and how is not HowAccepted.SILENCE

    def _steps(self) -> tuple[Due, ...]:
        steps: list[Due | None] = []
        if Course.FIRST_REVIEW in self.case.course:
            steps.append(self._due(Clock.FIRST_REVIEW, self._first(Forwarded)))
        if Course.TESTING in self.case.course:
            assigned = next((e.on for e in self.case.of(Assigned) if len(e.persons) > 1), None)
            steps.append(self._due(Clock.ASSIGNMENT, assigned))
        steps.append(inspection_due(self.case, self.limits, self.starts, self.on))
        steps.append(later_check(self.case, self.limits, self.starts, self.on))
        return tuple(s for s in steps if s is not None)
