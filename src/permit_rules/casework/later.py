"""What is still to come after acceptance or decision: deferred materials, and commitments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.case import Case
from permit_rules.casework.deadline import NO_CALENDAR, DueState
from permit_rules.casework.events import (
    CommitmentChecked,
    HandedInLater,
    Inspected,
    RouteWithdrawn,
    Submitted,
)
from permit_rules.casework.periods import last_day
from permit_rules.checking.explain import cited
from permit_rules.conditions.phrases import period_words
from permit_rules.model.material import Material
from permit_rules.model.rulebook import Rulebook
from permit_rules.result import Basis

#: What is said where the rules of the place name no consequence (there is none for the nation).
NO_CONSEQUENCE = "当地没有规定逾期的后果"


class LaterDue(BaseModel):
    """One material or commitment that stays open until ``done_on``.

    ``point`` is its review point, ``period`` how long there is from ``start``. ``consequence`` is
    what follows if it is not done, or not kept; ``kept`` the outcome of the check of a commitment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    point: str
    material: str
    period: str = ""
    start: date | None = None
    due: date | None = None
    done_on: date | None = None
    state: DueState = DueState.NOT_STARTED
    kept: bool | None = None
    consequence: str = ""
    reason: str = ""
    basis: tuple[Basis, ...] = ()

    @property
    def consequence_due(self) -> bool:
        """Whether the consequence follows now: not done in time, or the promise not kept."""
        return self.state is DueState.OVERDUE or self.kept is False


def deferred(
    case: Case, accepted: Submitted, book: Rulebook, accepted_on: date, on: date
) -> tuple[LaterDue, ...]:
    """The materials that may follow (容缺后补), each with its last day and its consequence.

    The period runs from the day of acceptance, on which the applicant was told of it; a last day
    that is a day off gives way to the next working day (民法典 art. 203). A deferral that was
    withdrawn is none.
    """
    withdrawn = _withdrawn(case, on)
    return tuple(
        _deferred(case, material, point, book, accepted_on, on)
        for point, material in _materials(accepted.outcome.deferred, book)
        if _bare(point) not in withdrawn
    )


def at_inspection(
    case: Case, accepted: Submitted, book: Rulebook, accepted_on: date, on: date
) -> tuple[LaterDue, ...]:
    """The materials that may be handed in when the office comes to inspect (核查时补充).

    The first inspection is the last day: what was not there then is overdue.
    """
    withdrawn = _withdrawn(case, on)
    return tuple(
        _at_inspection(case, material, point, accepted_on, on)
        for point, material in _materials(accepted.outcome.at_inspection, book)
        if _bare(point) not in withdrawn
    )


def committed(
    case: Case, accepted: Submitted, book: Rulebook, granted_on: date | None, on: date
) -> tuple[LaterDue, ...]:
    """The commitments that the office checks after its decision (告知承诺后核查).

    The period runs from the day on which the permit was granted. Where no rule says within what
    time, ``reason`` says so.
    """
    withdrawn = _withdrawn(case, on)
    return tuple(
        _committed(case, material, point, book, granted_on, on)
        for point, material in _materials(accepted.outcome.committed, book)
        if _bare(point) not in withdrawn
    )


def _deferred(
    case: Case, material: Material | None, point: str, book: Rulebook, start: date, on: date
) -> LaterDue:
    tolerance = material.tolerance if material else None
    if material is None or tolerance is None:
        return LaterDue(
            point=point,
            material=material.name if material else point,
            start=start,
            done_on=_handed_in(case, point, on),
            state=DueState.CANNOT_TELL,
            reason="规则没有写这份材料可以容缺",
        )
    due = last_day(start, tolerance.period, book.calendar)
    done_on = _handed_in(case, point, on)
    return LaterDue(
        point=point,
        material=material.name,
        period=period_words(tolerance.period),
        start=start,
        due=due,
        done_on=done_on,
        state=_state(start, due, done_on, on),
        consequence=tolerance.consequence or NO_CONSEQUENCE,
        reason="" if due is not None else NO_CALENDAR,
        basis=cited(tolerance.basis),
    )


def _at_inspection(
    case: Case, material: Material | None, point: str, start: date, on: date
) -> LaterDue:
    visit = next((i for i in case.of(Inspected) if i.on <= on), None)
    shown = visit is not None and any(_same(p, point) for p in visit.supplied)
    done_on = visit.on if visit is not None and shown else _handed_in(case, point, on)
    route = material.at_inspection if material else None
    waiting = DueState.RUNNING if done_on is None else DueState.IN_TIME
    return LaterDue(
        point=point,
        material=material.name if material else point,
        period="核查时",
        start=start,
        due=visit.on if visit else None,
        done_on=done_on,
        state=_state(start, visit.on, done_on, on, ends=True) if visit else waiting,
        consequence=(route.consequence if route else "") or NO_CONSEQUENCE,
        reason="" if visit else "还没有核查",
        basis=cited(route.basis) if route else (),
    )


def _committed(
    case: Case, material: Material | None, point: str, book: Rulebook, start: date | None, on: date
) -> LaterDue:
    commitment = material.commitment if material else None
    within = commitment.check_within if commitment else None
    due = last_day(start, within, book.calendar) if start and within else None
    check = next(
        (c for c in case.of(CommitmentChecked) if _same(c.point, point) and c.on <= on), None
    )
    reason = "" if due or start is None else NO_CALENDAR if within else "规则没有写何时核查"
    return LaterDue(
        point=point,
        material=material.name if material else point,
        period=period_words(within) if within else "",
        start=start,
        due=due,
        done_on=check.on if check else None,
        state=_state(start, due, check.on if check else None, on),
        kept=check.kept if check else None,
        consequence=(commitment.consequence if commitment else "") or "规则没有写违背承诺的后果",
        reason=reason,
        basis=cited(commitment.basis) if commitment else (),
    )


def _state(
    start: date | None, due: date | None, done_on: date | None, on: date, *, ends: bool = False
) -> DueState:
    """``ends``: the last day itself is over as soon as nothing was done on it."""
    if start is None:
        return DueState.NOT_STARTED
    if due is None:
        return DueState.CANNOT_TELL
    if done_on is not None:
        return DueState.IN_TIME if done_on <= due else DueState.LATE
    return DueState.RUNNING if on <= due and not ends else DueState.OVERDUE


def _materials(points: tuple[str, ...], book: Rulebook) -> Iterator[tuple[str, Material | None]]:
    """Each point with its material, or with that whose part it is; None: not in the rules."""
    by_id = {part.id: m for m in book.materials for part in m.parts}
    by_id |= {m.id: m for m in book.materials}
    for point in points:
        yield point, by_id.get(_bare(point))


def _handed_in(case: Case, point: str, on: date) -> date | None:
    settled = (
        e.on
        for e in case.of(HandedInLater)
        if e.on <= on and any(_same(p, point) for p in e.points)
    )
    return next(settled, None)


def _withdrawn(case: Case, on: date) -> frozenset[str]:
    return frozenset(_bare(e.point) for e in case.of(RouteWithdrawn) if e.on <= on)


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(point: str) -> str:
    """The id within its item: M3 of food-business/M3."""
    return point.rpartition("/")[2]
