"""Did one notice close? The second result held against what the first one said.

After a round in which the notice was obeyed, the application is accepted, or turned away in a way
the first notice stated; nothing is found that it did not state, and nothing it stated is still
missing or wrong, except where the applicant chose to leave it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from permit_rules.analysis.draft import Draft
from permit_rules.result import (
    CheckResult,
    Demand,
    Finding,
    FindingKind,
    NoteKind,
    PointStatus,
    Verdict,
)


class Trouble(str, Enum):
    """In which way a second round became necessary."""

    NOT_SAID = "not_said"
    NOT_CLOSED = "not_closed"
    NOT_ASKED = "not_asked"
    TURNED_AWAY = "turned_away"
    STILL_OPEN = "still_open"

    @property
    def label(self) -> str:
        """What went wrong, in a few Chinese words."""
        return _LABELS[self]


_LABELS = {
    Trouble.NOT_SAID: "第一次没有告知",
    Trouble.NOT_CLOSED: "已按告知改正，仍不符合",
    Trouble.NOT_ASKED: "第一次没有问",
    Trouble.TURNED_AWAY: "第一次没有说会有这一结论",
    Trouble.STILL_OPEN: "问题都已答复，仍无法判断",
}


#: How a result counts the points that wait for an answer, and says, of several permits, which
#: points of which permit, or which permits altogether.
_COUNTED = re.compile("(《.*》：)?有[0-9]+个审核要点|是否须办理")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One reason for a second round: the kind, the review points, and it in words."""

    trouble: Trouble
    points: tuple[str, ...]
    words: str

    @property
    def kind(self) -> tuple[str, str]:
        """The trouble and the first of its points."""
        return self.trouble.value, self.points[0] if self.points else ""


def complaints(draft: Draft, second: CheckResult) -> tuple[Complaint, ...]:
    """Everything in which the first notice fell short for this correction; none: it closed."""
    return tuple(_Judge(draft, draft.result, second).all())


@dataclass(frozen=True, slots=True)
class _Judge:
    draft: Draft
    first: CheckResult
    second: CheckResult

    def all(self) -> Iterator[Complaint]:
        said = frozenset(self._said())
        for finding in self.second.findings:
            unsaid = tuple(p for p in finding.points if p not in said)
            if unsaid:
                yield Complaint(Trouble.NOT_SAID, unsaid, finding.message)
            elif self._should_be_closed(finding):
                yield Complaint(Trouble.NOT_CLOSED, finding.points, finding.message)
        for note in self.second.notes:
            if note.kind is NoteKind.REQUIRED and note.point not in said:
                yield Complaint(Trouble.NOT_SAID, (note.point,), note.text)
        yield from self._unasked()
        yield from self._verdict(said)

    # ---- what the first notice said ----------------------------------------------------------

    def _said(self) -> Iterator[str]:
        """Every review point that the first notice states, as far as its condition may hold."""
        for finding in self.first.findings:
            yield from finding.points
            yield from _held_to(finding.demands)
        yield from (n.point for n in self.first.notes if n.point)
        for line in self.first.conditional:
            if self.draft.may_apply(line):
                yield line.point
                yield from _held_to(line.demands)

    def _asked(self) -> Iterator[str]:
        for question in self.first.questions:
            yield question.key
            yield from (q.key for q in question.members)
        for line in self.first.conditional:
            yield from line.depends_on
            for question in line.asks:
                yield question.key
                yield from (q.key for q in question.members)

    # ---- what the second one may not say -----------------------------------------------------

    def _should_be_closed(self, finding: Finding) -> bool:
        wrong = finding.kind in (FindingKind.MISSING, FindingKind.DEFECTIVE)
        return wrong and self.draft.left_as_is.isdisjoint(finding.points)

    def _unasked(self) -> Iterator[Complaint]:
        asked = frozenset(self._asked())
        for question in self.second.questions:
            if question.key not in asked:
                yield Complaint(Trouble.NOT_ASKED, question.points, question.text)

    def _verdict(self, said: frozenset[str]) -> Iterator[Complaint]:
        verdict = self.second.verdict
        if verdict is Verdict.NOT_REQUIRED and verdict is not self.first.verdict:
            gates = [p.point for p in self.second.points if p.kind == "applicability"
                     and p.status is PointStatus.FINDING]  # fmt: skip
            # Of several permits none may be needed: then there is no gate that says so.
            gates = gates or [n.point for n in self.second.notes
                              if n.kind is NoteKind.NOT_REQUIRED and n.point]  # fmt: skip
            if not gates or gates[0] not in said:
                yield Complaint(Trouble.TURNED_AWAY, tuple(gates[:1]), self.second.verdict_label)
        elif verdict is Verdict.CANNOT_TELL and not self._left_open():
            points = [p for q in self.second.questions for p in q.points] or [
                p.point for p in self.second.points if p.status is PointStatus.CANNOT_TELL
            ]
            words = "；".join(q.text for q in self.second.questions) or "；".join(
                self.second.incomplete_because
            )
            yield Complaint(Trouble.STILL_OPEN, tuple(dict.fromkeys(points)), words)

    def _left_open(self) -> bool:
        """Whether a question was left unanswered, or something else stands in the way.

        What the first notice named as lacking in the rules is not the applicant's to mend, nor
        that the calendar of a year is not published.
        """
        beyond = [
            why
            for why in self.second.incomplete_because
            if "工作日历" in why
            or (why in self.first.incomplete_because and not _COUNTED.match(why))
        ]
        return bool(self.draft.left_open or beyond)


def _held_to(demands: Iterable[Demand]) -> Iterator[str]:
    for demand in demands:
        for asked in (demand.paper, *demand.instead):
            yield from (r.point for r in asked.requirements)
