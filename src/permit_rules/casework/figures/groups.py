"""Counts by situation, by office and by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from permit_rules.casework.case import Case
from permit_rules.casework.events import (
    Complained,
    Decided,
    Noticed,
    NoticeKind,
    Result,
    Submitted,
)
from permit_rules.casework.figures.model import Counts

K = TypeVar("K")


@dataclass(slots=True)
class _Running:
    cases: int = 0
    corrections: int = 0
    repeated: int = 0
    five_or_more: int = 0
    not_accepted: int = 0
    late_notified: int = 0
    complaints: int = 0

    def counts(self) -> Counts:
        """As it is now."""
        return Counts(**{name: getattr(self, name) for name in Counts.model_fields})


@dataclass(slots=True)
class GroupCounter:
    """The running counts of every group.

    A person is counted by what he did himself: the correction notices he gave, the cases he
    turned away. A case that was corrected twice counts for each who gave one of the notices;
    lines that were told too late for the one who gave the notice before; complaints about a case
    for the one who decided it.
    """

    situations: dict[tuple[str, str], _Running] = field(default_factory=dict)
    offices: dict[str, _Running] = field(default_factory=dict)
    persons: dict[str, _Running] = field(default_factory=dict)

    def add(self, case: Case, decided: Decided, rounds: int) -> None:
        """Count one case in all its groups."""
        late = sum(len(s.late_notified) for s in case.of(Submitted))
        complaints = sum(1 for _ in case.of(Complained))
        for running in (
            self.situations.setdefault((case.item, handling_item(case)), _Running()),
            self.offices.setdefault(case.office, _Running()),
        ):
            running.cases += 1
            running.corrections += rounds
            running.late_notified += late
            running.complaints += complaints
            _add_rounds(running, decided, rounds)
        self._persons(case, decided, rounds, complaints)

    def _persons(self, case: Case, decided: Decided, rounds: int, complaints: int) -> None:
        correctors = [n.by for n in case.of(Noticed) if n.notice is NoticeKind.CORRECTION]
        involved = {n.by for n in case.of(Noticed)} | {decided.by}
        for person in sorted(involved - {""}):
            running = self.persons.setdefault(person, _Running())
            running.cases += 1
            running.corrections += correctors.count(person)
            if person in correctors:
                running.repeated += rounds >= 2
                running.five_or_more += rounds >= 5
            if person == decided.by:
                running.complaints += complaints
                running.not_accepted += decided.result is Result.NOT_ACCEPTED
        for person, lines in _late_by_person(case):
            self.persons.setdefault(person, _Running()).late_notified += lines


def _add_rounds(running: _Running, decided: Decided, rounds: int) -> None:
    running.repeated += rounds >= 2
    running.five_or_more += rounds >= 5
    running.not_accepted += decided.result is Result.NOT_ACCEPTED


def _late_by_person(case: Case) -> Iterator[tuple[str, int]]:
    told_by = ""
    for event in case.events:
        if isinstance(event, Noticed):
            told_by = event.by
        elif isinstance(event, Submitted) and event.late_notified and told_by:
            yield told_by, len(event.late_notified)


def handling_item(case: Case) -> str:
    """What the applicant wants done, as the last submission says it; "" where none does."""
    stated = (s.outcome.handling_item for s in reversed(case.submissions))
    return next((name for name in stated if name), "")


def most_corrected(groups: Mapping[K, _Running]) -> Iterable[tuple[K, Counts]]:
    """The groups with most repeated corrections and non-acceptances first (滚动通报).

    Those with the same counts stand in an order that tells nothing of their names.
    """
    counted = [(key, running.counts()) for key, running in groups.items()]
    return sorted(
        counted,
        key=lambda g: (
            -g[1].repeated - g[1].not_accepted,
            -g[1].corrections,
            sha256(str(g[0]).encode()).digest(),
        ),
    )
