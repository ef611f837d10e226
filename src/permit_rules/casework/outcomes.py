"""What a case keeps of an answer: the lines, what was announced, and the notice that follows."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.casework.events import Line, NoticeKind, Outcome
from permit_rules.result import CheckResult, Finding, FindingKind, Question, Verdict, Way

#: The notice that a verdict calls for.
NOTICES = {
    Verdict.ACCEPTED: NoticeKind.ACCEPTANCE,
    Verdict.ACCEPTED_WITH_DEFERRALS: NoticeKind.DEFERRALS,
    Verdict.CORRECTION: NoticeKind.CORRECTION,
    Verdict.NOT_ACCEPTED: NoticeKind.NON_ACCEPTANCE,
    Verdict.NOT_REQUIRED: NoticeKind.NOT_REQUIRED,
    Verdict.CANNOT_TELL: NoticeKind.QUESTIONS,
}
_TO_CORRECT = (FindingKind.MISSING, FindingKind.DEFECTIVE)


def outcome_of(result: CheckResult) -> Outcome:
    """As much of an answer as the journal of a case keeps.

    A finding that stands for several review points (a material missing with its parts) is one
    line for each of them, so that handing in a part of it settles just that.
    """
    lines = {line.key: line for f in result.findings for line in _lines(f)}
    conditional = (line.point for line in result.conditional)
    asked = (p for q in result.questions for p in _waiting(q))
    return Outcome(
        verdict=result.verdict,
        complete=result.complete,
        handling_item=result.handling_item,
        lines=tuple(lines.values()),
        announced=tuple(dict.fromkeys((*conditional, *asked))),
        deferred=_on_route(result, Way.DEFERRED),
        at_inspection=_on_route(result, Way.AT_INSPECTION),
        committed=_on_route(result, Way.COMMITTED),
        shared=len({e.material for e in result.exempt if e.by == "shared"}),
        decided_on_spot=result.decided_on_spot,
        holds_until=result.holds_until,
        digest=result.digest,
    )


def notice_kind_of(result: CheckResult) -> NoticeKind | None:
    """The written notice that an answer calls for; None where nothing has to be written.

    What can be corrected on the spot (行政许可法 art. 32(3)) is no correction round: where nothing
    else is wrong, there is no notice, or one that only asks the open questions.
    """
    kind = NOTICES[result.verdict]
    if kind is not NoticeKind.CORRECTION or not _on_spot_only(result):
        return kind
    return NoticeKind.QUESTIONS if result.questions or result.conditional else None


def _on_spot_only(result: CheckResult) -> bool:
    wrong = [f for f in result.findings if f.kind in _TO_CORRECT]
    return all(f.correctable_on_spot for f in wrong)


def _lines(finding: Finding) -> Iterator[Line]:
    """One line a review point; a part may be that of a roster member of its own."""
    own = [d.instance for d in finding.demands]
    instances = own if len(own) == len(finding.points) else [finding.instance] * len(finding.points)
    names = {p.id: p.name for p in finding.parts}
    for n, (point, instance) in enumerate(zip(finding.points, instances, strict=True)):
        part = names.get(point.rpartition("/")[2], "")
        text = f"未提交《{part}》。" if n and part else finding.message
        yield Line(point=point, instance=instance, code=finding.code, text=text)


def _waiting(question: Question) -> Iterator[str]:
    yield from question.points
    for member in question.members:
        yield from member.points


def _on_route(result: CheckResult, way: Way) -> tuple[str, ...]:
    return tuple(p.point for p in result.points if p.way is way)
