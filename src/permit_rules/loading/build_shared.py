"""A file of what permits share → 共用材料, 共用信息, 先办 and 证照."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.diagnostics import Severity, did_you_mean
from permit_rules.loading.bundle_context import BundleContext, scalars
from permit_rules.loading.bundle_format import (
    FieldScopeEntry,
    HeldLicenceEntry,
    PrerequisiteEntry,
    SharedFile,
    SharedPaperEntry,
)
from permit_rules.loading.explain_validation import Validated
from permit_rules.loading.stated import maps_of
from permit_rules.model.bundle import (
    BundleRules,
    FieldScope,
    HeldLicence,
    PaperOf,
    Prerequisite,
    Scope,
    SharedPaper,
)
from permit_rules.written import fold
from permit_rules.yaml_tree import Map, Scalar


def build_shared(
    checked: Validated[SharedFile], context: BundleContext, before: BundleRules
) -> BundleRules:
    """What one file says; ``before`` is what other files have said."""
    written, keys = checked.model, checked.tree
    assert written is not None
    assert isinstance(keys, Map)
    owners = {paper: shared.id for shared in before.papers for paper in shared.papers}
    scopes = {f: s.scope.value for s in before.fields for f in s.fields}
    made = BundleRules(
        papers=tuple(
            _paper(e, k, context.about(e.id), owners)
            for e, k in zip(written.papers, maps_of(keys.get("共用材料")), strict=True)
        ),
        fields=tuple(
            _scope(e, k, context, scopes)
            for e, k in zip(written.fields, maps_of(keys.get("共用信息")), strict=True)
        ),
        licences=tuple(
            _licence(e, k, context.about(e.id))
            for e, k in zip(written.licences, maps_of(keys.get("证照")), strict=True)
        ),
    )
    prerequisites = _prerequisites(
        written.prerequisites, maps_of(keys.get("先办")), context, before
    )
    return BundleRules(
        papers=made.papers,
        fields=made.fields,
        prerequisites=prerequisites,
        licences=made.licences,
    )


# ---- papers and fields ------------------------------------------------------------------------


def _paper(
    entry: SharedPaperEntry, keys: Map, context: BundleContext, owners: dict[PaperOf, str]
) -> SharedPaper:
    context.claim("材料标识", keys, "标识")
    if entry.scope is Scope.PERMIT:
        context.report(
            "SH143",
            (keys.get("按") or keys).where,
            "共用的材料不能按许可，那就不是共用的了。",
            "只能写：申请人、场所。",
        )
    papers = []
    for written in scalars(keys.get("材料")):
        for paper in context.papers(written):
            owner = owners.setdefault(paper, entry.id)
            if owner != entry.id:
                _in_two(paper, owner, written, context)
            papers.append(paper)
    return SharedPaper(
        id=entry.id,
        name=entry.name,
        scope=entry.scope,
        papers=tuple(dict.fromkeys(papers)),
        aliases=entry.aliases,
        joint_form=entry.joint_form,
        note=entry.note,
        where=keys.where,
    )


def _in_two(paper: PaperOf, owner: str, written: Scalar, context: BundleContext) -> None:
    context.report(
        "SH225",
        written.where,
        f"{paper.item}/{paper.paper} 已经算在共用材料「{owner}」里。",
        "一份材料只能是一样东西，请删去一处。",
    )


def _scope(
    entry: FieldScopeEntry, keys: Map, context: BundleContext, scopes: dict[str, str]
) -> FieldScope:
    fields = []
    for written in scalars(keys.get("字段")):
        found = context.field(written)
        if found is None:
            continue
        before = scopes.get(found.id)
        if before is not None:
            context.report(
                "SH215",
                written.where,
                f"「{found.label}」已经写了按{before}。",
                "一项申请信息只能有一种填法，请删去一处。",
            )
        scopes.setdefault(found.id, entry.scope.value)
        fields.append(found.id)
    return FieldScope(scope=entry.scope, fields=tuple(dict.fromkeys(fields)))


# ---- what waits for what ----------------------------------------------------------------------


def _prerequisites(
    entries: tuple[PrerequisiteEntry, ...],
    trees: tuple[Map, ...],
    context: BundleContext,
    before: BundleRules,
) -> tuple[Prerequisite, ...]:
    made: list[Prerequisite] = []
    for entry, keys in zip(entries, trees, strict=True):
        here = context.about(entry.id)
        here.claim("编号", keys, "编号")
        here.item(keys.get("事项"))
        one = Prerequisite(
            id=entry.id,
            item=entry.item,
            papers=here.papers(keys.get("材料")),
            before_registration=entry.before_registration,
            basis=here.build.basis(keys),
            note=entry.note,
            where=keys.where,
        )
        circle = _circle(one, (*before.prerequisites, *made))
        if circle:
            here.report(
                "SH610",
                keys.where,
                f"{' → '.join(circle)} 成了一圈，谁也不能先办。",
                "请核对哪个事项的结果是哪个事项的材料，删去写反的一条。",
            )
        made.append(one)
    return tuple(made)


def _circle(new: Prerequisite, known: tuple[Prerequisite, ...]) -> tuple[str, ...]:
    """The items by which what waits for ``new`` leads back to it; () where nothing does."""
    waits: dict[str, list[str]] = {}
    for one in (*known, new):
        for paper in one.papers:
            waits.setdefault(one.item, []).append(paper.item)
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(new.item, p.item) for p in new.papers]
    while ways:
        way = ways.pop()
        if way[-1] == new.item:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, after) for after in waits.get(way[-1], ())]
    return ()


# ---- licences ---------------------------------------------------------------------------------


def _licence(entry: HeldLicenceEntry, keys: Map, context: BundleContext) -> HeldLicence:
    context.claim("证照标识", keys, "标识")
    if entry.item is not None:
        context.item(keys.get("事项"))
    for source in scalars(keys.get("共享来源")):
        _known_source(source, context)
    return HeldLicence(
        id=entry.id,
        name=entry.name,
        aliases=entry.aliases,
        item=entry.item or "",
        fills=dict(_filled(keys, context)),
        settles=context.values(keys.get("说明已有")),
        sources=entry.sources,
        where=keys.where,
    )


def _filled(keys: Map, context: BundleContext) -> Iterator[tuple[str, str]]:
    """Which field is read from which entry; no field may be read from two."""
    of = keys.get("项")
    taken: dict[str, str] = {}
    for entry in of.entries if isinstance(of, Map) else ():
        found = context.field(entry.value) if isinstance(entry.value, Scalar) else None
        if found is None:
            continue
        name = entry.key.text.strip()
        if taken.setdefault(found.id, name) != name:
            context.report(
                "SH215",
                entry.value.where,
                f"「{found.label}」已经由证照上的「{taken[found.id]}」填写。",
                "一项申请信息只能由一处填写，请删去一处。",
            )
            continue
        yield found.id, name


def _known_source(source: Scalar, context: BundleContext) -> None:
    known = context.names.sources
    if fold(source.text) in {fold(s) for s in known} or context.names.unsure is None:
        return
    near = did_you_mean(source.text, known)
    context.report(
        "SH228",
        source.where,
        f"没有哪份材料写了共享核验「{source.text[:40]}」。",
        f"是否想写「{near}」？" if near else "请照材料「可替代」里的共享核验写，或者删去。",
        Severity.ERROR,
    )
