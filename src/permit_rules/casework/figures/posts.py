"""How long each post and each step of a case took (电子监察)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from permit_rules.casework.case import Case
from permit_rules.casework.events import Decided, Delivered, Noticed, NoticeKind, Submitted
from permit_rules.casework.figures.model import Duration
from permit_rules.casework.figures.times import accepted_on

#: The steps between the events of a case, in their order.
STEPS: Final = ("收件至首次告知", "申请人补正", "收件至受理", "受理至决定", "决定至送达")


@dataclass(slots=True)
class _Sum:
    times: int = 0
    days: int = 0
    longest: int = 0
    unknown: int = 0


@dataclass(slots=True)
class Durations:
    """Sums of working days, by name."""

    sums: dict[str, _Sum] = field(default_factory=dict)

    def add(self, name: str, days: int | None) -> None:
        """Count one duration; None is one that cannot be told."""
        own = self.sums.setdefault(name, _Sum())
        if days is None:
            own.unknown += 1
            return
        own.times += 1
        own.days += days
        own.longest = max(own.longest, days)

    def all(self, order: tuple[str, ...]) -> tuple[Duration, ...]:
        """Each that was counted, in this order."""
        return tuple(
            Duration(name=n, times=s.times, days=s.days, longest=s.longest, unknown=s.unknown)
            for n in order
            if (s := self.sums.get(n)) is not None
        )


def steps_of(case: Case) -> Iterator[tuple[str, date, date]]:
    """Each step of a case with the days on which it began and ended."""
    told_first, correcting, accepted, decided, delivered = STEPS
    received = case.received_on
    notices = list(case.of(Noticed))
    if received and notices:
        yield told_first, received, notices[0].on
    yield from _corrections(case, correcting)
    accepted_day, decision = accepted_on(case), case.decided
    if received and accepted_day:
        yield accepted, received, accepted_day
    if accepted_day and decision:
        yield decided, accepted_day, decision.on
    handed_over = next(case.of(Delivered), None)
    if decision and handed_over:
        yield delivered, decision.on, handed_over.on


def _corrections(case: Case, step: str) -> Iterator[tuple[str, date, date]]:
    """From each correction notice to the submission that answers it."""
    asked: date | None = None
    for event in case.events:
        if isinstance(event, Noticed) and event.notice is NoticeKind.CORRECTION:
            asked = event.on
        elif isinstance(event, Submitted) and asked is not None:
            yield step, asked, event.on
            asked = None
        elif isinstance(event, Decided):
            return
