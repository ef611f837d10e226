"""事项里有备案、报告类的业务办理项，材料的「需要」却没有写明业务办理项。

为什么：同一事项既办许可、又办备案或者报告时，没有写明业务办理项的材料在备案、报告时也会被要求提交，
而备案、报告只能要求它们自己的材料。
有的情形没有写明也是一样：「需要」写成几种情形时，每一种都要写明业务办理项。

错误示例：
  业务办理项: [{名称: 新办, 类别: 许可}, {名称: 展销会报告, 类别: 报告}]
  申请材料:
  - {编号: M2, 材料名称: 营业执照, 需要: {使用冷藏柜: 是}, 依据: 办法 第五条}

正确示例：
  业务办理项: [{名称: 新办, 类别: 许可}, {名称: 展销会报告, 类别: 报告}]
  申请材料:
  - {编号: M2, 材料名称: 营业执照, 需要: {业务办理项: 新办, 使用冷藏柜: 是}, 依据: 办法 第五条}
  - {编号: M8, 材料名称: 展销会说明, 需要: {业务办理项: 新办、展销会报告}, 依据: 办法 第六条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.nodes import All, AnyOf, Named, Node, Not, Observed
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.item import HandlingKind
from permit_rules.model.library import Library

CODE: Final = "SH651"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials asked for without naming a handling item, where some handling item is no permit."""
    for item, version in materials_in(library):
        others = [h.name for h in item.handling_items if h.kind is not HandlingKind.PERMIT]
        if not others or _names_handling_item(version.value.when):
            continue
        yield Diagnostic(
            code=CODE,
            subject=f"{item.id}/{version.value.id}",
            where=version.where,
            message=f"「需要」没有写明业务办理项，办理{'、'.join(others)}时也会要求提交"
            f"《{version.value.name}》",
            help="请写明，例如「业务办理项: 新办」；每一种情形都要写",
        )


def _names_handling_item(node: Node) -> bool:
    """Whether every way in which the condition can hold reads the handling item."""
    if isinstance(node, All):
        return any(_names_handling_item(p) for p in node.parts)
    if isinstance(node, AnyOf):
        return all(_names_handling_item(p) for p in node.parts)
    if isinstance(node, (Not, Named)):
        return _names_handling_item(node.part)
    return not isinstance(node, Observed) and node.field == HANDLING_ITEM_ID
