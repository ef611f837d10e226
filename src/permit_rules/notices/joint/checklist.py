"""材料准备清单: what one business has to prepare for all its permits, to be ticked off by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.joint_result import JointPaper, JointResult
from permit_rules.notice_kinds import JointKind
from permit_rules.notices.beside import note_section
from permit_rules.notices.document import Document, Entry, Section, detail, section
from permit_rules.notices.findings import finding_sections
from permit_rules.notices.joint.conditions import condition_section
from permit_rules.notices.joint.names import (
    naming,
    paper_name,
    permit_name,
    reason_words,
    wanted_by,
)
from permit_rules.notices.joint.notice import joint_head
from permit_rules.notices.joint.open_questions import open_question_section
from permit_rules.notices.joint.papers import (
    prefilled_section,
    requirement_lines,
    spared_section,
    tally_words,
    to_bring,
)
from permit_rules.notices.joint.permits import (
    decision_limits,
    elsewhere_section,
    joint_limit_section,
    waiting_section,
)
from permit_rules.notices.joint.plan import perhaps_section
from permit_rules.notices.phrases import bases_words, route_words, validity_words
from permit_rules.notices.summary import marks, whole
from permit_rules.pages.tables import table
from permit_rules.result import CheckResult, Demand, Finding, FindingKind, NoteKind

_COLUMNS: Final = ("许可", "为什么要办", "受理机关", "办理时限")
_OPEN, _DONE = "□", "☑"


def checklist(result: JointResult) -> Document:
    """The personal list of a business: papers, conditions, order, time limits, open questions."""
    sections = _sections(result)
    told = result.together
    validity = validity_words(told)
    return Document(
        title=JointKind.CHECKLIST.value,
        head=joint_head(result),
        verdict="",
        summary=(_amount(result), *_saved(result), *whole(_complete(result))),
        sections=sections,
        foot=(
            *detail("有效期", validity.replace("本告知", "本清单", 1)),
            *detail("规则版本", result.digest[:12]),
            *detail(
                "说明", "本清单按填写的信息列出，供准备材料用，不是受理决定。" + marks(sections)
            ),
        ),
    )


def _complete(result: JointResult) -> CheckResult:
    return result.together.model_copy(
        update={
            "complete": result.complete,
            "incomplete_because": result.incomplete_because,
        }
    )


def _amount(result: JointResult) -> str:
    asked = len(result.together.questions)
    questions = f"；还有{asked}个问题没有回答，答案会影响本清单" if asked else ""
    return (
        f"要办{len(result.permits)}项许可，一次申请，准备{len(to_bring(result))}份材料{questions}。"
    )


def _saved(result: JointResult) -> Iterator[str]:
    if result.paper_count.separately:
        yield tally_words(result.paper_count, "份材料")
    if result.field_count.separately:
        yield tally_words(result.field_count, "项信息")


def _sections(result: JointResult) -> tuple[Section, ...]:
    names = naming(result)
    rest = result.together.model_copy(update={"findings": _unlisted(result)})
    return (
        *_permit_section(result),
        *(perhaps_section(result.plan) if result.plan else ()),
        *_paper_section(result),
        *spared_section(result),
        *prefilled_section(result),
        *open_question_section(rest, names),
        *finding_sections(rest, 1, names),
        *note_section(rest, NoteKind.REQUIRED, names),
        *condition_section(result),
        *_order_section(result),
        *joint_limit_section(result),
        *elsewhere_section(result.plan.elsewhere if result.plan else ()),
    )


def _permit_section(result: JointResult) -> tuple[Section, ...]:
    rows = tuple(
        (
            (permit_name(answer),),
            tuple(t for t in (reason_words(answer.needed_because), bases_words(answer.basis)) if t),
            (answer.authority,) if answer.authority else (),
            decision_limits(result, answer),
        )
        for answer in result.permits
    )
    made = table(_COLUMNS, rows)
    return (Section(f"要办的许可（{len(rows)}项）", (), table=made),) if made else ()


def _paper_section(result: JointResult) -> tuple[Section, ...]:
    papers = to_bring(result)
    return section(
        f"要准备的材料（{len(papers)}份）",
        tuple(_paper(result, paper) for paper in papers),
        "每份材料只准备一次，准备好的在□内打勾。",
        1,
    )


def _paper(result: JointResult, paper: JointPaper) -> Entry:
    found = tuple(_about(result, paper))
    wrong = tuple(f for f in found if f.kind is FindingKind.DEFECTIVE)
    done = paper.in_hand and not wrong
    return Entry(
        f"{_DONE if done else _OPEN} {paper_name(paper)}",
        (
            *detail("已交，但是", *(f.message for f in wrong)),
            *detail("要求", *requirement_lines(paper)),
            *detail("用于", wanted_by(result, paper)),
            *detail("也可以", *(route_words(r) for f in found for r in f.routes if r.open)),
        ),
    )


def _about(result: JointResult, paper: JointPaper) -> Iterator[Finding]:
    """The findings that want this paper, for these premises and this member."""
    return (f for f in result.together.findings if any(_is(paper, d) for d in f.demands))


def _is(paper: JointPaper, demand: Demand) -> bool:
    ids = {paper.identity, f"{paper.identity}@{paper.premises}"}
    return demand.paper.id in ids and demand.instance in ("", paper.instance)


def _unlisted(result: JointResult) -> tuple[Finding, ...]:
    """The findings about something else than a paper of the list."""
    listed = [f for paper in to_bring(result) for f in _about(result, paper)]
    return tuple(f for f in result.together.findings if f not in listed)


def _order_section(result: JointResult) -> tuple[Section, ...]:
    waiting = waiting_section(result)
    if waiting or len(result.permits) < 2:
        return waiting
    return (Section("办理的先后", (Entry("各项许可同时办理，没有先后。"),)),)
