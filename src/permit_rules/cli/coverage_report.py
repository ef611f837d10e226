"""What the cases of an item try out, point by point, as a report and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from permit_rules.analysis.coverage import Coverage, PointCoverage, Shown, target_words
from permit_rules.analysis.suggesting.suggest import Suggested
from permit_rules.loading.cases import Case
from permit_rules.model.library import Library
from permit_rules.written.inert import one_line


def text_coverage(
    found: Coverage, cases: Sequence[Case], library: Library, inherited: int, missing: bool
) -> str:
    """Every point with the case that shows each thing, or only what no case shows."""
    lines = list(_head(found, cases, library, inherited))
    for point in found.by_point:
        lines += _point(point, cases, missing)
    if found.undecided:
        lines += ["", f"组合太多、没有算的：{'、'.join(found.undecided)}"]
    if found.unreachable:
        lines += ["", f"不会不符的：{'、'.join(found.unreachable)}"]
    return "\n".join(lines)


def _head(
    found: Coverage, cases: Sequence[Case], library: Library, inherited: int
) -> Iterator[str]:
    name = next(i.name for i in library.items if i.id == found.item)
    blank = sum(bool(c.expected.blank) for c in cases)
    to_fill = f"（{blank} 个待填）" if blank else ""
    yield f"{name}（{found.item}）：{found.points} 个要点，{len(cases)} 个用例{to_fill}"
    yield (
        f"结果 {found.covered_statuses}/{found.statuses}，"
        f"界限的两边 {found.covered_sides}/{found.sides}，"
        f"条件 {found.covered_lines}/{found.lines}"
    )
    if inherited:
        yield f"通用规定的 {inherited} 个要点另有用例，这里不算。"


def _point(point: PointCoverage, cases: Sequence[Case], missing: bool) -> Iterator[str]:
    lines = [
        *_shown("", point.statuses, cases, missing),
        *_shown("界限 ", point.sides, cases, missing),
        *_shown("条件 ", point.lines, cases, missing),
    ]
    if not lines:
        return
    where = f"{point.place}，" if point.place else ""
    yield ""
    yield f"{point.point} {point.name}（{where}{point.since}起）"
    yield from lines


def _shown(
    kind: str, shown: Sequence[Shown], cases: Sequence[Case], missing: bool
) -> Iterator[str]:
    for each in shown:
        if each.by is None:
            yield f"  {kind}{each.words}：没有用例"
        elif not missing:
            case = cases[each.by]
            to_fill = "，待填" if case.expected.blank else ""
            yield f"  {kind}{each.words}：{one_line(case.name)}（第{case.where.line}行{to_fill}）"


def json_coverage(
    found: Coverage, cases: Sequence[Case], library: Library, inherited: int, missing: bool
) -> str:
    """The same as JSON; a case is given by its place and name."""
    told = {
        "item": found.item,
        "cases": len(cases),
        "points": found.points,
        "statuses": {"all": found.statuses, "shown": found.covered_statuses},
        "sides": {"all": found.sides, "shown": found.covered_sides},
        "conditions": {"all": found.lines, "shown": found.covered_lines},
        "undecided": list(found.undecided),
        "unreachable": list(found.unreachable),
        "by_point": [_point_json(p, cases, missing) for p in found.by_point],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _point_json(point: PointCoverage, cases: Sequence[Case], missing: bool) -> dict[str, Any]:
    def listed(shown: Sequence[Shown]) -> list[dict[str, Any]]:
        return [
            {"what": s.words, **_case_json(s.by, cases)}
            for s in shown
            if s.by is None or not missing
        ]

    return {
        "point": point.point,
        "name": point.name,
        "place": point.place,
        "from": point.since,
        "statuses": listed(point.statuses),
        "sides": listed(point.sides),
        "conditions": listed(point.lines),
    }


def _case_json(number: int | None, cases: Sequence[Case]) -> dict[str, Any]:
    if number is None:
        return {"case": None}
    where = cases[number].where
    blank = bool(cases[number].expected.blank)
    return {"case": cases[number].name, "to_fill": blank, "file": where.file, "line": where.line}


def left_words(found: Suggested) -> Iterator[str]:
    """The targets for which no application was found."""
    for target in found.left:
        yield f"{target.point}：{target_words(target, found.targets)}"
