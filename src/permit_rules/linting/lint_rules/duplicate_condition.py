"""两个审核要点在同样的情形下提出同样的要求。

为什么：申请人会为同一件事看到两条告知，改一处、漏一处的时候两条又会说得不一样。
名称不同、条件相同，也算重复；只在不同的日子有效的版本不算。

错误示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 从业人员不少于二人
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 2 人}
    依据: 办法 第七条
  - 编号: S7
    类别: 形式审查
    名称: 从业人员数量
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 2 人}
    依据: 办法 第七条

正确示例（只留一个，依据写在一起）：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 从业人员不少于二人
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 2 人}
    依据: 办法 第七条；办法 第九条
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library
from permit_rules.model.review_point import ReviewCondition
from permit_rules.model.validity import Validity, Version

CODE: Final = "SH667"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Conditions of one file that ask the same under the same circumstances, on the same days."""
    for item, _, statements in statements_in(library):
        versions = [v for dated in statements.conditions for v in dated.versions]
        for n, version in enumerate(versions):
            for earlier in versions[:n]:
                if _same(earlier, version):
                    first = earlier.value
                    yield Diagnostic(
                        code=CODE,
                        subject=f"{item.id}/{version.value.id}",
                        where=version.where,
                        message=f"与 {first.id}「{first.name}」在同样的情形下要求同样的内容",
                        help="请只留一个；依据不同的，写在一起",
                    )


def _same(one: Version[ReviewCondition], other: Version[ReviewCondition]) -> bool:
    a, b = one.value, other.value
    return (
        a.id != b.id
        and a.must is not None
        and (a.when, a.must, a.each) == (b.when, b.must, b.each)
        and _meet(one.validity, other.validity)
    )


def _meet(one: Validity, other: Validity) -> bool:
    return (one.end is None or other.start < one.end) and (
        other.end is None or one.start < other.end
    )
