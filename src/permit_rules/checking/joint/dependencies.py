"""Which permits need what another one of the same application ends with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from permit_rules.checking.explain import cited
from permit_rules.checking.joint.answers import Answer
from permit_rules.joint_result import Dependency
from permit_rules.model.bundle import BundleRules, Prerequisite
from permit_rules.result import ConditionalLine, Finding, FindingKind, PointStatus

_OPEN: Final = (PointStatus.FINDING, PointStatus.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper of a permit that another permit of the application ends with."""

    permit: str
    paper: str
    producer: Answer
    rule: Prerequisite


def produced(answers: Sequence[Answer], rules: BundleRules) -> Mapping[tuple[str, str], Produced]:
    """The papers that need not be brought, by the key of the permit that asks and their id.

    A permit at some premises gets them from the one at the same premises, where there is one.
    """
    made = {}
    for answer in answers:
        permit = answer.permit
        for rule in rules.prerequisites:
            producer = _producer(answer, answers, rule)
            if producer is None:
                continue
            for paper in rule.papers:
                if paper.item == permit.item_id and paper.paper in permit.documents:
                    made[permit.key, paper.paper] = Produced(
                        permit.key, paper.paper, producer, rule
                    )
    return made


def _producer(answer: Answer, answers: Sequence[Answer], rule: Prerequisite) -> Answer | None:
    found = [a for a in answers if a.permit.item_id == rule.item and a.permit.certain]
    found = [a for a in found if a.permit.key != answer.permit.key]
    same = [a for a in found if a.permit.premises == answer.permit.premises]
    return next(iter(same or found), None)


def dependencies(
    answers: Sequence[Answer], made: Mapping[tuple[str, str], Produced]
) -> Iterator[Dependency]:
    """Each paper that is asked for now, or put off, and that another permit ends with."""
    for answer in answers:
        deferred = {d.point for d in answer.result.deferrals}
        for point, subject, ended in answer.demanded():
            each = made.get((answer.permit.key, subject.paper.id))
            if each is None:
                continue
            finding, line = _finding(answer, point.id), _line(answer, point.id)
            put_off = f"{answer.permit.item_id}/{point.id}" in deferred
            if not put_off and (ended.status not in _OPEN or (finding is None and line is None)):
                continue
            follow = put_off or _may_follow(each, finding)
            yield Dependency(
                permit=answer.permit.key,
                needs=each.producer.permit.key,
                paper=answer.names.paper(subject.paper.id),
                paper_name=subject.paper.name,
                may_follow=follow,
                put_off=put_off,
                text=_words(answer, each, subject.paper.name, line) + _then(each, follow, put_off),
                basis=cited(each.rule.basis),
            )


def _may_follow(each: Produced, finding: Finding | None) -> bool:
    """Whether a way is open on which the paper may come after acceptance (容缺)."""
    if finding is None or each.rule.before_registration:
        return False
    return any(r.kind == "later" and (r.open or r.reopens) for r in finding.routes)


def _finding(answer: Answer, point: str) -> Finding | None:
    wanted = f"{answer.permit.item_id}/{point}"
    return next(
        (f for f in answer.result.findings
         if f.kind is FindingKind.MISSING and wanted in f.points),
        None,
    )  # fmt: skip


def _line(answer: Answer, point: str) -> ConditionalLine | None:
    wanted = f"{answer.permit.item_id}/{point}"
    return next((x for x in answer.lines if x.point == wanted), None)


def _words(answer: Answer, each: Produced, paper: str, line: ConditionalLine | None) -> str:
    where = f"若{line.condition}，" if line is not None and line.condition else ""
    wanted = f"《{answer.permit.name}》所需的《{paper}》"
    return f"{where}{wanted}由本次一并申请的《{each.producer.permit.name}》产生，不需要提交；"


def _then(each: Produced, follow: bool, put_off: bool) -> str:
    if each.rule.before_registration:
        return "须先取得，不能容缺后补。"
    if put_off:
        return "已选择容缺后补，取得后补交。"
    if follow:
        return (
            "选择容缺后补的，可以先行受理，取得后补交；没有选择的，取得后继续办理，不影响其他许可。"
        )
    return "取得后继续办理，不影响其他许可。"


def still_asked(
    finding: Finding, permit: str, made: Mapping[tuple[str, str], Produced]
) -> Finding | None:
    """A finding without the papers that other permits end with; None: nothing is left of it.

    Of a material in parts nothing is left where all its missing parts come from elsewhere.
    """
    if finding.kind is not FindingKind.MISSING:
        return finding
    whole = list(zip(finding.points, finding.demands, strict=False))
    kept = [(p, d) for p, d in whole if (permit, d.paper.id) not in made]
    emptied = len(whole) > 1 and len(kept) == 1
    if not kept or kept[0] != whole[0] or emptied:
        return None
    gone = {d.paper.id for _, d in whole} - {d.paper.id for _, d in kept}
    return finding.model_copy(
        update={
            "points": tuple(p for p, _ in kept),
            "demands": tuple(d for _, d in kept),
            "parts": tuple(p for p in finding.parts if p.id not in gone),
        }
    )


def waits_only(answer: Answer, made: Mapping[tuple[str, str], Produced]) -> bool:
    """Whether nothing but papers that other permits end with stands in the way of a permit."""
    findings = answer.result.findings
    blocking = [f for f in findings if f.kind is not FindingKind.CONDITION_UNMET]
    return bool(blocking) and all(still_asked(f, answer.permit.key, made) is None for f in blocking)
