"""A case (办件): one application on its way through an office, as the journal of its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.events import Decided, Event, Line, Noticed, NoticeKind, Submitted

if TYPE_CHECKING:
    from permit_rules.casework.rounds import Checks

E = TypeVar("E")


class Course(str, Enum):
    """What is particular about the course of a case; the office says so, nothing is inferred.

    ``JOINT``: several offices handle it together (行政许可法 art. 42(2)); ``FIRST_REVIEW``: a lower
    office reviews first (art. 43); ``TESTING``: it is decided upon testing or quarantine (art. 55).
    """

    JOINT = "联合办理"
    FIRST_REVIEW = "下级初审"
    TESTING = "检验检测检疫"


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
    course: tuple[Course, ...] = ()
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

    def submit(
        self,
        payload: Mapping[str, Any],
        checker: Checks,
        *,
        on: date | None = None,
        noticed_on: date | None = None,
        by: str = "",
        told: Iterable[str | Line] | None = None,
        demands: Iterable[str] = (),
    ) -> Case:
        """The case after a submission, its notice and its alerts.

        See :func:`permit_rules.casework.submit`, which also returns the answer.
        """
        # A case is a plain value: what checks an application is loaded when one is handed in.
        from permit_rules.casework.rounds import submit

        return submit(
            self,
            payload,
            checker,
            on=on,
            noticed_on=noticed_on,
            by=by,
            told=told,
            demands=demands,
        ).case

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
