"""``permit-rules diff``: what a change of the rules says, and to whom it matters."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import say
from permit_rules.cli.rules import item_id, usable_library
from permit_rules.conditions.phrases import day_words
from permit_rules.errors import UnknownItem
from permit_rules.impact.compared import Compared, compare_days, compare_libraries
from permit_rules.impact.data import comparison_data
from permit_rules.impact.report import as_markdown, as_text
from permit_rules.model.library import Library
from permit_rules.written import NotReadable, fold, read_date


class DiffFormat(str, Enum):
    """How a comparison is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[OLD NEW]",
            help="旧的和新的审核要点文件夹；用 --from、--to 比较两天的，写一个或者不写（随附的）。",
            show_default=False,
        ),
    ] = None,
    item: Annotated[
        str,
        typer.Option(
            "--item", metavar="ITEM", help="只比较这个事项；不写则全部。", show_default=False
        ),
    ] = "",
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="CODE",
            help="只比较这个行政区划；不写则国家和有自己规定的各地，两天之间的为国家。",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="只比较这一天施行的规定；不写则比较两边都知道的每一天，写明自哪天起不同。",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="比较同一套规则的两天：原来的一天。", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="后来的一天。", show_default=False),
    ] = None,
    format: Annotated[DiffFormat, typer.Option("--format", help="输出形式。")] = DiffFormat.TEXT,
    fail_on_burden: Annotated[
        bool,
        typer.Option(
            "--fail-on-burden", help="只有加重申请人负担的，才以状态 1 结束（供自动检查用）。"
        ),
    ] = False,
    debug: options.Debug = False,
) -> None:
    """Status 0: nothing differs but words, bases and ways of writing; 1: something does; 2: what
    was given cannot be used; 3: fault. With --fail-on-burden 1 only where a burden is added."""
    with faults_told(debug):
        found = _compared(folders or [], item, place, on, since, until)
        if format is DiffFormat.JSON:
            say(json.dumps(comparison_data(found), ensure_ascii=False, indent=2))
        else:
            write = as_text if format is DiffFormat.TEXT else as_markdown
            sys.stdout.write(write(list(found.lines())))
        differs = found.adds_burden if fail_on_burden else not found.keeps
        raise typer.Exit(options.FOUND if differs else options.FINE)


def _compared(
    folders: Sequence[Path],
    item: str,
    place: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
) -> Compared:
    if since is not None or until is not None:
        return _days(folders, item, place, on, since, until)
    if len(folders) != 2:
        give_up("要写明旧的和新的两个文件夹", "比较同一套规则的两天，请用 --item、--from 和 --to")
    old, new = (usable_library(folder, None) for folder in folders)
    wanted = _item_of_either(old, new, item) if item else None
    return compare_libraries(
        old,
        new,
        item=wanted,
        place=place,
        on=None if on is None else _day(on, "--on"),
        names=(str(folders[0]), str(folders[1])),
    )


def _days(
    folders: Sequence[Path],
    item: str,
    place: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
) -> Compared:
    if since is None or until is None or on is not None:
        give_up("比较两天，要写明 --from 和 --to 两天，不写 --on")
    if len(folders) > 1:
        give_up("比较两天的，只写一个文件夹", "比较两个文件夹，请去掉 --from 和 --to")
    if not item:
        give_up("比较两天，要写明事项", "请用 --item 写明")
    first, last = _day(since, "--from"), _day(until, "--to")
    if last <= first:
        raise typer.BadParameter("后来的一天要晚于原来的一天", param_hint="--to")
    library = usable_library(folders[0] if folders else None, None)
    wanted = item_id(library, item)
    try:
        return compare_days(
            library,
            wanted,
            first,
            last,
            place=place or "",
            names=(f"{day_words(first)}的规定", f"{day_words(last)}的规定"),
        )
    except UnknownItem:
        where = f"行政区划「{place}」" if place else "国家一级"
        give_up(f"「{item}」在{where}没有规定", "请用 --place 写明有规定的行政区划")


def _item_of_either(old: Library, new: Library, item: str) -> str:
    for known in (*new.items, *old.items):
        if fold(item) in (fold(known.id), fold(known.name)):
            return known.id
    return item_id(new, item)


def _day(written: str, option: str) -> date:
    try:
        return read_date(written)
    except NotReadable as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
