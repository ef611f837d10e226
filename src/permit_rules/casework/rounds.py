"""A case and what is handed in: checked, held against the last notice, answered, counted."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from permit_rules.casework.alerts import alerts_at
from permit_rules.casework.case import Case
from permit_rules.casework.comparing import Compared, Earlier, Key, compare, earlier_notice
from permit_rules.casework.demands import MANUAL, answer_demands, demanded_lines, manual_points
from permit_rules.casework.events import Alerted, Line, Noticed, NoticeKind, Outcome, Submitted
from permit_rules.casework.outcomes import notice_kind_of, outcome_of
from permit_rules.model.item import CountFrom
from permit_rules.model.library import Library
from permit_rules.result import CheckResult
from permit_rules.written import NotReadable, read_date


class Checks(Protocol):
    """Whatever answers applications by a library: a :class:`~permit_rules.Checker`."""

    @property
    def library(self) -> Library:
        """The rules it answers by."""

    def check(self, application: Any) -> CheckResult:
        """The whole answer to one application."""


@dataclass(frozen=True, slots=True)
class Round:
    """One submission and what followed it.

    ``case`` is the case with all of it in its journal, ``result`` the answer of the library;
    ``noticed`` is None where no written notice was given.
    """

    case: Case
    result: CheckResult
    submitted: Submitted
    noticed: Noticed | None
    alerts: tuple[Alerted, ...] = ()


def submit(
    case: Case,
    payload: Mapping[str, Any],
    checker: Checks,
    *,
    on: date | None = None,
    noticed_on: date | None = None,
    by: str = "",
    told: Iterable[str | Line] | None = None,
    demands: Iterable[str] = (),
) -> Round:
    """Check what was handed in, compare it with the last notice, and note what was told.

    Args:
        on: the day it was handed in; without it that of the payload (``received_on``).
        noticed_on: the day of the notice, the same day without it.
        by: who received it, a staff number.
        told: what the office's own notice said, as review points (an id tells all lines of the
            point, and announces it) or lines; without it, everything that the answer states.
            Nothing told (``()``) is no notice.
        demands: what the office wants besides, as texts or ids of review points. One that rests
            on a point which a person judges is told with the others; one without a rule is
            answered so, and not told.

    A correction counts from the day of the first receipt or of the resubmission, as the item says
    (补正后按; 登记条例实施细则 art. 18). The kept payload is what was checked: with item, place and
    that day. Of the lines that the earlier notice did not have, those are late that could be seen
    in the earlier submission: the answer to it had them, or it has them when checked again by the
    rules of today; neither told nor announced.

    Raises:
        ValueError: there is no day, the case was decided, the application is for another item,
            ``told`` names what the answer does not state, or a day lies before the last event.
    """
    handed_in = _checked_payload(case, payload, on)
    on = handed_in.pop("received_on")
    result, asked = _answer(case, handed_in, checker, on)
    outcome = outcome_of(result)
    answered = answer_demands(result, demands)
    lines = (*outcome.lines, *demanded_lines(result, answered))
    earlier = earlier_notice(case)
    compared = Compared()
    if earlier is not None:
        compared = compare(earlier, lines, lambda e: _visible(e, checker))
    submitted = Submitted(
        on=on,
        by=by,
        payload=asked,
        outcome=outcome,
        resolved=compared.resolved,
        carried_over=compared.carried_over,
        new=compared.new,
        late_notified=compared.late_notified,
    )
    case = case.with_event(submitted)
    kind = notice_kind_of(result)
    if len(lines) > len(outcome.lines):
        kind = NoticeKind.CORRECTION
    said, announced = _told(lines, outcome, told)
    noticed = None
    if kind is not None and (told is None or said or announced):
        noticed = Noticed(
            on=noticed_on or on,
            by=by,
            notice=kind,
            lines=said,
            announced=announced,
            demands=answered,
        )
        case = case.with_event(noticed)
    alerts = _alerts(case, noticed, checker.library)
    return Round(case.with_event(*alerts), result, submitted, noticed, alerts)


def _alerts(case: Case, noticed: Noticed | None, library: Library) -> tuple[Alerted, ...]:
    if noticed is None or noticed.notice is not NoticeKind.CORRECTION:
        return ()
    return tuple(alerts_at(library.casework, case.place, noticed.on, case.rounds, noticed.by))


# ---- the payload and its day ------------------------------------------------------------------


def _checked_payload(case: Case, payload: Mapping[str, Any], on: date | None) -> dict[str, Any]:
    """A copy with item and place, and under ``received_on`` the day it was handed in."""
    if case.decided is not None:
        raise ValueError(f"case {case.id} was decided on {case.decided.on}")
    made = {"item": case.item, "place": case.place, **copy.deepcopy(dict(payload))}
    made["item"] = made["item"] or case.item
    if made["item"] != case.item:
        raise ValueError(f"case {case.id} is about {case.item}, not {made['item']}")
    made["received_on"] = on or _day(made.get("received_on"))
    return made


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return read_date(value)
    except NotReadable:
        raise ValueError("the day of a submission is needed: on=, or received_on") from None


def _answer(
    case: Case, payload: Mapping[str, Any], checker: Checks, on: date
) -> tuple[CheckResult, dict[str, Any]]:
    """The answer as of the day that counts, and the payload that was checked."""
    first = case.received_on or on
    asked = {**payload, "received_on": first.isoformat()}
    result = checker.check(asked)
    if first != on and result.count_from != CountFrom.FIRST_RECEIPT.value:
        asked = {**payload, "received_on": on.isoformat()}
        result = checker.check(asked)
    return result, asked


# ---- what was visible, and what was told -------------------------------------------------------


def _visible(earlier: Earlier, checker: Checks) -> frozenset[Key]:
    again = checker.check(earlier.submission.payload)
    judged = {(point, "", MANUAL) for point in manual_points(again)}
    known = (*earlier.submission.outcome.lines, *outcome_of(again).lines)
    return frozenset({line.key for line in known} | judged)


def _told(
    lines: tuple[Line, ...], outcome: Outcome, told: Iterable[str | Line] | None
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines and announcements of the notice; everything, unless the office says which."""
    if told is None:
        return lines, outcome.announced
    keys: set[Key] = set()
    announced: list[str] = []
    for each in told:
        found = {
            line.key
            for line in lines
            if (each.key == line.key if isinstance(each, Line) else _names(each, line.point))
        }
        ahead = [p for p in outcome.announced if isinstance(each, str) and _names(each, p)]
        if not found and not ahead:
            raise ValueError(f"the answer does not state {each}; an extra demand goes in demands=")
        keys |= found
        announced += ahead
    return tuple(line for line in lines if line.key in keys), tuple(dict.fromkeys(announced))


def _names(written: str, point: str) -> bool:
    return written in (point, point.partition("/")[2])
