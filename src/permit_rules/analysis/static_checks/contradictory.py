"""两条审核要点的要求互相矛盾，同时适用时没有办法都符合。

为什么：申请人按一条改正，就违反另一条，永远办不成。

错误示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 人员
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 50 人}
    依据: 办法 第七条
  - 编号: S2
    类别: 形式审查
    名称: 人员数量
    当: {业务办理项: 新办}
    应当: {从业人数: 低于 50 人}
    依据: 办法 第七条

正确示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 人员
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 50 人}
    依据: 办法 第七条
  - 编号: S2
    类别: 形式审查
    名称: 人员数量
    当: {业务办理项: 延续}
    应当: {从业人数: 低于 50 人}
    依据: 办法 第七条
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from permit_rules.analysis.static_checks.together import Reached, Remark, fields_read, ways
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.nodes import Node
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.review_point import Effect, ReviewCondition

CODE = "SH663"
TITLE = "两条要求互相矛盾"
HELP = "请把两条的「当」分开，或者只留一条"


def check(plan: Plan, reached: Reached) -> Iterator[Remark]:
    """Pairs of conditions that apply together and cannot be met together, named at the later."""
    demands = [
        p.subject
        for p in plan.points
        if isinstance(p.subject, ReviewCondition)
        and p.subject.must is not None
        and p.subject.effect is not Effect.WARNING
    ]
    for one, other in combinations(demands, 2):
        if one.must is None or other.must is None or one.each != other.each:
            continue
        if not fields_read(one.must) & fields_read(other.must):
            continue
        clash = _clash(plan, (one.when, other.when), (one.must, other.must))
        about = f"与 {one.id}「{one.name}」的要求"
        if clash is None:
            yield Remark(other.id, f"{about}是否矛盾", decided=False)
        elif clash:
            yield Remark(other.id, f"{about}互相矛盾，同时适用时没有办法都符合")


def _clash(plan: Plan, when: tuple[Node, Node], must: tuple[Node, Node]) -> bool | None:
    """Whether both apply together and never hold together; None: too many ways to tell."""
    calendar = plan.rulebook.calendar
    together = False
    tried = ways(plan, (*when, *must))
    if tried is None:
        return None
    for way in tried:
        if any(truth(w, way, calendar) is not Truth.YES for w in when):
            continue
        together = True
        # What cannot be told over cells (a name to be filled in) can still be met.
        if all(truth(m, way, calendar) is not Truth.NO for m in must):
            return False
    return together
