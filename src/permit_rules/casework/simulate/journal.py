"""The journal of a case while it is being made: entries in any order, put in order by their day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from permit_rules.casework.case import Case
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.events import Event


@dataclass(slots=True)
class Journal:
    """What has happened to a case so far, and the working day it has come to.

    ``today`` None: the calendar does not reach further, nothing more can be dated.
    """

    case: Case
    counts: DayCounts
    today: date | None
    _entries: list[Event] = field(default_factory=list)

    def enter(self, *events: Event) -> None:
        """Add entries; they may be dated before others that stand there."""
        self._entries.extend(events)
        self._entries.sort(key=lambda event: event.on)
        self.case = self.case.model_copy(update={"events": tuple(self._entries)})

    def later(self, days: int) -> date | None:
        """The day so many working days after the one it has come to."""
        return self.counts.after(self.today, days) if self.today else None

    def go_on(self, days: int) -> date | None:
        """Come to the day so many working days later."""
        self.today = self.later(days)
        return self.today
