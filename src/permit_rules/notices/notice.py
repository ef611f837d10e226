"""CheckResult → Document: what comes first, what comes last, and nothing empty."""

from __future__ import annotations

from typing import Final

from permit_rules.notices.beside import (
    assumption_section,
    commitment_section,
    conditional_section,
    exemption_section,
    limit_section,
    note_section,
    open_way_section,
    payload_section,
    question_section,
)
from permit_rules.notices.document import Detail, Document, Section, detail
from permit_rules.notices.findings import finding_sections
from permit_rules.notices.phrases import (
    counts_words,
    day_words,
    held_days,
    place_words,
    validity_words,
)
from permit_rules.result import CheckResult, FindingKind, NoteKind, Verdict

_TITLES: Final = {
    Verdict.ACCEPTED: "受理告知书",
    Verdict.ACCEPTED_WITH_DEFERRALS: "容缺受理告知书",
    Verdict.CORRECTION: "补正告知书",
    Verdict.NOT_ACCEPTED: "不予受理告知书",
    Verdict.NOT_REQUIRED: "不需要许可告知书",
    Verdict.CANNOT_TELL: "补充信息告知书",
}
#: What has to be put right before the application can be accepted.
_TO_CORRECT: Final = {FindingKind.MISSING, FindingKind.DEFECTIVE}
#: The verdicts after which the same application comes again.
_AGAIN: Final = {Verdict.CORRECTION, Verdict.CANNOT_TELL}
#: Enough of the digest to tell two states of the rules apart.
_DIGEST_SHOWN: Final = 12


def notice(result: CheckResult) -> Document:
    """The notice of one result, in the order in which an applicant needs it."""
    return Document(
        title=_TITLES[result.verdict],
        head=_head(result),
        verdict=f"结论：{_conclusion(result)}",
        summary=(_advice(result), *_whole(result), *_until(result)),
        sections=_sections(result),
        foot=_foot(result),
    )


def _head(result: CheckResult) -> tuple[Detail, ...]:
    handling = f"（{result.handling_item}）" if result.handling_item else ""
    return (
        *detail("申请人", result.applicant),
        *detail("事项", f"{result.item_name or result.item}{handling}"),
        *detail("行政区划", result.place),
        *detail("收件日", day_words(result.received_on) if result.received_on else ""),
    )


def _conclusion(result: CheckResult) -> str:
    """The verdict; where another item is due, that one by its name: else it sounds like nothing."""
    way = result.open_way
    if result.verdict is Verdict.NOT_REQUIRED and way is not None and way.item:
        return f"不需要本项许可，{way.text.rstrip('。')}"
    return result.verdict_label


def _advice(result: CheckResult) -> str:
    if result.verdict is Verdict.CORRECTION:
        return _correction(result)
    if result.verdict is Verdict.NOT_REQUIRED:
        if result.open_way is not None and result.open_way.item:
            return "不需要申请本项许可，但应当办理另一个事项，办法见下。"
        due = any(f.kind is FindingKind.FILING_DUE for f in result.findings)
        return "不需要申请本项许可" + ("，但应当备案或者报告，办法见下。" if due else "。")
    if result.verdict is Verdict.CANNOT_TELL:
        asked = "请补充下列信息。" if result.questions else "原因见下。"
        return f"现有信息不足以得出结论，{asked}"
    if result.verdict is Verdict.ACCEPTED:
        on_spot = "，可以当场作出决定" if result.decided_on_spot else ""
        return f"申请材料齐全、符合法定形式{on_spot}。"
    way = result.open_way
    if result.verdict is Verdict.NOT_ACCEPTED and way is not None and way.authority:
        return f"不属于本机关职权范围。{way.text}"
    return {
        Verdict.ACCEPTED_WITH_DEFERRALS: "可以先行受理，欠缺的材料请按期补交。",
        Verdict.NOT_ACCEPTED: "不予受理的原因和可以怎样办见下。",
    }[result.verdict]


def _correction(result: CheckResult) -> str:
    number = sum(f.kind in _TO_CORRECT for f in result.findings)
    if result.complete:
        return f"需要补正{number}项，已全部列在下面，请一次补齐。"
    asked = "，并补充下列信息" if result.questions else ""
    return f"目前能够确定需要补正的有{number}项，请一并补齐{asked}。"


def _whole(result: CheckResult) -> tuple[str, ...]:
    """Whether anything may be lacking from the list, and why."""
    if result.complete:
        return ("清单完整：全部审核要点都已核对。",)
    because = "；".join(result.incomplete_because)
    return (f"清单可能不完整：{because}。" if because else "清单可能不完整。",)


def _until(result: CheckResult) -> tuple[str, ...]:
    """Until when it holds, said at the top to who has to come again."""
    words = validity_words(result)
    return (f"{words}。",) if words and result.verdict in _AGAIN else ()


def _sections(result: CheckResult) -> tuple[Section, ...]:
    told = (
        *finding_sections(result),
        *open_way_section(result),
        *note_section(result, NoteKind.DEFERRABLE),
        *commitment_section(result),
    )
    asked = (*question_section(result), *conditional_section(result))
    return (
        # Where everything hangs on the answers, the questions come first.
        *((*asked, *told) if result.verdict is Verdict.CANNOT_TELL else (*told, *asked)),
        *payload_section(result),
        *note_section(result, NoteKind.REQUIRED),
        *note_section(result, NoteKind.WARNING),
        *note_section(result, NoteKind.NOT_REQUIRED),
        *exemption_section(result),
        *assumption_section(result),
        *limit_section(result),
        *note_section(result, NoteKind.HUMAN_CHECK),
    )


def _foot(result: CheckResult) -> tuple[Detail, ...]:
    levels = "、".join(place_words(code) for code in result.levels)
    held = held_days(result)
    return (
        *detail("审核要点", counts_words(result)),
        *detail("适用的规定", f"{levels}的规定" if levels else ""),
        *detail("同样规定适用于", held),
        *detail("有效期", "" if result.verdict in _AGAIN else validity_words(result)),
        *detail("补正后按", result.count_from if result.verdict in _AGAIN else ""),
        *detail("规则版本", result.digest[:_DIGEST_SHOWN]),
        *detail("说明", "本告知按审核要点核对得出，由受理机关决定。" + _marks(result)),
    )


def _marks(result: CheckResult) -> str:
    cited = [
        *(b for f in result.findings for b in f.basis),
        *(b for n in result.notes for b in n.basis),
        *(b for c in result.commitments for b in c.basis),
        *(b for c in result.conditional for b in c.basis),
        *(b for t in result.limits for b in t.basis),
    ]
    if all(b.verified for b in cited):
        return ""
    return "标有“待核对”的依据没有对照法规原文，使用前应当核对。"
