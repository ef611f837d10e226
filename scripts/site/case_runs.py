"""Every case of every table, run with durable-rules while the site is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import permit_rules as pr
from permit_rules.analysis.case_differences import case_differences
from permit_rules.loading.cases import Case, load_cases
from permit_rules.loading.rule_files import CASES_SUFFIX


@dataclass(frozen=True)
class CaseRun:
    """One case, the answer to it, and in what that differs from what is expected."""

    item: str
    number: int
    case: Case
    verdict: str
    statuses: dict[str, str]
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the answer is what was expected."""
        return not self.differences

    @property
    def place(self) -> str:
        """The place the application is made at; "" for the nation."""
        return str(self.case.application.get("place", ""))

    @property
    def anchor(self) -> str:
        """The name of the case on its page."""
        return f"case-{self.number}"


@dataclass(frozen=True)
class Runs:
    """The cases of one edition, and which of them shows what of a point."""

    runs: tuple[CaseRun, ...] = ()

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(r.passed for r in self.runs)

    def showing(self, point: str, status: str) -> CaseRun | None:
        """A case in which a point ends so: one that expects it, and says little else."""
        return self._index.get((point, status))

    @cached_property
    def _index(self) -> dict[tuple[str, str], CaseRun]:
        best: dict[tuple[str, str], tuple[tuple[int, int, int], CaseRun]] = {}
        for run in self.runs:
            stated = run.case.expected.points
            for source, silent in ((stated, 0), (run.statuses, 1)):
                for point, status in source.items():
                    rank = (silent, len(stated), run.number)
                    known = best.get((point, status))
                    if known is None or rank < known[0]:
                        best[point, status] = (rank, run)
        return {key: run for key, (_, run) in best.items()}


def run_cases(library: pr.Library, folder: Path) -> tuple[CaseRun, ...]:
    """Run all cases below a folder; those of items that the library lacks are left out."""
    found: list[CaseRun] = []
    known = {i.id for i in library.items}
    for path in sorted(folder.rglob(f"*{CASES_SUFFIX}")):
        table = load_cases(path)
        if table.item in known:
            checker = pr.Checker(library)
            try:
                found += _run(checker, table.item, table.cases, len(found))
            finally:
                checker.close()
    return tuple(found)


def _run(checker: pr.Checker, item: str, cases: Iterable[Case], before: int) -> Iterable[CaseRun]:
    for number, case in enumerate(cases, before + 1):
        result = checker.check(case.application)
        yield CaseRun(
            item=item,
            number=number,
            case=case,
            verdict=result.verdict_label,
            statuses={p.point.partition("/")[2]: p.status.label for p in result.points},
            differences=tuple(case_differences(case, result)),
        )
