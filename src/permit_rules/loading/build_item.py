"""An item's file → the item, and what its lower levels need to build upon it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from permit_rules.conditions.fields import (
    Choice,
    Field,
    FieldCatalogue,
    handling_item_field,
)
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node
from permit_rules.diagnostics import Diagnostic
from permit_rules.loading.build_context import BuildContext, Suspects
from permit_rules.loading.build_fields import FieldBuilder
from permit_rules.loading.build_general import General
from permit_rules.loading.build_sections import (
    Ids,
    StatedSections,
    ValidatedEntries,
    build_statements,
    read_sections,
)
from permit_rules.loading.entry_format import ExceptionEntry
from permit_rules.loading.explain_validation import validate
from permit_rules.loading.item_format import HandlingItemEntry, InstrumentEntry, ItemFile
from permit_rules.loading.stated import maps_of, text_at
from permit_rules.model.basis import Instrument
from permit_rules.model.item import HandlingItem, Item, LintException, NotDemanded, Review
from permit_rules.written import fold
from permit_rules.yaml_tree import Entry, Map, Scalar, Sequence, Tree

_HANDLING: Final = "业务办理项"
_JOINED: Final = re.compile("[、，,｜|]")


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared for all items: fields, which names cannot be trusted, general rules."""

    catalogue: FieldCatalogue
    suspects: Suspects = field(default_factory=Suspects)
    general: General = field(default_factory=General)


@dataclass(frozen=True, slots=True)
class BuiltItem:
    """An item with its entries as written and the names it declares."""

    item: Item
    sections: StatedSections
    ids: Ids
    context: BuildContext


def build_item(
    tree: Tree, place: str, declared: Declared
) -> tuple[BuiltItem | None, list[Diagnostic]]:
    """Build the item of one file; ``place`` is the code of its folder, "" for the nation."""
    subject = text_at(tree, "事项标识") if isinstance(tree, Map) else ""
    checked = validate(ItemFile, tree, subject, _stand_ins(tree))
    written, kept = checked.model, checked.tree
    if written is None or not isinstance(kept, Map):
        return None, list(checked.diagnostics)
    fields = FieldBuilder(declared.catalogue.fields, written.id)
    own = fields.build(written.fields, maps_of(kept.get("申请信息")))
    handling = _handling_items(written.handling_items)
    choices = tuple(Choice(h.name, h.aliases, h.description) for h in handling)
    suspects = _suspects(tree, kept, own)
    context = BuildContext(
        item=written.id,
        known_from=written.known_from,
        catalogue=declared.catalogue.with_fields((handling_item_field(choices), *own)),
        handling_items=handling,
        instruments=_instruments(written, declared.general),
        suspects=suspects.joined(declared.suspects),
        lost=checked.lost | declared.general.lost,
        found=[*checked.diagnostics, *fields.found],
    )
    _check_handling_items(kept, context)
    context.situations = build_situations(kept.get("情形定义"), context)
    ids = Ids()
    sections = _joined(
        [
            read_sections(t, context, ids, declared.general.validated)
            for t in declared.general.inherited(written)
        ],
        read_sections(kept, context, ids, ValidatedEntries.of([(written, kept)])),
    )
    _check_not_inherited(kept, declared.general, context)
    _check_instruments(kept, context, declared.general)
    on_spot = kept.get("当场决定")
    item = Item(
        id=written.id,
        name=written.name,
        place=place,
        kind=written.kind.value,
        level=written.level,
        known_from=written.known_from,
        basic_code=written.basic_code,
        concerns=written.concerns,
        count_from=written.count_from,
        handling_items=handling,
        instruments=context.instruments,
        fields=own,
        situations=context.situations,
        not_demanded=_not_demanded(written, kept, context),
        decided_on_spot=context.condition(
            on_spot.get("当") if isinstance(on_spot, Map) else None, NEVER
        ),
        on_spot_basis=context.basis(on_spot) if isinstance(on_spot, Map) else (),
        fee=written.fee,
        result_document=written.result_document,
        statements=build_statements(sections, context),
        where=kept.where,
        notes=written.notes,
        exceptions=build_exceptions(written.exceptions, kept),
        review=build_review(written.review_by, kept),
    )
    return BuiltItem(item, sections, ids, context), context.found


def _instruments(written: ItemFile, general: General) -> dict[str, Instrument]:
    """Those of the item, and those of the general rules under the names it leaves free."""
    return {**build_instruments(general.instruments), **build_instruments(written.instruments)}


def _check_instruments(kept: Map, context: BuildContext, general: General) -> None:
    """A short name of the general rules means the same instrument in the item."""
    section = kept.get("设定依据")
    above = build_instruments(general.instruments)
    for entry in section.entries if isinstance(section, Map) else ():
        name = entry.key.text.strip()
        if name in above and context.instruments[name].title != above[name].title:
            context.report(
                "SH216",
                entry.key.where,
                f"简称「{name}」在通用规定里已经指《{above[name].title}》。",
                "请换一个简称。",
            )


def _joined(inherited: list[StatedSections], own: StatedSections) -> StatedSections:
    """The item's own entries and, after them, what it inherits."""
    return {
        key: {**entries, **{i: e for part in inherited for i, e in part.get(key, {}).items()}}
        for key, entries in own.items()
    }


def _check_not_inherited(kept: Map, general: General, context: BuildContext) -> None:
    """What the item does without must be a general rule."""
    for entry in maps_of(kept.get("不沿用")):
        point = text_at(entry, "编号")
        if point in general.ids or general.unread:
            continue
        written = entry.get("编号")
        known = "、".join(general.ids) or "（没有）"
        context.report(
            "SH218",
            written.where if written else entry.where,
            f"通用规定里没有编号「{point}」。",
            f"通用规定的编号：{known}。",
        )


