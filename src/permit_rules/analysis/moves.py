"""What an applicant may do about each thing a notice says: one list of options for each.

The first option of each is to do as the notice says; leaving something as it is comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from permit_rules.analysis.answering import Answers
from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.handing_in import Paper, papers_for
from permit_rules.result import (
    CheckResult,
    ConditionalLine,
    ConditionData,
    Demand,
    Route,
)


@dataclass(frozen=True, slots=True)
class Arrive:
    """Hand the application in on this day."""

    day: date

    @property
    def words(self) -> str:
        """于2026-03-05重新提交."""
        return f"于{self.day.isoformat()}重新提交"


@dataclass(frozen=True, slots=True)
class Answer:
    """State a field; ``value`` as a payload has it."""

    field: str
    label: str
    value: Any

    @property
    def words(self) -> str:
        """填写「座位数」：100."""
        said = "、".join(map(str, self.value)) if isinstance(self.value, list) else str(self.value)
        return f"填写「{self.label}」：{said or '（空）'}"


@dataclass(frozen=True, slots=True)
class Observe:
    """Say whether something about a paper or a record is so."""

    key: str
    statement: str
    yes: bool

    @property
    def words(self) -> str:
        """《申请书》符合要求…：是."""
        return f"{self.statement}：{'是' if self.yes else '否'}"


@dataclass(frozen=True, slots=True)
class Comply:
    """Make what has to be stated hold, in the ``way``-th way; None leaves it as it is.

    ``line`` is the number of the conditional line that says so, or -1.
    """

    point: str
    instance: str
    each: str
    must: ConditionData
    way: int | None
    line: int = -1

    @property
    def words(self) -> str:
        """按要求改正（S4）, or 不改（S4）."""
        how = "不改" if self.way is None else "按要求改正"
        return f"{how}（{self.point.partition('/')[2]}）"


@dataclass(frozen=True, slots=True)
class HandIn:
    """Hand in what a demand asks for as ``paper``, or where that is not accepted as ``main``.

    ``finding`` or ``line`` is the number of the finding or the conditional line that asks for it;
    the other is -1.
    """

    paper: Paper
    main: Paper
    finding: int = -1
    line: int = -1

    @property
    def words(self) -> str:
        """提交《…》."""
        return self.paper.words


@dataclass(frozen=True, slots=True)
class TakeRoute:
    """Choose a way that the finding of this number offers, or with None none of them."""

    finding: int
    material: str
    route: Route | None

    @property
    def words(self) -> str:
        """选择…, or "" for none."""
        return f"选择「{self.route.text}」" if self.route else ""


@dataclass(frozen=True, slots=True)
class Leave:
    """Answer a question not at all; ``points`` are the review points that wait for it."""

    key: str
    label: str
    points: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """不填「座位数」."""
        return f"不填「{self.label}」"


Move: TypeAlias = "Arrive | Answer | Observe | Comply | HandIn | TakeRoute | Leave"

#: How many ways of putting one stated fact right are tried.
WAYS = 6


@dataclass(frozen=True, slots=True)
class Options:
    """What may be done about each thing a notice says."""

    result: CheckResult
    payload: Payload
    form: Form

    def all(self) -> tuple[tuple[Move, ...], ...]:
        """One tuple of options for each thing, in the order in which they are done."""
        told = (
            self._days(),
            *self._answers(),
            *self._observations(),
            *self._corrections(),
            *self._routes(),
            *self._papers(),
        )
        return tuple(options for options in told if options)

    def _days(self) -> tuple[Move, ...]:
        """The day itself, the last day up to which the answer holds, and one between."""
        first = self.result.received_on
        if first is None:
            return ()
        last = max(self.result.holds_until or first, first)
        between = first + timedelta(days=(last - first).days // 2)
        return tuple(Arrive(day) for day in dict.fromkeys((first, last, between)))

    # ---- facts -------------------------------------------------------------------------------

    def _answers(self) -> Iterator[tuple[Move, ...]]:
        answers = Answers(self.result, self.form, self.result.received_on or date.min)
        points = {q.key: q.points for q in self.result.questions}
        for field_id, label in self._asked():
            field = self.form.field(field_id)
            if field is not None:
                given = (Answer(field_id, label, value) for value in answers.of(field))
                yield (*given, Leave(field_id, label, points.get(field_id, ())))

    def _asked(self) -> Iterator[tuple[str, str]]:
        """The fields asked for, and those that a conditional line asks for besides."""
        asked: dict[str, str] = {}
        besides = [q for line in self.result.conditional for q in line.asks]
        for question in (*self.result.questions, *besides):
            if question.kind == "field":
                asked[question.key] = question.label
        yield from asked.items()

    def _corrections(self) -> Iterator[tuple[Move, ...]]:
        for finding in self.result.findings:
            if finding.must is not None:
                yield _ways(finding.point, finding.instance, "", finding.must)
        for note in self.result.notes:
            if note.must is not None:
                yield _ways(note.point, note.instance, "", note.must)
        for n, line in enumerate(self.result.conditional):
            if line.must is not None:
                yield _ways(line.point, line.instance, line.each, line.must, n)

    # ---- papers ------------------------------------------------------------------------------

    def _observations(self) -> Iterator[tuple[Move, ...]]:
        for question in self.result.questions:
            if question.kind == "observation":
                yield (
                    Observe(question.key, question.text, True),
                    Observe(question.key, question.text, False),
                    Leave(question.key, question.text, question.points),
                )

    def _routes(self) -> Iterator[tuple[Move, ...]]:
        for number, finding in enumerate(self.result.findings):
            open_ = [r for r in finding.routes if r.open or r.reopens]
            if open_:
                chosen = (TakeRoute(number, finding.material, r) for r in open_)
                yield (TakeRoute(number, finding.material, None), *chosen)

    def _papers(self) -> Iterator[tuple[Move, ...]]:
        seen: set[Demand] = set()
        for n, finding in enumerate(self.result.findings):
            for demand in finding.demands:
                if demand not in seen:
                    seen.add(demand)
                    yield _handed(demand, finding=n)
        for n, line in enumerate(self.result.conditional):
            for demand in line.demands:
                if not self._told_before(line, demand):
                    yield _handed(demand, line=n)

    def _told_before(self, line: ConditionalLine, demand: Demand) -> bool:
        """Whether an earlier line asks for the very same under the very same condition."""
        for other in self.result.conditional:
            if other is line:
                return False
            if demand in other.demands and other.when == line.when:
                return other.depends_on == line.depends_on
        return False


def _ways(
    point: str, instance: str, each: str, must: ConditionData, line: int = -1
) -> tuple[Move, ...]:
    return tuple(Comply(point, instance, each, must, w, line) for w in (*range(WAYS), None))


def _handed(demand: Demand, *, finding: int = -1, line: int = -1) -> tuple[Move, ...]:
    papers = tuple(papers_for(demand))
    return tuple(HandIn(paper, papers[0], finding, line) for paper in papers)
