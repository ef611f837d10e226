"""What an office wants beyond the list: the review point it rests on, or that there is none.

行政许可法 art. 31: no technical data or other material that has nothing to do with the item;
优化营商环境条例 art. 35: no condition and no step without a basis in law.
"""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.casework.events import ExtraDemand, Line
from permit_rules.result import CheckResult, PointResult, PointStatus
from permit_rules.written import fold

#: The code of a line that a person judged, not the library.
MANUAL = "manual"
NO_BASIS = (
    "没有依据：审核要点里没有这一项。不得要求申请人提交与申请事项无关的材料（行政许可法第三十一条）；"
    "没有法律、法规、规章依据，不得增设办理条件和环节（优化营商环境条例第三十五条）。"
)
_ANSWERS = {
    PointStatus.FINDING: "已在清单内，一并告知。",
    PointStatus.MANUAL: "由人审查的要点，已列入告知。",
    PointStatus.CANNOT_TELL: "是否要求，取决于还没有回答的问题，已一并告知。",
    PointStatus.MET: "按规则已经符合，不能再要求。",
    PointStatus.NOT_APPLICABLE: (
        "按规则不适用于这件申请，没有依据（行政许可法第三十一条、优化营商环境条例第三十五条）。"
    ),
}
#: Of several points of one name (a paper and its standards) the first of these is meant.
_FIRST = (
    PointStatus.MANUAL,
    PointStatus.FINDING,
    PointStatus.CANNOT_TELL,
    PointStatus.MET,
    PointStatus.NOT_APPLICABLE,
)


def answer_demands(result: CheckResult, demands: Iterable[str]) -> tuple[ExtraDemand, ...]:
    """Each demand with its answer, in Chinese.

    A demand is the id of a review point (``food-business/S1`` or ``S1``), its name, or any other
    text; only a point of the rules in force gives it a basis.
    """
    return tuple(_answered(result, text) for text in demands)


def demanded_lines(result: CheckResult, demands: Iterable[ExtraDemand]) -> tuple[Line, ...]:
    """The demands that are told: those a person may judge. Nothing else joins the list."""
    manual = manual_points(result)
    return tuple(
        Line(point=d.point, code=MANUAL, text=_words(result, d))
        for d in demands
        if d.point in manual
    )


def manual_points(result: CheckResult) -> frozenset[str]:
    """The review points that only a person can judge of this application."""
    return frozenset(p.point for p in result.points if p.status is PointStatus.MANUAL)


def _answered(result: CheckResult, text: str) -> ExtraDemand:
    point = _point(result, text)
    if point is None:
        return ExtraDemand(text=text, answer=NO_BASIS)
    return ExtraDemand(text=text, point=point.point, answer=_ANSWERS[point.status])


def _point(result: CheckResult, text: str) -> PointResult | None:
    wanted = fold(text.strip().strip("《》"))
    named = [
        p
        for p in result.points
        if wanted in (fold(p.point), fold(p.point.partition("/")[2]), fold(p.name))
    ]
    return min(named, key=lambda p: _FIRST.index(p.status), default=None)


def _words(result: CheckResult, demand: ExtraDemand) -> str:
    """The text of the office; where it wrote an id, the name of the point."""
    named = next(p for p in result.points if p.point == demand.point)
    is_id = fold(demand.text.strip()) in (fold(named.point), fold(named.point.partition("/")[2]))
    return named.name if is_id else demand.text
