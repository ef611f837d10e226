"""The rule file a command is about, named by its path or by the item it states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from permit_rules.cli.failures import give_up
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.loading.rule_files import RuleFolder, embedded_rules, root_of, rule_folder
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.sheets.sheet import RuleFileRead, read_rule_file


@dataclass(frozen=True, slots=True)
class RulesGiven:
    """The folders given to a command; None: those that come with the library."""

    rules: Path | None
    overlay: Path | None

    def folder(self) -> RuleFolder:
        """The rule files of both."""
        return rule_folder(self.rules or embedded_rules(), self.overlay)

    def of(self, wanted: str) -> RulesGiven:
        """The same; where a rule file is named and no folder, the one in which it lies."""
        path = Path(wanted)
        if self.rules is None and wanted.endswith(".yaml") and path.is_file():
            return RulesGiven(root_of(path.resolve()), self.overlay)
        return self

    def library(self) -> Library:
        """The library; ends with status 2 where the rules cannot be used."""
        return usable_library(self.rules, self.overlay)


def is_path(wanted: str) -> bool:
    """Whether a rule file is named, not an item."""
    return wanted.endswith((".yaml", ".yml"))


def path_of(given: RulesGiven, wanted: str) -> str:
    """The path below the rules folder of a file that is named by any path to it."""
    path = Path(wanted).resolve()
    for root in (given.overlay, given.rules or embedded_rules()):
        if root is not None and path.is_file() and root.resolve() in path.parents:
            return path.relative_to(root.resolve()).as_posix()
    return Path(wanted).as_posix()


def stated_in(library: Library, item: Item, place: str) -> str:
    """The file that says something of an item nearest to a place: an overlay, or the item's."""
    overlays = library.overlays_for(item, place)
    return overlays[-1].where.file if overlays else item.where.file


def item_in(library: Library, path: str) -> tuple[str, str] | None:
    """The item that a file is about and the place it is for; None for other files."""
    for item in library.items:
        if item.where.file == path:
            return item.id, item.place
    for overlay in library.overlays:
        if overlay.where.file == path:
            return overlay.item, overlay.place
    return None


def rule_file(folder: RuleFolder, path: str) -> RuleFileRead:
    """The rule file at a path below the folder; ends with status 2 where it is of no use."""
    content = next((f.content for f in folder.files if f.path == path), None)
    if content is None:
        give_up(f"规则文件夹里没有「{path[:200]}」", "请核对路径，或者用 --rules 写明文件夹")
    read = read_rule_file(path, content)
    if read is None:
        give_up(f"规则文件「{path}」读不了", "请先用 permit-rules lint 检查，改好以后再来")
    if not read.forms:
        give_up(f"「{path}」不是由要点组成的，没有表格", "请直接编辑这个文件")
    return read


def target(given: RulesGiven, wanted: str, place: str, library: Library | None = None) -> str:
    """The path below the folder of the rule file that is named, or that states the item there.

    ``library`` is that of the folders, where it is loaded already.
    """
    if is_path(wanted):
        return path_of(given, wanted)
    library = library or given.library()
    place = place_at(library, place)
    return stated_in(library, item_at(library, wanted, place), place)
