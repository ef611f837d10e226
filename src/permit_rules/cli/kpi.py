"""``permit-rules kpi``: the figures that offices are judged by, from a file of cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from permit_rules.casework.figures import (
    DecisionClock,
    Figures,
    Measuring,
    Span,
)
from permit_rules.casework.figures.plot import write_plot
from permit_rules.cli import options
from permit_rules.cli.case_files import stored_cases
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.figures_table import Breakdown, show_figures
from permit_rules.cli.output import complain, say
from permit_rules.cli.rules import item_id, place_at, usable_library
from permit_rules.written import NotReadable, read_date
from permit_rules.written.os_reasons import os_reason


class FiguresFormat(str, Enum):
    """How figures are shown."""

    TABLE = "table"
    JSON = "json"
    PLOT = "plot"


ShownAs: TypeAlias = Annotated[
    FiguresFormat,
    typer.Option("--format", help="输出形式：table 表格，json，plot 一张图（SVG）。"),
]
Into: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="写进这个文件；不写则写到标准输出。只用于 json 和 plot。",
        show_default=False,
    ),
]


def kpi(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CASES", help="办件文件：每行一个 JSON（UTF-8），或者 SQLite 办件库。"
        ),
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="办结日从这一天起，含当日。", show_default=False
        ),
    ] = None,
    through: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="到这一天为止，含当日。", show_default=False),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(
            "--item", metavar="ITEM", help="只统计这个事项，可以写几次。", show_default=False
        ),
    ] = None,
    office: Annotated[
        list[str] | None,
        typer.Option(
            "--office", metavar="NAME", help="只统计这个单位，可以写几次。", show_default=False
        ),
    ] = None,
    by: Annotated[
        list[Breakdown] | None,
        typer.Option(
            "--by", help="表格里只分列这些，可以写几次；不写则全部分列。", show_default=False
        ),
    ] = None,
    place: options.Place = "",
    show_staff: Annotated[
        bool, typer.Option("--show-staff", help="写出工号；不写则用代号。")
    ] = False,
    staff_key: Annotated[
        Path | None,
        typer.Option(
            "--staff-key",
            metavar="FILE",
            help="文件里是本单位的密钥：用它生成的代号，各期报表相同。",
            show_default=False,
        ),
    ] = None,
    format: ShownAs = FiguresFormat.TABLE,
    output: Into = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where the file or an option cannot be used."""
    with faults_told(debug):
        if output is not None and format is FiguresFormat.TABLE:
            give_up("表格只写到标准输出", "写进文件请用 --format json 或者 plot")
        period = _period(since, through)
        key = _key(staff_key)
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        measuring = Measuring(
            DecisionClock(library),
            library.calendar,
            period,
            [item_id(library, name) for name in item or ()],
            office or (),
        )
        read = 0
        for case in stored_cases(file):
            measuring.add(case)
            read += 1
        if not read:
            complain(f"提示：「{file}」里没有一个办件，请核对导出是否完整。")
        figures = measuring.figures(library.casework, place, show_staff=show_staff, staff_key=key)
        tell(figures, format, output, by or ())


def tell(
    figures: Figures,
    format: FiguresFormat,
    output: Path | None = None,
    by: list[Breakdown] | tuple[Breakdown, ...] = (),
) -> None:
    """Show figures as asked for, on standard output or in a file."""
    if format is FiguresFormat.TABLE:
        show_figures(figures, by)
        return
    if format is FiguresFormat.JSON:
        text = figures.model_dump_json(indent=2)
    else:
        text = write_plot(figures).rstrip("\n")
    if output is None:
        say(text)
    else:
        with written_to(output):
            output.write_text(f"{text}\n", "utf-8")


@contextmanager
def written_to(file: Path) -> Iterator[None]:
    """End with status 2 where a file cannot be written."""
    try:
        yield
    except OSError as error:
        give_up(f"文件「{file}」写不了（{os_reason(error)}）", "请换一个地方，或者核对路径")


def _period(since: str | None, through: str | None) -> Span:
    first, last = _day(since, "--from"), _day(through, "--to")
    if first and last and last < first:
        raise typer.BadParameter("结束的日子早于开始的日子", param_hint="--to")
    return Span(since=first, through=last)


def _day(written: str | None, option: str) -> date | None:
    if written is None:
        return None
    try:
        return read_date(written)
    except NotReadable as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _key(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        key = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        give_up(f"密钥文件「{file}」读不出来", "请核对路径，文件应当是 UTF-8 文本")
    if not key:
        give_up(f"密钥文件「{file}」是空的", "请写入密钥")
    return key