def build_exceptions(written: tuple[ExceptionEntry, ...], kept: Map) -> tuple[LintException, ...]:
    """The recorded exceptions of a file, each with its place."""
    return tuple(
        LintException(entry.code.strip().upper(), entry.points, entry.reason, tree.where)
        for entry, tree in zip(written, maps_of(kept.get("例外")), strict=True)
    )


def build_review(day: date | None, kept: Map) -> Review | None:
    """The day of review of a file, with the place where it stands."""
    written = kept.get("复核日期")
    return Review(day, written.where) if day is not None and written is not None else None


def build_instruments(written: Mapping[str, InstrumentEntry]) -> dict[str, Instrument]:
    """The instruments by the short names under which 依据 cites them."""
    return {
        key: Instrument(
            key=key,
            title=entry.title.strip("《》"),
            document_number=entry.document_number,
            effective_from=entry.effective_from,
            repealed_on=entry.repealed_on,
            grade=entry.grade,
            note=entry.note,
        )
        for key, entry in written.items()
    }


# ---- going on after a mistake -----------------------------------------------------------------


def _stand_ins(tree: Tree) -> dict[str, Tree]:
    """What lets the rest of a file be looked at when its own keys are missing or wrong."""
    where = tree.where

    def text(value: str) -> Scalar:
        return Scalar(value, where)

    name = where.file.rpartition("/")[2].partition(".")[0]
    title = Map((Entry(text("文件"), text(name)),), where)
    return {
        "事项名称": text(name),
        "事项标识": text("item"),
        "规则起始": text("1949-10-01"),
        "设定依据": Map((Entry(text("设定依据"), title),), where),
        _HANDLING: Sequence((text("新办"),), where),
    }


def _suspects(tree: Tree, kept: Map, fields: tuple[Field, ...]) -> Suspects:
    """Names that were declared in the file but were lost together with a mistake."""
    if not isinstance(tree, Map):
        return Suspects()
    names: set[str] = set()
    left = {fold(n) for f in fields for n in f.names}
    for entry in maps_of(tree.get("申请信息")):
        names |= {n for n in declared_names(entry) if n not in left}
    before, after = tree.get(_HANDLING), kept.get(_HANDLING)
    if _size(before) != _size(after):
        names |= {fold(n) for n in handling_item_field(()).names}
    for key in ("设定依据", "情形定义"):
        section = tree.get(key)
        still = kept.get(key)
        if not isinstance(section, Map):
            names.add(key)
            continue
        gone = (
            e.key.text
            for e in section.entries
            if not isinstance(still, Map) or still.get(e.key.text) is None
        )
        names.update(map(fold, gone))
    return Suspects(frozenset(names))


def declared_names(entry: Map) -> set[str]:
    """Every name, folded, that a declaration of a field gives it, well written or not."""
    names: set[str] = set()
    for key in ("字段", "标识", "别名"):
        value = entry.get(key)
        texts = value.items if isinstance(value, Sequence) else (value,)
        names |= {fold(t.text) for t in texts if isinstance(t, Scalar)}
    return names


def _size(tree: Tree | None) -> int:
    return len(tree.items) if isinstance(tree, Sequence) else -1


# ---- the keys of an item ----------------------------------------------------------------------


def _handling_items(entries: tuple[HandlingItemEntry, ...]) -> tuple[HandlingItem, ...]:
    return tuple(HandlingItem(e.name, e.kind, e.aliases, e.description) for e in entries)


def _check_handling_items(kept: Map, context: BuildContext) -> None:
    """No name may mean two handling items."""
    names: dict[str, tuple[int, str]] = {}
    written = kept.get(_HANDLING)
    trees = written.items if isinstance(written, Sequence) else ()
    for n, (item, tree) in enumerate(zip(context.handling_items, trees, strict=False)):
        if _JOINED.search(item.name):
            context.report(
                "SH153",
                tree.where,
                f"业务办理项的名称「{item.name[:40]}」里有分隔用的符号，成了一项。",
                f"请分成几项，写成 {', '.join(_JOINED.split(item.name))[:60]}；"
                "若就是一项，请换一个写法。",
            )
            context.suspects = context.suspects.joined(
                Suspects(frozenset(fold(n) for n in handling_item_field(()).names))
            )
        for name in (item.name, *item.aliases):
            first, owner = names.setdefault(fold(name), (n, item.name))
            if first != n:
                context.report(
                    "SH216",
                    tree.where,
                    f"「{name}」已经是业务办理项「{owner}」的名称。",
                    "每个名称只能指一个业务办理项，请改正。",
                )


def build_situations(tree: Tree | None, context: BuildContext) -> dict[str, Node]:
    """The named situations; one may not be built upon another."""
    made: dict[str, Node] = {}
    for entry in tree.entries if isinstance(tree, Map) else ():
        name = entry.key.text.strip()
        nested = next(_situation_keys(entry.value), None)
        if nested is not None:
            context.report(
                "SH221",
                nested.where,
                f"情形「{name}」里又用了「情形」。",
                "情形定义里请写出申请信息和测试，不能再引用别的情形。",
            )
        made[name] = ALWAYS if nested else context.condition(entry.value)
    return made


def _situation_keys(tree: Tree) -> Iterator[Scalar]:
    for part in tree.items if isinstance(tree, Sequence) else (tree,):
        for entry in part.entries if isinstance(part, Map) else ():
            if entry.key.text == "情形":
                yield entry.key


def _not_demanded(written: ItemFile, kept: Map, context: BuildContext) -> tuple[NotDemanded, ...]:
    trees = maps_of(kept.get("不得索要"))
    return tuple(
        NotDemanded(name=entry.name, basis=context.basis(tree))
        for entry, tree in zip(written.not_demanded, trees, strict=True)
    )
