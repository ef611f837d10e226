"""What came of the cases, as a report for people, as JSON, and as JUnit has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from permit_rules.analysis.run_cases import CaseOutcome, CaseStatus
from permit_rules.loading.cases import Expected
from permit_rules.model.library import Library
from permit_rules.written.inert import one_line


def text_report(outcomes: Sequence[CaseOutcome], library: Library) -> str:
    """The cases that did not pass, each with its place, then the counts by item."""
    lines: list[str] = []
    for outcome in outcomes:
        if outcome.status is not CaseStatus.PASSED:
            lines += [*_told(outcome), ""]
    for item, own in _by_item(outcomes):
        lines.append(f"{_name(item, library)}（{item}）：{_counts(own)}")
    if len({o.item for o in outcomes}) > 1:
        lines.append(f"合计：{_counts(outcomes)}")
    return "\n".join(lines)


def _told(outcome: CaseOutcome) -> Iterator[str]:
    case = outcome.case
    yield f"{case.where}  {outcome.item}  [{outcome.status.label}] {one_line(case.name)}"
    if outcome.status is CaseStatus.TO_FILL:
        yield f"  待填：{'、'.join(map(one_line, outcome.differences))}"
        return
    yield f"  预期：{_expected(case.expected)}"
    yield f"  出处：{one_line(case.source) or '没有写'}"
    yield from (f"  {_indented(line)}" for line in outcome.differences)


def _indented(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + one_line(line)


def _expected(expected: Expected) -> str:
    """What was expected, as the table has it."""
    told = [f"结论 {expected.verdict}"] if expected.verdict else []
    if expected.points:
        told.append("要点 " + "、".join(f"{p} {s}" for p, s in expected.points.items()))
    for key, listed in (("缺", expected.findings), ("问", expected.questions)):
        if listed is not None:
            told.append(f"{key} " + ("、".join(listed) or "没有"))
    return one_line("；".join(told))


def _counts(outcomes: Sequence[CaseOutcome]) -> str:
    """12 个用例，10 个通过，1 个不符，1 个待填."""
    told = [f"{len(outcomes)} 个用例"]
    for status in CaseStatus:
        count = sum(o.status is status for o in outcomes)
        if count or status is CaseStatus.PASSED:
            told.append(f"{count} 个{status.label}")
    return "，".join(told)


def json_report(outcomes: Sequence[CaseOutcome], library: Library) -> str:
    """All cases with their outcomes, and the counts."""
    told = {
        **_numbers(outcomes),
        "items": [
            {
                "item": item,
                "name": _name(item, library),
                **_numbers(own),
                "outcomes": [_outcome(o) for o in own],
            }
            for item, own in _by_item(outcomes)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _numbers(outcomes: Sequence[CaseOutcome]) -> dict[str, int]:
    counts = {s.value: sum(o.status is s for o in outcomes) for s in CaseStatus}
    return {"cases": len(outcomes), **counts}


def _outcome(outcome: CaseOutcome) -> dict[str, Any]:
    where = outcome.case.where
    return {
        "name": outcome.case.name,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "status": outcome.status.value,
        "differences": list(outcome.differences),
        "source": outcome.case.source,
    }


def junit_report(outcomes: Sequence[CaseOutcome], library: Library) -> str:
    """JUnit XML: a suite for each item; a case to be filled in counts as a failure."""
    root = ElementTree.Element("testsuites", name="permit-rules")
    for item, own in _by_item(outcomes):
        wrong = sum(o.status is not CaseStatus.PASSED for o in own)
        suite = ElementTree.SubElement(
            root, "testsuite", name=item, tests=str(len(own)), failures=str(wrong)
        )
        for outcome in own:
            where = outcome.case.where
            case = ElementTree.SubElement(
                suite,
                "testcase",
                classname=item,
                name=one_line(outcome.case.name),
                file=where.file,
                line=str(where.line),
            )
            if outcome.status is not CaseStatus.PASSED:
                failure = ElementTree.SubElement(
                    case, "failure", type=outcome.status.value, message=outcome.status.label
                )
                failure.text = "\n".join(_told(outcome))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _by_item(outcomes: Sequence[CaseOutcome]) -> list[tuple[str, list[CaseOutcome]]]:
    ordered = sorted(outcomes, key=lambda o: o.item)
    return [(item, list(own)) for item, own in groupby(ordered, key=lambda o: o.item)]


def _name(item: str, library: Library) -> str:
    return next((i.name for i in library.items if i.id == item), item)
