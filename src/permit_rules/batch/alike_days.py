"""Days as the rules see them: by how every comparison of days that the rules make turns out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from permit_rules.batch.plan_reads import PlanReads
from permit_rules.compiling.plan import Plan, WindowPoint, WindowSide
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.nodes import Node
from permit_rules.conditions.truth import Truth, truth
from permit_rules.working_days import later
from permit_rules.written import LongTerm, NotReadable, clean, read_date, read_expiry

#: Of how many days, pairs of days and written days it is kept what the rules see of them.
DAYS_KEPT: Final = 50_000

#: What a paper is that is valid, or issued late enough, for everything that it may be held to.
GOOD: Final = ("good",)
#: What a paper is whose last day is past for everything that it may be held to.
EXPIRED: Final = ("expired",)


@dataclass(slots=True)
class DayCells:
    """Finds what the rules see of days; what was found is kept."""

    plan: Plan
    reads: PlanReads
    _signed: Kept[Hashable] = field(default_factory=lambda: Kept(DAYS_KEPT))
    _written: Kept[date | LongTerm | str] = field(default_factory=lambda: Kept(DAYS_KEPT))
    _papers: Kept[Hashable] = field(default_factory=lambda: Kept(DAYS_KEPT))
    _early: tuple[tuple[str, Node], ...] = ()

    def __post_init__(self) -> None:
        # Of an application that is too early the notice names the day from which it is not.
        self._early = tuple(
            (p.subject.window.expiry, p.violated_node)
            for p in self.plan.points
            if isinstance(p.subject, WindowPoint) and p.subject.side == WindowSide.EARLY
        )

    def sign(self, received_on: date, stated: tuple[tuple[str, date], ...]) -> Hashable:
        """What the rules see of the day of receipt and of the days that the facts state."""
        key = (received_on, stated)
        kept = self._signed.get(key)
        return self._signed.keep(key, self._sign(received_on, stated)) if kept is None else kept

    def _sign(self, received_on: date, stated: tuple[tuple[str, date], ...]) -> Hashable:
        days = {RECEIVED_ON.id: received_on, **dict(stated)}
        facts, calendar = Facts(days), self.plan.rulebook.calendar
        told: list[Hashable] = []
        for number, test in enumerate(self.reads.dates):
            if test.field in days and (not test.day.field or test.day.field in days):
                outcome = truth(test, facts, calendar)
                if outcome is Truth.CANNOT_TELL:
                    # The calendar ends: what is said of that may hang on the day.
                    return (received_on, stated)
                told.append((number, outcome is Truth.YES))
        for expiry, early in self._early:
            if expiry in days and truth(early, facts, calendar) is not Truth.NO:
                told.append((expiry, days[expiry]))
        return tuple(told)

    def expiry(self, written: str, received_on: date) -> Hashable:
        """What the rules see of a paper's last day, as it is written."""
        return self._of_paper("expiry", written, received_on)

    def issued(self, written: str, received_on: date) -> Hashable:
        """What the rules see of the day on which a paper was issued, as it is written."""
        return self._of_paper("issued", written, received_on)

    def last_day(self, written: str) -> date | None:
        """The day that is written as a paper's last one; None where it is no single day."""
        found = self._read("expiry", written)
        return found if isinstance(found, date) else None

    def _of_paper(self, what: str, written: str, received_on: date) -> Hashable:
        key = (what, written, received_on)
        kept = self._papers.get(key)
        if kept is not None:
            return kept
        day = self._read(what, written)
        if isinstance(day, LongTerm):
            seen: Hashable = GOOD
        elif not isinstance(day, date):
            seen = (written, day)
        elif what == "expiry":
            seen = self._expiry(day, received_on)
        else:
            seen = self._issued(day, received_on)
        return self._papers.keep(key, seen)

    def _read(self, what: str, written: str) -> date | LongTerm | str:
        kept = self._written.get((what, written))
        if kept is not None:
            return kept
        try:
            read = read_expiry if what == "expiry" else read_date
            found: date | LongTerm | str = read(clean(written))
        except NotReadable:
            found = ""
        return self._written.keep((what, written), found)

    def _expiry(self, last: date, received_on: date) -> Hashable:
        calendar = self.plan.rulebook.calendar
        outcomes = set()
        for beyond in self.reads.beyond:
            needed = received_on if beyond is None else later(received_on, beyond, calendar)
            outcomes.add(None if needed is None else last >= needed)
        if outcomes <= {True}:
            return GOOD
        return EXPIRED if outcomes == {False} and last < received_on else (last, received_on)

    def _issued(self, issued: date, received_on: date) -> Hashable:
        calendar = self.plan.rulebook.calendar
        for within in self.reads.ages:
            last = later(issued, within, calendar)
            if last is None or last < received_on:
                return (issued, received_on)
        return GOOD
