"""A correction that does not come: until when it may, and what follows, by place and item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permit_rules.casework.case import Case
from permit_rules.casework.events import Noticed, NoticeKind, Submitted
from permit_rules.model.casework import CaseworkRules, CorrectionTerm, holding
from permit_rules.working_days import Calendar, Period, later, next_working_day


@dataclass(frozen=True, slots=True)
class CorrectionDue:
    """A correction that is being waited for.

    ``last_day`` is None where no period is set, or where the calendar does not reach that far;
    ``consequence`` is what the rules say of one that does not come, "" where none says anything.
    """

    noticed_on: date
    period: Period | None
    last_day: date | None
    term: CorrectionTerm | None

    @property
    def consequence(self) -> str:
        """视为撤回申请, 视为放弃申请 …; it follows only for an applicant without good reason."""
        return self.term.consequence if self.term else ""

    def overdue(self, day: date) -> bool | None:
        """Whether the last day is past; None where there is none to compare with."""
        return None if self.last_day is None else day > self.last_day


def correction_term(rules: CaseworkRules, item: str, place: str, on: date) -> CorrectionTerm | None:
    """The rule about overdue corrections: of the nearest level, there the item's own first."""
    own = [t for t in holding(rules.corrections, place, on) if t.item in ("", item)]
    if not own:
        return None
    nearest = [t for t in own if t.place == own[0].place]
    return next((t for t in nearest if t.item), nearest[0])


def correction_due(
    case: Case, rules: CaseworkRules, calendar: Calendar, period: Period | None = None
) -> CorrectionDue | None:
    """What is being waited for; None where no correction is, or the case was decided.

    ``period`` is what the office set in its own notice; without it that of the rules counts. The
    day of the notice is not counted (民法典 art. 201), and a last day off moves (art. 203).
    """
    noticed = _open_notice(case)
    if noticed is None or case.decided is not None:
        return None
    term = correction_term(rules, case.item, case.place, noticed.on)
    period = period or (term.period if term else None)
    last = later(noticed.on, period, calendar) if period else None
    return CorrectionDue(
        noticed_on=noticed.on,
        period=period,
        last_day=next_working_day(last, calendar) if last else None,
        term=term,
    )


def _open_notice(case: Case) -> Noticed | None:
    """The correction notice that no submission has followed."""
    found: Noticed | None = None
    for event in case.events:
        if isinstance(event, Submitted):
            found = None
        elif isinstance(event, Noticed) and event.notice is NoticeKind.CORRECTION:
            found = event
    return found
