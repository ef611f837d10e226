"""Whether and when a case was accepted: by notice, with the decision, or by silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.case import Case
from permit_rules.casework.deadline import Due, DueState, deadline
from permit_rules.casework.events import Decided, Line, Noticed, NoticeKind, Result, Submitted
from permit_rules.casework.limits import Limits, facts_of
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import Clock, ClockStart
from permit_rules.result import Verdict

_ANSWERS: Final = frozenset(
    {
        NoticeKind.CORRECTION,
        NoticeKind.QUESTIONS,
        NoticeKind.DEFERRALS,
        NoticeKind.ACCEPTANCE,
        NoticeKind.NON_ACCEPTANCE,
        NoticeKind.NOT_REQUIRED,
    }
)
#: The law knows no acceptance by silence of what no office may accept (art. 32(1), (2)).
_NEVER_BY_SILENCE: Final = frozenset({Verdict.NOT_ACCEPTED, Verdict.NOT_REQUIRED})


class HowAccepted(str, Enum):
    """By what a case was accepted."""

    NOTICE = "受理通知"
    DEFERRALS = "容缺受理"
    SILENCE = "逾期未告知，视为受理"
    ON_SPOT = "当场决定"
    DECISION = "随决定受理"


class Acceptance(BaseModel):
    """Acceptance, as it stands on a day.

    ``notices`` are the deadlines of the one-time notice, one for each submission that waits or
    waited for an answer. After acceptance by silence, which counts from receipt, ``gaps`` are the
    lines that were not told in time: they stay listed for review. ``closed``: turned away, or no
    permit is required. ``submission`` is the number (from 0) of the submission that was accepted;
    ``reason`` says why nothing can be told, or what a person has to look at.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted_on: date | None = None
    how: HowAccepted | None = None
    closed: bool = False
    submission: int | None = None
    gaps: tuple[Line, ...] = ()
    notices: tuple[Due, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Answered:
    """What was handed in since the last answer, first and latest, and the answer to it.

    An applicant may add something of his own accord before anybody answers: the office then has
    the time that it had from the first.
    """

    number: int
    first: Submitted
    latest: Submitted
    answer: Noticed | Decided | None = None


def acceptance(case: Case, book: Rulebook, on: date) -> Acceptance:
    """Acceptance of a case as it stands on a day; what happened later is not looked at.

    行政许可法 art. 32(4): who is not told within the time limit is accepted from the day on which
    the office received the materials. The same holds of a correction that is not answered.
    """
    notices: list[Due] = []
    found = Acceptance(reason="还没有收到申请")
    for each in _answered(case, on):
        due = notice_due(each.first, book, on, each.answer)
        if due is not None:
            notices.append(due)
        found = _of(each, due)
        if found.accepted_on is not None or found.closed:
            break
    return found.model_copy(update={"notices": tuple(notices)})


def notice_due(
    submitted: Submitted, book: Rulebook, on: date, answer: Noticed | Decided | None = None
) -> Due | None:
    """By when the applicant is to be told everything at once: the strictest limit that applies.

    None where no rule limits it (a filing, for instance).
    """
    facts = facts_of(submitted.payload, book, submitted.outcome.handling_item)
    limits = Limits(book, facts)
    starts: dict[str, date | None] = dict.fromkeys((s.value for s in ClockStart), None)
    starts[ClockStart.RECEIPT.value] = submitted.on
    done = answer.on if answer else None
    return deadline(limits, limits.all_of(Clock.NOTICE), starts, done, on)


def _answered(case: Case, on: date) -> Iterator[_Answered]:
    number = -1
    waiting: _Answered | None = None
    for event in case.events:
        if event.on > on:
            break
        if isinstance(event, Submitted):
            number += 1
            waiting = _Answered(number, waiting.first if waiting else event, event)
        elif waiting is not None and _is_answer(event):
            assert isinstance(event, (Noticed, Decided))
            yield replace(waiting, answer=event)
            waiting = None
    if waiting is not None:
        yield waiting


def _is_answer(event: object) -> bool:
    return isinstance(event, Decided) or (isinstance(event, Noticed) and event.notice in _ANSWERS)


def _of(each: _Answered, due: Due | None) -> Acceptance:
    too_late = due is not None and due.state in (DueState.OVERDUE, DueState.LATE)
    if too_late and each.latest.outcome.verdict not in _NEVER_BY_SILENCE:
        return Acceptance(
            accepted_on=each.first.on,
            how=HowAccepted.SILENCE,
            submission=each.number,
            gaps=each.latest.outcome.lines,
            reason="逾期以后才作出的不予受理，由人处理" if _turned_away(each.answer) else "",
        )
    if each.answer is not None:
        return _by_answer(each, each.answer)
    if too_late:
        return Acceptance(reason="逾期未告知；不予受理、不需要许可的，不因此视为受理")
    if due is not None and due.state is DueState.CANNOT_TELL:
        return Acceptance(reason=due.reason)
    return Acceptance(reason="尚未答复")


def _by_answer(each: _Answered, answer: Noticed | Decided) -> Acceptance:
    if _turned_away(answer):
        return Acceptance(closed=True)
    if isinstance(answer, Decided):
        if answer.result not in (Result.GRANTED, Result.REFUSED):
            return Acceptance(closed=True)
        how = HowAccepted.ON_SPOT if answer.on_spot else HowAccepted.DECISION
        return Acceptance(accepted_on=each.latest.on, how=how, submission=each.number)
    accepting = {
        NoticeKind.ACCEPTANCE: HowAccepted.NOTICE,
        NoticeKind.DEFERRALS: HowAccepted.DEFERRALS,
    }
    if answer.notice in accepting:
        return Acceptance(
            accepted_on=answer.on, how=accepting[answer.notice], submission=each.number
        )
    return Acceptance(reason="已告知补正，尚未补正")


def _turned_away(answer: Noticed | Decided | None) -> bool:
    if isinstance(answer, Decided):
        return answer.result in (Result.NOT_ACCEPTED, Result.NOT_REQUIRED)
    return answer is not None and answer.notice in (
        NoticeKind.NON_ACCEPTANCE,
        NoticeKind.NOT_REQUIRED,
    )


def acceptance_order(accepted: Iterable[tuple[Case, Acceptance]]) -> tuple[Case, ...]:
    """The cases in the order in which a limited number of permits is given out (art. 57).

    By the day of acceptance, then by the day of receipt, then as the office received them, which
    is the order they are handed in here. Cases that are not accepted are left out.
    """
    of_day = [(a.accepted_on, c) for c, a in accepted if a.accepted_on is not None]
    of_day.sort(key=lambda each: (each[0], each[1].received_on or date.max))
    return tuple(case for _, case in of_day)
