"""Where the names in a file of ``bundles/`` lead, and every mistake in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean
from permit_rules.loading.build_context import BuildContext, Suspects
from permit_rules.loading.build_fields import canonical, possible_values
from permit_rules.loading.build_item import build_instruments
from permit_rules.loading.bundle_names import EVERY_ITEM, BundleNames
from permit_rules.loading.item_format import InstrumentEntry
from permit_rules.loading.stated import text_at
from permit_rules.model.bundle import PaperOf
from permit_rules.model.place import NATION, is_code
from permit_rules.written import fold
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree

#: What diagnostics about bundles name as their subject.
SUBJECT: Final = "bundles"


@dataclass(slots=True)
class BundleContext:
    """One file of ``bundles/`` while it is built; ``taken`` are the ids of all of them so far."""

    names: BundleNames
    build: BuildContext
    taken: dict[tuple[str, str], Span]

    @classmethod
    def of(
        cls,
        instruments: Mapping[str, InstrumentEntry],
        lost: frozenset[tuple[Span, str]],
        names: BundleNames,
        taken: dict[tuple[str, str], Span],
    ) -> BundleContext:
        """The context of a file with these instruments, of which ``lost`` could not be used."""
        ambiguous = Suspects(frozenset(names.shared_names))
        build = BuildContext(
            item=SUBJECT,
            known_from=date.min,
            catalogue=names.catalogue,
            instruments=build_instruments(instruments),
            suspects=names.suspects.joined(ambiguous),
            lost=lost,
        )
        return cls(names, build, taken)

    @property
    def found(self) -> list[Diagnostic]:
        """Everything that was reported."""
        return self.build.found

    def about(self, entry: str) -> BundleContext:
        """The same for one entry."""
        return BundleContext(self.names, self.build.about(entry), self.taken)

    def report(
        self,
        code: str,
        where: Span,
        message: str,
        help: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one mistake."""
        self.build.report(code, where, message, help, severity)

    # ---- ids and conditions -------------------------------------------------------------------

    def claim(self, kind: str, keys: Map, key: str) -> None:
        """Note an id that has been used, in whichever file."""
        written = keys.get(key) or keys
        first = self.taken.setdefault((kind, fold(text_at(keys, key))), written.where)
        if first != written.where:
            self.report(
                "SH215",
                written.where,
                f"{key}「{text_at(keys, key)}」已经用过（{first.file} 第 {first.line} 行）。",
                f"业态各文件里的{key}不能重复，停用的也不再用；请换一个。",
            )

    def condition(self, tree: Tree | None) -> Node:
        """The condition of a tree, over the shared fields and those of national items."""
        if tree is None:
            return ALWAYS
        self.unambiguous(tree)
        return self.build.condition(tree)

    def unambiguous(self, tree: Tree) -> None:
        """Report the names in a condition that are fields of several items."""
        for name in _keys_in(tree):
            self._ambiguous(name)

    def _ambiguous(self, name: Scalar) -> bool:
        owners = self.names.shared_names.get(fold(name.text))
        if owners:
            self.report(
                "SH226",
                name.where,
                f"「{name.text[:40]}」在事项 {'、'.join(owners)} 里各是一项，不知道指哪一项。",
                "请给其中一项换一个名称；两个事项要的是同一项的，移到 fields/ 里共用。",
            )
        return bool(owners)

    # ---- fields and values --------------------------------------------------------------------

    def field(self, written: Scalar, wanted: FieldType | None = None) -> Field | None:
        """The field of this name, of this type; None after noting what is wrong."""
        if self._ambiguous(written):
            return None
        return self.build.find_field(written, wanted=wanted)

    def fields(self, tree: Tree | None) -> tuple[str, ...]:
        """The ids of the fields that a text or list names."""
        found = (self.field(name) for name in scalars(tree))
        return tuple(dict.fromkeys(f.id for f in found if f is not None))

    def values(
        self, tree: Tree | None, wanted: FieldType | None = None
    ) -> dict[str, str | tuple[str, ...]]:
        """Written values by field id: a text, or the texts of a 多选 field."""
        made: dict[str, str | tuple[str, ...]] = {}
        for entry in tree.entries if isinstance(tree, Map) else ():
            found = self.field(entry.key, wanted)
            value = self._value(found, entry.value) if found is not None else None
            if found is not None and value is not None:
                made[found.id] = value
        return made

    def _value(self, of: Field, tree: Tree) -> str | tuple[str, ...] | None:
        if of.type is not FieldType.CHOICES:
            # 、 separates the values of 多选 alone; in a text it is a sign as any other.
            written = tree if isinstance(tree, Scalar) else None
            value = canonical(of, written.text.strip()) if written is not None else None
            if value is None:
                self._no_value(of, written.text if written is not None else "", tree.where)
            return value
        names = []
        for scalar in scalars(tree):
            value = canonical(of, scalar.text)
            if value is None:
                self._no_value(of, scalar.text, scalar.where)
            else:
                names.append(value)
        return tuple(dict.fromkeys(names)) or None

    def _no_value(self, of: Field, text: str, where: Span) -> None:
        near = did_you_mean(text, (n for c in of.choices for n in (c.name, *c.aliases)))
        self.report(
            "SH609",
            where,
            f"「{text[:40]}」不是「{of.label}」（{of.type.value}）的一个值。",
            f"是否想写「{near}」？" if near else possible_values(of),
        )

    def offers(self, tree: Tree | None) -> dict[str, tuple[str, ...]]:
        """Values that may come on top, by the id of a 多选 field."""
        made = self.values(tree, FieldType.CHOICES)
        return {f: v for f, v in made.items() if isinstance(v, tuple)}

    # ---- items and papers ---------------------------------------------------------------------

    def item(self, written: Tree | None) -> bool:
        """Whether the rules have the item that a scalar names, somewhere."""
        if not isinstance(written, Scalar):
            return False
        name = written.text.strip()
        if self.names.variants(name):
            return True
        if self.names.is_sure(name):
            self._no_item(name, written.where)
        return False

    def _no_item(self, name: str, where: Span) -> None:
        near = did_you_mean(name, self.names.item_ids)
        self.report(
            "SH223",
            where,
            f"规则库里没有事项「{name[:40]}」。",
            f"是否想写「{near}」？" if near else "请核对事项标识。",
        )

    def papers(self, tree: Tree | None) -> tuple[PaperOf, ...]:
        """The papers that a text or list names (``food-business/M2``, ``*/T1a``)."""
        found = (p for written in scalars(tree) for p in self._papers(written))
        return tuple(dict.fromkeys(found))

    def _papers(self, written: Scalar) -> Iterator[PaperOf]:
        item, slash, paper = (part.strip() for part in written.text.partition("/"))
        if not slash or not item or not paper:
            self.report(
                "SH224",
                written.where,
                f"「{written.text[:40]}」没有写明是哪个事项的哪一份材料。",
                "写成「事项标识/编号」，例如 food-business/M2；几份用顿号隔开。",
            )
        elif item == EVERY_ITEM:
            yield from self._of_every_item(paper, written)
        else:
            yield from self._of_item(item, paper, written)

    def _of_every_item(self, paper: str, written: Scalar) -> Iterator[PaperOf]:
        if paper in self.names.general:
            for (item, place), papers in self.names.papers.items():
                if paper in papers:
                    yield PaperOf(item, paper, place)
        elif self.names.is_sure(EVERY_ITEM):
            known = "、".join(f"*/{p}" for p in sorted(self.names.general)) or "（没有）"
            self.report(
                "SH224",
                written.where,
                f"通用规定里没有编号是「{paper[:40]}」的材料。",
                f"通用规定的材料：{known}。",
            )

    def _of_item(self, item: str, paper: str, written: Scalar) -> Iterator[PaperOf]:
        name, dash, code = item.rpartition("-")
        if not (dash and is_code(code) and (name, code) in self.names.papers):
            name, code = item, NATION
        known = self.names.papers.get((name, code))
        if known is not None and paper in known:
            yield PaperOf(name, paper, code)
        elif not self.names.is_sure(name):
            return
        elif known is not None:
            self._no_paper(name, code, paper, known, written)
        elif variants := self.names.variants(name):
            forms = "、".join(f"{name}-{v.place}/{paper[:40]}" for v in variants)
            self.report(
                "SH224",
                written.where,
                f"「{name[:40]}」不是国家级事项，各地的材料不同。",
                f"请写明是哪里的，例如 {forms}。",
            )
        else:
            self._no_item(name, written.where)

    def _no_paper(
        self, item: str, place: str, paper: str, known: Mapping[str, str], written: Scalar
    ) -> None:
        named = did_you_mean(paper, known.values())
        meant = next((i for i, name in known.items() if name == named), None)
        whose = f"{item}-{place}" if place else item
        # Ids are all alike, so only a name tells which paper was meant.
        listed = "、".join(f"{i} {name}" for i, name in known.items())
        self.report(
            "SH224",
            written.where,
            f"事项「{item}」没有编号是「{paper[:40]}」的材料。",
            f"是否想写「{whose}/{meant}」？" if meant else f"它的材料：{listed[:300]}。",
        )


def scalars(tree: Tree | None) -> Iterator[Scalar]:
    """The texts of a list, or the parts of one text that 、 separates, each with its place."""
    if isinstance(tree, Sequence):
        for item in tree.items:
            yield from scalars(item)
    elif isinstance(tree, Scalar):
        start = 0
        for part in tree.text.replace("｜", "、").replace("|", "、").split("、"):
            name = part.strip()
            if name:
                yield _piece(tree, name, start + part.index(name))
            start += len(part) + 1


def _piece(tree: Scalar, name: str, offset: int) -> Scalar:
    """One part of a text; its column is certain only where the text stands as it is written."""
    where = tree.where
    if name == tree.text.strip() or tree.style != "plain":
        return Scalar(name, where, tree.style)
    return Scalar(name, Span(where.file, where.line, where.column + offset, where.text), tree.style)


def _keys_in(tree: Tree) -> Iterator[Scalar]:
    """The names with which the lines of a condition begin."""
    for part in tree.items if isinstance(tree, Sequence) else (tree,):
        for entry in part.entries if isinstance(part, Map) else ():
            yield entry.key
