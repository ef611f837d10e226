"""One deadline of a case: by law and by promise, with what makes it stand still or longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.events import Excluded, Extended
from permit_rules.casework.limits import Chosen, Limits
from permit_rules.casework.periods import Interval, clipped, last_day
from permit_rules.checking.explain import cited
from permit_rules.conditions.phrases import limit_words, period_words
from permit_rules.model.time_limit import Clock, TimeLimit
from permit_rules.result import Basis
from permit_rules.working_days import Calendar, HalfWorkingDays, Period

#: Why a day cannot be told: the holidays of that year have not been published.
NO_CALENDAR: Final = "工作日历尚未公布所需的年份，无法计算期限"


class DueState(str, Enum):
    """How a deadline stands on a day."""

    NOT_STARTED = "未起算"
    RUNNING = "未到期"
    IN_TIME = "按时"
    LATE = "逾期办结"
    OVERDUE = "逾期未办"
    CANNOT_TELL = "无法判断"


class Due(BaseModel):
    """One deadline.

    ``limit`` is the id of the time limit, ``start`` the day of the event it runs from.
    ``statutory_due`` and ``committed_due`` are the last days by law and by promise; ``due`` is
    the earlier one, against which ``state`` is told. ``excluded`` are the days on which it stood
    still, ``extended`` by how much the statutory limit was extended, and ``not_counted`` which
    intervals and extensions of the journal do not count, and why. ``reason`` says why a day is
    None where it cannot be told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    clock: Clock
    step: str
    limit: str = ""
    start: date | None = None
    statutory: str = ""
    committed: str = ""
    statutory_due: date | None = None
    committed_due: date | None = None
    due: date | None = None
    done_on: date | None = None
    state: DueState = DueState.NOT_STARTED
    excluded: tuple[Interval, ...] = ()
    extended: str = ""
    not_counted: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    basis: tuple[Basis, ...] = ()

    def sooner(self, day: date, remark: str, on: date) -> Due:
        """The deadline, due on ``day`` at the latest, and as it then stands on a day.

        Where the deadline itself cannot be told it may end before ``day``, and stays untold,
        unless ``day`` is its very first.
        """
        if self.start is None or (self.due is not None and self.due <= day):
            return self
        if self.due is None and day > self.start:
            return self.model_copy(update={"remarks": (*self.remarks, remark)})
        changed = self.model_copy(
            update={"due": day, "remarks": (*self.remarks, remark), "reason": ""}
        )
        return changed.model_copy(update={"state": changed.standing(on)})

    def standing(self, on: date) -> DueState:
        """How it stands on a day, as far as is known."""
        if self.start is None:
            return DueState.NOT_STARTED
        if self.due is None:
            return DueState.CANNOT_TELL
        if self.done_on is not None:
            return DueState.IN_TIME if self.done_on <= self.due else DueState.LATE
        return DueState.RUNNING if on <= self.due else DueState.OVERDUE


@dataclass(frozen=True, slots=True)
class Pauses:
    """What the journal says of days that do not count, and by how much a limit may be extended.

    ``room`` are the limits that allow an extension: an added period, or the whole extended one.
    """

    excluded: Sequence[Excluded] = ()
    extended: Sequence[Extended] = ()
    room: Sequence[TimeLimit] = ()


def deadline(
    limits: Limits,
    chosen: Chosen,
    starts: dict[str, date | None],
    done_on: date | None,
    on: date,
    pauses: Pauses | None = None,
) -> Due | None:
    """The deadline that ends first among limits that apply, as it stands ``on`` a day.

    ``starts`` gives the day of each event a limit may run from, by its Chinese word. None where
    nothing limits it.
    """
    pauses = pauses or Pauses()

    def told(several: Iterable[TimeLimit]) -> Due | None:
        made = [_due(li, limits, starts[li.starts.value], done_on, on, pauses) for li in several]
        return min(made, key=lambda d: (d.due is not None, d.due or date.max), default=None)

    first = told(chosen.limits)
    if chosen.unclear:
        other = told(chosen.otherwise)
        if first is None or other is None or other.due != first.due:
            doubts = "；".join(map(limits.doubt, chosen.unclear))
            return _unclear(first or other, doubts)
    return first


def _unclear(due: Due | None, doubts: str) -> Due | None:
    if due is None:
        return None
    nothing = dict.fromkeys(("statutory_due", "committed_due", "due"))
    state = DueState.NOT_STARTED if due.start is None else DueState.CANNOT_TELL
    return due.model_copy(update={**nothing, "state": state, "reason": doubts})


