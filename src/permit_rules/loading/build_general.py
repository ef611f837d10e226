"""``general.yaml`` → what each item inherits of it, as if it stood in the item's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.loading.build_sections import ValidatedEntries
from permit_rules.loading.explain_validation import Validated, validate
from permit_rules.loading.general_format import GeneralFile, GeneralGroup, Scope
from permit_rules.loading.item_format import InstrumentEntry, ItemFile
from permit_rules.loading.stated import maps_of, merged, text_at, without_keys
from permit_rules.yaml_tree import Entry, Map, Scalar, Sequence, Tree

_HANDLING: Final = "业务办理项"
#: The key of a section's entries that says when they hold.
_WHEN: Final[Mapping[str, str]] = {
    "适用判定": "当",
    "申请材料": "需要",
    "审核要点": "当",
    "禁止期": "当",
    "实施机关": "当",
    "证件有效期": "当",
    "核查方式": "当",
    "办理时限": "当",
    "改革方式": "当",
    "先证后核": "当",
    "兜底条款": "当",
}


@dataclass(frozen=True, slots=True)
class General:
    """The general rules as written, group by group; nothing where there is no such file."""

    instruments: Mapping[str, InstrumentEntry] = field(default_factory=dict)
    groups: tuple[tuple[Scope, Map], ...] = ()
    lost: frozenset[tuple[Span, str]] = frozenset()
    unread: bool = False
    validated: ValidatedEntries = field(default_factory=lambda: ValidatedEntries({}))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules, in writing order."""
        return tuple(
            text_at(entry, "编号")
            for _, group in self.groups
            for section in group.entries
            for entry in maps_of(section.value)
            if section.key.text != "用于"
        )

    @property
    def papers(self) -> frozenset[str]:
        """The ids of the materials and their parts."""
        return frozenset(
            text_at(paper, "编号")
            for _, group in self.groups
            for material in maps_of(group.get("申请材料"))
            for paper in (material, *maps_of(material.get("组成")))
        )

    def inherited(self, item: ItemFile) -> tuple[Map, ...]:
        """The groups that are for an item, without what it does without, narrowed to its scope."""
        without = {n.id for n in item.not_inherited}
        made = []
        for scope, group in self.groups:
            names = _handling_items(scope, item)
            if names is not None and _is_for(scope, item):
                made.append(_narrowed(group, names, without))
        return tuple(made)


def read_general(trees: list[Tree], unread: bool) -> tuple[General, list[Diagnostic]]:
    """The general rules of the file at the root of the folder; mistakes in its form."""
    found: list[Diagnostic] = []
    made = General(unread=unread)
    for tree in trees:
        checked: Validated[GeneralFile] = validate(GeneralFile, tree)
        found += checked.diagnostics
        kept = checked.tree
        if checked.model is None or not isinstance(kept, Map):
            made = replace(made, unread=True)
            continue
        paired = _paired(checked.model.groups, kept.get("通用规定"))
        made = General(
            checked.model.instruments,
            tuple((group.scope, tree) for group, tree in paired),
            checked.lost,
            bool(checked.diagnostics),
            ValidatedEntries.of(paired),
        )
    return made, found


def _paired(groups: tuple[GeneralGroup, ...], tree: Tree | None) -> list[tuple[GeneralGroup, Map]]:
    return list(zip(groups, maps_of(tree), strict=True))


def _is_for(scope: Scope, item: ItemFile) -> bool:
    if scope.kinds and item.kind not in scope.kinds:
        return False
    return not scope.concerns or bool(set(scope.concerns) & set(item.concerns))


def _handling_items(scope: Scope, item: ItemFile) -> tuple[str, ...] | None:
    """The handling items of the item that are in the scope; () for all, None for none of them.

    The scope may name them by their aliases, too.
    """
    named = frozenset(scope.handling_items)
    inside = [
        h
        for h in item.handling_items
        if (not named or named & {h.name, *h.aliases})
        and (not scope.handling_kinds or h.kind in scope.handling_kinds)
    ]
    if len(inside) == len(item.handling_items) and not named:
        return ()
    return tuple(h.name for h in inside) or None


# ---- as if the item had written it --------------------------------------------------------------


def _narrowed(group: Map, names: tuple[str, ...], without: set[str]) -> Map:
    sections = []
    for section in group.entries:
        key = section.key.text
        if key == "用于":
            continue
        entries = [
            _limited(entry, _WHEN.get(key, ""), names)
            for entry in maps_of(section.value)
            if text_at(entry, "编号") not in without
        ]
        sections.append(Entry(section.key, Sequence(tuple(entries), section.value.where)))
    return Map(tuple(sections), group.where)


def _limited(entry: Map, key: str, names: tuple[str, ...]) -> Map:
    """The entry and each of its versions, holding only for these handling items."""
    if not key or not names:
        return entry
    versions = entry.get("版本")
    limited = _with_test(entry, key, names, always=versions is None)
    if isinstance(versions, Sequence):
        listed = tuple(
            _with_test(v, key, names, always=entry.get(key) is None)
            for v in versions.items
            if isinstance(v, Map)
        )
        at = next(e.key for e in entry.entries if e.key.text == "版本")
        limited = merged(limited, Map((Entry(at, Sequence(listed, versions.where)),), entry.where))
    return limited


def _with_test(entry: Map, key: str, names: tuple[str, ...], *, always: bool) -> Map:
    """One more line in the condition; ``always``: also where none is written."""
    written = entry.get(key)
    if written is None and not always:
        return entry
    test = Entry(Scalar(_HANDLING, entry.where), Scalar("、".join(names), entry.where))
    condition: Tree
    if isinstance(written, Sequence):
        lines = tuple(_and(g, test) for g in written.items if isinstance(g, Map))
        condition = Sequence(lines, written.where)
    elif isinstance(written, Map):
        condition = _and(written, test)
    else:
        condition = Map((test,), entry.where)
    rest = without_keys(entry, (key,))
    return Map((*rest.entries, Entry(Scalar(key, entry.where), condition)), entry.where)


def _and(group: Map, test: Entry) -> Map:
    return Map((test, *group.entries), group.where)
