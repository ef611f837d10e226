"""``permit-rules table``: situations and materials in a table, rule files as sheets and back."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import put, say
from permit_rules.cli.rule_target import RulesGiven, is_path, item_in, rule_file, target
from permit_rules.cli.rules import item_at, place_at
from permit_rules.cli.table_read import read_back
from permit_rules.guides import Document, material_table, render
from permit_rules.model.library import Library
from permit_rules.sheets.sheet import CellTooLong, RuleFileRead
from permit_rules.sheets.writing import sheets_as_csv, sheets_as_xlsx


class TableFormat(str, Enum):
    """How a table is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"


_BY_ENDING = {
    ".md": TableFormat.MARKDOWN,
    ".html": TableFormat.HTML,
    ".htm": TableFormat.HTML,
    ".xlsx": TableFormat.XLSX,
    ".csv": TableFormat.CSV,
}


def table(
    item: Annotated[
        str | None,
        typer.Argument(
            metavar="[ITEM|FILE]",
            help="事项标识或者名称，例如 food-business；或者一个规则文件。"
            "读回 .xlsx 时可以不写，表里记着是哪个文件。",
            show_default=False,
        ),
    ] = None,
    place: options.Place = "",
    on: options.Day = None,
    format: Annotated[
        TableFormat | None,
        typer.Option(
            "--format",
            help="markdown、html 是给人看的情形与材料表；xlsx 另有可以编辑的要点表格；"
            "csv 只有要点表格。不写则看 -o 的结尾，再不然是 markdown。",
            show_default=False,
        ),
    ] = None,
    read: Annotated[
        Path | None,
        typer.Option(
            "--read",
            metavar="SHEET",
            help="把编辑过的 .xlsx 或者 .csv 读回规则文件，用 -o 写明写到哪里。",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="与 --read 同用：只显示规则文件会怎样改，不写。"),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="写到这个文件；不写则输出到屏幕。xlsx 必须写明。",
            show_default=False,
        ),
    ] = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 1 where a sheet has mistakes or, with --check, says something else than the rule
    file; 2 where the item, a file or a sheet cannot be used."""
    with faults_told(debug):
        given = RulesGiven(rules, overlay)
        if read is not None:
            read_back(given, read, item, place, output, check)
            return
        if item is None:
            give_up("没有写哪个事项", "例如 permit-rules table food-business")
        if check:
            give_up("--check 要与 --read 同用")
        by_ending = _BY_ENDING.get(output.suffix.lower()) if output is not None else None
        if output is not None and format is None and by_ending is None:
            give_up(
                f"从文件名「{output.name}」看不出格式", "请用 --format 写明，例如 --format markdown"
            )
        wanted = format or by_ending or TableFormat.MARKDOWN
        if wanted is TableFormat.XLSX and output is None:
            give_up("xlsx 不能输出到屏幕", "请用 -o 写明文件，例如 -o 要点.xlsx")
        _write(given.of(item), item, place, on, wanted, output)


def _write(
    given: RulesGiven, item: str, place: str, on: str | None, form: TableFormat, output: Path | None
) -> None:
    if form is TableFormat.CSV:
        file = rule_file(given.folder(), target(given, item, place))
        _put(sheets_as_csv(file), output, file.path)
        return
    library = given.library()
    place = place_at(library, place)
    path = target(given, item, place, library)
    overview = _overview(library, item, path, place, on)
    if form is TableFormat.XLSX:
        _put(_workbook(rule_file(given.folder(), path), overview), output, path)
        return
    if overview is None:
        give_up(f"「{item}」不是事项文件，没有情形与材料表", "要编辑它的，请用 -o 要点.xlsx")
    try:
        content = render(overview, form.value)
    except ModuleNotFoundError as missing:
        _no_package(form.value, "guides", missing)
    _put(content, output, "")


def _workbook(file: RuleFileRead, overview: Document | None) -> bytes:
    try:
        return sheets_as_xlsx(file, overview)
    except ModuleNotFoundError as missing:
        _no_package("xlsx", "spreadsheet", missing)
    except CellTooLong as long:
        give_up(str(long), "请直接编辑规则文件，或者用 --format csv")


def _overview(
    library: Library, item: str, path: str, place: str, on: str | None
) -> Document | None:
    """The table of situations and materials; None where a file is named that has none."""
    if not is_path(item):
        return material_table(library, item_at(library, item, place).id, options.day(on), place)
    found = item_in(library, path)
    if found is None:
        return None
    name, where = found
    return material_table(library, name, options.day(on), place or where)


def _put(content: bytes, output: Path | None, path: str) -> None:
    if output is None:
        sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
        return
    put(content, output)
    if path:
        # A workbook holds which file it is of; a CSV file has no place for that.
        whose = f"{Path(path).stem} " if output.suffix.lower() == ".csv" else ""
        say(
            f"写好了 {output}，取自规则文件 {path}。改好以后用 "
            f"permit-rules table {whose}--read {output} 读回。"
        )


def _no_package(form: str, extra: str, missing: ModuleNotFoundError) -> NoReturn:
    give_up(f"{form} 需要附加包 {extra}（缺少 {missing.name}）", f"请安装 permit-rules[{extra}]")
