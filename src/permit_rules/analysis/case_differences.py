"""Does a result give what a case expects? What differs, in Chinese lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from permit_rules.loading.cases import Case
from permit_rules.result import CheckResult


def case_differences(case: Case, result: CheckResult) -> Iterator[str]:
    """Every difference between what a case expects and a result; nothing where they agree.

    An expectation that nobody has filled in agrees with nothing.
    """
    expected = case.expected
    if expected.blank:
        yield f"待填：{'、'.join(expected.blank)}"
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


def _exactly(key: str, wanted: tuple[str, ...] | None, found: Iterable[str]) -> Iterator[str]:
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
