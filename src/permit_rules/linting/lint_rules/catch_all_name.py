"""材料名称是兜底的说法：其他材料、有关材料、相关证明、……等材料。

为什么：申请条件和材料应当明确、具体，不得含有兜底条款；申请人看到「其他有关材料」不知道交什么，
窗口也就可以一次一次地加。确实由几份材料组成的，用「组成」一一列明，列明了就不算兜底。

错误示例：
  申请材料:
  - {编号: M9, 材料名称: 法律、法规规定的其他材料, 依据: 办法 第五条}
  - {编号: M10, 材料名称: 设备清单、布局图等材料, 依据: 办法 第六条}

正确示例：
  申请材料:
  - 编号: M10
    材料名称: 设备清单、布局图等材料
    组成:
    - {编号: M10a, 名称: 设备清单}
    - {编号: M10b, 名称: 布局图}
    依据: 办法 第六条
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library
from permit_rules.model.material import Material

CODE: Final = "SH751"
_PAPERS: Final = "(?:证明材料|申请材料|材料|资料|文件|证明|证件|手续)"
#: Words that name no paper, at the end of a name, whatever form it is to be handed in.
_CATCH_ALL: Final = re.compile(
    rf"(?:其[他它](?:相关|有关|必要)?|相关|有关|等(?:相关|有关|其[他它])?)的?"
    rf"{_PAPERS}(?:复印件|原件)?\Z"
)


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials and parts whose name leaves open what is asked for."""
    for item, version in materials_in(library):
        for paper in (version.value, *version.value.parts):
            enumerated = isinstance(paper, Material) and paper.parts
            found = _CATCH_ALL.search(paper.name)
            if found and not enumerated:
                yield Diagnostic(
                    code=CODE,
                    subject=f"{item.id}/{paper.id}",
                    where=version.where,
                    message=f"材料名称《{paper.name}》没有说清要交什么（「{found[0]}」是兜底的说法）",
                    help="请写出具体的材料名称，或者用「组成」一一列明",
                )
