"""Every case of every table, decided with durable-rules and confirmed by the reference engine."""

from __future__ import annotations

import pytest

import permit_rules as pr
from permit_rules.analysis.run_cases import CaseStatus, run_case
from permit_rules.loading.cases import Case
from tests.corpus.tables import checker, every_case

CASES = [pytest.param(item, case, id=f"{item}: {case.name}") for item, case in every_case()]


class Given(pr.Checker[pr.CheckResult]):
    """Gives an answer that is known already."""

    def __init__(self, result: pr.CheckResult) -> None:
        self.result = result

    def check(self, application: object) -> pr.CheckResult:
        return self.result


@pytest.mark.parametrize(("item", "case"), CASES)
def test_case(item: str, case: Case) -> None:
    result = checker().check(case.application)
    reference = checker(reference=True).check(case.application)
    assert result.model_dump_json() == reference.model_dump_json(), "两种引擎的结果不同"
    ended = run_case(item, case, Given(result))
    told = [f"{case.where}  {case.name}", *ended.differences, f"出处：{case.source}"]
    assert ended.status is CaseStatus.PASSED, "\n".join(told)
