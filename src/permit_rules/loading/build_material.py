"""Materials: one dated version of an entry → a material with its parts and alternatives."""

from __future__ import annotations

from typing import Any

from permit_rules.conditions.fields import SERIOUS_DISHONESTY_ID, Field, FieldType
from permit_rules.conditions.nodes import NEVER
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.build_standards import PaperScope, build_standards
from permit_rules.loading.material_format import (
    AlternativeEntry,
    AtInspectionEntry,
    CommitmentEntry,
    DemandKeys,
    MaterialEntry,
    ToleranceEntry,
)
from permit_rules.loading.stated import maps_of
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import (
    Alternative,
    AtInspection,
    Commitment,
    Material,
    Part,
    SharedSource,
    Tolerance,
)
from permit_rules.yaml_tree import Map


def build_material(written: MaterialEntry, keys: Map, context: BuildContext) -> Material:
    """The material of one version; ``keys`` is the tree that ``written`` was validated from."""
    roster = context.roster(keys)
    basis = context.basis(keys)
    return Material(
        id=written.id,
        name=written.name,
        **_demanded(written.id, written, keys, PaperScope(context, roster, basis)),
        parts=_parts(written, keys, context, roster, basis),
        necessity=written.necessity,
        role=written.role,
        source=written.source,
        stage=written.stage,
        note=written.note,
        tolerance=_tolerance(written.tolerance, keys, context, roster),
        at_inspection=_at_inspection(written.at_inspection, keys, context, roster),
        commitment=_commitment(written.commitment, keys, context, roster),
    )


def _parts(
    written: MaterialEntry,
    keys: Map,
    context: BuildContext,
    roster: Field | None,
    basis: tuple[LegalBasis, ...],
) -> tuple[Part, ...]:
    parts = []
    for part, tree in zip(written.parts, maps_of(keys.get("组成")), strict=True):
        about = context.about(part.id)
        own = about.roster(tree)
        scope = PaperScope(about, own or roster, about.basis(tree, basis))
        demanded = _demanded(part.id, part, tree, scope)
        parts.append(
            Part(id=part.id, name=part.name, **{**demanded, "each": own.id if own else ""})
        )
    return tuple(parts)


def _demanded(paper: str, written: DemandKeys, keys: Map, scope: PaperScope) -> dict[str, Any]:
    """What a material and a part have in common."""
    context, roster = scope.context, scope.roster
    alternatives, shared = _instead(paper, written, keys, scope)
    return {
        "aliases": written.aliases,
        "standards": build_standards(written, keys, scope),
        "when": context.condition(keys.get("需要"), roster=roster),
        "unless": context.condition(keys.get("不适用"), NEVER, roster),
        "each": roster.id if roster else "",
        "alternatives": alternatives,
        "shared": shared,
        "basis": scope.basis,
        "notice": written.notice,
    }


def _instead(
    paper: str, written: DemandKeys, keys: Map, scope: PaperScope
) -> tuple[tuple[Alternative, ...], tuple[SharedSource, ...]]:
    """可替代: papers are numbered among themselves, since a shared source needs no id."""
    papers: list[Alternative] = []
    sources: list[SharedSource] = []
    for entry, tree in zip(written.alternatives, maps_of(keys.get("可替代")), strict=True):
        when = scope.context.condition(tree.get("当"), roster=scope.roster)
        if entry.shared is not None and entry.name is None:
            sources.append(SharedSource(name=entry.shared, when=when))
            _only_shared(entry, tree, scope.context)
        elif entry.name is not None and entry.shared is None:
            own = PaperScope(scope.context, scope.roster, scope.context.basis(tree, scope.basis))
            papers.append(
                Alternative(
                    id=f"{paper}-alt{len(papers) + 1}",
                    name=entry.name,
                    aliases=entry.aliases,
                    standards=build_standards(entry, tree, own),
                    when=when,
                )
            )
        else:
            scope.context.report(
                "SH604",
                tree.where,
                "可替代的每一项要写「共享核验」或者「材料」，只写其中一个。",
                "写成「共享核验: 电子营业执照」，或者「材料: 租赁协议复印件」。",
            )
    return tuple(papers), tuple(sources)


def _only_shared(entry: AlternativeEntry, tree: Map, context: BuildContext) -> None:
    """A shared source is no paper: nothing can be asked of its form or its copies."""
    allowed = ("共享核验", "当", "依据", "来源")
    for written in tree.entries:
        if written.key.text not in allowed:
            context.report(
                "SH604",
                written.key.where,
                f"「共享核验: {entry.shared}」不是材料，不能写「{written.key.text}」。",
                "请删去这个键；要求另一份材料的，另起一项写「材料」。",
            )


def _tolerance(
    written: ToleranceEntry | None, keys: Map, context: BuildContext, roster: Field | None
) -> Tolerance | None:
    tree = keys.get("容缺")
    if written is None or not isinstance(tree, Map):
        return None
    return Tolerance(
        period=written.period,
        unless=context.condition(tree.get("不适用"), NEVER, roster),
        promise_required=written.promise,
        consequence=written.consequence,
        basis=context.basis(tree),
    )


def _at_inspection(
    written: AtInspectionEntry | None, keys: Map, context: BuildContext, roster: Field | None
) -> AtInspection | None:
    tree = keys.get("核查时补充")
    if written is None:
        return None
    inside = tree if isinstance(tree, Map) else None
    return AtInspection(
        unless=context.condition(inside.get("不适用") if inside else None, NEVER, roster),
        promise_required=written.promise,
        consequence=written.consequence,
        basis=context.basis(inside) if inside else (),
    )


def _commitment(
    written: CommitmentEntry | None, keys: Map, context: BuildContext, roster: Field | None
) -> Commitment | None:
    tree = keys.get("告知承诺")
    if written is None or not isinstance(tree, Map):
        return None
    credit = context.catalogue.find(SERIOUS_DISHONESTY_ID)
    usable = credit is not None and credit.type is FieldType.YES_NO
    if not usable and not context.suspects.incomplete:
        # Without the field nobody could tell who must not commit himself.
        context.report(
            "SH607",
            tree.where,
            "写了「告知承诺」，申请信息目录里却没有「严重失信」。",
            f"请声明一个是否型的申请信息，标识写 {SERIOUS_DISHONESTY_ID}，"
            "取自 applicant.credit.serious_dishonesty。",
        )
    return Commitment(
        text=written.text,
        unless=context.condition(tree.get("不适用"), NEVER, roster),
        check_within=written.check_within,
        consequence=written.consequence,
        basis=context.basis(tree),
    )
