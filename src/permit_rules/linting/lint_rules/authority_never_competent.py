"""写了不可能由它办理的实施机关。

为什么：实施机关按书写的顺序，第一个成立的说了算。前面一个没有写「当」，它就总是成立，
后面的永远轮不到：收件机关明明写在文件里，申请人却会被告知去找别的机关。
地方文件在上级写好的后面 `增加` 实施机关，也是一样，应当用 `替换`。
另外，地方文件只能定本级和下级的机关：市级的文件写 级别: 省，多半是写错了。

错误示例：
  实施机关:
  - {编号: A1, 部门: 市场监督管理部门, 依据: 办法 第四条}
  - {编号: A2, 部门: 药品监督管理部门, 当: {经营品种: 含 饮料}, 依据: 办法 第四条}

正确示例：
  实施机关:
  - {编号: A2, 部门: 药品监督管理部门, 当: {经营品种: 含 饮料}, 依据: 办法 第四条}
  - {编号: A1, 部门: 市场监督管理部门, 依据: 办法 第四条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.nodes import ALWAYS
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.arrangements import Authority
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.place import levels_at
from permit_rules.model.validity import Version
from permit_rules.resolving import change_days, resolve

CODE: Final = "SH551"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Authorities behind one that is always competent, and those above the place of the file."""
    versions = [
        (item, place, version)
        for item, place, statements in statements_in(library)
        for dated in statements.authorities
        for version in dated.versions
    ]
    hidden = _hidden(library)
    for item, place, version in versions:
        first = hidden.get(id(version.value))
        if first is not None:
            yield _told(
                item,
                version,
                f"「{first.id}」没有写「当」，总是先成立，轮不到这一个",
                "请把写了「当」的放在前面，或者只留一个；地方文件请改用「替换」",
            )
        highest = min(level.rank for level in levels_at(place))
        above = [level.value for level in version.value.levels if level.rank < highest]
        if above:
            yield _told(
                item,
                version,
                f"级别写了{'、'.join(above)}，高于文件所在的行政区划 {place}",
                "请核对级别；上级机关的职权写在上级的文件里",
            )


def _hidden(library: Library) -> dict[int, Authority]:
    """By identity, the authorities that are competent on no day, each with one that is before."""
    hidden: dict[int, Authority] = {}
    seen: set[int] = set()
    for item in library.items:
        below = (o.place for o in library.overlays if o.item == item.id)
        for place in dict.fromkeys((item.place, *below)):
            for day in change_days(library, item.id, place):
                first: Authority | None = None
                for authority in resolve(library, item.id, place, day).authorities:
                    if first is None:
                        seen.add(id(authority))
                    else:
                        hidden.setdefault(id(authority), first)
                    if authority.when == ALWAYS:
                        first = first or authority
    return {i: first for i, first in hidden.items() if i not in seen}


def _told(item: Item, version: Version[Authority], message: str, help: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        subject=f"{item.id}/{version.value.id}",
        where=version.where,
        message=message,
        help=help,
    )
