"""可以容缺后补、核查时补充、告知承诺的材料，没有写明不补、违诺的后果。

为什么：申请人选哪一种办法，先要知道选了做不到会怎样；后果在第一次告知时就要写明，
事后再说等于又多一次告知。法规没有规定后果的，写成例外并注明。

错误示例：
  - 编号: M1
    材料名称: 邻里意见
    角色: 次要
    容缺: {补交期限: 5 工作日, 依据: 办法 第十一条}
    需要: {业务办理项: 新办}
    依据: 办法 第十条

正确示例：
  - 编号: M1
    材料名称: 邻里意见
    角色: 次要
    容缺: {补交期限: 5 工作日, 逾期后果: 视为撤回申请, 依据: 办法 第十一条}
    需要: {业务办理项: 新办}
    依据: 办法 第十条
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library
from permit_rules.model.material import Material

CODE: Final = "SH658"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials that may come later, or be promised, without a word on what else happens."""
    for item, version in materials_in(library):
        for way, key in _silent(version.value):
            yield Diagnostic(
                code=CODE,
                subject=f"{item.id}/{version.value.id}",
                where=version.where,
                message=f"《{version.value.name}》可以{way}，没有写「{key}」",
                help=f"请在「{way.removesuffix('后补')}」里写明「{key}」，第一次告知就要告诉申请人；"
                "法规没有规定的，写成例外",
            )


def _silent(material: Material) -> Iterator[tuple[str, str]]:
    """The ways without a consequence, each with the key under which it is written."""
    if material.tolerance is not None and not material.tolerance.consequence:
        yield "容缺后补", "逾期后果"
    if material.at_inspection is not None and not material.at_inspection.consequence:
        yield "核查时补充", "逾期后果"
    if material.commitment is not None and not material.commitment.consequence:
        yield "告知承诺", "违诺后果"
