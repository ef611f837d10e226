"""A case run: did the check give what the law asks for, as somebody wrote it down?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from permit_rules.analysis.case_differences import case_differences
from permit_rules.checking.checker import Checker
from permit_rules.loading.cases import Case, CaseTable
from permit_rules.result import CheckResult


class CaseStatus(str, Enum):
    """How a case ended; one that nobody has filled in never passes."""

    PASSED = "passed"
    FAILED = "failed"
    TO_FILL = "to_fill"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"passed": "通过", "failed": "不符", "to_fill": "待填"}[self.value]


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One case of the item ``item``, how it ended, and in what the answer differs, in Chinese."""

    item: str
    case: Case
    status: CaseStatus
    differences: tuple[str, ...] = ()


def run_tables(tables: Iterable[CaseTable], checker: Checker) -> Iterator[CaseOutcome]:
    """Every case of the tables, one after the other.

    Raises:
        EngineFault: the engine failed or, where the checker verifies, the two engines differ.
    """
    for table in tables:
        for case in table.cases:
            yield run_case(table.item, case, checker)


def run_case(item: str, case: Case, checker: Checker) -> CaseOutcome:
    """Check the application of a case and compare the answer with what is expected of it.

    A case of which something is left blank is not run: what would be compared is not there.

    Raises:
        EngineFault: the engine failed or, where the checker verifies, the two engines differ.
    """
    if case.expected.blank:
        return CaseOutcome(item, case, CaseStatus.TO_FILL, case.expected.blank)
    result = checker.check(case.application)
    wrong = (*miscounted(result), *case_differences(case, result))
    return CaseOutcome(item, case, CaseStatus.FAILED if wrong else CaseStatus.PASSED, wrong)


def miscounted(result: CheckResult) -> Iterator[str]:
    """Each point of the rulebook ends exactly once, and the five counts add up; else a line."""
    counts = result.counts
    ended = (counts.met, counts.finding, counts.not_applicable, counts.cannot_tell, counts.manual)
    points = {p.point for p in result.points}
    if not sum(ended) == counts.total == len(result.points) == len(points):
        yield f"要点没有各算一次：{counts}"
