"""The files of a folder → one library: fields and places first, then items, then overlays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean
from permit_rules.loading.blanks import BLANK, blanks_in
from permit_rules.loading.build_bundles import read_bundles
from permit_rules.loading.build_casework import Known, read_casework
from permit_rules.loading.build_declarations import (
    check_format,
    no_calendar,
    read_calendar,
    read_fields,
    read_places,
)
from permit_rules.loading.build_general import read_general
from permit_rules.loading.build_item import BuiltItem, Declared, build_item
from permit_rules.loading.build_overlay import build_overlay
from permit_rules.loading.build_sections import build_entry_models
from permit_rules.loading.bundle_names import BundleNames, bundle_names
from permit_rules.loading.explain_validation import Validated, validate
from permit_rules.loading.format_types import is_place_code
from permit_rules.loading.kept import Kept
from permit_rules.loading.odd_forms import odd_forms
from permit_rules.loading.overlay_format import OverlayFile
from permit_rules.loading.rule_files import Role, RuleFile, RuleFolder, of_role
from permit_rules.loading.stated import text_at
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.model.bundle import BundleRules
from permit_rules.model.item import Overlay
from permit_rules.model.library import Library
from permit_rules.model.offices import Offices
from permit_rules.model.place import NATION, Place, ancestors
from permit_rules.yaml_tree import Map, Tree

T = TypeVar("T")
_OVERLAY_KEYS = ("增加", "替换", "撤销")


def build_library(
    folder: RuleFolder, kept: Kept | None = None
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Build what can be built, and everything that is wrong with the files.

    Trees and items of files that have not changed are taken from ``kept``.
    """
    builder = _LibraryBuilder(folder, kept or Kept())
    library = builder.library()
    return library, tuple(builder.found)


