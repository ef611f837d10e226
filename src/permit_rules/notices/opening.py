"""The sentences with which a notice turns to the applicant, and the law that they rest on."""

from __future__ import annotations

from typing import Final

from permit_rules.notice_kinds import NoticeKind
from permit_rules.notices.corrections import all_on_spot
from permit_rules.notices.phrases import basis_words, day_words
from permit_rules.result import Basis, CheckResult, FindingKind

#: 行政许可法 art. 32 was read in its own text, so was 优化营商环境条例 art. 36.
_ARTICLE_32: Final = {
    NoticeKind.NOT_REQUIRED: "（一）",
    NoticeKind.NON_ACCEPTANCE: "（二）",
    NoticeKind.CORRECTION: "（四）",
    NoticeKind.ACCEPTANCE: "（五）",
}
_ON_SPOT: Final = "（三）"
_PERMIT: Final = "行政许可"


def opening(result: CheckResult, kind: NoticeKind) -> tuple[str, ...]:
    """What was received, and what the notice does about it."""
    basis = ground(result, kind)
    by_law = f"根据{basis_words(basis)}，" if basis else ""
    return (f"{_received(result)}{by_law}{_does(result, kind)}",)


def ground(result: CheckResult, kind: NoticeKind) -> Basis | None:
    """The article a notice is given under; None where no article of general law says it.

    Only permits are under 行政许可法. A refusal for want of competence has an article there; one
    for any other reason rests on what its entries cite.
    """
    if result.service_kind == _PERMIT and kind in _ARTICLE_32:
        if kind is NoticeKind.NON_ACCEPTANCE and not _elsewhere(result):
            return None
        on_spot = kind is NoticeKind.CORRECTION and all_on_spot(result)
        number = _ON_SPOT if on_spot else _ARTICLE_32[kind]
        return _read("中华人民共和国行政许可法", f"第三十二条第{number}项")
    if result.service_kind and kind is NoticeKind.CORRECTION:
        return _read("优化营商环境条例", "第三十六条")
    return None


def _read(instrument: str, article: str) -> Basis:
    return Basis(instrument=instrument, article=article, grade="法规原文", verified=True)


def _elsewhere(result: CheckResult) -> bool:
    return any(f.kind is FindingKind.OTHER_AUTHORITY for f in result.findings)


def _received(result: CheckResult) -> str:
    on = f"于{day_words(result.received_on)}" if result.received_on else ""
    handling = f"（{result.handling_item}）" if result.handling_item else ""
    what = f"{result.item_name or result.item}{handling}"
    return f"你（单位）{on}提出的{what}申请收悉。"


def _does(result: CheckResult, kind: NoticeKind) -> str:
    if kind is NoticeKind.CORRECTION and all_on_spot(result):
        return "下列错误允许当场更正。"
    if kind is NoticeKind.CORRECTION and not result.complete:
        return "现将目前能够确定的需要补正的内容告知如下。"
    return {
        NoticeKind.CORRECTION: "现将需要补正的全部内容一次告知如下。",
        NoticeKind.DEFERRALS: "现先予受理，须补交的材料、补交期限和逾期的后果一次告知如下。",
        NoticeKind.ACCEPTANCE: "予以受理。",
        NoticeKind.NON_ACCEPTANCE: "决定不予受理。",
        NoticeKind.NOT_REQUIRED: "现即时告知不受理。",
        NoticeKind.QUESTIONS: "请补充下列信息。",
        NoticeKind.COMMITMENT: "",
    }[kind]
