"""The answers to all permits of an application → one result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from permit_rules.checking.essentials import waiting_words
from permit_rules.checking.explain import cited
from permit_rules.checking.joint.answers import Answer, certain, restated_fields
from permit_rules.checking.joint.dependencies import dependencies, produced, waits_only
from permit_rules.checking.joint.fields import joint_fields
from permit_rules.checking.joint.limits import joint_limits, limits
from permit_rules.checking.joint.merging import Merger
from permit_rules.checking.joint.papers import joint_papers
from permit_rules.checking.joint.planning import NeedFound, business_plan, need_point
from permit_rules.checking.joint.taking_apart import Apart
from permit_rules.checking.joint.together import Around, Together, words_of
from permit_rules.checking.joint.worst import NOTED_ONLY, overall
from permit_rules.checking.single import told
from permit_rules.joint_result import BusinessPlan, Dependency, JointResult, PermitAnswer
from permit_rules.result import Note, NoteKind, PayloadFinding, Question, Verdict

#: Where it is said that no permit is needed.
NOTHING_NEEDED: Final = "bundles/none"


def assemble_joint(apart: Apart, answers: tuple[Answer, ...], digest: str) -> JointResult:
    """Put the answers to an application for several permits together."""
    return _Assembler(apart, answers, digest).result()


def _applicant(answers: Sequence[Answer]) -> str:
    """Who applies, as the shares have it: a verified name may have been filled in."""
    return next((a.result.applicant for a in answers if a.result.applicant), "")


def _waiting(answer: Answer) -> str:
    decided = answer.answered.decided
    return waiting_words(decided.decision) if decided is not None else ""


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

    def _plan(self) -> BusinessPlan:
        apart = self.apart
        return business_plan(apart.planner, apart.bundle, apart.filled, self.digest)

    # ---- the permits -------------------------------------------------------------------------

    def _counts(self, answer: Answer, waiting: set[str]) -> bool:
        kind = answer.result.service_kind or (answer.permit.item.kind if answer.permit.item else "")
        return kind not in NOTED_ONLY and answer.permit.key not in waiting

    def _permit(
        self, answer: Answer, depends: Sequence[Dependency], waiting: set[str]
    ) -> PermitAnswer:
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
        return overall(
            (a.result.verdict for a in counted), whole=whole, other_rules=self.apart.other_rules
        )

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
                if permit.certain or why != _waiting(answer):
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

    def _also_needed(self, need_id: str, found: NeedFound) -> Note:
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
