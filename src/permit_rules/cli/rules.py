"""The rules a command works with, and the items in them."""

from __future__ import annotations

from pathlib import Path

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import give_up
from permit_rules.cli.output import complain
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.loading import read_library
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.place import read_place
from permit_rules.resolving import no_such_place


def usable_library(rules: Path | None, overlay: Path | None) -> Library:
    """The library; ends with status 2 and every diagnostic where the rules cannot be used."""
    library, diagnostics = read_library(rules, overlay=overlay)
    if library is not None:
        return library
    for diagnostic in diagnostics:
        complain(str(diagnostic))
    complain(f"审核要点不能使用：{counted(diagnostics)}")
    raise typer.Exit(options.UNUSABLE)


def counted(diagnostics: tuple[Diagnostic, ...]) -> str:
    """3 个错误，1 个警告."""
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    warnings = sum(d.severity is Severity.WARNING for d in diagnostics)
    return f"{errors} 个错误，{warnings} 个警告"


def item_id(library: Library, wanted: str) -> str:
    """The id of an item named by id or by name; ends with status 2 where there is none."""
    return library.item_id(wanted) or unknown_item(library, wanted)


def item_at(library: Library, wanted: str, place: str) -> Item:
    """The item as stated nearest to ``place``; ends with status 2 where there is none."""
    found = library.item_for(item_id(library, wanted), place)
    if found is None:
        where = f"行政区划「{place}」" if place else "国家一级"
        give_up(f"「{wanted}」在{where}没有规定", "请用 --place 写明有规定的行政区划")
    return found


def place_at(library: Library, wanted: str) -> str:
    """The code of a place given by code or by name; ends with status 2 where it is neither."""
    code = read_place(wanted, library.places)
    if code is None:
        give_up(*no_such_place(wanted, library.places))
    return code


def unknown_item(library: Library, wanted: str) -> str:
    """End with status 2, naming the nearest item or all there are."""
    near = did_you_mean(wanted, (n for i in library.items for n in (i.id, i.name)))
    known = "、".join(f"{i.id}（{i.name}）" for i in sorted(library.items, key=lambda i: i.id))
    help = f"是否想写「{near}」？" if near else f"可用的有：{known}"
    give_up(f"没有事项「{wanted[:60]}」", help)
