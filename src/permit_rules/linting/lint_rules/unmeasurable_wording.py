"""由机器判断的要点，名称、告知里有无法衡量的说法：适当、必要时、较大、足够、视情况等。

为什么：许可条件应当可以量化，同一事项无差别受理；写着「适当」「较大」的，申请人不知道要做到什么程度，
窗口也就各有各的尺子。有数字的写数字，没有的列明情形；确实要人判断的，改成人工核验。
法规原文里的这类词写进「兜底条款」或者人工要点的「核验要点」，不查。

错误示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 有足够的从业人员
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 2 人}
    依据: 办法 第七条

正确示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 从业人员不少于二人
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 2 人}
    依据: 办法 第七条
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import materials_in, statements_in
from permit_rules.model.library import Library
from permit_rules.model.material import ContentStandard, Demanded

CODE: Final = "SH752"
_VAGUE: Final = re.compile(
    "适当|必要时|较[大小多少高低长短]|足够|视情况|视情形|酌情|尽量|尽可能|原则上"
)


def lint(library: Library) -> Iterator[Diagnostic]:
    """Points decided by machine whose words no machine, and no applicant, can measure."""
    for item, _, statements in statements_in(library):
        for dated in statements.conditions:
            for version in dated.versions:
                point = version.value
                if point.must is not None:
                    for text in (point.name, point.notice):
                        yield from _told(f"{item.id}/{point.id}", text, version.where)
    for item, material in materials_in(library):
        for paper in (material.value, *material.value.parts):
            for text in _texts(paper):
                yield from _told(f"{item.id}/{paper.id}", text, material.where)


def _texts(paper: Demanded) -> Iterator[str]:
    yield paper.name
    yield paper.notice
    for standard in paper.standards:
        yield standard.notice
        if isinstance(standard, ContentStandard):
            yield standard.content


def _told(subject: str, text: str, where: Span) -> Iterator[Diagnostic]:
    found = _VAGUE.search(text)
    if found:
        yield Diagnostic(
            code=CODE,
            subject=subject,
            where=where,
            message=f"「{text}」里的「{found[0]}」无法衡量",
            help="请写明数量、期限或者列明情形；要由人判断的，改成人工核验",
        )
