"""A renewal under way: whether it came in time, and whether silence renewed the permit."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.acceptance import Acceptance
from permit_rules.casework.case import Case
from permit_rules.casework.deadline import NO_CALENDAR
from permit_rules.casework.events import Submitted
from permit_rules.casework.renewal import Window, window_of
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.model.rulebook import Rulebook


class RenewalCase(BaseModel):
    """A renewal as it stands on a day.

    ``in_time``: applied for by ``closes``, None where that cannot be told. ``decide_by`` is the
    last day of the old permit, by which an application in time is to be decided. ``deemed_on``:
    nothing was decided by then, so the permit counts as renewed (行政许可法 art. 50(2)) from that
    day. ``late`` is what becomes of a late one; ``reason`` says why nothing is deemed, or told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_until: date | None = None
    opens: date | None = None
    closes: date | None = None
    in_time: bool | None = None
    decide_by: date | None = None
    deemed_on: date | None = None
    late: str = ""
    reason: str = ""


def renewal_case(
    case: Case,
    submission: Submitted,
    book: Rulebook,
    accepted: Acceptance,
    facts: Facts,
    on: date,
) -> RenewalCase | None:
    """The renewal that a case asks for; None where it asks for something else."""
    name = facts.values.get(HANDLING_ITEM_ID) or submission.outcome.handling_item
    window = window_of(book, str(name)) if name else None
    if window is None:
        return None
    expiry_field = next(w.expiry for w in book.windows if w.handling_item == name)
    expiry = facts.values.get(expiry_field)
    if not isinstance(expiry, date):
        return RenewalCase(reason="没有写明现有许可证的有效期到哪一天")
    return _of(case, window, expiry, book, accepted, on)


def _of(
    case: Case, window: Window, expiry: date, book: Rulebook, accepted: Acceptance, on: date
) -> RenewalCase:
    opens, closes = window.days(expiry, book.calendar)
    made = RenewalCase(valid_until=expiry, opens=opens, closes=closes)
    received = case.submissions[0].on
    if received > expiry:
        return made.model_copy(
            update={"in_time": False, "reason": f"届满以后才申请，按{window.afterwards}办理"}
        )
    if closes is None:
        return made.model_copy(update={"reason": NO_CALENDAR})
    if received > closes:
        return made.model_copy(
            update={
                "in_time": False,
                "late": window.late,
                "reason": "没有在申请期内提出，不视为准予延续",
            }
        )
    made = made.model_copy(update={"in_time": True, "decide_by": expiry})
    decided = case.decided
    if on <= expiry or (decided is not None and decided.on <= expiry):
        return made
    if accepted.accepted_on is None:
        return made.model_copy(update={"reason": "还没有受理，不视为准予延续"})
    return made.model_copy(update={"deemed_on": expiry})
