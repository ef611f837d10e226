"""Findings as numbered entries, grouped by kind: what closes the way first, conditions last."""

from __future__ import annotations

from typing import Final

from permit_rules.notices.document import Detail, Entry, Section, detail, section
from permit_rules.notices.naming import ALONE, Naming
from permit_rules.notices.phrases import (
    bases_words,
    clause_words,
    clauses_words,
    demands_words,
    route_words,
)
from permit_rules.result import CheckResult, Finding, FindingKind

_ORDER: Final = (
    FindingKind.OTHER_AUTHORITY,
    FindingKind.BARRED,
    FindingKind.FILING_DUE,
    FindingKind.MISSING,
    FindingKind.DEFECTIVE,
    FindingKind.CONDITION_UNMET,
)
_LEADS: Final = {
    FindingKind.CONDITION_UNMET: "以下各项不影响是否受理，但会影响是否准予许可。",
}


def finding_sections(
    result: CheckResult, first: int = 1, naming: Naming = ALONE
) -> tuple[Section, ...]:
    """One section for each kind that occurs; the numbers run through all of them from ``first``."""
    sections: list[Section] = []
    for kind in _ORDER:
        found = tuple(_entry(f, naming) for f in result.findings if f.kind is kind)
        heading = f"{kind.label}（{len(found)}项）"
        sections += section(heading, found, _LEADS.get(kind, ""), first)
        first += len(found)
    return tuple(sections)


def _entry(finding: Finding, naming: Naming) -> Entry:
    return Entry(
        finding.message,
        (
            *detail("怎么办", finding.remedy),
            *detail("可以当场更正", "是" if finding.correctable_on_spot else ""),
            *detail("材料要求", *demands_words(finding.demands)),
            *_routes(finding),
            *detail("用于", naming.permits(finding.points)),
            *detail("原因", _reason(finding)),
            *detail("依据", bases_words(finding.basis)),
            *detail("要点", f"{naming.points(finding.points)}（{finding.review_class}）"),
        ),
    )


def _routes(finding: Finding) -> tuple[Detail, ...]:
    return (
        *detail("也可以", *(route_words(r) for r in finding.routes if r.open)),
        *detail("不能选用", *(route_words(r) for r in finding.routes if not r.open)),
    )


def _reason(finding: Finding) -> str:
    told = clauses_words(c for c in finding.reason if not _in_message(clause_words(c), finding))
    return f"{told}。" if told else ""


def _in_message(words: str, finding: Finding) -> bool:
    """Whether the message says it already: that a paper was not handed in, or was, and what is
    wrong with it.

    Of what is missing every other clause says why it is asked for.
    """
    if finding.message == f"{words}。":
        return True
    if finding.kind is not FindingKind.DEFECTIVE:
        return False
    if words.startswith("已提交《"):
        return words.removeprefix("已提交") in finding.message
    _, unmet, requirement = words.partition("》不符合要求（")
    return bool(unmet) and requirement.removesuffix("）") in finding.message
