"""How one application is inspected: the ways that are open, from the rules and its facts.

The entries under 核查方式 are read in order; the first that applies says how the office convinces
itself (行政许可法 art. 34(3)). A remote video inspection is no such entry of its own: it may take
the place of the visit wherever one of its entries applies.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.explain import cited
from permit_rules.checking.payload import Payload, read_payload
from permit_rules.checking.typed_facts import type_facts
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import ALWAYS, Node, fields_of, tests_of
from permit_rules.conditions.phrases import label_of, period_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth, truth
from permit_rules.conditions.wording import sentence
from permit_rules.model.arrangements import Inspection, InspectionMode
from permit_rules.model.library import Library
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import TimeLimit
from permit_rules.resolving import resolve
from permit_rules.result import Basis, CheckResult, ConditionData, TimeLimitLine, Verdict

#: How the step of a check is called that follows a decision taken without inspection.
_LATER_CHECK: Final = "取证后"
_VISITS: Final = (InspectionMode.ON_SITE, InspectionMode.REMOTE_VIDEO)


class InspectionNeed(str, Enum):
    """Whether somebody has to look, and when."""

    VISIT = "须核查"
    AFTER_DECISION = "决定以后核查"
    NO_VISIT = "不须核查"
    WAIVED = "当场决定，免于核查"
    NOT_DUE = "不受理或者不需要许可，不核查"
    CANNOT_TELL = "无法判断"
    NOT_STATED = "规则没有写明"


class InspectionWay(BaseModel):
    """One entry of 核查方式: ``mode`` in the words of the rules, ``within`` how long it may take
    ("" where no rule says); ``when`` and ``condition`` what it still hangs on, if anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    mode: InspectionMode
    within: str = ""
    fixable_on_site: bool = False
    note: str = ""
    condition: str = ""
    when: ConditionData | None = None
    basis: tuple[Basis, ...] = ()


