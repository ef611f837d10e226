"""审核要点适用时，任何申请都不能符合。

为什么：「应当」写的要求和适用的条件互相矛盾，申请人无论怎样补正都过不了。
依法就是不予受理的，请写「效果: 不予受理」。

错误示例：
  审核要点:
  - 编号: S1
    类别: 实质审查
    名称: 消防负责人
    当: {从业人数: 超过 1000 人}
    应当: {从业人数: 不超过 1000 人}
    依据: 办法 第七条

正确示例：
  审核要点:
  - 编号: S1
    类别: 实质审查
    名称: 消防负责人
    当: {从业人数: 超过 1000 人}
    应当: {消防负责人: 已填}
    依据: 办法 第七条
"""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.analysis.static_checks.together import Reached, Remark
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.model.review_point import Effect, ReviewCondition
from permit_rules.result import PointStatus

CODE = "SH662"
TITLE = "适用时没有申请能够符合"
HELP = "请核对「当」和「应当」；依法不予受理的，请写「效果: 不予受理」"


def check(plan: Plan, reached: Reached) -> Iterator[Remark]:
    """The local ids of conditions that no application can meet where they apply."""
    for point in plan.points:
        statuses = reached[point.id]
        if statuses is None or not _could_be_met(point):
            continue
        if PointStatus.FINDING in statuses and PointStatus.MET not in statuses:
            yield Remark(point.id, "适用时任何申请都不能符合这一条")


def _could_be_met(point: PlannedPoint) -> bool:
    """Whether the point is a demand on the applicant at all, and not a closed door."""
    subject = point.subject
    return isinstance(subject, ReviewCondition) and subject.effect is not Effect.REFUSAL
