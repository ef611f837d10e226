"""The dated sections of an item or overlay: entries as written → dated versions of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from permit_rules.diagnostics import Span
from permit_rules.loading.arrangement_format import (
    AuthorityEntry,
    CatchAllEntry,
    InspectionEntry,
    PermitFirstEntry,
    ReformEntry,
    TermEntry,
)
from permit_rules.loading.build_arrangements import (
    build_authority,
    build_catch_all,
    build_inspection,
    build_permit_first,
    build_reform,
    build_term,
)
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.build_material import build_material
from permit_rules.loading.build_points import (
    build_applicability,
    build_bar,
    build_condition,
    build_limit,
    build_window,
)
from permit_rules.loading.explain_validation import plain
from permit_rules.loading.item_format import Sections
from permit_rules.loading.material_format import MaterialEntry
from permit_rules.loading.point_format import (
    ApplicabilityEntry,
    BarEntry,
    ConditionEntry,
    LimitEntry,
    WindowEntry,
)
from permit_rules.loading.stated import StatedEntry, StatedVersion, maps_of, stated, text_at
from permit_rules.model.item import Statements
from permit_rules.model.review_point import Effect
from permit_rules.model.validity import Dated, Version
from permit_rules.yaml_tree import Map, Tree

T = TypeVar("T")
#: Section key → id → entry, in writing order.
StatedSections: TypeAlias = "dict[str, dict[str, StatedEntry]]"


@dataclass(frozen=True, slots=True)
class _Section:
    """How one section is read: its attribute in Statements, its model, what it cannot lack."""

    attribute: str
    model: type[BaseModel]
    build: Callable[[Any, Map, BuildContext], Any]
    needed: tuple[str, ...] = ()
    needs_basis: bool = True


SECTIONS: Final[Mapping[str, _Section]] = {
    "适用判定": _Section("applicability", ApplicabilityEntry, build_applicability, ("当", "结果")),
    "申请材料": _Section("materials", MaterialEntry, build_material),
    "审核要点": _Section("conditions", ConditionEntry, build_condition, ("类别",)),
    "禁止期": _Section("bars", BarEntry, build_bar, ("对象", "事由", "期限")),
    "延续": _Section(
        "windows",
        WindowEntry,
        build_window,
        ("业务办理项", "届满日", "止", "迟到", "届满后"),
    ),
    "办理时限": _Section("limits", LimitEntry, build_limit, ("环节", "法定"), needs_basis=False),
    "实施机关": _Section("authorities", AuthorityEntry, build_authority, ("部门",)),
    "证件有效期": _Section("terms", TermEntry, build_term, ("期限",)),
    "核查方式": _Section("inspections", InspectionEntry, build_inspection, ("方式",)),
    "改革方式": _Section("reforms", ReformEntry, build_reform, ("方式",)),
    "先证后核": _Section("permits_first", PermitFirstEntry, build_permit_first),
    "兜底条款": _Section("catch_alls", CatchAllEntry, build_catch_all, ("原文",)),
}


def build_entry_models() -> None:
    """Have pydantic build the models of entries before those of the files they stand in.

    Each is then built once, and not anew for every kind of file that has such entries.
    """
    for section in SECTIONS.values():
        section.model.model_rebuild()


@dataclass(slots=True)
class Ids:
    """Which ids an item uses, and where; ids are unique over all of its sections."""

    taken: dict[str, Span] = field(default_factory=dict)

    def claim(self, entry: StatedEntry, where: Span, context: BuildContext) -> None:
        """Note the ids of an entry and of its parts; report those that were taken.

        ``where`` is the place of the entry's own id. Versions of one entry share its ids.
        """
        mine = {entry.id: where}
        for version in entry.versions:
            seen = {entry.id.casefold(): where}
            for point_id, place in _ids_inside(version.keys):
                first = seen.setdefault(point_id.casefold(), place)
                if first != place:
                    _report_twice(point_id, place, first, context)
                mine[point_id] = place
        for point_id, place in mine.items():
            first = self.taken.setdefault(point_id.casefold(), place)
            if first != place:
                _report_twice(point_id, place, first, context)


def _report_twice(point_id: str, where: Span, first: Span, context: BuildContext) -> None:
    context.report(
        "SH215",
        where,
        f"编号「{point_id}」已经用过（{first.file} 第 {first.line} 行）。",
        "编号在事项内不能重复，停用的也不再用；请换一个编号。",
    )


def _ids_inside(keys: Map) -> Iterable[tuple[str, Span]]:
    """The ids of the parts of a material, and those its alternatives are given."""
    for part in maps_of(keys.get("组成")):
        written = part.get("编号")
        if written is not None:
            yield text_at(part, "编号"), written.where
    for paper in (keys, *maps_of(keys.get("组成"))):
        replaced_by = [t for t in maps_of(paper.get("可替代")) if t.get("材料") is not None]
        for n, tree in enumerate(replaced_by, 1):
            yield f"{text_at(paper, '编号')}-alt{n}", tree.where


@dataclass(frozen=True, slots=True)
class ValidatedEntries:
    """What entries of sections were validated to, together with the file they stand in.

    Most entries have one version, which says the same: it need not be validated again. An entry
    is known by identity, since one that has been narrowed stands at the same place; it is kept
    here, so that no other can come to have its identity.
    """

    _made: Mapping[int, tuple[Map, BaseModel]]

    @classmethod
    def of(cls, sections: Iterable[tuple[Sections, Map]]) -> ValidatedEntries:
        """Those of models, each with the tree that it was made from."""
        return cls(
            {
                id(entry): (entry, model)
                for made, tree in sections
                for key, section in SECTIONS.items()
                for entry, model in zip(
                    maps_of(tree.get(key)), getattr(made, section.attribute), strict=True
                )
            }
        )

    def model(self, entry: Map) -> BaseModel | None:
        """What this entry was validated to; None where it has been changed since."""
        return self._made.get(id(entry), (None, None))[1]


def read_sections(
    tree: Tree | None,
    context: BuildContext,
    ids: Ids,
    validated: ValidatedEntries = ValidatedEntries({}),
) -> StatedSections:
    """The entries of every section, spread over their days, their ids claimed."""
    out: StatedSections = {}
    for key in SECTIONS:
        entries: dict[str, StatedEntry] = {}
        for written in maps_of(tree.get(key) if isinstance(tree, Map) else None):
            about = context.about(text_at(written, "编号"))
            entry, found = stated(
                written, context.known_from, about.subject, validated.model(written)
            )
            context.found.extend(found)
            own = written.get("编号")
            ids.claim(entry, own.where if own else written.where, about)
            entries.setdefault(entry.id, entry)
        out[key] = entries
    return out


def build_statements(sections: StatedSections, context: BuildContext) -> Statements:
    """Every section as dated model objects."""
    made = {
        section.attribute: tuple(
            dated
            for entry in sections.get(key, {}).values()
            if (dated := _dated(entry, section, context.about(entry.id))) is not None
        )
        for key, section in SECTIONS.items()
    }
    return Statements(**made)


def _dated(entry: StatedEntry, section: _Section, context: BuildContext) -> Dated[Any] | None:
    _check_needed(entry, section, context)
    versions = []
    for version in entry.versions:
        try:
            written = version.model or section.model.model_validate(plain(version.keys))
        except ValidationError:
            continue  # told when the file as a whole was validated
        value = section.build(written, version.keys, context)
        if value is not None:
            versions.append(Version(version.validity, value, version.where))
    return Dated(entry.id, tuple(versions), entry.before) if versions else None


def _check_needed(entry: StatedEntry, section: _Section, context: BuildContext) -> None:
    """What must be stated in the entry or in each of its versions."""
    for key in section.needed:
        for where in _lacking(entry, key, context):
            context.report("SH141", where, f"这里缺少「{key}」。", f"请补上「{key}」。")
    if not section.needs_basis:
        return
    for where in _lacking(entry, "依据", context):
        context.report(
            "SH601",
            where,
            f"「{entry.id}」没有写依据。",
            "没有法律依据的不能要求申请人；请补上「依据: 简称 条款」。",
        )


def _lacking(entry: StatedEntry, key: str, context: BuildContext) -> list[Span]:
    """Where a key is missing: at the entry if no version has it, else at those versions.

    A key that was there but could not be used has been reported already.
    """
    if (entry.where, key) in context.lost:
        return []
    without = [
        v
        for v in entry.versions
        if v.keys.get(key) is None
        and (v.where, key) not in context.lost
        and not _only_warns(v, key)
    ]
    if without and len(without) == len(entry.versions):
        return [entry.where]
    return [v.where for v in without]


def _only_warns(version: StatedVersion, key: str) -> bool:
    """A point that only warns demands nothing, so it needs no basis."""
    return key == "依据" and text_at(version.keys, "效果") == Effect.WARNING.value
