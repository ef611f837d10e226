"""``casework.yaml`` → the rules about running a case, and every mistake in them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.build_item import build_instruments
from permit_rules.loading.casework_format import (
    CaseworkEntry,
    CaseworkFile,
    CorrectionEntry,
    PostsEntry,
    TargetEntry,
)
from permit_rules.loading.explain_validation import Validated, validate
from permit_rules.loading.stated import maps_of
from permit_rules.model.casework import (
    CaseworkRule,
    CaseworkRules,
    CorrectionTerm,
    InspectionStaff,
    Reminder,
    RoundThreshold,
    SeparatePosts,
    Target,
)
from permit_rules.model.place import NATION, read_code
from permit_rules.yaml_tree import Map, Tree

#: What diagnostics about the file name as their subject.
SUBJECT: Final = "casework"
R = TypeVar("R", bound=CaseworkRule)


@dataclass(frozen=True, slots=True)
class Known:
    """What entries may name: places and items; None where not all of them could be read."""

    places: Collection[str] | None
    items: Collection[str] | None


def read_casework(trees: list[Tree], known: Known) -> tuple[CaseworkRules, list[Diagnostic]]:
    """The rules of the file at the root of the folder, and the mistakes in it.

    Nothing without such a file.
    """
    made = CaseworkRules()
    found: list[Diagnostic] = []
    for tree in trees:
        checked = validate(CaseworkFile, tree, SUBJECT)
        found += checked.diagnostics
        if checked.model is not None and isinstance(checked.tree, Map):
            builder = _Builder(checked, known)
            made = builder.rules(checked.model)
            found += builder.context.found
    return made, found


@dataclass(slots=True)
class _Builder:
    checked: Validated[CaseworkFile]
    known: Known
    context: BuildContext = field(init=False)
    taken: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        model = self.checked.model
        self.context = BuildContext(
            item=SUBJECT,
            known_from=date.min,
            catalogue=FieldCatalogue(()),
            instruments=build_instruments(model.instruments if model else {}),
            lost=self.checked.lost,
        )

    def rules(self, written: CaseworkFile) -> CaseworkRules:
        return CaseworkRules(
            thresholds=self._section(
                "补正轮次",
                written.thresholds,
                lambda e, own: RoundThreshold(
                    **own, rounds=e.rounds, alert=e.alert, notice=e.notice
                ),
            ),
            corrections=self._section(
                "补正期限",
                written.corrections,
                lambda e, own: CorrectionTerm(
                    **own, item=e.item or "", period=e.period, consequence=e.consequence
                ),
            ),
            inspection_staff=self._section(
                "核查人员",
                written.inspection_staff,
                lambda e, own: InspectionStaff(**own, at_least=e.at_least, recorded=e.recorded),
            ),
            separate_posts=self._section(
                "岗位分离",
                written.separate_posts,
                lambda e, own: SeparatePosts(**own, posts=tuple(p.value for p in e.posts)),
            ),
            targets=self._section(
                "指标",
                written.targets,
                lambda e, own: Target(
                    **own,
                    figure=e.figure.value,
                    order=e.wanted.order,
                    value=e.wanted.value,
                    unit=e.wanted.unit,
                ),
            ),
            reminders=self._section(
                "到期提醒",
                written.reminders,
                lambda e, own: Reminder(**own, step=e.step.value, before=e.before),
            ),
        )

    def _section(
        self, key: str, entries: tuple[Any, ...], build: Callable[[Any, dict[str, Any]], R]
    ) -> tuple[R, ...]:
        tree = self.checked.tree
        assert isinstance(tree, Map)
        pairs = zip(entries, maps_of(tree.get(key)), strict=True)
        return tuple(build(entry, self._common(entry, keys)) for entry, keys in pairs)

    def _common(self, entry: CaseworkEntry, keys: Map) -> dict[str, Any]:
        """What every rule has, after noting what is wrong with the entry."""
        context = self.context.about(entry.id)
        place = read_code(entry.place) or NATION
        basis = context.basis(keys)
        self._check_id(entry, keys, context)
        self._check_days(entry, keys, context)
        self._check_place(entry, keys, place, context)
        self._check_own(entry, keys, context)
        if keys.get("依据") is None and (keys.where, "依据") not in context.lost:
            context.report(
                "SH601",
                keys.where,
                f"「{entry.id}」没有写依据。",
                "请补上「依据: 简称 条款」，并如实写来源。",
            )
        return {
            "id": entry.id,
            "place": place,
            "since": entry.start,
            "until": entry.end,
            "note": entry.note,
            "basis": basis,
            "where": keys.where,
        }

    def _check_id(self, entry: CaseworkEntry, keys: Map, context: BuildContext) -> None:
        where = _at(keys, "编号")
        first = self.taken.setdefault(entry.id.casefold(), where)
        if first != where:
            context.report(
                "SH215",
                where,
                f"编号「{entry.id}」已经用过（{first.file} 第 {first.line} 行）。",
                "编号在文件内不能重复，停用的也不再用；请换一个编号。",
            )

    def _check_days(self, entry: CaseworkEntry, keys: Map, context: BuildContext) -> None:
        if entry.start and entry.end and entry.end <= entry.start:
            context.report(
                "SH402",
                _at(keys, "失效日期"),
                f"失效日期 {entry.end} 不晚于施行日期 {entry.start}。",
                "失效日期是不再施行的第一天，请改成施行日期以后的日子。",
            )

    def _check_place(
        self, entry: CaseworkEntry, keys: Map, place: str, context: BuildContext
    ) -> None:
        if place and self.known.places is not None and place not in self.known.places:
            context.report(
                "SH502",
                _at(keys, "行政区划"),
                f"places.yaml 里没有行政区划代码 {entry.place}。",
                "请在 places.yaml 里补上它的名称；没有名称的，只显示代码。",
                Severity.WARNING,
            )

    def _check_own(self, entry: CaseworkEntry, keys: Map, context: BuildContext) -> None:
        items = self.known.items
        item = entry.item if isinstance(entry, CorrectionEntry) else None
        if item and items is not None and item not in items:
            near = did_you_mean(item, items)
            context.report(
                "SH223",
                _at(keys, "事项"),
                f"规则库里没有事项「{item[:40]}」。",
                f"是否想写「{near}」？" if near else "请核对事项标识。",
            )
        if isinstance(entry, PostsEntry) and len(set(entry.posts)) < max(2, len(entry.posts)):
            context.report(
                "SH158",
                _at(keys, "岗位"),
                "岗位分离至少要写两个不同的岗位，每个只写一次。",
                "例如「岗位: 受理、审查、勘验、出证」。",
            )
        if isinstance(entry, TargetEntry) and entry.wanted.unit != entry.figure.unit:
            context.report(
                "SH159",
                _at(keys, "要求"),
                f"「{entry.figure.value}」的单位是{entry.figure.unit}，不是{entry.wanted.unit}。",
                f"请按{entry.figure.unit}写。",
            )


def _at(keys: Map, key: str) -> Span:
    return (keys.get(key) or keys).where