def _due(
    limit: TimeLimit, limits: Limits, start: date | None, done_on: date | None, on: date, p: Pauses
) -> Due:
    calendar = limits.book.calendar
    told = Due(
        clock=limit.counted_as,
        step=limit.step,
        limit=f"{limits.book.item.id}/{limit.id}",
        start=start,
        statutory=limit_words(limit.statutory),
        committed=limit_words(limit.committed) if limit.committed else "",
        done_on=done_on,
        basis=cited(limit.basis),
    )
    if start is None:
        return told
    run = _Run(limit, start, calendar, p)
    run.read()
    statutory, committed = run.statutory(), run.committed()
    known = [day for day in (statutory, committed) if day is not None]
    # A promise is shorter than the law, so it can be told whenever the law can.
    due = min(known) if statutory is not None else None
    until = max(known, default=start)
    told = told.model_copy(
        update={
            "statutory_due": statutory,
            "committed_due": committed,
            "due": due,
            "excluded": clipped(run.still, start + timedelta(days=1), until),
            "extended": period_words(run.added) if run.added else "",
            "not_counted": tuple(run.refused),
            "remarks": tuple(_remarks(limit)),
            "reason": "" if due is not None else NO_CALENDAR,
        }
    )
    return told.model_copy(update={"state": told.standing(on)})


def _remarks(limit: TimeLimit) -> Iterable[str]:
    if isinstance(limit.committed, HalfWorkingDays):
        yield f"承诺{limit_words(limit.committed)}：收件、办结只记到日，半个工作日只告知，不计算"


class _Run:
    """One limit running: which intervals and extensions count, in the order they were told."""

    def __init__(self, limit: TimeLimit, start: date, calendar: Calendar, pauses: Pauses) -> None:
        self.limit, self.start, self.calendar, self.pauses = limit, start, calendar, pauses
        self.still: list[Interval] = []
        self.added: Period | None = None
        self.refused: list[str] = []

    def read(self) -> None:
        """Take every interval and extension, or say why it does not count."""
        told: list[tuple[date, Excluded | Extended]] = []
        for interval in self.pauses.excluded:
            if interval.noticed_on is None:
                self.refused.append(f"{_words(interval)}没有书面告知申请人，不扣除")
            else:
                told.append((interval.noticed_on, interval))
        told += [(e.on, e) for e in self.pauses.extended]
        for day, event in sorted(told, key=lambda each: each[0]):
            due = self.statutory()
            if due is not None and day > due:
                what = _words(event)
                self.refused.append(f"{what}在{day}才告知，期限已于{due}届满，不计")
            elif isinstance(event, Excluded):
                self.still.append(Interval(first=event.on, last=event.until))
            else:
                self._extend(event)

    def _extend(self, event: Extended) -> None:
        room = self._room()
        if not event.reason.strip():
            self.refused.append(f"{_words(event)}没有告知延长的理由，不计")
        elif room is None:
            self.refused.append(f"{_words(event)}没有依据：没有可以延长的规定")
        elif self.added is not None:
            self.refused.append(f"{_words(event)}不计：只可以延长一次")
        else:
            if event.days > room.amount:
                self.refused.append(
                    f"{_words(event)}超过可以延长的{period_words(room)}，超过的不计"
                )
            self.added = Period(min(event.days, room.amount), room.unit)

    def _room(self) -> Period | None:
        """By how much the limit may be extended; None: not at all."""
        statutory = self.limit.statutory
        for each in self.pauses.room:
            if each.counted_as is not Clock.EXTENDED:
                return each.statutory
            more = each.statutory.amount - statutory.amount
            if each.statutory.unit is statutory.unit and more > 0:
                return Period(more, statutory.unit)
        return None

    def statutory(self) -> date | None:
        """The last day by law, with what counts so far."""
        period, added = self.limit.statutory, self.added
        if added is None:
            return last_day(self.start, period, self.calendar, self.still)
        if added.unit is period.unit:
            whole = Period(period.amount + added.amount, period.unit)
            return last_day(self.start, whole, self.calendar, self.still)
        base = last_day(self.start, period, self.calendar, self.still, moved=False)
        if base is None:
            return None
        return last_day(base, added, self.calendar, self.still)

    def committed(self) -> date | None:
        """The last day by promise; None without one, or where half days are promised."""
        if not isinstance(self.limit.committed, Period):
            return None
        return last_day(self.start, self.limit.committed, self.calendar, self.still)


def _words(event: Excluded | Extended) -> str:
    if isinstance(event, Extended):
        return f"{event.on}的延长（{event.days}）"
    return f"{event.what}（{event.on}至{event.until}）"
