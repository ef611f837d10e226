"""地方文件增加了要求，或者加重了上级的要求，依据里却没有本地自己的文件。

为什么：没有法律、法规、规章依据，不得增设办理条件和环节（优化营商环境条例第三十五条）；地方法规、规章
也只能在上位法设定的许可事项范围内作出具体规定，不得增设许可条件（行政许可法第十六条）。
所以「增加」的材料、禁止期和审核要点（只是提示的除外），以及「替换」时去掉了上级「需要」「当」的条件、
「不适用」或者「可替代」的一种情况，加上了组成部分，把提示改成了别的效果，都要引用写在本文件「设定依据」里的
本地文件。
只引用上级的法规不够：上级的要求已经写在上级的文件里了。

错误示例：
  # 440300-shenzhen/newsstand.yaml
  事项: newsstand
  行政区划: "440300"
  设定依据:
    深圳规定: {文件: 深圳市书报亭管理规定（示例）}
  增加:
    申请材料:
    - {编号: Z2, 材料名称: 邻居名单, 依据: 办法 第五条}

正确示例：
  # 440300-shenzhen/newsstand.yaml
  事项: newsstand
  行政区划: "440300"
  设定依据:
    深圳规定: {文件: 深圳市书报亭管理规定（示例）}
  增加:
    申请材料:
    - {编号: Z2, 材料名称: 邻居名单, 依据: 深圳规定 第五条}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from permit_rules.conditions.implication import looser
from permit_rules.diagnostics import Diagnostic
from permit_rules.model.basis import LegalBasis
from permit_rules.model.item import Item, Overlay, Statements
from permit_rules.model.library import Library
from permit_rules.model.material import Demanded, Material
from permit_rules.model.review_point import Bar, Effect, ReviewCondition
from permit_rules.model.validity import Dated, Version
from permit_rules.resolving.layers import layered

CODE: Final = "SH653"
T = TypeVar("T", Material, ReviewCondition, Bar)


def lint(library: Library) -> Iterator[Diagnostic]:
    """Demands of an overlay that name no instrument of its own."""
    for overlay in library.overlays:
        item = library.item_for(overlay.item, overlay.place)
        if item is not None:
            above = tuple(
                o for o in library.overlays_for(item, overlay.place) if o.place != overlay.place
            )
            yield from _of(overlay, item, above, lambda s: s.materials, _material_widened)
            yield from _of(overlay, item, above, lambda s: s.conditions, _condition_widened)
            yield from _of(overlay, item, above, lambda s: s.bars, _bar_widened)


def _of(
    overlay: Overlay,
    item: Item,
    above: tuple[Overlay, ...],
    section: Callable[[Statements], tuple[Dated[T], ...]],
    widened: Callable[[T, T], str],
) -> Iterator[Diagnostic]:
    for dated in section(overlay.adds):
        for version in dated.versions:
            if _binds(version.value) and not _founded(version.value.basis, overlay):
                yield _told(overlay, version, "增加了")
    stated = {e.id: e for e in layered(item, above, section)}
    for dated in section(overlay.replaces):
        for version in dated.versions:
            before = stated[dated.id].on(version.validity.start)
            how = widened(before, version.value) if before is not None else ""
            if how and not _founded(version.value.basis, overlay):
                yield _told(overlay, version, f"{how}，加重了")


def _binds(value: Material | ReviewCondition | Bar) -> bool:
    return not isinstance(value, ReviewCondition) or value.effect is not Effect.WARNING


def _founded(basis: tuple[LegalBasis, ...], overlay: Overlay) -> bool:
    own = {i.title for i in overlay.instruments.values()}
    return any(b.instrument.title in own for b in basis)


def _material_widened(before: Material, now: Material) -> str:
    parts = {p.id: p for p in now.parts}
    pairs: list[tuple[Demanded, Demanded]] = [(before, now)]
    pairs += ((p, parts[p.id]) for p in before.parts if p.id in parts)
    if any(p.id not in {b.id for b in before.parts} for p in now.parts):
        return "加上了组成部分"
    return next((how for one, other in pairs if (how := _paper_widened(one, other))), "")


def _paper_widened(before: Demanded, now: Demanded) -> str:
    if looser(now.when, before.when):
        return "放宽了「需要」"
    if looser(before.unless, now.unless):
        return "收紧了「不适用」"
    kept = _accepted_instead(now)
    gone = [name for name in _accepted_instead(before) if name not in kept]
    return f"去掉了「可替代」的《{gone[0]}》" if gone else ""


def _accepted_instead(paper: Demanded) -> list[str]:
    return [*(a.name for a in paper.alternatives), *(s.name for s in paper.shared)]


def _condition_widened(before: ReviewCondition, now: ReviewCondition) -> str:
    if not _binds(now):
        return ""
    if not _binds(before):
        return "把提示改成了别的效果"
    return "放宽了「当」" if looser(now.when, before.when) else ""


def _bar_widened(before: Bar, now: Bar) -> str:
    return "放宽了「当」" if looser(now.when, before.when) else ""


def _told(overlay: Overlay, version: Version[T], how: str) -> Diagnostic:
    value = version.value
    return Diagnostic(
        code=CODE,
        subject=f"{overlay.item}/{value.id}",
        where=version.where,
        message=f"{how}要求「{value.name}」，依据里却没有本地文件「设定依据」里的文件",
        help="请引用本地法规、规章的条款，并把文件写在「设定依据」里；没有的，请删去",
    )
