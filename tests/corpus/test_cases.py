"""Every case of every table, decided with durable-rules and confirmed by the reference engine."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import permit_rules as pr
from permit_rules.analysis.case_differences import case_differences
from permit_rules.loading.cases import Case
from tests.corpus.tables import checker, every_case

CASES = [pytest.param(case, id=f"{item}: {case.name}") for item, case in every_case()]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    result = checker().check(case.application)
    reference = checker(reference=True).check(case.application)
    assert result.model_dump_json() == reference.model_dump_json(), "两种引擎的结果不同"
    wrong = [*_counts(result), *case_differences(case, result)]
    assert not wrong, "\n".join([f"{case.where}  {case.name}", *wrong, f"出处：{case.source}"])


def _counts(result: pr.CheckResult) -> Iterable[str]:
    """Promise 1: each point of the rulebook ends exactly once, and the five counts add up."""
    counts = result.counts
    ended = (counts.met, counts.finding, counts.not_applicable, counts.cannot_tell, counts.manual)
    if (
        not sum(ended)
        == counts.total
        == len(result.points)
        == len({p.point for p in result.points})
    ):
        yield f"要点没有各算一次：{counts}"
