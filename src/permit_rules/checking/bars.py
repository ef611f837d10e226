"""Which bars (禁止期) run on the day of receipt, from the records an application carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from permit_rules.checking.application import Application, BarRecord
from permit_rules.checking.payload_paths import at
from permit_rules.checking.standards import Observation
from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.model.item import Item
from permit_rules.model.review_point import Bar, BarTarget
from permit_rules.result import Assumption
from permit_rules.working_days import Calendar, later
from permit_rules.written import fold


@dataclass(frozen=True, slots=True)
class Record:
    """One record and whom it is about; ``role`` is "" for the applicant.

    ``record`` None stands for a record that cannot be read: nobody knows what it bars.
    """

    who: str
    role: str
    record: BarRecord | None


@dataclass(frozen=True, slots=True)
class Records:
    """All records an application carries, and what was wrong with them."""

    applicant: tuple[Record, ...]
    persons: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def about(self, bar: Bar) -> tuple[Record, ...]:
        """The records a bar looks at."""
        return self.applicant if bar.target is BarTarget.APPLICANT else self.persons


def read_records(application: Application, damaged: frozenset[str] = frozenset()) -> Records:
    """The records of the applicant and of every named person.

    ``damaged`` are payload paths that had to be left out when the payload was read.
    """
    diagnostics: list[Diagnostic] = []
    applicant = [
        Record(application.applicant.name, "", r) for r in application.applicant.bars or ()
    ]
    applicant += [Record("", "", None) for p in damaged if p.startswith("applicant.bars")]
    persons = list(_personal(application, diagnostics))
    persons += [Record("", "", None) for p in damaged if p.startswith("persons")]
    return Records(tuple(applicant), tuple(persons), tuple(diagnostics))


def observe_bars(
    bars: tuple[Bar, ...], records: Records, item: Item, received_on: date, calendar: Calendar
) -> dict[str, Observation]:
    """For each bar, by id, whether a record of it runs on the day of receipt.

    The last day of a bar is the corresponding day, counted from the day after the decision
    (民法典 art. 201, 202): on the day after it a new application is open again.
    """
    return {b.id: _observe(b, records, item, received_on, calendar) for b in bars}


def last_days(
    bars: tuple[Bar, ...], records: Records, item: Item, calendar: Calendar
) -> Iterator[tuple[Bar, date]]:
    """The last day of every record that bears on a bar."""
    for bar in bars:
        for _, last in _bearing(bar, records, item, calendar):
            if last is not None:
                yield bar, last


def no_records_assumed(application: Application, bars: tuple[Bar, ...]) -> tuple[Assumption, ...]:
    """The presumption that there is no record, where none was stated and a bar looks for one."""
    unstated = {
        BarTarget.APPLICANT: application.applicant.bars is None,
        BarTarget.PERSON: any("bars" not in p for p in application.persons or ({},)),
    }
    keys = {BarTarget.APPLICANT: "applicant.bars", BarTarget.PERSON: "persons.bars"}
    return tuple(
        Assumption(
            key=keys[target],
            label=f"{target.value}的禁止期记录",
            value="无",
            reason="禁止期须有处罚或者决定记录，没有提供记录的视为没有",
        )
        for target in BarTarget
        if unstated[target] and any(b.target is target for b in bars)
    )


def record_mistakes(bars: tuple[Bar, ...], records: Records) -> tuple[Diagnostic, ...]:
    """What is wrong with the records: unreadable ones, and reasons no bar knows."""
    diagnostics = list(records.diagnostics)
    _unknown_reasons(bars, records.applicant, "applicant.bars", diagnostics)
    _unknown_reasons(bars, records.persons, "persons", diagnostics)
    return tuple(diagnostics)


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
                yield Record(who, role, None)


def _first(person: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(person[k]) for k in keys if person.get(k)), "")


def _observe(
    bar: Bar, records: Records, item: Item, received_on: date, calendar: Calendar
) -> Observation:
    unknown = False
    running: list[tuple[date, str]] = []
    for r, last in _bearing(bar, records, item, calendar):
        if last is None or r.record is None:
            unknown = True
        elif received_on <= last:
            who = "、".join(w for w in (r.role, r.who) if w) or "申请人"
            found = (
                f"{who}：{r.record.reason}，决定日期{r.record.decided_on}，"
                f"禁止期至{last.isoformat()}"
            )
            running.append((last, found))
    if not running:
        return Observation(None if unknown else False)
    told = "；".join(dict.fromkeys(found for _, found in running))
    # Of a record without its day nobody can say how long it bars.
    return Observation(True, told, None if unknown else max(last for last, _ in running))


def _bearing(
    bar: Bar, records: Records, item: Item, calendar: Calendar
) -> Iterator[tuple[Record, date | None]]:
    """The records that bear on a bar, each with its last day, None where that is not known."""
    reasons = {fold(r) for r in bar.reasons}
    roles = {fold(r) for r in bar.roles}
    ours = ("", fold(item.id), fold(item.name))
    for r in records.about(bar):
        if roles and r.role and fold(r.role) not in roles:
            continue
        if r.record is None:
            yield r, None
        elif fold(r.record.reason) in reasons and (
            not bar.item_only or fold(r.record.item) in ours
        ):
            decided = r.record.decided_on
            # Of a person without a stated role it is not known whether the bar is about them.
            known = decided is not None and bool(r.role or not roles)
            yield r, later(decided, bar.period, calendar) if decided and known else None


def _unknown_reasons(
    bars: tuple[Bar, ...], records: tuple[Record, ...], path: str, diagnostics: list[Diagnostic]
) -> None:
    known = [r for b in bars for r in b.reasons]
    folded = {fold(r) for r in known}
    for r in records:
        if r.record is not None and fold(r.record.reason) not in folded:
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
