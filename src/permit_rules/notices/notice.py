"""CheckResult → Document: what comes first, what comes last, and nothing empty."""

from __future__ import annotations

from typing import Final

from permit_rules.notice_kinds import NoticeKind
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
    received_section,
)
from permit_rules.notices.closing import closing
from permit_rules.notices.corrections import all_on_spot, to_correct
from permit_rules.notices.course import course_section
from permit_rules.notices.deferrals import deferral_section
from permit_rules.notices.document import Detail, Document, Section, detail
from permit_rules.notices.findings import finding_sections
from permit_rules.notices.glossary import glossary_section
from permit_rules.notices.kinds import fitting
from permit_rules.notices.letter import letter
from permit_rules.notices.opening import opening
from permit_rules.notices.particulars import BLANK_NUMBER, UNFILLED, Particulars, filled
from permit_rules.notices.phrases import (
    UNVERIFIED_MARK,
    counts_words,
    day_words,
    held_days,
    place_words,
    validity_words,
)
from permit_rules.notices.rights import rights_section
from permit_rules.result import CheckResult, FindingKind, NoteKind, Verdict

#: What is given as a receipt names the papers that came in.
_RECEIPTS: Final = {NoticeKind.ACCEPTANCE, NoticeKind.DEFERRALS}
#: What ends the matter: no step with a time limit follows, and nobody looks at the papers.
_ENDS: Final = {NoticeKind.NON_ACCEPTANCE, NoticeKind.NOT_REQUIRED}
#: The verdicts after which the same application comes again.
_AGAIN: Final = {Verdict.CORRECTION, Verdict.CANNOT_TELL}
#: Enough of the digest to tell two states of the rules apart.
_DIGEST_SHOWN: Final = 12


def notice(
    result: CheckResult, kind: NoticeKind | None = None, by: Particulars = UNFILLED
) -> Document:
    """The notice of one result, in the order in which an applicant needs it.

    ``kind`` None is the notice of its verdict; ``by`` is what the office fills in.

    Raises:
        ValueError: the result cannot be written as that kind.
    """
    kind = fitting(result, kind)
    if kind is NoticeKind.COMMITMENT:
        return letter(result, _head(result), by)
    sections = _sections(result, kind, by)
    return Document(
        title=kind.value,
        head=_head(result),
        verdict=f"结论：{_conclusion(result)}",
        summary=(_advice(result), *_whole(result), *_until(result)),
        sections=(*sections, *glossary_section(sections)),
        foot=_foot(result, sections),
        number=filled(by.number, BLANK_NUMBER),
        addressee=filled(result.applicant),
        opening=opening(result, kind),
        closing=closing(by),
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
    number = len(to_correct(result))
    if all_on_spot(result):
        return f"需要更正{number}项，都可以当场更正；当场更正的不是补正，不计入补正次数。"
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


def _sections(result: CheckResult, kind: NoticeKind, by: Particulars) -> tuple[Section, ...]:
    deferred = deferral_section(result, by)
    told = (
        *deferred,
        *finding_sections(result, 1 + sum(len(s.entries) for s in deferred)),
        *open_way_section(result),
        *(rights_section() if kind is NoticeKind.NON_ACCEPTANCE else ()),
        *(() if deferred else note_section(result, NoteKind.DEFERRABLE)),
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
        *(received_section(result) if kind in _RECEIPTS else ()),
        *assumption_section(result),
        *course_section(result, kind, by),
        *(() if kind in _ENDS else limit_section(result)),
        *(() if kind in _ENDS else note_section(result, NoteKind.HUMAN_CHECK)),
    )


def _foot(result: CheckResult, sections: tuple[Section, ...]) -> tuple[Detail, ...]:
    levels = "、".join(place_words(code) for code in result.levels)
    held = held_days(result)
    return (
        *detail("审核要点", counts_words(result)),
        *detail("适用的规定", f"{levels}的规定" if levels else ""),
        *detail("同样规定适用于", held),
        *detail("有效期", "" if result.verdict in _AGAIN else validity_words(result)),
        *detail("补正后按", result.count_from if result.verdict in _AGAIN else ""),
        *detail("规则版本", result.digest[:_DIGEST_SHOWN]),
        *detail("说明", "本告知按审核要点核对得出，由受理机关决定。" + _marks(sections)),
    )


def _marks(sections: tuple[Section, ...]) -> str:
    said = (text for s in sections for e in s.entries for d in e.details for text in d.texts)
    if not any(UNVERIFIED_MARK in text for text in said):
        return ""
    return f"标有“{UNVERIFIED_MARK}”的依据没有对照法规原文，使用前应当核对。"
