"""Entering into a case who was sent to inspect, and what they found.

Everything that stands in the way of an entry is told at once, in :class:`CaseworkRefused`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from permit_rules.casework.case import Case
from permit_rules.casework.checklist import Checklist, ChecklistGroup
from permit_rules.casework.events import Assigned, Event, Inspected
from permit_rules.casework.inspection import InspectionNeed, InspectionPlan
from permit_rules.casework.posts import conflicts
from permit_rules.casework.refused import CaseworkRefused
from permit_rules.model.arrangements import InspectionMode
from permit_rules.model.casework import CaseworkRules, InspectionStaff, holding
from permit_rules.written import clean, fold

#: 行政许可法 art. 34(3), 55: never fewer, whatever a rule file says.
_LEAST: Final = 2
_PAPERS: Final = (ChecklistGroup.SHOW, ChecklistGroup.SUPPLY)


def inspectors_needed(rules: CaseworkRules, place: str, on: date) -> int:
    """How many persons have to go: the most that any level asks for, and never fewer than two."""
    return max((r.at_least for r in _staff(rules, place, on)), default=_LEAST)


def recording_needed(rules: CaseworkRules, place: str, on: date) -> bool:
    """Whether a rule asks for the visit to be recorded throughout (执法记录仪)."""
    return any(r.recorded for r in _staff(rules, place, on))


def record_assignment(
    case: Case,
    rules: CaseworkRules,
    *,
    on: date,
    persons: Iterable[str],
    task: str = InspectionMode.ON_SITE.value,
    by: str = "",
) -> Case:
    """The case with the persons (staff numbers) who were given a task on that day.

    Time limits from the day a task was taken, and the five days of 行政许可法 art. 55, are counted
    from the event.

    Raises:
        CaseworkRefused: too few persons, one twice, one without a number, or one who already
            holds a post that is to be kept apart from inspecting.
        ValueError: the day lies before the last event of the case.
    """
    event = Assigned(on=on, by=by, task=task, persons=tuple(persons))
    reasons = (
        *_persons(event.persons, inspectors_needed(rules, case.place, on)),
        *_posts(case, rules, event),
    )
    _refuse("the assignment cannot be entered", reasons)
    return case.with_event(event)


def record_inspection(
    case: Case,
    rules: CaseworkRules,
    prepared: Checklist,
    *,
    on: date,
    mode: InspectionMode | str,
    inspectors: Iterable[str],
    passed: bool,
    supplied: Iterable[str] = (),
    evidence: Iterable[str] = (),
    record: str = "",
    by: str = "",
) -> Case:
    """The case with an inspection that was carried out on that day.

    ``prepared`` is the checklist with its plan; ``inspectors`` are staff numbers; ``supplied`` are
    the review points that were settled there: papers handed in, and defects put right where the
    rules allow that (现场整改); ``evidence`` are references to recordings and photographs,
    ``record`` one to the written record.

    Raises:
        CaseworkRefused: whatever stands in the way, all at once: the checklist is about another
            item or place; the mode is not open; fewer inspectors than needed, or one twice;
            somebody holds a post to be kept apart; a point not on the list, or not fixable;
            evidence that is lacking or repeated.
        ValueError: the day lies before the last event of the case.
    """
    event = Inspected(
        on=on,
        by=by,
        mode=mode.value if isinstance(mode, InspectionMode) else mode,
        inspectors=tuple(inspectors),
        passed=passed,
        supplied=tuple(dict.fromkeys(supplied)),
        evidence=tuple(evidence),
        record=record,
    )
    reasons = (
        *_about(case, prepared.plan),
        *_mode(case, prepared.plan, event.mode),
        *_persons(event.inspectors, inspectors_needed(rules, case.place, on)),
        *_posts(case, rules, event),
        *_supplied(prepared, event.supplied),
        *_evidence(event.evidence, recording_needed(rules, case.place, on)),
    )
    _refuse("the inspection cannot be entered", reasons)
    return case.with_event(event)


def _staff(rules: CaseworkRules, place: str, on: date) -> Iterator[InspectionStaff]:
    yield from holding(rules.inspection_staff, place, on)
    yield InspectionStaff(id="", at_least=_LEAST)


def _refuse(what: str, reasons: tuple[str, ...]) -> None:
    if reasons:
        raise CaseworkRefused(what, reasons)


def _persons(persons: tuple[str, ...], needed: int) -> Iterator[str]:
    known = [fold(p) for p in persons]
    if not all(known):
        yield "a person without a staff number; give the number of each"
    different = set(filter(None, known))
    if len(different) < len(list(filter(None, known))):
        yield "the same person is named twice; name each inspector once"
    if len(different) < needed:
        yield f"{len(different)} inspector(s), at least {needed} are needed; send more"


def _posts(case: Case, rules: CaseworkRules, event: Event) -> Iterator[str]:
    before = conflicts(case, rules, event.on)
    after = conflicts(case.model_copy(update={"events": (*case.events, event)}), rules, event.on)
    for conflict in after:
        if conflict not in before:
            held = ", ".join(p.value for p in conflict.posts)
            yield f"{clean(conflict.by)!r} would hold posts to be kept apart ({held}); send another"


def _about(case: Case, plan: InspectionPlan) -> Iterator[str]:
    if (case.item, case.place) != (plan.item, plan.place):
        yield (
            f"the checklist is about {plan.item!r} at {plan.place!r}, the case about "
            f"{case.item!r} at {case.place!r}; use the checklist of this case"
        )


def _mode(case: Case, plan: InspectionPlan, mode: str) -> Iterator[str]:
    if plan.need is InspectionNeed.CANNOT_TELL:
        yield (
            "how it is inspected cannot be told: "
            f"{'、'.join(plan.asks) or plan.because}; have that stated and plan again"
        )
        return
    open_modes = recordable_modes(plan)
    if mode not in {m.value for m in open_modes}:
        names = "、".join(m.value for m in open_modes)
        use = f"use {names}" if names else f"none is ({plan.need.value})"
        yield f"{clean(mode)!r} is not open for this item, place and day; {use}"
    after = plan.need in (InspectionNeed.AFTER_DECISION, InspectionNeed.WAIVED)
    if after and case.decided is None:
        yield "the inspection follows the decision, and there is none yet; enter the decision first"


def recordable_modes(plan: InspectionPlan) -> tuple[InspectionMode, ...]:
    """The modes under which an inspection may be entered; none where nothing is inspected.

    A check after a commitment is a visit, and where the rules are silent an office may still
    verify on the spot (行政许可法 art. 34(3)).
    """
    if plan.need is InspectionNeed.NOT_STATED:
        return (InspectionMode.ON_SITE,)
    visit = {InspectionMode.AFTER_COMMITMENT: InspectionMode.ON_SITE}
    modes = (visit.get(m, m) for m in plan.modes if m is not InspectionMode.NONE)
    return tuple(dict.fromkeys(modes))


def _supplied(prepared: Checklist, supplied: tuple[str, ...]) -> Iterator[str]:
    papers = {e.point for group in _PAPERS for e in prepared.of(group)}
    for point in supplied:
        if point not in prepared.points:
            yield f"{clean(point)!r} is not on the checklist; only its points are settled there"
        elif point not in papers and not prepared.plan.fixable_on_site:
            yield (
                f"{clean(point)!r} is no paper, and the rules do not say that defects may be put "
                "right on site; leave it out and set a term for it"
            )


def _evidence(evidence: tuple[str, ...], recorded: bool) -> Iterator[str]:
    known = [fold(e) for e in evidence]
    if not all(known):
        yield "an empty reference among the evidence; leave it out"
    if len(set(known)) < len(known):
        yield "a reference stands twice among the evidence; name each once"
    if recorded and not any(known):
        yield "the visit has to be recorded throughout; give the reference of the recording"
