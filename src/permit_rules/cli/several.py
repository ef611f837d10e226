"""Which permits, or which kind of business, a command is about."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

import typer

from permit_rules.cli.failures import give_up
from permit_rules.cli.rules import item_at
from permit_rules.diagnostics import did_you_mean
from permit_rules.model.bundle import Bundle, BundleRules
from permit_rules.model.library import Library
from permit_rules.written.inert import one_line

Items: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--items",
        metavar="ITEM,ITEM",
        help="一次申请的几个事项，标识或者名称，用逗号分开。",
        show_default=False,
    ),
]
BundleName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--bundle",
        metavar="BUNDLE",
        help="业态，标识或者名称，例如 hotel；要办哪些许可由所填的情况推出。",
        show_default=False,
    ),
]
_BETWEEN: Final = re.compile("[,，、;；\\s]+")


def item_ids(library: Library, written: str | None, place: str) -> tuple[str, ...] | None:
    """The ids of items written in a row; ends with status 2 where one is none."""
    if written is None:
        return None
    names = [name for name in _BETWEEN.split(written) if name]
    if not names:
        give_up(
            "--items 没有写明事项",
            "请写事项标识，用逗号分开，例如 --items food-business,tobacco-retail",
        )
    return tuple(dict.fromkeys(item_at(library, name, place).id for name in names))


def bundle_id(library: Library, written: str | None) -> str | None:
    """The id of a kind of business; ends with status 2 where there is none. "" stays as it is."""
    if not written:
        return written
    return bundle_named(library, written).id


def bundle_named(library: Library, written: str, place: str | None = None) -> Bundle:
    """A kind of business by any of its names, at a place or anywhere; status 2 without it."""
    known = library.bundles if place is None else library.bundles_at(place)
    found = known.named(written)
    if found is not None:
        return found
    near = did_you_mean(written, (n for b in known.bundles for n in b.names))
    listed = listed_bundles(known)
    help = f"是否想写「{near}」？" if near else f"可用的有：{listed}" if listed else ""
    give_up(f"没有业态「{one_line(written)[:60]}」", help)


def listed_bundles(rules: BundleRules) -> str:
    """The kinds of business that can be named, in a row."""
    return "、".join(f"{b.id}（{b.name}）" for b in rules.bundles)
