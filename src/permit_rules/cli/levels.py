"""``permit-rules levels``: what the levels of government say about an item, side by side."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Final

import typer
from rich.box import SQUARE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import say
from permit_rules.cli.rules import item_id, place_at, usable_library
from permit_rules.errors import UnknownItem
from permit_rules.guides.level_words import (
    common_lines,
    element_words,
    held_lines,
    level_name,
    levels_data,
    levels_document,
    levels_lead,
    none_differs,
)
from permit_rules.guides.levels import Levels, compare_levels
from permit_rules.guides.markdown import write_markdown

#: Columns of a table that no terminal is there to limit.
_WIDTH: Final = 120


def levels(
    item: options.ItemName,
    on: options.Day = None,
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help="行政区划代码：只比较这里、它的上级和下级；不写则比较全部。",
            show_default=False,
        ),
    ] = "",
    format: Annotated[
        options.Format,
        typer.Option("--format", help="输出形式。"),
    ] = options.Format.TEXT,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0, or 2 where there is no such item."""
    with faults_told(debug):
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        wanted = item_id(library, item)
        try:
            found = compare_levels(library, wanted, options.day(on), place)
        except UnknownItem:
            give_up(f"「{item}」在行政区划「{place}」和它的上下级都没有规定")
        if format is options.Format.JSON:
            say(json.dumps(levels_data(found), ensure_ascii=False, indent=2))
        elif format is options.Format.MARKDOWN:
            sys.stdout.write(write_markdown(levels_document(found)))
        else:
            _show(found)


def _show(found: Levels) -> None:
    say(f"{found.name}（{found.item}），各级规定对照")
    for line in levels_lead(found):
        say(line)
    say(f"\n各级相同的要素（{len(found.common)}项）")
    for line in common_lines(found):
        say(f"  {line}")
    say(f"\n各级不同的要素（{len(found.differences)}项）")
    if not found.differences:
        say(f"  {none_differs(found)}")
        return
    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout, width=None if terminal else _WIDTH, markup=False, emoji=False
    )
    console.print(_table(found))


def _table(found: Levels) -> Table:
    table = Table(box=SQUARE, show_lines=True)
    for title in ("要素", *(level_name(level) for level in found.levels)):
        table.add_column(Text(title), overflow="fold")
    for element, held in found.differences:
        cells = (
            (f"{element.section} {element_words(element)}",),
            *(held_lines(one) for one in held),
        )
        table.add_row(*(Text("\n".join(cell)) for cell in cells))
    return table
