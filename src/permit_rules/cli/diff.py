"""``permit-rules diff``: what a change of the rules says, and to whom it matters."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from permit_rules.cli import options
from permit_rules.cli.case_files import stored_cases
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, say
from permit_rules.cli.progress import shown
from permit_rules.cli.rules import item_id, place_at, usable_library
from permit_rules.conditions.phrases import day_words
from permit_rules.errors import UnknownItem
from permit_rules.impact import (
    Compared,
    as_markdown,
    as_text,
    compare_days,
    compare_libraries,
    comparison_data,
)
from permit_rules.impact.stored import StoredFigures, StoredImpact
from permit_rules.loading.cases import read_cases
from permit_rules.loading.rule_files import CASES_SUFFIX
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
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
    overlays: Annotated[
        list[Path] | None,
        typer.Option(
            "--overlay",
            metavar="DIR",
            help="叠加在上面的文件夹：写一次，比较叠加以前和以后；写两次，比较叠加前一个和后一个；"
            "比较两天的写一次。",
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
    cases: Annotated[
        list[Path] | None,
        typer.Option(
            "--cases",
            metavar="FILE",
            help="用这些办件再各核对一次，数出多少份不同：办件文件、SQLite 办件库，"
            "或者用例（.cases.yaml）；可以写几次。",
            show_default=False,
        ),
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
        asked = _Asked(tuple(folders or ()), tuple(overlays or ()), item, place, on, since, until)
        found, old, new = asked.days() if since or until else asked.folders_compared()
        if cases:
            found = replace(found, stored=_stored(asked, found, old, new, cases))
        if format is DiffFormat.JSON:
            say(json.dumps(comparison_data(found), ensure_ascii=False, indent=2))
        else:
            write = as_text if format is DiffFormat.TEXT else as_markdown
            sys.stdout.write(write(list(found.lines())))
        differs = found.adds_burden if fail_on_burden else not found.keeps
        raise typer.Exit(options.FOUND if differs else options.FINE)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two sets of rules compared: a folder, with another laid over it."""

    folder: Path | None
    overlay: Path | None = None

    @property
    def name(self) -> str:
        """How the comparison calls it."""
        base = "随附的规则" if self.folder is None else str(self.folder)
        return base if self.overlay is None else f"{base}，叠加 {self.overlay}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line asks for."""

    folders: tuple[Path, ...]
    overlays: tuple[Path, ...]
    item: str
    place: str | None
    on: str | None
    since: str | None
    until: str | None

    def folders_compared(self) -> tuple[Compared, Library, Library]:
        """Two folders, or one with an overlay and without, or with one and with another."""
        before, after = self.sides()
        old, new = (usable_library(side.folder, side.overlay) for side in (before, after))
        found = compare_libraries(
            old,
            new,
            item=self.item_in(new, old) if self.item else None,
            place=self.place_in(new),
            on=None if self.on is None else _day(self.on, "--on"),
            names=(before.name, after.name),
        )
        return found, old, new

    def sides(self) -> tuple[_Side, _Side]:
        """What is compared with what."""
        if len(self.folders) == 2 and not self.overlays:
            return _Side(self.folders[0]), _Side(self.folders[1])
        if len(self.folders) < 2 and len(self.overlays) in (1, 2):
            base = self.folders[0] if self.folders else None
            before = self.overlays[0] if len(self.overlays) == 2 else None
            return _Side(base, before), _Side(base, self.overlays[-1])
        give_up(
            "要写明旧的和新的两个文件夹，或者用 --overlay 写明叠加的文件夹",
            "比较同一套规则的两天，请用 --item、--from 和 --to",
        )

    def days(self) -> tuple[Compared, Library, Library]:
        """Two days of one folder."""
        if self.since is None or self.until is None or self.on is not None:
            give_up("比较两天，要写明 --from 和 --to 两天，不写 --on")
        if len(self.folders) > 1:
            give_up("比较两天的，只写一个文件夹", "比较两个文件夹，请去掉 --from 和 --to")
        if not self.item:
            give_up("比较两天，要写明事项", "请用 --item 写明")
        first, last = self.two_days()
        if len(self.overlays) > 1:
            give_up("比较两天的，--overlay 只写一次")
        library = usable_library(
            self.folders[0] if self.folders else None,
            self.overlays[0] if self.overlays else None,
        )
        names = (f"{day_words(first)}的规定", f"{day_words(last)}的规定")
        wanted, place = self.item_in(library), self.place_in(library) or NATION
        try:
            found = compare_days(library, wanted, first, last, place=place, names=names)
        except UnknownItem:
            where = f"行政区划「{place}」" if place else "国家一级"
            give_up(f"「{self.item}」在{where}没有规定", "请用 --place 写明有规定的行政区划")
        return found, library, library

    def two_days(self) -> tuple[date, date]:
        """The days of ``--from`` and ``--to``."""
        first, last = _day(self.since or "", "--from"), _day(self.until or "", "--to")
        if last <= first:
            raise typer.BadParameter("后来的一天要晚于原来的一天", param_hint="--to")
        return first, last

    def item_in(self, *libraries: Library) -> str:
        """The item's id in the first of the libraries that has it."""
        for known in (i for library in libraries for i in library.items):
            if fold(self.item) in (fold(known.id), fold(known.name)):
                return known.id
        return item_id(libraries[0], self.item)

    def place_in(self, library: Library) -> str | None:
        """The code of the place, None for all places."""
        return None if self.place is None else place_at(library, self.place)


def _stored(
    asked: _Asked, found: Compared, old: Library, new: Library, files: Sequence[Path]
) -> StoredFigures:
    counted = StoredImpact(
        old,
        new,
        item=asked.item_in(new, old) if asked.item else None,
        place=asked.place_in(new),
        days=asked.two_days() if asked.since else None,
        renumbered=found.renumbered,
    )
    with shown("核对办件", None) as advance:
        applications = chain.from_iterable(map(_applications, files))
        for done, (number, payload) in enumerate(applications, 1):
            counted.add(number, payload)
            advance(done)
    return counted.figures()


def _applications(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every application that was handed in, with the number of its case."""
    if file.name.endswith(CASES_SUFFIX):
        table, diagnostics = read_cases(file)
        if table is None:
            for diagnostic in diagnostics:
                complain(str(diagnostic))
            raise typer.Exit(options.UNUSABLE)
        for number, case in enumerate(table.cases, 1):
            yield f"{file.name.removesuffix(CASES_SUFFIX)}#{number}", case.application
        return
    for stored in stored_cases(file):
        for number, submitted in enumerate(stored.submissions, 1):
            said = {"item": stored.item, "place": stored.place, "received_on": submitted.on}
            again = f"#{number}" if number > 1 else ""
            yield f"{stored.id}{again}", {**said, **submitted.payload}


def _day(written: str, option: str) -> date:
    try:
        return read_date(written)
    except NotReadable as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
