"""JointResult → Document: one notice for all permits of an application, everything once.

珠府办〔2021〕9号 wants one form and one notice; the notice of each permit alone is written from its
own result, which is the one it would get by itself.
"""

from __future__ import annotations

from permit_rules.joint_result import JointResult
from permit_rules.notice_kinds import JointKind, NoticeKind
from permit_rules.notices.beside import (
    assumption_section,
    commitment_section,
    conditional_section,
    note_section,
    payload_section,
    question_section,
    received_section,
)
from permit_rules.notices.closing import closing
from permit_rules.notices.course import course_section
from permit_rules.notices.deferrals import deferral_section
from permit_rules.notices.document import Detail, Document, Section, detail
from permit_rules.notices.findings import finding_sections
from permit_rules.notices.glossary import glossary_section
from permit_rules.notices.joint.names import naming, permit_name
from permit_rules.notices.joint.papers import paper_section, prefilled_section, spared_section
from permit_rules.notices.joint.permits import (
    elsewhere_section,
    joint_limit_section,
    open_way_section,
    verdict_section,
    waiting_section,
)
from permit_rules.notices.kinds import kinds_for
from permit_rules.notices.opening import ground
from permit_rules.notices.particulars import BLANK_NUMBER, UNFILLED, Particulars, filled
from permit_rules.notices.phrases import basis_words, day_words, validity_words
from permit_rules.notices.rights import rights_section
from permit_rules.notices.summary import AGAIN, advice, marks, until, whole
from permit_rules.result import Basis, CheckResult, NoteKind, Verdict

#: Enough of the digest to tell two states of the rules apart.
_DIGEST_SHOWN = 12


def joint_notice(result: JointResult, by: Particulars = UNFILLED) -> Document:
    """The one notice of an application for several permits; ``by`` is what the office fills in."""
    told = _told(result)
    sections = _sections(result, told, by)
    return Document(
        title=JointKind.NOTICE.value,
        head=joint_head(result),
        verdict=f"结论：{result.verdict_label}",
        summary=(_worst(result), advice(told), *whole(told), *until(told)),
        sections=(*sections, *glossary_section(sections)),
        foot=_foot(result, sections),
        number=filled(by.number, BLANK_NUMBER),
        addressee=filled(result.applicant),
        opening=(_opening(result, told),),
        closing=closing(by),
    )


def _told(result: JointResult) -> CheckResult:
    """The one list with the overall verdict, so that what is written for one permit fits it."""
    payload = (*result.payload, *result.together.payload)
    return result.together.model_copy(
        update={
            "verdict": result.verdict,
            "verdict_label": result.verdict_label,
            "complete": result.complete,
            "incomplete_because": result.incomplete_because,
            "limits": result.limits,
            "payload": tuple(dict.fromkeys(payload)),
        }
    )


def joint_head(result: JointResult) -> tuple[Detail, ...]:
    """Who applies for what, where and when."""
    received = day_words(result.received_on) if result.received_on else ""
    return (
        *detail("申请人", result.applicant),
        *detail("业态", result.bundle_name),
        *detail("申请的许可", *(permit_name(answer) for answer in result.permits)),
        *detail("行政区划", result.place),
        *detail("收件日", received),
    )


def _opening(result: JointResult, told: CheckResult) -> str:
    on = f"于{day_words(result.received_on)}" if result.received_on else ""
    what = (
        f"{result.bundle_name}（{len(result.permits)}项许可）"
        if result.bundle_name
        else (f"{len(result.permits)}项许可的")
    )
    basis = _ground(result, told)
    by_law = f"根据{basis_words(basis)}，" if basis else ""
    said = "现将各项许可的结论" + (
        "和需要补正的全部内容一次告知如下。"
        if told.verdict is Verdict.CORRECTION and told.complete
        else "和目前能够确定的内容告知如下。"
        if told.verdict in AGAIN
        else "告知如下。"
    )
    return f"你（单位）{on}一次提出的{what}申请收悉。{by_law}{said}"


def _ground(result: JointResult, told: CheckResult) -> Basis | None:
    kind = kinds_for(told)[0]
    if kind is not NoticeKind.CORRECTION:
        return None
    asked = (p.result for p in result.permits if p.verdict is Verdict.CORRECTION)
    grounds = (ground(each, NoticeKind.CORRECTION) for each in asked)
    return next((g for g in grounds if g is not None), None)


def _worst(result: JointResult) -> str:
    decisive = [p for p in result.permits if p.counts and p.verdict is result.verdict]
    names = "、".join(permit_name(p) for p in decisive)
    if not names or len(result.permits) < 2:
        return ""
    if len(decisive) == len(result.permits):
        return "各项许可的结论相同。"
    return f"总的结论取各项许可中最重的一项：{names}。"


def _sections(result: JointResult, told: CheckResult, by: Particulars) -> tuple[Section, ...]:
    names = naming(result)
    kind = kinds_for(told)[0]
    deferred = deferral_section(told, by, names)
    found = (
        *deferred,
        *finding_sections(told, 1 + sum(len(s.entries) for s in deferred), names),
        *open_way_section(result),
        *_rights(result),
        *(() if deferred else note_section(told, NoteKind.DEFERRABLE, names)),
        *commitment_section(told, names),
    )
    asked = (*question_section(told, names), *conditional_section(told, names))
    return (
        *verdict_section(result),
        *((*asked, *found) if told.verdict is Verdict.CANNOT_TELL else (*found, *asked)),
        *waiting_section(result),
        *payload_section(told),
        *paper_section(result),
        *spared_section(result),
        *prefilled_section(result),
        *elsewhere_section(result.plan.elsewhere if result.plan else ()),
        *note_section(told, NoteKind.REQUIRED, names),
        *note_section(told, NoteKind.WARNING, names),
        *note_section(told, NoteKind.NOT_REQUIRED, names),
        *(received_section(told) if kind in (NoticeKind.ACCEPTANCE, NoticeKind.DEFERRALS) else ()),
        *assumption_section(told),
        *course_section(told, kind, by),
        *joint_limit_section(result),
        *note_section(told, NoteKind.HUMAN_CHECK, names),
    )


def _rights(result: JointResult) -> tuple[Section, ...]:
    refused = [p for p in result.permits if p.verdict is Verdict.NOT_ACCEPTED]
    if not refused:
        return ()
    names = "、".join(permit_name(p) for p in refused)
    lead = f"针对不予受理的许可：{names}；其他许可照常办理。"
    return tuple(Section(s.heading, s.entries, lead) for s in rights_section())


def _foot(result: JointResult, sections: tuple[Section, ...]) -> tuple[Detail, ...]:
    told = result.together
    return (
        *detail("有效期", "" if result.verdict in AGAIN else validity_words(told)),
        *detail("补正后按", told.count_from if result.verdict in AGAIN else ""),
        *detail("规则版本", result.digest[:_DIGEST_SHOWN]),
        *detail(
            "说明",
            "本告知按审核要点核对得出，由各受理机关分别决定；合并申请由申请人自愿选择，"
            "也可以分别申请，结论相同。" + marks(sections),
        ),
    )
