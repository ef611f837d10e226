"""要不要一份材料，看的是申请人交没交另一份材料。

为什么：该不该交由事实决定，不由交没交别的材料决定。写成「已提交甲材料的，另交乙材料」，
不交甲的人连乙也不用交；补交了甲，又冒出乙，要跑第二趟。
查的是「需要」「不适用」「当」里的是否型申请信息，名称说的是「已提交」「附有」某一份材料的。

错误示例：
  申请信息:
  - {字段: 已提交租赁合同, 标识: lease_handed_in, 类型: 是否}
  申请材料:
  - {编号: M1, 材料名称: 租赁合同, 需要: {业务办理项: 新办}, 依据: 办法 第七条}
  - {编号: M2, 材料名称: 房东身份证明, 需要: {已提交租赁合同: 是}, 依据: 办法 第七条}

正确示例：
  申请信息:
  - {字段: 场所是租的, 标识: rented, 类型: 是否}
  申请材料:
  - {编号: M1, 材料名称: 租赁合同, 需要: {场所是租的: 是}, 依据: 办法 第七条}
  - {编号: M2, 材料名称: 房东身份证明, 需要: {场所是租的: 是}, 依据: 办法 第七条}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import Node, fields_of, tests_of
from permit_rules.conditions.phrases import field_of
from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import materials_in, statements_in
from permit_rules.model.library import Library
from permit_rules.written import fold

CODE: Final = "SH660"
_HANDED_IN: Final = re.compile("(?:已|没有|未|是否)?(?:提交|交来|附上|附有|递交|上传)")


def lint(library: Library) -> Iterator[Diagnostic]:
    """Demands and conditions that read whether a paper was handed in."""
    papers: dict[str, list[str]] = {}
    for item, version in materials_in(library):
        names = papers.setdefault(item.id, [])
        for paper in (version.value, *version.value.parts):
            names += (fold(n) for n in (paper.name, *paper.aliases))
    for item, version in materials_in(library):
        catalogue = library.catalogue.with_fields(item.fields)
        for paper in (version.value, *version.value.parts):
            nodes = (paper.when, paper.unless)
            subject = f"{item.id}/{paper.id}"
            yield from _told(subject, version.where, nodes, catalogue, papers[item.id])
    for item, _, statements in statements_in(library):
        catalogue = library.catalogue.with_fields(item.fields)
        for dated in statements.conditions:
            for condition in dated.versions:
                subject = f"{item.id}/{dated.id}"
                known = papers.get(item.id, [])
                when = (condition.value.when,)
                yield from _told(subject, condition.where, when, catalogue, known)


def _told(
    subject: str,
    where: Span,
    nodes: tuple[Node, ...],
    catalogue: FieldCatalogue,
    papers: list[str],
) -> Iterator[Diagnostic]:
    read = dict.fromkeys(f for node in nodes for test in tests_of(node) for f in fields_of(test))
    for name in read:
        field = field_of(catalogue, name)
        if field is not None and _about_a_paper(field, papers):
            yield Diagnostic(
                code=CODE,
                subject=subject,
                where=where,
                message=f"条件里的「{field.label}」说的是交没交一份材料",
                help="请改成决定要不要这份材料的事实；两份一起要的，两份都写同样的条件",
            )


def _about_a_paper(field: Field, papers: list[str]) -> bool:
    label = fold(field.label)
    found = _HANDED_IN.match(label) if field.type is FieldType.YES_NO else None
    rest = label[found.end() :] if found else ""
    return bool(rest) and any(rest in paper or paper in rest for paper in papers)
