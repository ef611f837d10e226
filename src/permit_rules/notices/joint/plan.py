"""BusinessPlan → words: which permits a business needs and why, and what is left to ask."""

from __future__ import annotations

from typing import Final

from permit_rules.joint_result import BusinessPlan, Inferred, PermitNeeded
from permit_rules.notices.beside import payload_section, question_section
from permit_rules.notices.document import Detail, Document, Entry, Section, detail, section
from permit_rules.notices.joint.names import need_names, needed_name, reason_words
from permit_rules.notices.joint.permits import elsewhere_section
from permit_rules.notices.naming import Naming
from permit_rules.notices.phrases import bases_words, condition_words
from permit_rules.notices.summary import marks
from permit_rules.result import CheckResult, Verdict

_TITLE: Final = "需要办理的许可"


def plan_document(plan: BusinessPlan) -> Document:
    """Which permits, why, which of them hang on what, and which are not needed."""
    certain = tuple(p for p in plan.permits if p.certain)
    # The sections of a check are written for one answer; a plan has its questions alone.
    asked = CheckResult(
        item="",
        verdict=Verdict.CANNOT_TELL,
        verdict_label=Verdict.CANNOT_TELL.label,
        complete=False,
        questions=plan.questions,
        payload=plan.payload,
    )
    sections = (
        *section(f"需要的许可（{len(certain)}项）", tuple(map(_needed, certain)), first=1),
        *perhaps_section(plan),
        *elsewhere_section(plan.elsewhere),
        *question_section(asked, Naming(need_names(plan))),
        *payload_section(asked),
        *_inferred_section(plan.inferred),
        *section(
            "不需要的许可",
            tuple(_not_needed(p) for p in plan.not_needed),
            "按填写的信息，没有下列情况。",
        ),
    )
    return Document(
        title=_TITLE,
        head=(*detail("业态", plan.bundle_name), *detail("行政区划", plan.place)),
        verdict="",
        summary=(_amount(plan, len(certain)),),
        sections=sections,
        foot=(
            *detail("规则版本", plan.digest[:12]),
            *detail("说明", "本表按填写的信息推得，是否需要由主管机关认定。" + marks(sections)),
        ),
    )


def _amount(plan: BusinessPlan, certain: int) -> str:
    perhaps = len(plan.permits) - certain
    more = f"，另有{perhaps}项取决于下面的问题" if perhaps else ""
    return f"需要{certain}项许可{more}。"


def perhaps_section(plan: BusinessPlan) -> tuple[Section, ...]:
    """The permits that hang on something unstated."""
    entries = tuple(_perhaps(p) for p in plan.permits if not p.certain)
    return section(f"可能还要办的许可（{len(entries)}项）", entries, "取决于还没有回答的问题。")


def _perhaps(needed: PermitNeeded) -> Entry:
    when = condition_words(needed.when)
    name = needed_name(needed)
    said = f"若{when}，还须办理{name}" if when else f"可能还须办理{name}"
    return Entry(said, _why(needed))


def _needed(needed: PermitNeeded) -> Entry:
    return Entry(needed_name(needed), _why(needed))


def _not_needed(needed: PermitNeeded) -> Entry:
    """What was not the case; the values stand with the permits that are needed."""
    missed = dict.fromkeys(c.text for c in needed.reason if c.truth == "no")
    return Entry(needed_name(needed), detail("没有", "；".join(missed)))


def _why(needed: PermitNeeded) -> tuple[Detail, ...]:
    return (
        *detail("原因", reason_words(needed.reason)),
        *detail("说明", needed.note),
        *detail("依据", bases_words(needed.basis)),
    )


def _inferred_section(inferred: tuple[Inferred, ...]) -> tuple[Section, ...]:
    entries = tuple(Entry(f"{i.label}：{i.value}", detail("理由", i.reason)) for i in inferred)
    return section("推得的信息", entries, "以下没有填写，从已填的推得；与实际不符的，请写明。")
