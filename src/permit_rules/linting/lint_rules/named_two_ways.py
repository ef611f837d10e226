"""同一份材料有两种叫法：两处的名称只差标点、繁简、虚字，或者一处的名称是另一处的别名。

为什么：申请人看到两个名称，会以为是两份材料；统计共享、免交的时候也算成两样。
整个规则库里，去掉标点、空格、「的」「及」「和」以后相同而写法不同的，以写得多的为准；
同一事项里，一份材料的名称又是另一份的别名、两份的名称却不同的，也是两种叫法。

错误示例：
  - {编号: M1, 材料名称: 法定代表人（负责人）身份证明, 需要: {业务办理项: 新办}, 依据: 办法 第五条}
  - {编号: M2, 材料名称: 法定代表人负责人的身份证明, 需要: {业务办理项: 变更}, 依据: 办法 第六条}

正确示例：
  - {编号: M1, 材料名称: 法定代表人（负责人）身份证明, 需要: {业务办理项: 新办}, 依据: 办法 第五条}
  - {编号: M2, 材料名称: 法定代表人（负责人）身份证明, 需要: {业务办理项: 变更}, 依据: 办法 第六条}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import materials_in
from permit_rules.model.library import Library
from permit_rules.model.material import Demanded
from permit_rules.written import fold

CODE: Final = "SH755"
_PASSED_OVER: Final = re.compile(r"[\W_的及和与]+")


@dataclass(frozen=True, slots=True)
class _Named:
    item: str
    paper: Demanded
    where: Span


def lint(library: Library) -> Iterator[Diagnostic]:
    """Papers that some other place, or some other paper of the item, calls something else."""
    named = [
        _Named(item.id, paper, version.where)
        for item, version in materials_in(library)
        for paper in (version.value, *version.value.parts)
    ]
    usual = _usual(named)
    of_aliases = _by_alias(named)
    for one in named:
        name = usual[_key(one.paper.name)]
        owner = of_aliases.get((one.item, fold(one.paper.name)))
        if name != one.paper.name:
            yield _told(one, f"别处写作《{name}》")
        elif owner is not None and fold(owner.name) != fold(one.paper.name):
            yield _told(one, f"它又是 {owner.id}《{owner.name}》的别名")


def _usual(named: list[_Named]) -> dict[str, str]:
    """By key, the way in which a name is written most often; of two alike the earlier."""
    ways: dict[str, Counter[str]] = {}
    for one in named:
        ways.setdefault(_key(one.paper.name), Counter())[one.paper.name] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in ways.items()}


def _by_alias(named: list[_Named]) -> dict[tuple[str, str], Demanded]:
    return {(one.item, fold(alias)): one.paper for one in named for alias in one.paper.aliases}


def _key(name: str) -> str:
    return _PASSED_OVER.sub("", fold(name)) or name


def _told(one: _Named, how: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        subject=f"{one.item}/{one.paper.id}",
        where=one.where,
        message=f"材料《{one.paper.name}》有两种叫法，{how}",
        help="请用同一个名称；申请人常用的另一种叫法写在「别名」里，是两份材料的改正别名",
    )
