"""一项要求只有在另一项改正以后才会出现。

为什么：按第一次告知改正了事实，才冒出新的要求，申请人要跑第二趟。
改成没有改正的时候也要求，或者在前一条的「告知」里一并说明。

错误示例：
  审核要点:
  - {编号: S1, 类别: 实质审查, 名称: 人数, 应当: {从业人数: 不低于 50 人}, 依据: 办法 第七条}
  申请材料:
  - {编号: M5, 材料名称: 名册, 需要: {从业人数: 不低于 50 人}, 依据: 办法 第八条}

正确示例：
  审核要点:
  - {编号: S1, 类别: 实质审查, 名称: 人数, 应当: {从业人数: 不低于 50 人}, 依据: 办法 第七条}
  申请材料:
  - {编号: M5, 材料名称: 名册, 依据: 办法 第八条}
"""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.analysis.static_checks.together import Reached, Remark, fields_read, ways
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint
from permit_rules.conditions.nodes import conjunction, negation
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.review_point import Effect, ReviewCondition

CODE = "SH664"
TITLE = "另一项改正以后才会出现的要求"
HELP = "请核对两条的条件；确是如此的，请在前一条的「告知」里一并说明"


def check(plan: Plan, reached: Reached) -> Iterator[Remark]:
    """Demands that never apply while another condition is unmet, and may once it is met."""
    conditions = [
        p.subject
        for p in plan.points
        if isinstance(p.subject, ReviewCondition) and p.subject.effect is not Effect.WARNING
    ]
    for first in conditions:
        if first.must is None:
            continue
        for point in plan.points:
            if (
                not _asks(point)
                or point.id == first.id
                or point.scope != first.each
                or not fields_read(first.must) & fields_read(point.applies_node)
            ):
                continue
            appears = _appears(plan, first, point)
            after = f"在 {first.id}「{first.name}」改正以后才会出现"
            if appears is None:
                yield Remark(point.id, f"是否{after}", decided=False)
            elif appears:
                yield Remark(point.id, f"只有{after}")


def _asks(point: PlannedPoint) -> bool:
    return isinstance(point.subject, (DemandPoint, ReviewCondition)) and point.violated is not None


def _appears(plan: Plan, first: ReviewCondition, point: PlannedPoint) -> bool | None:
    """Whether the point is asked for only once the condition is met; None: cannot be told."""
    assert first.must is not None
    calendar = plan.rulebook.calendar
    unmet = conjunction(first.when, negation(first.must))
    met = conjunction(first.when, first.must)
    found = False
    tried = ways(plan, (first.when, first.must, point.applies_node))
    if tried is None:
        return None
    for way in tried:
        applies = truth(point.applies_node, way, calendar)
        if truth(unmet, way, calendar) is not Truth.NO and applies is not Truth.NO:
            return False
        found = found or (truth(met, way, calendar) is Truth.YES and applies is Truth.YES)
    return found
