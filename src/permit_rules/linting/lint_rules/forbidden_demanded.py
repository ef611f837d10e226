"""要求提交的材料，列在本事项自己的「不得索要」之中。

为什么：法律、法规已经取消或者禁止索要的材料，任何一级都不得再要求申请人提交。
同一个文件里既要求又禁止，总有一处写错了。比较时不计「复印件」「原件」等字样，别名也算。

错误示例：
  申请材料:
  - {编号: M7, 材料名称: 从业人员健康证明复印件, 依据: 办法 第十二条}
  不得索要:
  - {材料: 从业人员健康证明, 依据: 办法 第十三条}

正确示例（撤去材料，只留不得索要）：
  不得索要:
  - {材料: 从业人员健康证明, 依据: 办法 第十三条}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library
from permit_rules.model.material import Demanded
from permit_rules.written import fold

CODE: Final = "SH652"
_FORM_WORDS: Final = re.compile(r"(复印件|原件|扫描件|电子件)+\Z")


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials and parts that are demanded although nobody may ask for them."""
    for item, version in materials_in(library):
        forbidden = {_key(n.name): n.name for n in item.not_demanded}
        for paper in (version.value, *version.value.parts):
            named = _forbidden_name(paper, forbidden)
            if named:
                yield Diagnostic(
                    code=CODE,
                    subject=f"{item.id}/{paper.id}",
                    where=version.where,
                    message=f"要求提交《{paper.name}》，但「不得索要」里有「{named}」",
                    help="请撤去这份材料；确实应当要求的，请核对「不得索要」及其依据",
                )


def _forbidden_name(paper: Demanded, forbidden: dict[str, str]) -> str:
    names = (_key(n) for n in (paper.name, *paper.aliases))
    return next((forbidden[n] for n in names if n in forbidden), "")


def _key(name: str) -> str:
    folded = fold(name)
    return _FORM_WORDS.sub("", folded) or folded
