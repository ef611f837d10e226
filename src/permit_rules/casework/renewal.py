"""Licences that run out: the window for renewal, reminders, and what comes after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.deadline import NO_CALENDAR
from permit_rules.checking.explain import cited
from permit_rules.model.casework import Reminder, holding
from permit_rules.model.library import Library
from permit_rules.model.review_point import LateEffect
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import Clock
from permit_rules.resolving import resolve
from permit_rules.result import Basis
from permit_rules.working_days import Calendar, Period, earlier

#: What a licence says that is valid for good.
FOR_GOOD: Final = "长期"
#: The last step: a licence that expired without renewal is to be written off (art. 70).
WRITE_OFF: Final = "注销"
_ONE_DAY: Final = timedelta(days=1)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Licence(_Frozen):
    """One licence in force, as an office lists it.

    ``valid_until`` is its last day, or 长期; None: not known. It is off the list (销号) once a
    renewal was applied for (``applied_on``) or it was written off or replaced (``closed_on``).
    ``told`` are the steps of reminding that were done.
    """

    id: str
    item: str
    place: str = ""
    valid_until: date | Literal["长期"] | None = None
    applied_on: date | None = None
    closed_on: date | None = None
    told: tuple[str, ...] = ()


class RenewalState(str, Enum):
    """Where a licence stands on a day."""

    FOR_GOOD = "长期有效"
    NOT_YET = "未到申请期"
    OPEN = "申请期内"
    LATE = "已过申请期"
    EXPIRED = "已届满"
    CANNOT_TELL = "无法判断"


class ReminderDue(_Frozen):
    """One thing to tell the holder of a licence, and from which day."""

    licence: str
    step: str
    on: date
    valid_until: date
    closes: date | None
    text: str


class Renewal(_Frozen):
    """The renewal of one licence as it stands on a day.

    ``opens`` and ``closes`` are the first and last day of the window (opens None: the law names
    none); ``late`` what becomes of a late application, ``afterwards`` the handling item open after
    expiry. ``reminders`` are all steps in the order of their days; ``reason`` says what cannot be
    told, ``remark`` what is a reading of the law.
    """

    licence: str
    state: RenewalState
    valid_until: date | None = None
    opens: date | None = None
    closes: date | None = None
    late: str = ""
    afterwards: str = ""
    reminders: tuple[ReminderDue, ...] = ()
    reason: str = ""
    remark: str = ""
    basis: tuple[Basis, ...] = ()


class ReminderList(_Frozen):
    """What is to be told on a day, in the order of the days it became due; ``unclear`` are the
    licences of which that cannot be told, with the reason."""

    due: tuple[ReminderDue, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When a renewal may be asked for, by the item's own rules or by those for all permits."""

    handling_item: str
    opens: Period | None
    closes: Period
    late: str
    afterwards: str
    remark: str = ""
    basis: tuple[Basis, ...] = ()

    def days(self, expiry: date, calendar: Calendar) -> tuple[date | None, date | None]:
        """The first and the last day; None where there is none, or where it cannot be told."""
        opens = earlier(expiry, self.opens, calendar) if self.opens else None
        return opens, earlier(expiry, self.closes, calendar)


def window_of(book: Rulebook, handling_item: str = "") -> Window | None:
    """The renewal window of an item; without one of its own, that of 行政许可法 art. 50.

    ``handling_item`` chooses where there are several; "" is the first. None: there is none.
    """
    for window in book.windows:
        if handling_item in ("", window.handling_item):
            return Window(
                handling_item=window.handling_item,
                opens=window.opens,
                closes=window.closes,
                late=window.late.value,
                afterwards=window.afterwards,
                basis=cited(window.basis),
            )
    if handling_item:
        return None
    for limit in book.limits:
        if limit.counted_as is Clock.RENEWAL:
            late, note = LateEffect.STILL_ACCEPTED.value, limit.note
            return Window("", None, limit.statutory, late, "", note, cited(limit.basis))
    return None


def renewal(licence: Licence, library: Library, on: date) -> Renewal:
    """Where a licence stands on a day, by the rules of that day.

    A licence for good, or of an item whose licences have no term, has neither window nor reminder.
    A licence that does not say until when it is valid cannot be told.

    Raises:
        UnknownItem: the library has no such item at that place.
    """
    return _renewal(licence, resolve(library, licence.item, licence.place, on), library, on)


