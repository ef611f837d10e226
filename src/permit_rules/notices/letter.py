"""告知承诺书: what the office tells, what the applicant promises, and a line to sign.

It is written for commitments that the applicant chose. Where none was chosen yet it is a blank
form of those that are open: the choice is the applicant's alone.
"""

from __future__ import annotations

from permit_rules.notice_kinds import NoticeKind
from permit_rules.notices.closing import letter_closing
from permit_rules.notices.document import Detail, Document, Entry, Section, detail
from permit_rules.notices.kinds import offered
from permit_rules.notices.particulars import BLANK, BLANK_NUMBER, Particulars, filled
from permit_rules.notices.phrases import bases_words, local_id
from permit_rules.result import CheckResult, CommitmentMade

_CHOSEN = "申请人自愿选择以书面承诺代替下列材料，不再提交。"
_OPEN = (
    "下列材料可以用书面承诺代替。是否承诺由申请人自愿选择：选择的，在□内打勾并签名或者盖章；"
    "不选择的，按一般程序提交材料，本机关不要求承诺。"
)
_DECLARED = (
    "本申请人已经知晓上面告知的全部内容，选择承诺出于自愿。",
    "本申请人已经做到所承诺的内容，承诺真实。",
    "本申请人接受核查；违背承诺的，承担上面写明的后果。",
)


def letter(result: CheckResult, head: tuple[Detail, ...], by: Particulars) -> Document:
    """The commitments of a result as a letter for the applicant to sign."""
    blank = not result.commitments
    promises = offered(result) if blank else result.commitments
    mark = "□ " if blank else ""
    return Document(
        title=NoticeKind.COMMITMENT.value,
        head=head,
        verdict="",
        summary=(_OPEN if blank else _CHOSEN,),
        sections=(
            Section(
                f"行政机关告知（{len(promises)}项）",
                tuple(_told(promise, mark) for promise in promises),
                first=1,
            ),
            Section("申请人承诺", tuple(Entry(sentence) for sentence in _DECLARED)),
        ),
        foot=(),
        number=filled(by.number, BLANK_NUMBER),
        closing=letter_closing(by),
    )


def _told(promise: CommitmentMade, mark: str) -> Entry:
    unstated = f"规则没有写明，由受理机关写明：{BLANK}"
    within = f"作出决定后{promise.check_within}内" if promise.check_within else unstated
    return Entry(
        f"{mark}《{promise.material_name}》",
        (
            *detail("承诺的内容", promise.text),
            *detail("核查", within),
            *detail("违背承诺的", promise.consequence or unstated),
            *detail("依据", bases_words(promise.basis) or unstated),
            *detail("要点", local_id(promise.point)),
        ),
    )
