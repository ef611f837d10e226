"""一个要点被另一个盖住了：要求一样，适用的情形全在另一个里面。

为什么：盖住的那一个从来不会单独起作用，申请人却会为同一件事看到两条；改界限的时候改了一个漏了一个，
就互相说得不一样。情形、要求完全相同的审核要点由 SH667 指出；这里还查材料。
只看写出来的条件能不能看出来；版本的日子不重合的不算。

错误示例：
  - {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办}, 依据: 办法 第五条}
  - {编号: M2, 材料名称: 申请书, 需要: {业务办理项: 新办, 使用冷藏柜: 是}, 依据: 办法 第六条}

正确示例（只留一个）：
  - {编号: M1, 材料名称: 申请书, 需要: {业务办理项: 新办}, 依据: 办法 第五条；办法 第六条}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from permit_rules.conditions.implication import implies
from permit_rules.conditions.nodes import NEVER
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting.stated import statements_in
from permit_rules.model.library import Library
from permit_rules.model.material import Material
from permit_rules.model.review_point import ReviewCondition
from permit_rules.model.validity import Dated, Version
from permit_rules.written import fold

CODE: Final = "SH668"
T = TypeVar("T", Material, ReviewCondition)


def lint(library: Library) -> Iterator[Diagnostic]:
    """Materials and conditions of one file that another takes in wholly, on the same days."""
    for item, _, statements in statements_in(library):
        for one, other in _pairs(statements.materials):
            if _same_paper(one.value, other.value):
                yield _told(item.id, one, other)
        for first, second in _pairs(statements.conditions):
            if _same_demand(first.value, second.value):
                yield _told(item.id, first, second)


def _pairs(entries: tuple[Dated[T], ...]) -> Iterator[tuple[Version[T], Version[T]]]:
    """Each two versions of different entries that meet, the one that is taken in first."""
    versions = [v for dated in entries for v in dated.versions]
    for n, later in enumerate(versions):
        for earlier in versions[:n]:
            if later.value.id == earlier.value.id or not _meet(later, earlier):
                continue
            if implies(later.value.when, earlier.value.when):
                yield later, earlier
            elif implies(earlier.value.when, later.value.when):
                yield earlier, later


def _same_paper(one: Material, other: Material) -> bool:
    """Whether who hands in ``other`` has handed in what ``one`` asks for."""
    exempt = other.unless in (NEVER, one.unless)
    return fold(one.name) == fold(other.name) and one.each == other.each and exempt


def _same_demand(one: ReviewCondition, other: ReviewCondition) -> bool:
    same = (one.must, one.each, one.effect) == (other.must, other.each, other.effect)
    # Those that apply alike are told as duplicates (SH667).
    return one.must is not None and same and one.when != other.when


def _meet(one: Version[T], other: Version[T]) -> bool:
    a, b = one.validity, other.validity
    return (a.end is None or b.start < a.end) and (b.end is None or a.start < b.end)


def _told(item: str, one: Version[T], other: Version[T]) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        subject=f"{item}/{one.value.id}",
        where=one.where,
        message=f"「{one.value.name}」适用的情形都在 {other.value.id} 里，要求也一样",
        help="请只留一个；情形不同的，把两个的条件分开",
    )
