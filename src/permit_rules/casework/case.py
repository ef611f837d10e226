"""A case (办件): one application on its way through an office, as the journal of its events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.events import Decided, Event, Noticed, NoticeKind, Submitted

E = TypeVar("E")


class Case(BaseModel):
    """One application from the first submission to the end; a plain frozen value.

    ``id`` is the office's own number (办件编号); ``office`` names the unit that handles it.
    Methods that change something return a new case. ``model_dump_json()`` is what a store keeps.
    """

    # A figure that JSON has no form for (NaN) is kept as it was typed, not turned into null.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    format: int = 1
    id: str
    item: str
    place: str = ""
    office: str = ""
    events: tuple[Event, ...] = ()

    def with_event(self, *events: Event) -> Case:
        """The case with these events at the end of its journal.

        Raises:
            ValueError: an event is dated before the one it would follow.
        """
        last = self.events[-1].on if self.events else date.min
        for event in events:
            if event.on < last:
                raise ValueError(f"an event of {event.on} cannot follow one of {last}")
            last = event.on
        return self.model_copy(update={"events": (*self.events, *events)})

    def of(self, kind: type[E]) -> Iterator[E]:
        """The events of one kind, in order."""
        return (e for e in self.events if isinstance(e, kind))

    @property
    def submissions(self) -> tuple[Submitted, ...]:
        """What the applicant handed in, first and corrected."""
        return tuple(self.of(Submitted))

    @property
    def rounds(self) -> int:
        """The number of corrections that were asked for (补正轮次): 补正告知书 given out."""
        return sum(n.notice is NoticeKind.CORRECTION for n in self.of(Noticed))

    @property
    def received_on(self) -> date | None:
        """The day of the first submission."""
        return next((s.on for s in self.of(Submitted)), None)

    @property
    def decided(self) -> Decided | None:
        """The decision, or None while there is none."""
        return next(self.of(Decided), None)
