"""The one answer to the applicant: everything that any permit says, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from permit_rules.checking.explain import cited
from permit_rules.checking.joint.answers import Answer, certain
from permit_rules.checking.joint.merging import Merger
from permit_rules.checking.joint.naming import HANDED
from permit_rules.checking.joint.planning import Planner, need_point
from permit_rules.result import (
    Change,
    CheckResult,
    ConditionalLine,
    ConditionData,
    Counts,
    Finding,
    Note,
    NoteKind,
    PayloadFinding,
    Question,
    TimeLimitLine,
    Verdict,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Around:
    """What the one answer says beside what the permits say.

    ``asked`` are further questions, ``unasked`` the notes about papers that nobody asks for.
    """

    name: str
    place: str
    applicant: str
    received_on: date | None
    verdict: Verdict
    incomplete: tuple[str, ...]
    payload: tuple[PayloadFinding, ...]
    limits: tuple[TimeLimitLine, ...]
    digest: str
    asked: tuple[Question, ...] = ()
    unasked: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Puts the answers of several permits into one."""

    answers: Sequence[Answer]
    merger: Merger
    planner: Planner
    around: Around

    def result(self) -> CheckResult:
        """The one answer."""
        sure, around = certain(self.answers), self.around
        results = [a.result for a in sure]
        # What a permit that may be needed would ask for must not change by itself either.
        last, changes = self._holds()
        return CheckResult(
            item="",
            item_name=around.name,
            place=around.place,
            levels=_distinct(level for r in results for level in r.levels),
            applicant=around.applicant,
            received_on=around.received_on,
            verdict=around.verdict,
            verdict_label=around.verdict.label,
            complete=not around.incomplete,
            incomplete_because=around.incomplete,
            findings=self.merger.findings(),
            questions=tuple(self._questions()),
            conditional=(*self.merger.lines(), *self._open_permits()),
            notes=_distinct((*self._notes(), *around.unasked)),
            routes=_distinct(a.names.route(r) for a in sure for r in a.result.routes),
            commitments=_distinct(
                a.names.commitment(c) for a in sure for c in a.result.commitments
            ),
            deferrals=_distinct(d for r in results for d in r.deferrals),
            exempt=_distinct(e for r in results for e in r.exempt),
            assumed=tuple({(a.key, a.value): a for r in results for a in r.assumed}.values()),
            limits=around.limits,
            payload=around.payload,
            points=tuple(p for r in results for p in r.points),
            counts=_sum(r.counts for r in results),
            unsettled=tuple(f"{a.permit.key}/{p}" for a in sure for p in a.result.unsettled),
            since=max((r.since for r in results if r.since), default=None),
            until=min((r.until for r in results if r.until), default=None),
            holds_until=last,
            changes=changes,
            digest=around.digest,
        )

    def _holds(self) -> tuple[date | None, tuple[Change, ...]]:
        """The last day on which nothing but the applicant changes the answer, and what then does:
        the first change of any permit, one of which the rules are yet to begin among them."""
        told: list[tuple[date, Change]] = []
        for answer in self.answers:
            result, begin = answer.result, answer.permit.rules_from
            if result.holds_until is not None:
                told += ((result.holds_until, c) for c in result.changes)
            elif begin is not None:
                what = f"自{begin.isoformat()}起，《{answer.permit.name}》的规定有变化"
                told.append((begin - timedelta(days=1), Change(on=begin, what=what)))
        ends = [a.result.holds_until for a in self.answers if a.result.holds_until is not None]
        last = min((*ends, *(day for day, _ in told)), default=None)
        return last, _distinct(change for day, change in told if day == last)

    # ---- questions ---------------------------------------------------------------------------

    def _questions(self) -> Iterator[Question]:
        found: dict[str, Question] = {}
        for question in self.around.asked:
            _join(found, question)
        for answer in self.answers:
            for asked in answer.result.questions:
                # What a permit that may not be needed asks is asked with its line; but what was
                # seen of a paper in hand is asked here.
                if answer.permit.certain or asked.kind != "field":
                    _join(found, answer.names.question(asked))
            for asked in answer.besides:
                _join(found, answer.names.question(asked))
        # Whether a document is there at all comes before what it is like.
        ordered = sorted(found.values(), key=lambda q: not q.key.endswith(HANDED))
        yield from map(self._with_waiting, ordered)

    def _with_waiting(self, question: Question) -> Question:
        """A question whether a document is there, with every point of any permit that wants it."""
        if question.kind != "observation" or not question.key.endswith(HANDED):
            return question
        document = question.key.removesuffix(HANDED)
        waiting = (
            f"{answer.permit.item_id}/{point}"
            for answer in self.answers
            for _, point in answer.lacking((document,))
        )
        points = _distinct((*question.points, *waiting))
        return question.model_copy(update={"points": points})

    # ---- permits that may be needed ----------------------------------------------------------

    def _open_permits(self) -> Iterator[ConditionalLine]:
        """What each permit that hangs on something unstated would bring."""
        for answer in self.answers:
            permit = answer.permit
            if permit.certain or permit.need is None or permit.when is None:
                continue
            words = self.merger.words[permit.id]
            yield ConditionalLine(
                point=need_point(permit.need.id),
                condition=words,
                text=f"若{words}，还须办理《{permit.name}》（{permit.need.handling_item}）。",
                when=permit.when,
                depends_on=permit.depends_on,
                asks=tuple(
                    answer.names.question(q) for q in answer.result.questions if q.kind == "field"
                ),
                basis=cited(permit.need.basis),
            )
            for finding in answer.result.findings:
                yield from self._if_needed(answer, words, answer.names.finding(finding))
            for line in answer.lines:
                yield self._line_if_needed(answer, words, answer.names.line(line))

    def _if_needed(self, answer: Answer, words: str, finding: Finding) -> Iterator[ConditionalLine]:
        permit = answer.permit
        several = len(finding.points) == len(finding.demands)
        for n, point in enumerate(finding.points):
            demands = (finding.demands[n],) if several else finding.demands if n == 0 else ()
            yield self.merger.line(
                ConditionalLine(
                    point=point,
                    condition=words,
                    text=f"若{words}，《{permit.name}》：{finding.message}",
                    instance=finding.instance,
                    when=permit.when,
                    must=finding.must,
                    remedy=finding.remedy,
                    demands=demands,
                    depends_on=permit.depends_on,
                    basis=finding.basis,
                )
            )

    def _line_if_needed(self, answer: Answer, words: str, line: ConditionalLine) -> ConditionalLine:
        permit = answer.permit
        when = permit.when if line.when is None else ConditionData(all=(permit.when, line.when))
        condition = "，且".join(w for w in (words, line.condition) if w)
        said = line.text.removeprefix(f"若{line.condition}，") if line.condition else line.text
        return self.merger.line(
            line.model_copy(
                update={
                    "condition": condition,
                    "when": when,
                    "text": f"若{condition}，{said}",
                    "depends_on": _distinct((*permit.depends_on, *line.depends_on)),
                }
            )
        )

    def _notes(self) -> Iterator[Note]:
        for answer in self.answers:
            for note in answer.result.notes:
                named = answer.names.note(note)
                if answer.permit.certain:
                    yield named
                elif note.kind is NoteKind.REQUIRED or note.must is not None:
                    words = self.merger.words[answer.permit.id]
                    yield named.model_copy(update={"text": f"若{words}，{note.text}"})


def _join(found: dict[str, Question], question: Question) -> None:
    """A field is asked about once, for all points of all permits that wait for it."""
    known = found.get(question.key)
    if known is None:
        found[question.key] = question
        return
    members = {m.key: m for q in (known, question) for m in q.members}
    found[question.key] = known.model_copy(
        update={
            "points": _distinct((*known.points, *question.points)),
            "members": tuple(members.values()),
        }
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    total: dict[str, Any] = {}
    for each in counts:
        for key, number in each.model_dump().items():
            total[key] = total.get(key, 0) + number
    return Counts(**total)


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def words_of(answers: Sequence[Answer], planner: Planner) -> Mapping[str, str]:
    """Under which condition each permit is needed at all, in words, by its id."""
    return {
        a.permit.id: planner.words(planner.left(a.permit.need.when))
        for a in answers
        if not a.permit.certain and a.permit.need is not None
    }
