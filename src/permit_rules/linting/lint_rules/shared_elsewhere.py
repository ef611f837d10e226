"""别的事项可以共享核验的证照，这里却一律要求提交。

为什么：能够通过数据共享获得的信息，不得要求申请人另行提供（国务院关于在线政务服务的若干规定第七条）。
同一种证照在一个事项里可以免交，在另一个事项里不能，多半是漏写了「可替代」。
只看材料来源是政府部门核发的；名称不计「复印件」「原件」等字样。

错误示例：
  # national/newsstand.yaml
  申请材料:
  - {编号: M2, 材料名称: 营业执照, 材料来源: 政府部门核发, 依据: 办法 第五条}
  # national/other.yaml
  事项名称: 流动摊位许可
  事项标识: other
  规则起始: 2024-01-01
  设定依据:
    办法: {文件: 流动摊位办法（示例）}
  业务办理项: [新办]
  申请材料:
  - 编号: M1
    材料名称: 营业执照
    可替代: [{共享核验: 电子营业执照}]
    依据: 办法 第三条

正确示例：
  # national/newsstand.yaml
  申请材料:
  - 编号: M2
    材料名称: 营业执照
    材料来源: 政府部门核发
    可替代: [{共享核验: 电子营业执照}]
    依据: 办法 第五条
  # national/other.yaml
  事项名称: 流动摊位许可
  事项标识: other
  规则起始: 2024-01-01
  设定依据:
    办法: {文件: 流动摊位办法（示例）}
  业务办理项: [新办]
  申请材料:
  - 编号: M1
    材料名称: 营业执照
    可替代: [{共享核验: 电子营业执照}]
    依据: 办法 第三条
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library
from permit_rules.model.material import MaterialSource
from permit_rules.written import fold

CODE: Final = "SH657"
_FORM_WORDS: Final = re.compile(r"(复印件|原件|扫描件|电子件)+\Z")


def lint(library: Library) -> Iterator[Diagnostic]:
    """Issued papers without a shared source, though the same paper has one elsewhere."""
    sources: dict[str, tuple[str, str]] = {}
    for item, version in materials_in(library):
        for source in version.value.shared:
            sources.setdefault(_plain(version.value.name), (item.name, source.name))
    for item, version in materials_in(library):
        material = version.value
        if material.source is not MaterialSource.ISSUED or material.shared or material.parts:
            continue
        names = (_plain(n) for n in (material.name, *material.aliases))
        elsewhere = next((sources[n] for n in names if n in sources), None)
        if elsewhere is not None:
            where, shared = elsewhere
            yield Diagnostic(
                code=CODE,
                subject=f"{item.id}/{material.id}",
                where=version.where,
                message=f"《{material.name}》在「{where}」里可以通过{shared}免交，这里没有写可以免交",
                help=f"请写上「可替代: [{{共享核验: {shared}}}]」；不能共享的，写成例外并说明理由",
            )


def _plain(name: str) -> str:
    folded = fold(name)
    return _FORM_WORDS.sub("", folded) or folded
