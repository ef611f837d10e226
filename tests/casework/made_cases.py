"""Cases written by hand, event by event, for tests of figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from permit_rules.casework.case import Case
from permit_rules.casework.events import (
    Complained,
    Decided,
    Delivered,
    Event,
    Inspected,
    Joined,
    Line,
    Noticed,
    NoticeKind,
    Outcome,
    Post,
    Result,
    Submitted,
    Worked,
)
from permit_rules.result import Verdict

#: A Monday with working days on both sides of it.
DAY = date(2025, 3, 10)
MISSING = Line(point="food-business/M1", code="missing", text="未提交")
EXPIRED = Line(point="food-business/M2", code="defective/expiry", text="已过期")


def submitted(on: date, verdict: Verdict = Verdict.ACCEPTED, **more: Any) -> Submitted:
    """A submission with an answer; ``handling_item``, ``shared`` and ``lines`` are the answer's."""
    late = more.pop("late_notified", ())
    outcome = Outcome(verdict=verdict, complete=True, **{"handling_item": "新办", **more})
    return Submitted(on=on, payload={}, outcome=outcome, late_notified=late)


def corrected(on: date, by: str = "A1", *lines: Line) -> Noticed:
    """A correction notice."""
    return Noticed(on=on, by=by, notice=NoticeKind.CORRECTION, lines=lines or (MISSING,))


def accepted(on: date, by: str = "A1") -> Noticed:
    """A notice of acceptance."""
    return Noticed(on=on, by=by, notice=NoticeKind.ACCEPTANCE)


def decided(on: date, result: Result = Result.GRANTED, by: str = "B1", reason: str = "") -> Decided:
    """A decision."""
    return Decided(on=on, by=by, result=result, reason=reason)


def case(*events: Event, id: str = "1", office: str = "甲窗口", **more: str) -> Case:
    """A case with these events, in the order of their days."""
    made = Case(id=id, item=more.pop("item", "food-business"), office=office, **more)
    return made.with_event(*sorted(events, key=lambda e: e.on))


def with_rounds(rounds: int, *, on: date = DAY, by: str = "A1", **more: Any) -> Case:
    """A granted case, all on one day, with so many corrections."""
    result = more.pop("result", Result.GRANTED)
    steps: list[Event] = []
    for _ in range(rounds):
        steps += [submitted(on, Verdict.CORRECTION, lines=(MISSING,)), corrected(on, by)]
    return case(*steps, submitted(on), accepted(on, by), decided(on, result), **more)


__all__ = [
    "DAY",
    "EXPIRED",
    "MISSING",
    "Complained",
    "Delivered",
    "Inspected",
    "Joined",
    "Post",
    "Worked",
    "accepted",
    "case",
    "corrected",
    "decided",
    "submitted",
    "with_rounds",
]
