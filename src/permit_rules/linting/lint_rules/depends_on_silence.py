"""没有填写就能免交：免交的情形看的是「未填视为」的值。

为什么：「未填视为」说的是没有申报就当作没有。拿这个值当免交的理由，什么都不填的人就免交了，
如实申报的人反而要交；少填一项就少交一份，正是「已填、未填」不能用在这里的原因。
「需要」里看这个值也一样：不申报的人平白多出一份材料。

错误示例（申请信息「使用冷藏柜」未填视为否）：
  - {编号: M1, 材料名称: 检测报告, 不适用: {使用冷藏柜: 否}, 依据: 办法 第六条}

正确示例：
  - {编号: M1, 材料名称: 检测报告, 需要: {使用冷藏柜: 是}, 依据: 办法 第六条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.fields import Field, FieldCatalogue
from permit_rules.conditions.nodes import All, AnyOf, ChoiceTest, Named, Node, Not
from permit_rules.conditions.phrases import field_of
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library

CODE: Final = "SH659"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials and parts that hang on the value which an unstated field is taken to have."""
    for item, version in materials_in(library):
        catalogue = library.catalogue.with_fields(item.fields)
        for paper in (version.value, *version.value.parts):
            for key, node in (("需要", paper.when), ("不适用", paper.unless)):
                for field in _silent(node, catalogue):
                    yield Diagnostic(
                        code=CODE,
                        subject=f"{item.id}/{paper.id}",
                        where=version.where,
                        message=f"《{paper.name}》的「{key}」看「{field.label}」是不是"
                        f"「{field.silence}」，而没有填写就当作「{field.silence}」",
                        help="请反过来写：填了才需要的写在「需要」里；"
                        "确实要看的，去掉申请信息的「未填视为」",
                    )


def _silent(node: Node, catalogue: FieldCatalogue) -> Iterator[Field]:
    """The fields of which the condition asks just for the value that silence stands for."""
    for test, holds in _asked(node, True):
        field = field_of(catalogue, test.field)
        if field is None or field.silence is None:
            continue
        if (field.silence in test.values) is holds:
            yield field


def _asked(node: Node, holds: bool) -> Iterator[tuple[ChoiceTest, bool]]:
    """Every test of a choice, and whether it is to hold or to fail."""
    if isinstance(node, ChoiceTest):
        yield node, holds
    elif isinstance(node, (All, AnyOf)):
        for part in node.parts:
            yield from _asked(part, holds)
    elif isinstance(node, (Not, Named)):
        yield from _asked(node.part, holds is not isinstance(node, Not))
