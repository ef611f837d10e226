"""Checks applications for several permits: taken apart, each answered alone, put together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from permit_rules.checking.explain import cited
from permit_rules.checking.joint.answers import Answer, certain
from permit_rules.checking.joint.business import BusinessRulesAt
from permit_rules.checking.joint.dependencies import dependencies, produced, waits_only
from permit_rules.checking.joint.fields import joint_fields
from permit_rules.checking.joint.limits import joint_limits, limits
from permit_rules.checking.joint.merging import Merger
from permit_rules.checking.joint.naming import HANDED, Names
from permit_rules.checking.joint.papers import joint_papers
from permit_rules.checking.joint.planning import business_plan, need_point
from permit_rules.checking.joint.reading import read_joint
from permit_rules.checking.joint.taking_apart import Apart, Taker
from permit_rules.checking.joint.together import Around, Together, words_of
from permit_rules.checking.joint.worst import NOTED_ONLY, overall
from permit_rules.checking.payload import Payload
from permit_rules.checking.single import SingleChecker, told
from permit_rules.diagnostics import did_you_mean
from permit_rules.errors import UnknownBundle
from permit_rules.joint_result import JointResult, PermitAnswer
from permit_rules.model.library import Library
from permit_rules.resolving import unknown_item
from permit_rules.result import (
    ConditionData,
    Note,
    NoteKind,
    PayloadFinding,
    Question,
    Verdict,
)

#: How a result counts the points that wait for an answer.
WAITING: Final = re.compile("有[0-9]+个审核要点")


#: Where it is said that no permit is needed.
NOTHING_NEEDED: Final = "bundles/none"


class JointChecker:
    """Checks applications for several permits; see :class:`permit_rules.Checker`."""

    def __init__(
        self,
        single: SingleChecker,
        items: Sequence[str] | None,
        place: str | None,
        bundle: str | None,
    ) -> None:
        for item in items or ():
            if single.library.item_for(item, place or "") is None:
                raise unknown_item(single.library, item, place or "")
        require_bundle(single.library, bundle or "")
        self._single = single
        self._rules = BusinessRulesAt(
            single.library,
            engine=single.engine,
            verify=single.verify,
            answers_kept=single.answers_kept,
        )
        self._taker = Taker(single, self._rules, items, place, bundle)

    def shares(self, payload: Payload) -> dict[str, dict[str, Any]]:
        """What each permit that is applied for gets; see :meth:`permit_rules.Checker.shares`."""
        apart = self._taker.apart(read_joint(payload))
        return {p.key: apart.shares[p.id].payload for p in apart.permits if p.certain}

    def check(self, payload: Payload) -> JointResult:
        """The whole answer; see :meth:`permit_rules.Checker.check`."""
        apart = self._taker.apart(read_joint(payload))
        answers = self._answers(apart)
        return _Assembler(apart, answers, self._single.library.digest).result()

    def _answers(self, apart: Apart) -> tuple[Answer, ...]:
        made = []
        for permit in apart.permits:
            share = apart.shares[permit.id]
            answered = self._single.answer(share.payload)
            names = Names(permit, apart.identities)
            made.append(Answer(permit, share, answered, names, answered.result.conditional))
        open_ = set(open_documents(made))
        return tuple(
            self._with_all_lines(self._with_besides(answer, open_), made) for answer in made
        )

    def _with_besides(self, answer: Answer, documents: Collection[str]) -> Answer:
        """The answer with what is asked once one of these documents turns out to be there.

        A document may be part of something that another permit got; of what it says nothing is
        known here then, so that is asked in the same notice.
        """
        papers = dict.fromkeys(paper for _, paper in answer.lacking(documents))
        if not papers:
            return answer
        payload = answer.share.payload
        handed = [*payload.get("materials", ()), *({"code": paper} for paper in papers)]
        there = self._single.check({**payload, "materials": handed})
        known = {q.key for q in answer.result.questions}
        return replace(answer, besides=tuple(q for q in there.questions if q.key not in known))

    def _with_all_lines(self, answer: Answer, answers: Sequence[Answer]) -> Answer:
        """The answer with what hangs on facts that other permits have stated otherwise."""
        permit = answer.permit
        others = restated_fields(a for a in answers if a is not answer)
        own = frozenset(f for f in permit.used_fields if permit.field(f) in others)
        if not own:
            return answer
        lines = self._single.lines_besides(answer.answered, own)
        known = {(line.point, line.instance) for line in lines}
        kept = (x for x in answer.lines if (x.point, x.instance) not in known)
        return replace(answer, lines=(*lines, *kept))

    def answers(self) -> Any:
        """How many answers of the engine are kept for the conditions of the bundle rules."""
        return self._rules.answers()

    def close(self) -> None:
        """Release the engine of the bundle rules."""
        self._rules.close()


def require_bundle(library: Library, bundle: str) -> None:
    """Refuse a bundle that the library does not have.

    Raises:
        UnknownBundle: there is none of this id.
    """
    if bundle and library.bundles.bundle(bundle) is None:
        known = [b.id for b in library.bundles.bundles]
        near = did_you_mean(bundle, known)
        hint = f"did you mean {near!r}?" if near else "see library.bundles"
        raise UnknownBundle(f"no bundle {bundle!r} among {len(known)} bundles; {hint}")


def open_documents(answers: Iterable[Answer]) -> Iterator[str]:
    """The documents of which some permit cannot tell whether they were handed in."""
    for answer in answers:
        for question in answer.result.questions:
            key = answer.names.key(question.key)
            if question.kind == "observation" and key.endswith(HANDED):
                yield key.removesuffix(HANDED)


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


def _applicant(answers: Sequence[Answer]) -> str:
    """Who applies, as the shares have it: a verified name may have been filled in."""
    return next((a.result.applicant for a in answers if a.result.applicant), "")


@dataclass(frozen=True, slots=True)
class _Assembler:
    apart: Apart
    answers: tuple[Answer, ...]
    digest: str

    def result(self) -> JointResult:
        apart, sure = self.apart, certain(self.answers)
        made = produced(sure, apart.planner.rules.rules)
        waiting = {a.permit.key for a in sure if waits_only(a, made)}
        counted = [a for a in sure if self._counts(a, waiting)]
        merger = Merger(
            self.answers, made, words_of(self.answers, apart.planner), restated_fields(self.answers)
        )
        papers, paper_count = joint_papers(sure, merger, made)
        fields, field_count = joint_fields(sure)
        depends = tuple(dependencies(sure, made))
        trouble = tuple(self._trouble())
        verdict = self._verdict(counted or list(sure))
        payload = self._payload()
        around = Around(
            name=self._name(),
            place=apart.place,
            applicant=_applicant(sure) or apart.read.application.applicant.name,
            received_on=apart.read.application.received_on,
            verdict=verdict,
            incomplete=trouble,
            payload=payload,
            limits=tuple(joint_limits(sure)) if len(sure) > 1 else (),
            digest=self.digest,
            asked=self._asked(),
            unasked=tuple(self._notes()),
        )
        together = Together(self.answers, merger, apart.planner, around).result()
        return JointResult(
            bundle=apart.bundle.id if apart.bundle else "",
            bundle_name=apart.bundle.name if apart.bundle else "",
            place=apart.place,
            applicant=together.applicant,
            received_on=apart.read.application.received_on,
            verdict=verdict,
            verdict_label=verdict.label,
            complete=not trouble,
            incomplete_because=trouble,
            plan=None if self._items_given else self._plan(),
            permits=tuple(self._permit(a, depends, waiting) for a in sure),
            together=together,
            papers=papers,
            fields=fields,
            paper_count=paper_count,
            field_count=field_count,
            dependencies=depends,
            limits=tuple(limits(sure)),
            payload=payload,
            digest=self.digest,
        )

    @property
    def _items_given(self) -> bool:
        return self.apart.items_given

    def _plan(self) -> Any:
        apart = self.apart
        return business_plan(apart.planner, apart.bundle, apart.filled, self.digest)

    # ---- the permits -------------------------------------------------------------------------

    def _counts(self, answer: Answer, waiting: set[str]) -> bool:
        kind = answer.result.service_kind or (answer.permit.item.kind if answer.permit.item else "")
        return kind not in NOTED_ONLY and answer.permit.key not in waiting

    def _permit(self, answer: Answer, depends: Sequence[Any], waiting: set[str]) -> PermitAnswer:
        permit = answer.permit
        need = permit.need
        applies = need is not None and need.when is not None
        missing = {d.paper.id for f in answer.result.findings for d in f.demands}
        wanted = {answer.names.paper(i) for i in missing}
        needs = (
            d.needs
            for d in depends
            if d.permit == permit.key and d.paper in wanted and not d.put_off
        )
        return PermitAnswer(
            key=permit.key,
            item=permit.item_id,
            item_name=permit.item.name if permit.item else "",
            handling_item=answer.result.handling_item,
            premises=permit.premises,
            authority=answer.authority(self.apart.place),
            needed_because=self.apart.planner.why(need.when) if need and applies else (),
            basis=cited(need.basis) if need else (),
            fields=tuple(answer.share.stated),
            papers=answer.share.papers,
            waits_for=tuple(dict.fromkeys(needs)),
            counts=self._counts(answer, waiting),
            result=answer.result,
        )

    # ---- the whole ---------------------------------------------------------------------------

    def _verdict(self, counted: Sequence[Answer]) -> Verdict:
        whole = not self.apart.trouble and bool(
            counted or all(p.certain for p in self.apart.permits)
        )
        return overall((a.result.verdict for a in counted), whole=whole)

    def _name(self) -> str:
        if self.apart.bundle is not None:
            return self.apart.bundle.name
        return "、".join(p.name for p in self.apart.permits if p.certain)

    def _trouble(self) -> Iterator[str]:
        yield from self.apart.trouble
        open_ = dict.fromkeys(a.permit.name for a in self.answers if not a.permit.certain)
        yield from (f"是否须办理《{name}》还不能确定" for name in open_)
        found: dict[str, None] = {}
        for answer in self.answers:
            permit = answer.permit
            for why in answer.result.incomplete_because:
                # What waits for an answer in a permit that may be needed is said with its lines.
                if permit.certain or not WAITING.match(why):
                    found[f"《{permit.name}》：{why}"] = None
        yield from found

    def _asked(self) -> tuple[Question, ...]:
        """The questions on which it hangs which permits are needed."""
        if self._items_given:
            return ()
        open_ = {p.need.id for p in self.apart.permits if not p.certain and p.need}
        points = {need_point(n) for n in open_}
        return tuple(
            q.model_copy(update={"points": kept})
            for q in self.apart.planner.questions()
            if (kept := tuple(p for p in q.points if p in points))
        )

    def _notes(self) -> Iterator[Note]:
        apart = self.apart
        yield from (apart.handed.unasked[text] for text in sorted(apart.handed.unasked))
        if self._items_given:
            return
        if not any(p.certain for p in apart.permits):
            words = "按所填的情况，没有需要办理的许可。"
            if apart.permits:
                words = "所列的许可都不需要办理的，结论为不需要许可。"
            yield Note(kind=NoteKind.NOT_REQUIRED, point=NOTHING_NEEDED, text=words)
        chosen = {p.item_id for p in apart.permits}
        for found in apart.planner.found():
            if found.need.item not in chosen:
                yield self._also_needed(found.need.id, found)
        for other in apart.planner.elsewhere():
            sure = "还须" if other.certain else "可能还须"
            yield Note(
                kind=NoteKind.WARNING,
                point=need_point(other.need),
                text=f"{sure}向{other.department}办理{other.name}，本库没有这一事项，没有核对。",
                basis=other.basis,
            )

    def _also_needed(self, need_id: str, found: Any) -> Note:
        planner = self.apart.planner
        needed = planner.needed(found)
        where = f"若{planner.words(found.when)}" if found.when is not None else "按所填的情况"
        what = f"《{needed.item_name}》（{needed.handling_item}）"
        text = f"{where}，还须办理{what}，本次没有申请。"
        return Note(
            kind=NoteKind.REQUIRED, point=need_point(need_id), text=text, basis=needed.basis
        )

    def _payload(self) -> tuple[PayloadFinding, ...]:
        """What is wrong with the application itself, each thing once, where it stands in it."""
        found: dict[tuple[str, str, str], PayloadFinding] = {}
        own = told(tuple(self.apart.diagnostics))
        for finding in own:
            found.setdefault((finding.code, finding.where, finding.message), finding)
        for answer in self.answers:
            for finding in answer.result.payload:
                where = answer.share.path(finding.where)
                moved = finding.model_copy(update={"where": where})
                if not any(k[:2] == (moved.code, where) for k in found):
                    found[moved.code, where, moved.message] = moved
        return tuple(found.values())
