"""The permits of one application, each answered by its own check, before they are put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from permit_rules.checking.authorities import office_at
from permit_rules.checking.endings import Ended
from permit_rules.checking.joint.naming import Names
from permit_rules.checking.joint.permits import Permit
from permit_rules.checking.joint.sharing import Share
from permit_rules.checking.single import Answered
from permit_rules.compiling.plan import DemandPoint, PlannedPoint
from permit_rules.conditions.truth import Truth, truth
from permit_rules.result import CheckResult, ConditionalLine, ConditionData, PointStatus, Question

_WANTED = (PointStatus.FINDING, PointStatus.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Answer:
    """One permit with its share and the answer to it.

    ``lines`` are the conditional lines in the permit's own words: those of the answer, and what
    other permits of the application bring by having facts restated. ``besides`` are questions
    that matter once it shows that a document is there after all.
    """

    permit: Permit
    share: Share
    answered: Answered
    names: Names
    lines: tuple[ConditionalLine, ...]
    besides: tuple[Question, ...] = ()

    @property
    def result(self) -> CheckResult:
        """What the permit's own check says."""
        return self.answered.result

    def demanded(self) -> Iterator[tuple[PlannedPoint, DemandPoint, Ended]]:
        """Every paper that is, or may be, asked for, for each member it is repeated for."""
        decided = self.answered.decided
        if decided is None:
            return
        for point in decided.plan.points:
            if isinstance(point.subject, DemandPoint):
                for ended in decided.decision.points[point.id]:
                    if ended.status is not PointStatus.NOT_APPLICABLE:
                        yield point, point.subject, ended

    def lacking(self, documents: Collection[str]) -> Iterator[tuple[str, str]]:
        """Which of these documents are missing, or may be, each with the id of its paper."""
        for point, subject, ended in self.demanded():
            document = self.names.paper(subject.paper.id)
            if document in documents and ended.status in _WANTED:
                yield document, point.id

    def authority(self, place: str) -> str:
        """The proper name of the office that decides on the permit at a place; "": not known."""
        decided = self.answered.decided
        if decided is None:
            return ""
        book, facts = decided.plan.rulebook, decided.situation.root.facts
        truths = [(a, truth(a.when, facts, book.calendar)) for a in book.authorities]
        sure = [a for a, t in truths if t is Truth.YES]
        possible = sure or [a for a, t in truths if t is Truth.CANNOT_TELL]
        names = dict.fromkeys(office_at(a, place, book.offices) for a in possible)
        return next(iter(names)) if len(names) == 1 or sure else ""


def certain(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The permits that are applied for."""
    return tuple(a for a in answers if a.permit.certain)


def restated_fields(answers: Iterable[Answer]) -> frozenset[str]:
    """The fields that some answer tells the applicant to state otherwise, as the application
    calls them."""
    found: set[str] = set()
    for answer in answers:
        result = answer.result
        musts = [f.must for f in result.findings] + [n.must for n in result.notes]
        musts += [line.must for line in result.conditional]
        for must in musts:
            found.update(map(answer.permit.field, _fields(must)))
    return frozenset(found)


def _fields(condition: ConditionData | None) -> Iterator[str]:
    if condition is None:
        return
    parts = (*(condition.all or ()), *(condition.any or ()))
    for part in (*parts, condition.negated):
        yield from _fields(part)
    if condition.field and condition.operator != "observed":
        yield condition.field
