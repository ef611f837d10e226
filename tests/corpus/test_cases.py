"""Every case of every table, decided with durable-rules and confirmed by the reference engine."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import permit_rules as pr
from permit_rules.loading.cases import Case
from tests.corpus.tables import checker, every_case

CASES = [pytest.param(case, id=f"{item}: {case.name}") for item, case in every_case()]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    result = checker().check(case.application)
    reference = checker(reference=True).check(case.application)
    assert result.model_dump_json() == reference.model_dump_json(), "两种引擎的结果不同"
    wrong = [*_counts(result), *_differences(case, result)]
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


def _differences(case: Case, result: pr.CheckResult) -> Iterable[str]:
    expected = case.expected
    if expected.verdict is not None and result.verdict_label != expected.verdict:
        yield f"结论：应为{expected.verdict}，得出{result.verdict_label}"
        yield f"  告知：{[f.message for f in result.findings]}"
        yield f"  无法判断：{[_local(p.point) for p in result.points if p.status == 'cannot_tell']}"
    statuses = {_local(p.point): p.status.label for p in result.points}
    for point, wanted in expected.points.items():
        if point not in statuses:
            yield f"要点 {point}：应为{wanted}，规则里没有这个要点"
        elif statuses[point] != wanted:
            yield f"要点 {point}：应为{wanted}，得出{statuses[point]}"
    yield from _exactly("缺", expected.findings, (_local(f.point) for f in result.findings))
    yield from _exactly("问", expected.questions, (q.label for q in result.questions))


def _exactly(key: str, wanted: tuple[str, ...] | None, found: Iterable[str]) -> Iterable[str]:
    """Several members of a roster may each have a line; they count as one."""
    if wanted is None:
        return
    seen = set(found)
    if missing := sorted(set(wanted) - seen):
        yield f"{key}：应有而没有 {'、'.join(missing)}"
    if extra := sorted(seen - set(wanted)):
        yield f"{key}：多出 {'、'.join(extra)}"


def _local(point: str) -> str:
    return point.partition("/")[2]
