"""事项自己的申请信息，没有一个要点用到。

为什么：申请书上的每一项都应当与办理的事项有关（行政许可法第二十九条）；条件里用不到的，不该要申请人填写。
多半是删了要点、改了名称以后忘了删。整个规则库共用的申请信息目录（fields/）不查：别的事项可能用到。

错误示例：
  申请信息:
  - {字段: 厨师人数, 标识: cooks, 类型: 数值, 单位: 人}

正确示例（用上它，或者删去）：
  申请信息:
  - {字段: 厨师人数, 标识: cooks, 类型: 数值, 单位: 人}
  申请材料:
  - {编号: M1, 材料名称: 厨师名单, 需要: {厨师人数: 超过 1 人}, 依据: 办法 第五条}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    NumberTest,
    StatedTest,
    fields_of,
)
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library
from permit_rules.model.material import AgreementStandard, SignatureStandard
from permit_rules.model.review_point import RenewalWindow

CODE: Final = "SH251"
_TESTS: Final = (NumberTest, ChoiceTest, ChoicesTest, DateTest, StatedTest)


def lint(library: Library) -> Iterator[Diagnostic]:
    """Fields that an item declares for itself and that nothing in the library reads."""
    read = {f for _, _, statements in statements_in(library) for f in _read(statements)}
    bundles = library.bundles
    read |= set(_read((bundles.needs, bundles.elsewhere, bundles.inferences)))
    for item in library.items:
        of_item = set(_read(item.decided_on_spot))
        for field in item.fields:
            ids = {field.id, *(m.id for m in field.members)}
            if not ids & (read | of_item):
                yield Diagnostic(
                    code=CODE,
                    subject=f"{item.id}/{field.label}",
                    where=item.where,
                    message=f"申请信息「{field.label}」没有一个要点用到",
                    help="请删去；应当用到的，核对要点里写的名称",
                )


def _read(value: Any) -> Iterator[str]:
    """The ids of all fields that conditions, agreements, rosters and windows in ``value`` name."""
    if isinstance(value, _TESTS):
        yield from fields_of(value)
        return
    if isinstance(value, AgreementStandard):
        yield value.field
    if isinstance(value, SignatureStandard):
        yield value.roster
    if isinstance(value, RenewalWindow):
        yield value.expiry
    if isinstance(value, tuple):
        for part in value:
            yield from _read(part)
    elif is_dataclass(value):
        yield str(getattr(value, "each", ""))
        for field in fields(value):
            yield from _read(getattr(value, field.name))
