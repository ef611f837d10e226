"""Applications in order, drawn from the tables of cases, and what may go wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from permit_rules.casework.outcomes import outcome_of
from permit_rules.casework.simulate.flaws import (
    Choice,
    Flaw,
    Payload,
    flawed,
    moved,
    possible_flaws,
)
from permit_rules.checking.checker import Checker
from permit_rules.checking.payload import read_payload
from permit_rules.checking.typed_facts import type_facts
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.truth import Truth, truth
from permit_rules.loading.cases import CaseTable
from permit_rules.model.arrangements import InspectionMode
from permit_rules.model.item import CountFrom
from permit_rules.resolving import catalogue_of, resolve
from permit_rules.result import CheckResult, Verdict

#: How many applications are kept that are accepted, of each handling item, and how many that are
#: turned away or need no permit, of each item.
PER_HANDLING_ITEM: Final = 1
PER_ITEM: Final = 2
#: How many flaws of an application are tried.
TRIED: Final = 18

_GOOD: Final = (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS)
_CLOSING: Final = (Verdict.NOT_ACCEPTED, Verdict.NOT_REQUIRED)


@dataclass(frozen=True, slots=True)
class Template:
    """An application of the tables, as received on ``day``, with what may go wrong with it.

    ``modes`` are the ways of inspection that the rules list for it; ``counts_from_first`` says
    that a corrected application counts from the first day of receipt.
    """

    number: int
    item: str
    application: Payload
    day: date
    verdict: Verdict
    flaws: tuple[Flaw, ...] = ()
    choices: tuple[Choice, ...] = ()
    modes: tuple[InspectionMode, ...] = ()
    counts_from_first: bool = True

    def written(self, flaws: Iterable[int], choice: int, anchor: date) -> Payload:
        """The application with some of its flaws, all its days moved to around ``anchor``."""
        chosen = self.choices[choice] if choice >= 0 else None
        made = flawed(self.application, [self.flaws[n] for n in flaws], chosen)
        moved_: Payload = moved(made, anchor - self.day)
        return moved_


def templates(
    checker: Checker, tables: Iterable[CaseTable], items: Iterable[str], place: str, year: int
) -> tuple[Template, ...]:
    """The applications of these items that a year at a place is made of.

    They are those that the checker accepts at the place on a day of the year, and some that it
    turns away or says need no permit; a few of each handling item.
    """
    by_item: dict[str, list[Payload]] = {}
    for table in tables:
        by_item.setdefault(table.item, []).extend(case.application for case in table.cases)
    made: list[Template] = []
    for item in items:
        kept: Counter[str] = Counter()
        for application in by_item.get(item, ()):
            maker = _Maker.of(checker, item, place, date(year, 6, 16), application)
            if maker is None:
                continue
            kept[maker.kind] += 1
            if kept[maker.kind] <= (PER_HANDLING_ITEM if maker.accepted else PER_ITEM):
                made.append(maker.template(len(made)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Maker:
    checker: Checker
    item: str
    place: str
    day: date
    base: Payload
    result: CheckResult

    @classmethod
    def of(
        cls, checker: Checker, item: str, place: str, day: date, application: Payload
    ) -> _Maker | None:
        """For an application moved to the day and place; None where it is of no use there."""
        try:
            written = date.fromisoformat(str(application.get("received_on")))
        except ValueError:
            return None
        base: Payload = moved(application, day - written)
        base |= {"item": item, "place": place}
        result = checker.check(base)
        if result.verdict not in (*_GOOD, *_CLOSING):
            return None
        return cls(checker, item, place, day, base, result)

    @property
    def accepted(self) -> bool:
        """Whether the application is accepted as it is."""
        return self.result.verdict in _GOOD

    @property
    def kind(self) -> str:
        """Of which kind only so many are kept."""
        return self.result.handling_item if self.accepted else f"={self.result.verdict.value}"

    def template(self, number: int) -> Template:
        """The application with everything that may go wrong with it."""
        flaws, choices = self._wrong() if self.accepted else ((), ())
        return Template(
            number,
            self.item,
            self.base,
            self.day,
            self.result.verdict,
            flaws,
            choices,
            self._modes() if self.accepted else (),
            self.result.count_from != CountFrom.RESUBMISSION.value,
        )

    def _wrong(self) -> tuple[tuple[Flaw, ...], tuple[Choice, ...]]:
        """The flaws that a check notices, and the other ways that are open for a paper."""
        flaws: list[Flaw] = []
        choices: list[Choice] = []
        for flaw in islice(possible_flaws(self.base, self.day), TRIED):
            result = self.checker.check(flawed(self.base, [flaw]))
            told = _points(result) - _points(self.result)
            if told and result.verdict in (Verdict.CORRECTION, Verdict.CANNOT_TELL):
                flaws.append(replace(flaw, points=frozenset(told)))
                choices += self._ways(flaw, result)
        return tuple(flaws), tuple(choices)

    def _ways(self, flaw: Flaw, result: CheckResult) -> Iterator[Choice]:
        if flaw.key or flaw.fact:
            return
        for finding in result.findings:
            for route in finding.routes:
                way = Choice(flaw.paper, finding.material, route.kind, route.source)
                tried = self.checker.check(flawed(self.base, [], way)) if route.open else None
                if tried is not None and tried.verdict in _GOOD:
                    yield way

    def _modes(self) -> tuple[InspectionMode, ...]:
        """The ways of inspection that the rules list for the application."""
        library = self.checker.library
        item = library.item_for(self.item, self.place)
        application = read_payload(self.base).application
        if item is None or application is None:
            return ()
        facts = Facts(type_facts(application, catalogue_of(library, item)).values)
        rulebook = resolve(library, self.item, self.place, self.day)
        holding = (
            i.mode
            for i in rulebook.inspections
            if truth(i.when, facts, library.calendar) is Truth.YES
        )
        return tuple(dict.fromkeys(holding))


def _points(result: CheckResult) -> set[str]:
    outcome = outcome_of(result)
    return {line.point for line in outcome.lines} | set(outcome.announced)
