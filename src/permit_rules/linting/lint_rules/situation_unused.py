"""情形定义里起了名，没有一个要点用到。

为什么：没有用到的情形，多半是要点删了、改了条件以后忘了删；留着，别人会以为还在起作用，
改界限的时候也会以为改到了。

错误示例：
  情形定义:
    大型书报亭: {经营面积: 不低于 20 平方米}
    小型书报亭: {经营面积: 低于 5 平方米}
  申请材料:
  - {编号: M1, 材料名称: 消防方案, 需要: {情形: 大型书报亭}, 依据: 办法 第八条}

正确示例：
  情形定义:
    大型书报亭: {经营面积: 不低于 20 平方米}
  申请材料:
  - {编号: M1, 材料名称: 消防方案, 需要: {情形: 大型书报亭}, 依据: 办法 第八条}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from permit_rules.conditions.nodes import Named
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library

CODE: Final = "SH252"


def lint(library: Library) -> Iterator[Diagnostic]:
    """Situations of an item that neither its own file nor one laid over it uses."""
    used: dict[str, set[str]] = {}
    for item, _, statements in statements_in(library):
        used.setdefault(item.id, set()).update(_named(statements))
    for item in library.items:
        names = used.get(item.id, set()) | set(_named(item.decided_on_spot))
        for name in item.situations:
            if name not in names:
                yield Diagnostic(
                    code=CODE,
                    subject=f"{item.id}/{name}",
                    where=item.where,
                    message=f"情形「{name}」没有一个要点用到",
                    help="请删去；应当用到的，核对要点里写的名称",
                )


def _named(value: Any) -> Iterator[str]:
    """The names of all situations that conditions within ``value`` use."""
    if isinstance(value, Named):
        yield value.name
    if isinstance(value, tuple):
        for part in value:
            yield from _named(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _named(getattr(value, field.name))