class InspectionPlan(BaseModel):
    """How an application is inspected, at ``place`` under the rules of the day ``on``.

    ``ways`` apply certainly, the one that decides first; ``possible`` hang on the fields named in
    ``asks``. ``later_check`` is the check that follows a decision on the spot, which waives the
    inspection. ``because`` says in Chinese why nothing can be told or nothing is due.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str
    item_name: str = ""
    place: str = ""
    on: date | None = None
    need: InspectionNeed
    ways: tuple[InspectionWay, ...] = ()
    possible: tuple[InspectionWay, ...] = ()
    asks: tuple[str, ...] = ()
    later_check: TimeLimitLine | None = None
    because: str = ""

    @property
    def modes(self) -> tuple[InspectionMode, ...]:
        """The modes that certainly may be used, the ordinary one first."""
        return tuple(dict.fromkeys(w.mode for w in self.ways))

    @property
    def fixable_on_site(self) -> bool:
        """Whether defects may be put right while the inspectors are there (现场整改)."""
        return any(w.fixable_on_site for w in self.ways)


def plan_inspection(library: Library, payload: Payload, result: CheckResult) -> InspectionPlan:
    """How the application that was answered by ``result`` is inspected.

    ``payload`` is what was checked; item, place and day are those of the result.
    """
    if result.received_on is None or library.item_for(result.item, result.place) is None:
        return _untold(result, "没有收件日或者没有这个事项，不能确定适用的规定")
    if result.verdict in (Verdict.NOT_ACCEPTED, Verdict.NOT_REQUIRED):
        return _plan(result, InspectionNeed.NOT_DUE, because=f"结论是{result.verdict_label}")
    book = resolve(library, result.item, result.place, result.received_on)
    if book.item.id in book.gaps:
        return _untold(result, "规则库没有这一天施行的规定")
    read = read_payload(payload)
    if read.application is None:
        return _untold(result, "申请数据无法读取")
    facts = Facts(values=type_facts(read.application, book.catalogue, read.damaged).values)
    return _decided(result, book, facts)


def inspection_modes(book: Rulebook) -> frozenset[InspectionMode]:
    """Every mode that the rules of an item know, whatever the situation."""
    return frozenset(e.mode for e in book.inspections)


def is_visit(mode: InspectionMode) -> bool:
    """Whether somebody looks at the place itself, on site or by video (勘验)."""
    return mode in _VISITS


def _decided(result: CheckResult, book: Rulebook, facts: Facts) -> InspectionPlan:
    ordinary = [e for e in book.inspections if e.mode is not InspectionMode.REMOTE_VIDEO]
    remote = [e for e in book.inspections if e.mode is InspectionMode.REMOTE_VIDEO]
    main, first_open = _first(ordinary, facts, book)
    by_video = [e for e in remote if _truth(e, facts, book) is Truth.YES]
    perhaps = [e for e in remote if _truth(e, facts, book) is Truth.CANNOT_TELL]
    # A video takes the place of a visit; where only papers are looked at there is none.
    candidates = [*first_open, *([main] if main else ())]
    if candidates and not any(_seen(e) for e in candidates):
        by_video, perhaps = [], []
    settled = main is not None and all(e.mode is main.mode for e in first_open)
    if settled and main is not None:
        sure, still_open = [main, *by_video], perhaps
    elif not candidates:
        sure, still_open = by_video, perhaps
    else:
        sure, still_open = [], [*candidates, *by_video, *perhaps]
    need = _need(sure, still_open)
    later = None
    if result.decided_on_spot and need in (InspectionNeed.VISIT, InspectionNeed.CANNOT_TELL):
        need = InspectionNeed.WAIVED
        later = next((_line(t) for t in book.limits if t.step.startswith(_LATER_CHECK)), None)
    return _plan(
        result,
        need,
        ways=tuple(_way(e, book, ALWAYS) for e in sure),
        possible=tuple(_way(e, book, residual(e.when, facts, book.calendar)) for e in still_open),
        asks=_asks(still_open, facts, book),
        later_check=later,
        because="规则没有写这种情形怎样核查" if need is InspectionNeed.NOT_STATED else "",
    )


def _first(
    entries: list[Inspection], facts: Facts, book: Rulebook
) -> tuple[Inspection | None, list[Inspection]]:
    """The first entry that applies, and those before it of which that cannot be told."""
    still_open: list[Inspection] = []
    for entry in entries:
        outcome = _truth(entry, facts, book)
        if outcome is Truth.YES:
            return entry, still_open
        if outcome is Truth.CANNOT_TELL:
            still_open.append(entry)
    return None, still_open


def _truth(entry: Inspection, facts: Facts, book: Rulebook) -> Truth:
    return truth(entry.when, facts, book.calendar)


def _seen(entry: Inspection) -> bool:
    return entry.mode in (InspectionMode.ON_SITE, InspectionMode.AFTER_COMMITMENT)


def _need(sure: list[Inspection], still_open: list[Inspection]) -> InspectionNeed:
    if not sure:
        return InspectionNeed.CANNOT_TELL if still_open else InspectionNeed.NOT_STATED
    if is_visit(sure[0].mode):
        return InspectionNeed.VISIT
    if sure[0].mode is InspectionMode.AFTER_COMMITMENT:
        return InspectionNeed.AFTER_DECISION
    return InspectionNeed.NO_VISIT


def _way(entry: Inspection, book: Rulebook, left: Node) -> InspectionWay:
    hangs = left != ALWAYS
    return InspectionWay(
        id=entry.id,
        mode=entry.mode,
        within=period_words(entry.period) if entry.period else "",
        fixable_on_site=entry.fixable_on_site,
        note=entry.note,
        condition=sentence(left, book.catalogue) if hangs else "",
        when=condition_data(left, book.catalogue) if hangs else None,
        basis=cited(entry.basis),
    )


def _asks(still_open: list[Inspection], facts: Facts, book: Rulebook) -> tuple[str, ...]:
    """The labels of the fields on which something hangs and that are not stated, each once."""
    left = (residual(e.when, facts, book.calendar) for e in still_open)
    fields = dict.fromkeys(f for n in left for t in tests_of(n) for f in fields_of(t))
    return tuple(label_of(book.catalogue, f) for f in fields if f not in facts.values)


def _line(limit: TimeLimit) -> TimeLimitLine:
    return TimeLimitLine(
        step=limit.step,
        statutory=period_words(limit.statutory),
        committed=period_words(limit.committed) if limit.committed else "",
        note=limit.note,
        basis=cited(limit.basis),
    )


def _untold(result: CheckResult, because: str) -> InspectionPlan:
    return _plan(result, InspectionNeed.CANNOT_TELL, because=because)


def _plan(result: CheckResult, need: InspectionNeed, **more: object) -> InspectionPlan:
    return InspectionPlan.model_validate(
        {
            "item": result.item,
            "item_name": result.item_name,
            "place": result.place,
            "on": result.received_on,
            "need": need,
            **more,
        }
    )
