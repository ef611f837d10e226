"""Which bars (禁止期) run on the day of receipt, from the records an application carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from permit_rules.checking.application import Application, BarRecord
from permit_rules.checking.payload import at
from permit_rules.checking.standards import Observation
from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.model.item import Item
from permit_rules.model.review_point import Bar, BarTarget
from permit_rules.result import Assumption
from permit_rules.working_days import Calendar, later
from permit_rules.written import fold


@dataclass(frozen=True, slots=True)
class Record:
    """One record and whom it is about; ``role`` is "" for the applicant."""

    who: str
    role: str
    record: BarRecord


def observe_bars(
    bars: Iterable[Bar], application: Application, item: Item, received_on: date, calendar: Calendar
) -> tuple[dict[str, Observation], list[Assumption], list[Diagnostic]]:
    """For each bar whether a record of it runs; what was presumed; what could not be read.

    The last day of a bar is the corresponding day, counted from the day after the decision
    (民法典 art. 201, 202): on the day after it a new application is open again.
    """
    bars = tuple(bars)
    diagnostics: list[Diagnostic] = []
    applicant = [
        Record(application.applicant.name, "", r) for r in application.applicant.bars or ()
    ]
    persons = list(_personal(application, diagnostics))
    _unknown_reasons(bars, applicant, "applicant.bars", diagnostics)
    _unknown_reasons(bars, persons, "persons", diagnostics)
    seen = {
        b.id: _observe(
            b,
            applicant if b.target is BarTarget.APPLICANT else persons,
            item,
            received_on,
            calendar,
        )
        for b in bars
    }
    assumed = []
    if bars and application.applicant.bars is None:
        assumed.append(
            Assumption(
                key="applicant.bars",
                label="禁止期记录",
                value="无",
                reason="禁止期须有处罚或者决定记录，没有提供记录的视为没有",
            )
        )
    return seen, assumed, diagnostics


def _personal(application: Application, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    for n, person in enumerate(application.persons or ()):
        raw = person.get("bars") or ()
        who = _first(person, ("姓名", "name"))
        role = _first(person, ("职务", "role"))
        for k, entry in enumerate(raw if isinstance(raw, (list, tuple)) else (raw,)):
            try:
                yield Record(who, role, BarRecord.model_validate(entry))
            except ValidationError:
                diagnostics.append(
                    Diagnostic(
                        code="SH831",
                        where=at(f"persons[{n}].bars[{k}]"),
                        message="这条禁止期记录无法读取",
                        help="请写明 reason（事由）和 decided_on（决定日期）",
                    )
                )


def _first(person: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(person[k]) for k in keys if person.get(k)), "")


def _observe(
    bar: Bar, records: list[Record], item: Item, received_on: date, calendar: Calendar
) -> Observation:
    reasons = {fold(r) for r in bar.reasons}
    roles = {fold(r) for r in bar.roles}
    unknown = False
    for r in records:
        if fold(r.record.reason) not in reasons or (roles and fold(r.role) not in roles):
            continue
        if (
            bar.item_only
            and r.record.item
            and fold(r.record.item) not in (fold(item.id), fold(item.name))
        ):
            continue
        last = (
            later(r.record.decided_on, bar.period, calendar)
            if r.record.decided_on is not None
            else None
        )
        if last is None:
            unknown = True
        elif received_on <= last:
            who = "、".join(w for w in (r.role, r.who) if w) or "申请人"
            return Observation(
                True,
                f"{who}：{r.record.reason}，决定日期"
                f"{r.record.decided_on}，禁止期至{last.isoformat()}",
            )
    return Observation(None if unknown else False)


def _unknown_reasons(
    bars: tuple[Bar, ...], records: list[Record], path: str, diagnostics: list[Diagnostic]
) -> None:
    known = [r for b in bars for r in b.reasons]
    folded = {fold(r) for r in known}
    for r in records:
        if fold(r.record.reason) not in folded:
            near = did_you_mean(r.record.reason, known)
            diagnostics.append(
                Diagnostic(
                    code="SH832",
                    where=at(path),
                    message=f"没有「{r.record.reason[:40]}」这一种禁止期事由",
                    help=f"是否想写「{near}」？"
                    if near
                    else (
                        "可用的有：" + "、".join(dict.fromkeys(known))
                        if known
                        else "本事项没有禁止期"
                    ),
                )
            )
