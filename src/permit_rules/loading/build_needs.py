"""A file of needs → 何时要办, 另须办理 and 推得."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.diagnostics import Severity, did_you_mean
from permit_rules.loading.build_item import build_situations
from permit_rules.loading.bundle_context import BundleContext, scalars
from permit_rules.loading.bundle_format import (
    InferenceEntry,
    NeedEntry,
    NeedsFile,
    OtherOfficeEntry,
)
from permit_rules.loading.explain_validation import Validated
from permit_rules.loading.stated import maps_of
from permit_rules.model.bundle import BundleRules, Inference, Need, OtherOffice
from permit_rules.model.item import Item
from permit_rules.written import fold
from permit_rules.yaml_tree import Map, Tree


def build_needs(checked: Validated[NeedsFile], context: BundleContext) -> BundleRules:
    """What one file of needs says; mistakes are noted in the context."""
    written, keys = checked.model, checked.tree
    assert written is not None
    assert isinstance(keys, Map)
    for entry in _entries(keys.get("情形定义")):
        context.unambiguous(entry)
    context.build.situations = build_situations(keys.get("情形定义"), context.build)
    return BundleRules(
        needs=tuple(
            _need(e, k, context.about(e.id))
            for e, k in zip(written.needs, maps_of(keys.get("何时要办")), strict=True)
        ),
        elsewhere=tuple(
            _other(e, k, context.about(e.id))
            for e, k in zip(written.elsewhere, maps_of(keys.get("另须办理")), strict=True)
        ),
        inferences=tuple(
            _inference(e, k, context.about(e.id))
            for e, k in zip(written.inferences, maps_of(keys.get("推得")), strict=True)
        ),
    )


def _entries(tree: Tree | None) -> Iterable[Tree]:
    return (e.value for e in tree.entries) if isinstance(tree, Map) else ()


def _need(entry: NeedEntry, keys: Map, context: BundleContext) -> Need:
    context.claim("编号", keys, "编号")
    known = context.item(keys.get("事项"))
    for other in scalars(keys.get("代替")):
        context.item(other)
    return Need(
        id=entry.id,
        item=entry.item,
        handling_item=_handling_item(entry, keys, context) if known else entry.handling_item,
        when=context.condition(keys.get("需要")),
        instead_of=entry.instead_of,
        basis=context.build.basis(keys),
        note=entry.note,
        where=keys.where,
    )


def _handling_item(entry: NeedEntry, keys: Map, context: BundleContext) -> str:
    """The declared name of the handling item; every place that has the item must have it."""
    found = ""
    for item in context.names.variants(entry.item):
        found = _declared(item, entry.handling_item) or found
        if not _declared(item, entry.handling_item) and context.names.is_sure(item.id):
            _no_handling_item(item, entry, keys, context)
    return found or entry.handling_item


def _declared(item: Item, name: str) -> str:
    wanted = fold(name)
    return next(
        (h.name for h in item.handling_items if wanted in map(fold, (h.name, *h.aliases))), ""
    )


def _no_handling_item(item: Item, entry: NeedEntry, keys: Map, context: BundleContext) -> None:
    names = [n for h in item.handling_items for n in (h.name, *h.aliases)]
    near = did_you_mean(entry.handling_item, names)
    known = "、".join(h.name for h in item.handling_items)
    whose = f"{item.place} 的事项「{item.id}」" if item.place else f"事项「{item.id}」"
    context.report(
        "SH214",
        (keys.get("业务办理项") or keys).where,
        f"{whose}没有「{entry.handling_item[:40]}」这个业务办理项。",
        f"是否想写「{near}」？" if near else f"可写的有：{known}。",
    )


def _other(entry: OtherOfficeEntry, keys: Map, context: BundleContext) -> OtherOffice:
    context.claim("编号", keys, "编号")
    department, known = entry.department, context.names.departments
    if fold(department) not in {fold(d) for d in known} and context.names.unsure is not None:
        near = did_you_mean(department, known)
        context.report(
            "SH227",
            (keys.get("部门") or keys).where,
            f"没有哪个事项、也没有哪个地方写过部门「{department[:40]}」。",
            f"是否想写「{near}」？" if near else "请在 places.yaml 的「机关」里写上它的全称。",
            Severity.WARNING,
        )
    return OtherOffice(
        id=entry.id,
        name=entry.name,
        department=department,
        when=context.condition(keys.get("需要")),
        basis=context.build.basis(keys),
        note=entry.note,
        where=keys.where,
    )


def _inference(entry: InferenceEntry, keys: Map, context: BundleContext) -> Inference:
    context.claim("编号", keys, "编号")
    return Inference(
        id=entry.id,
        when=context.condition(keys.get("当")),
        fills=context.values(keys.get("填")),
        reason=entry.reason,
        where=keys.where,
    )
