"""What follows later (容缺后补): each paper with its time, its last day and the consequence."""

from __future__ import annotations

from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.naming import ALONE, Naming
from permit_rules.notices.particulars import BLANK, Particulars, filled_day
from permit_rules.notices.phrases import bases_words
from permit_rules.result import CheckResult, Deferral


def deferral_section(
    result: CheckResult, by: Particulars, naming: Naming = ALONE
) -> tuple[Section, ...]:
    """Every deferred paper, numbered (广东条例 art. 32, 安阳条例 art. 24)."""
    entries = tuple(_entry(d, by, naming) for d in result.deferrals)
    return section(f"容缺后补的材料（{len(entries)}项）", entries, "以下材料须按期补交。", 1)


def _entry(deferral: Deferral, by: Particulars, naming: Naming) -> Entry:
    return Entry(
        f"《{deferral.material}》",
        (
            *detail("补交期限", _until(deferral, by)),
            *detail(
                "逾期没有补交的",
                deferral.consequence or f"规则没有写明后果，由受理机关写明：{BLANK}",
            ),
            *detail("依据", bases_words(deferral.basis)),
            *detail("要点", naming.points((deferral.point,))),
        ),
    )


def _until(deferral: Deferral, by: Particulars) -> str:
    last = filled_day(by.due.get(deferral.point))
    if not deferral.within:
        return f"现场核查时补充，核查日期{last}"
    return f"{deferral.within}内，最迟{last}"
