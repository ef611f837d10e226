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
    counts_words,
    day_words,
    held_days,
    place_words,
    validity_words,
)
from permit_rules.notices.rights import rights_section
from permit_rules.notices.summary import AGAIN, advice, conclusion, marks, until, whole
from permit_rules.result import CheckResult, NoteKind, Verdict

#: What is given as a receipt names the papers that came in.
_RECEIPTS: Final = {NoticeKind.ACCEPTANCE, NoticeKind.DEFERRALS}
#: What ends the matter: no step with a time limit follows, and nobody looks at the papers.
_ENDS: Final = {NoticeKind.NON_ACCEPTANCE, NoticeKind.NOT_REQUIRED}
#: Enough of the digest to tell two states of the rules apart.
DIGEST_SHOWN: Final = 12


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
        verdict=f"结论：{conclusion(result)}",
        summary=(advice(result), *whole(result), *until(result)),
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
        *detail("有效期", "" if result.verdict in AGAIN else validity_words(result)),
        *detail("补正后按", result.count_from if result.verdict in AGAIN else ""),
        *detail("规则版本", result.digest[:DIGEST_SHOWN]),
        *detail("说明", "本告知按审核要点核对得出，由受理机关决定。" + marks(sections)),
    )
