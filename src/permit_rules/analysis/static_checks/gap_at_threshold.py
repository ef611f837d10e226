"""两条要点以同一数值为界，正好等于这个数值时哪一条都不适用。

为什么：「超过」和「低于」都不含本数（民法典第一千二百五十九条），正好等于界限的申请就没有规则可用。

错误示例：
  申请材料:
  - {编号: M3, 材料名称: 简图, 需要: {经营面积: 低于 200 平方米}, 依据: 办法 第五条}
  - {编号: M4, 材料名称: 平面图, 需要: {经营面积: 超过 200 平方米}, 依据: 办法 第五条}

正确示例：
  申请材料:
  - {编号: M3, 材料名称: 简图, 需要: {经营面积: 低于 200 平方米}, 依据: 办法 第五条}
  - {编号: M4, 材料名称: 平面图, 需要: {经营面积: 不低于 200 平方米}, 依据: 办法 第五条}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from permit_rules.analysis.static_checks.together import Reached, Remark
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.nodes import All, Node, NumberTest, Order, without_names
from permit_rules.conditions.wording import sentence

CODE = "SH665"
TITLE = "正好等于界限时没有规则"
HELP = "请把其中一条写成「不低于」或者「不超过」"


def check(plan: Plan, reached: Reached) -> Iterator[Remark]:
    """Pairs of points alike but for a number below and above one bound, named at the later."""
    split = [(p, s) for p in plan.points for s in _number_tests(p)]
    for (low, (below, rest)), (high, (above, other)) in permutations(split, 2):
        if (
            below.order is Order.BELOW
            and above == NumberTest(below.field, Order.ABOVE, below.value)
            and rest == other
            and low.kind is high.kind
            and not _covered(plan, below, rest)
        ):
            at = NumberTest(below.field, Order.EQUAL, below.value)
            words = sentence(at, plan.rulebook.catalogue)
            yield Remark(high.id, f"{words}时，{low.id} 和 {high.id} 都不适用")


def _number_tests(point: PlannedPoint) -> Iterator[tuple[NumberTest, frozenset[Node]]]:
    """Each number test of a point's conjunction, and what else must hold."""
    node = without_names(point.applies_node)
    parts = node.parts if isinstance(node, All) else (node,)
    for part in parts:
        if isinstance(part, NumberTest):
            yield part, frozenset(parts) - {part}


def _covered(plan: Plan, below: NumberTest, rest: frozenset[Node]) -> bool:
    """Whether some other point, alike in the rest, takes in the bound itself."""
    including = {
        NumberTest(below.field, order, below.value)
        for order in (Order.AT_LEAST, Order.AT_MOST, Order.EQUAL)
    }
    return any(
        test in including and other == rest
        for point in plan.points
        for test, other in _number_tests(point)
    )