def reminders_due(licences: Iterable[Licence], library: Library, on: date) -> ReminderList:
    """What is to be told on a day, for a whole list of licences (销号管理).

    A step that was done, and a licence that was applied for or closed, are off the list. A later
    step takes the place of the earlier ones that were left undone.

    Raises:
        UnknownItem: the library has no such item at that place.
    """
    books: dict[tuple[str, str], Rulebook] = {}
    due: list[ReminderDue] = []
    unclear: list[tuple[str, str]] = []
    for licence in licences:
        if _off(licence, on):
            continue
        key = (licence.item, licence.place)
        if key not in books:
            books[key] = resolve(library, *key, on)
        found = _renewal(licence, books[key], library, on)
        if found.reason:
            unclear.append((licence.id, found.reason))
        reached = [r for r in found.reminders if r.on <= on]
        if reached and reached[-1].step not in licence.told:
            due.append(reached[-1])
    due.sort(key=lambda r: r.on)
    return ReminderList(due=tuple(due), unclear=tuple(unclear))


def _off(licence: Licence, on: date) -> bool:
    days = (licence.applied_on, licence.closed_on)
    return any(day is not None and day <= on for day in days)


def _renewal(licence: Licence, book: Rulebook, library: Library, on: date) -> Renewal:
    expiry = licence.valid_until
    without_term = bool(book.terms) and all(t.period is None for t in book.terms)
    if expiry == FOR_GOOD or (expiry is None and without_term):
        return Renewal(licence=licence.id, state=RenewalState.FOR_GOOD)
    window = window_of(book)
    if not isinstance(expiry, date):
        return _cannot_tell(licence, "没有写明有效期到哪一天")
    if window is None:
        return _cannot_tell(licence, "规则没有写什么时候可以申请延续", expiry)
    opens, closes = window.days(expiry, book.calendar)
    reminders = tuple(_reminders(licence, expiry, closes, window, book, library, on))
    reason = "" if closes and (opens or not window.opens) else NO_CALENDAR
    state = _state(expiry, opens, closes, on)
    return Renewal(
        licence=licence.id,
        state=RenewalState.CANNOT_TELL if reason and state is not RenewalState.EXPIRED else state,
        valid_until=expiry,
        opens=opens,
        closes=closes,
        late=window.late,
        afterwards=window.afterwards,
        reminders=reminders,
        reason=reason if state is not RenewalState.EXPIRED else "",
        remark=window.remark,
        basis=window.basis,
    )


def _cannot_tell(licence: Licence, reason: str, expiry: date | None = None) -> Renewal:
    return Renewal(
        licence=licence.id, state=RenewalState.CANNOT_TELL, valid_until=expiry, reason=reason
    )


def _state(expiry: date, opens: date | None, closes: date | None, on: date) -> RenewalState:
    if on > expiry:
        return RenewalState.EXPIRED
    if closes is None:
        return RenewalState.CANNOT_TELL
    if on > closes:
        return RenewalState.LATE
    return RenewalState.NOT_YET if opens is not None and on < opens else RenewalState.OPEN


def _reminders(
    licence: Licence,
    expiry: date,
    closes: date | None,
    window: Window,
    book: Rulebook,
    library: Library,
    on: date,
) -> Iterator[ReminderDue]:
    def due(step: str, day: date, text: str) -> ReminderDue:
        return ReminderDue(
            licence=licence.id, step=step, on=day, valid_until=expiry, closes=closes, text=text
        )

    steps: list[ReminderDue] = []
    if closes is not None:
        for rule in _steps(library.casework.reminders, licence.place, on):
            day = earlier(closes, rule.before, book.calendar)
            if day is not None:
                text = f"许可证于{expiry}届满，请在{closes}以前申请延续"
                steps.append(due(rule.step, day, text))
    afterwards = f"；继续经营的，按{window.afterwards}申请" if window.afterwards else ""
    text = f"许可证已于{expiry}届满，没有延续的依法办理注销{afterwards}"
    steps.append(due(WRITE_OFF, expiry + _ONE_DAY, text))
    yield from sorted(steps, key=lambda r: r.on)


def _steps(rules: tuple[Reminder, ...], place: str, on: date) -> Iterator[Reminder]:
    """One rule for each step, that of the nearest level."""
    seen: set[str] = set()
    for rule in holding(rules, place, on):
        if rule.step not in seen:
            seen.add(rule.step)
            yield rule
