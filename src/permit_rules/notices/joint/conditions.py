"""The conditions (审批条件) that apply to a business, permit by permit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.joint_result import JointResult, PermitAnswer
from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.joint.names import permit_name
from permit_rules.notices.phrases import local_id
from permit_rules.result import PointResult, PointStatus

_CONDITION: Final = "condition"
_STANDING: Final = {
    PointStatus.MET: "按填写的信息已经符合",
    PointStatus.FINDING: "按填写的信息还不符合",
    PointStatus.CANNOT_TELL: "还没有填写，不能判断",
    PointStatus.MANUAL: "由工作人员核查",
}


def condition_section(result: JointResult) -> tuple[Section, ...]:
    """Each permit with the conditions that may apply to it, and how things stand with each."""
    entries = tuple(
        Entry(permit_name(answer), detail("条件", *lines))
        for answer in result.permits
        if (lines := tuple(_lines(answer)))
    )
    return section(
        "审批条件", entries, "不影响是否受理，但会影响是否准予许可；开工、进货以前先看清楚。"
    )


def _lines(answer: PermitAnswer) -> Iterator[str]:
    for point in answer.result.points:
        if point.kind == _CONDITION and point.status in _STANDING:
            mark = "☑" if point.status is PointStatus.MET else "□"
            yield f"{mark} {point.name}（{_STANDING[point.status]}；{_number(point)}）"


def _number(point: PointResult) -> str:
    return local_id(point.point)
