"""``permit-rules simulate``: a year of made-up cases, checked, stored and measured."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Final

import typer

from permit_rules.casework.case import Case
from permit_rules.casework.figures import DecisionClock, Measuring
from permit_rules.casework.simulate import ITEMS, Plan, Settings, lines_of_year, plan_year
from permit_rules.casework.sqlite_store import SQLiteStore
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.kpi import FiguresFormat, ShownAs, tell, written_to
from permit_rules.cli.progress import shown
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.cli.tables_at import tables_at
from permit_rules.loading.cases import CaseTable
from permit_rules.loading.rule_files import embedded_rules
from permit_rules.model.library import Library

_DEFAULTS: Final = Settings()
STORE_SUFFIX: Final = ".sqlite"


def simulate(
    cases: Annotated[
        int, typer.Option("--cases", metavar="N", min=1, help="造多少个办件。")
    ] = _DEFAULTS.cases,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="同样的数造出同样的办件。")
    ] = _DEFAULTS.seed,
    year: Annotated[
        int, typer.Option("--year", metavar="YEAR", help="哪一年收件。")
    ] = _DEFAULTS.year,
    place: Annotated[
        str, typer.Option("--place", metavar="CODE", help="在哪里办，行政区划代码。")
    ] = _DEFAULTS.place,
    item: Annotated[
        list[str] | None,
        typer.Option(
            "--item",
            metavar="ITEM",
            help=f"办哪些事项，可以写几次；不写则办：{'、'.join(ITEMS)}。",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="办件写进这个文件，每行一个 JSON；名称以 .sqlite 结尾的，建成 SQLite 办件库。",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        bool, typer.Option("--measure", help="一边造一边统计，最后给出统计结果。")
    ] = False,
    format: ShownAs = FiguresFormat.TABLE,
    processes: Annotated[
        int,
        typer.Option("--processes", metavar="N", min=1, help="同时用几个进程；结果不变。"),
    ] = 1,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where the file or an option cannot be used; 3: fault."""
    with faults_told(debug):
        if output is None and not measure:
            give_up("造出来的办件没有去处", "请用 -o 写明文件，或者用 --measure 统计")
        if output is not None and output.suffix == STORE_SUFFIX and output.exists():
            give_up(f"办件库「{output}」已经有了", "请换一个名称")
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        items = tuple(item_at(library, name, place).id for name in item or ITEMS)
        settings = Settings(cases=cases, seed=seed, year=year, place=place, items=items)
        plan = _plan(library, tables_at([rules or embedded_rules(), overlay], place), settings)
        measuring = Measuring(DecisionClock(library), library.calendar) if measure else None
        _make(library, plan, processes, output, measuring)
        if measuring is not None:
            tell(measuring.figures(library.casework, place), format)


def _plan(library: Library, tables: list[CaseTable], settings: Settings) -> Plan:
    try:
        return plan_year(library, tables, settings)
    except ValueError:
        give_up(
            f"{settings.year}年的工作日不知道，或者用例里没有在「{settings.place}」能受理的申请",
            "请换一年、换一个地方或者换事项",
        )


def _make(
    library: Library,
    plan: Plan,
    processes: int,
    output: Path | None,
    measuring: Measuring | None,
) -> None:
    """Make the cases one by one, store and measure each, and show how far it is."""
    with ExitStack() as stack:
        advance = stack.enter_context(shown("核对办件", plan.settings.cases))
        made = _measured(lines_of_year(library, plan, processes), measuring, advance)
        if output is None:
            deque(made, maxlen=0)
            return
        stack.enter_context(written_to(output))
        if output.suffix == STORE_SUFFIX:
            store = stack.enter_context(SQLiteStore(output))
            store.add_many(Case.model_validate_json(line) for line in made)
        else:
            stack.enter_context(output.open("wb")).writelines(made)


def _measured(
    lines: Iterable[bytes], measuring: Measuring | None, advance: Callable[[int], None]
) -> Iterator[bytes]:
    for done, line in enumerate(lines, 1):
        if measuring is not None:
            measuring.add(Case.model_validate_json(line))
        yield line
        advance(done)
