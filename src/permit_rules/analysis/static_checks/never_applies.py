"""审核要点在任何申请中都不会适用。

为什么：条件互相矛盾（例如同一项既要求「新办」又要求「延续」），这一条形同虚设，往往是写错了取值或者数值。

错误示例：
  情形定义:
    新办大型: {业务办理项: 新办, 经营面积: 超过 200 平方米}
  申请材料:
  - {编号: M1, 材料名称: 方案, 需要: {业务办理项: 延续, 情形: 新办大型}, 依据: 办法 第五条}

正确示例：
  情形定义:
    新办大型: {业务办理项: 新办, 经营面积: 超过 200 平方米}
  申请材料:
  - {编号: M1, 材料名称: 方案, 需要: {业务办理项: 新办, 情形: 新办大型}, 依据: 办法 第五条}
"""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.analysis.static_checks.together import Reached, Remark
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.nodes import NEVER
from permit_rules.result import PointStatus

CODE = "SH661"
TITLE = "任何申请都不会适用"
HELP = "请核对「需要」「当」「不适用」里的取值和数值"


def check(plan: Plan, reached: Reached) -> Iterator[Remark]:
    """The local ids of points that no application can bring up, each with what is wrong."""
    # An authority behind one that is always competent is told by a lint rule (SH551).
    behind = {g.id for g in plan.gates if g.applies_node == NEVER}
    for point_id, statuses in reached.items():
        if statuses is None:
            yield Remark(point_id, "这一条能不能适用、能不能符合", decided=False)
        elif statuses <= {PointStatus.NOT_APPLICABLE} and point_id not in behind:
            yield Remark(point_id, "任何申请都不会适用这一条")