@dataclass(slots=True)
class _LibraryBuilder:
    folder: RuleFolder
    kept: Kept
    found: list[Diagnostic] = field(default_factory=list)
    unread: set[Role] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    items: dict[tuple[str, str], BuiltItem] = field(default_factory=dict)
    overlays: list[Overlay] = field(default_factory=list)

    def library(self) -> Library:
        build_entry_models()
        trees = {role: self._trees(role) for role in Role}
        self.found += check_format(trees[Role.LIBRARY])
        self.places = self._take(read_places(trees[Role.PLACES]))
        calendar = self._take(read_calendar(trees[Role.CALENDAR]))
        if not of_role(self.folder.files, Role.CALENDAR) and self.folder.files:
            self.found.append(no_calendar())
        declared = self._declared(trees)
        statements = trees[Role.STATEMENTS]
        for file, tree in statements:
            if not _is_overlay(tree):
                self._add_item(file, tree, declared)
        self._add_overlays([(f, t) for f, t in statements if _is_overlay(t)])
        casework = self._take(
            read_casework([tree for _, tree in trees[Role.CASEWORK]], self._known())
        )
        bundles = self._take(self._bundles(trees[Role.BUNDLES], declared))
        return Library(
            items=tuple(b.item for b in self.items.values()),
            overlays=tuple(self.overlays),
            catalogue=declared.catalogue,
            calendar=calendar,
            places=self.places,
            offices=Offices.of(self.places),
            casework=casework,
            bundles=bundles,
            digest=self.folder.digest,
        )

    def _declared(self, trees: Mapping[Role, list[tuple[RuleFile, Tree]]]) -> Declared:
        """The fields and general rules; the same object while their files are the same."""

        def read() -> tuple[Declared, list[Diagnostic]]:
            declared, found = read_fields(trees[Role.FIELDS], Role.FIELDS in self.unread)
            general, more = read_general(
                [tree for _, tree in trees[Role.GENERAL]], Role.GENERAL in self.unread
            )
            return replace(declared, general=general), [*found, *more]

        return self._take(self.kept.of(("declared", self._declaring()), read))

    def _declaring(self) -> tuple[RuleFile, ...]:
        return (
            *of_role(self.folder.files, Role.FIELDS),
            *of_role(self.folder.files, Role.GENERAL),
        )

    def _known(self) -> Known:
        """What the rules about running a case may name."""
        return Known(
            places=None if Role.PLACES in self.unread else self.places,
            items=None if Role.STATEMENTS in self.unread else [i for i, _ in self.items],
        )

    def _bundles(
        self, trees: list[tuple[RuleFile, Tree]], declared: Declared
    ) -> tuple[BundleRules, list[Diagnostic]]:
        """What the files about bundles say; they name what any other file may declare."""
        if not trees:
            return BundleRules(), []
        return self.kept.of(
            ("bundles", self.folder.files),
            lambda: read_bundles(trees, self._names(declared), Role.BUNDLES in self.unread),
        )

    def _names(self, declared: Declared) -> BundleNames:
        """What the files about bundles may name."""
        return bundle_names(
            self.items,
            self.overlays,
            declared,
            self.places if Role.PLACES not in self.unread else None,
            incomplete=Role.STATEMENTS in self.unread,
            wrong=frozenset(
                d.subject.partition("/")[0] for d in self.found if d.severity is Severity.ERROR
            ),
        )

    def _trees(self, role: Role) -> list[tuple[RuleFile, Tree]]:
        read = []
        for file in of_role(self.folder.files, role):
            reading = self.kept.of(("tree", file), partial(read_yaml, file.content, file.path))
            self.found.extend(reading.diagnostics)
            if reading.tree is None:
                self.unread.add(role)
            else:
                self.found.extend(_left_blank(file, reading.tree))
                read.append((file, reading.tree))
                self.found.extend(odd_forms(reading.tree, _item_of(reading.tree)))
        return read

    def _take(self, made: tuple[T, list[Diagnostic]]) -> T:
        self.found += made[1]
        return made[0]

    def _report(
        self,
        code: str,
        where: Span,
        message: str,
        help: str,
        severity: Severity = Severity.ERROR,
        subject: str = "",
    ) -> None:
        self.found.append(
            Diagnostic(
                code=code,
                message=message,
                help=help,
                where=where,
                severity=severity,
                subject=subject,
            )
        )

    # ---- items and overlays -------------------------------------------------------------------

    def _add_item(self, file: RuleFile, tree: Tree, declared: Declared) -> None:
        built, found = self.kept.of(
            ("item", file, self._declaring()), lambda: build_item(tree, file.place, declared)
        )
        self.found.extend(d for d in found if not self._told_of_general(d))
        self._check_place(file, tree, text_at(tree, "行政区划") if isinstance(tree, Map) else "")
        if built is None:
            self.unread.add(Role.STATEMENTS)
            return
        key = (built.item.id, file.place)
        first = self.items.get(key)
        if first is not None:
            self._report(
                "SH219",
                tree.where,
                f"事项「{key[0]}」在 {first.item.where.file} 已经写过。",
                "同一个地方的同一事项只能有一个文件；请改正事项标识，或者合成一个文件。",
                subject=key[0],
            )
            return
        self.items[key] = built

    def _told_of_general(self, diagnostic: Diagnostic) -> bool:
        """Whether a mistake in the general rules has been told of another item that inherits them.

        What only this item makes a mistake, such as an id used twice, has a message of its own.
        """
        if diagnostic.where is None or diagnostic.where.file not in {
            f.path for f in of_role(self.folder.files, Role.GENERAL)
        }:
            return False
        said = (diagnostic.code, diagnostic.where, diagnostic.message)
        return said in {(d.code, d.where, d.message) for d in self.found}

    def _check_place(self, file: RuleFile, tree: Tree, stated: str) -> None:
        """The folder and the file must name the same place, one that is known by name."""
        if is_place_code(stated) and stated != file.place:
            written = tree.get("行政区划") if isinstance(tree, Map) else None
            found = f"文件夹是 {file.place}" if file.place else "national/ 是国家级事项的文件夹"
            self._report(
                "SH503",
                (written or tree).where,
                f"行政区划写的是 {stated}，{found}，两者不一致。",
                "请改正代码，或者把文件移到相应的文件夹。",
            )
        elif file.place and file.place not in self.places and Role.PLACES not in self.unread:
            self._report(
                "SH502",
                tree.where,
                f"places.yaml 里没有行政区划代码 {file.place}。",
                "请在 places.yaml 里补上它的名称；没有名称的，只显示代码。",
                Severity.WARNING,
            )

    def _add_overlays(self, files: list[tuple[RuleFile, Tree]]) -> None:
        """Overlays from the highest level down, each upon what the levels above it made."""
        states: dict[tuple[str, str, str], BuiltItem] = {}
        seen: dict[tuple[str, str], str] = {}
        for file, tree in sorted(files, key=lambda f: (len(ancestors(f[0].place)), f[0].path)):
            checked = validate(
                OverlayFile, tree, text_at(tree, "事项") if isinstance(tree, Map) else ""
            )
            self.found.extend(checked.diagnostics)
            if checked.model is None:
                continue
            self._check_place(file, tree, checked.model.place)
            key = (checked.model.item, file.place)
            if key in seen:
                self._report(
                    "SH219",
                    tree.where,
                    f"对事项「{key[0]}」的叠加在 {seen[key]} 已经写过。",
                    "同一个地方对同一事项只能有一个叠加文件，请合成一个。",
                    subject=key[0],
                )
                continue
            seen[key] = file.path
            base = self._base(checked, file, states)
            if base is None:
                continue
            placed = Validated(
                checked.model.model_copy(update={"place": file.place}),
                checked.tree,
                checked.diagnostics,
                checked.lost,
            )
            overlay, below, found = build_overlay(placed, base)
            self.found.extend(found)
            states[(base.item.id, base.item.place, file.place)] = below
            if overlay is not None:
                self.overlays.append(overlay)

    def _base(
        self,
        checked: Validated[OverlayFile],
        file: RuleFile,
        states: dict[tuple[str, str, str], BuiltItem],
    ) -> BuiltItem | None:
        """What the levels above say about the item of an overlay."""
        assert checked.model is not None
        item_id = checked.model.item
        written = checked.tree.get("事项") if isinstance(checked.tree, Map) else None
        where = (written or checked.tree).where
        above = tuple(reversed(ancestors(file.place)))[1:]
        if file.place == NATION or (item_id, file.place) in self.items:
            self._report(
                "SH217",
                where,
                f"事项「{item_id}」在本级有自己的文件，不用叠加。",
                "请直接改那个文件。",
                subject=item_id,
            )
            return None
        for code in above:
            item = self.items.get((item_id, code))
            if item is not None:
                between = above[: above.index(code) + 1]
                return next(
                    (states[k] for c in between if (k := (item_id, code, c)) in states), item
                )
        if Role.STATEMENTS not in self.unread:
            near = did_you_mean(item_id, (i for i, _ in self.items))
            self._report(
                "SH217",
                where,
                f"上级没有事项「{item_id[:40]}」。",
                f"是否想写「{near}」？" if near else "请核对事项标识。",
                subject=item_id,
            )
        return None


def _left_blank(file: RuleFile, tree: Tree) -> Iterable[Diagnostic]:
    # Hardly any file has a blank, and every file of every library comes along here.
    if BLANK.encode() not in file.content:
        return ()
    named = (text_at(tree, key) for key in ("事项标识", "事项")) if isinstance(tree, Map) else ()
    return blanks_in(tree, next(filter(None, named), ""))


def _is_overlay(tree: Tree) -> bool:
    if not isinstance(tree, Map) or tree.get("事项标识") is not None:
        return False
    return any(tree.get(key) is not None for key in (*_OVERLAY_KEYS, "事项"))


def _item_of(tree: Tree) -> str:
    """The id of the item a file is about; "" for a file that is about none."""
    return (text_at(tree, "事项标识") or text_at(tree, "事项")) if isinstance(tree, Map) else ""
