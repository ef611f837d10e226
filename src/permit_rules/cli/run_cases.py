"""``permit-rules test``: run the tables of cases and show what differs from what is expected."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from permit_rules.analysis.run_cases import CaseOutcome, CaseStatus, run_tables
from permit_rules.checking.checker import Checker
from permit_rules.cli import options
from permit_rules.cli.case_reports import json_report, junit_report, text_report
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, put, say
from permit_rules.cli.progress import shown
from permit_rules.cli.reading import refuse_no_folder
from permit_rules.cli.rules import counted, item_id, usable_library
from permit_rules.diagnostics import Severity, did_you_mean
from permit_rules.loading.beside import read_tables
from permit_rules.loading.cases import CaseTable
from permit_rules.loading.rule_files import CASES_SUFFIX, root_of
from permit_rules.model.library import Library
from permit_rules.written import fold


class ReportFormat(str, Enum):
    """How the outcomes are shown."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"


def run_cases(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR|ITEM]...",
            help="审核要点文件夹、其中的文件夹或者用例文件，或者事项标识、名称；不写则运行随附的全部用例。",
            show_default=False,
        ),
    ] = None,
    keyword: Annotated[
        str,
        typer.Option(
            "-k",
            metavar="TEXT",
            help="只运行名称里有这几个字的用例。",
            show_default=False,
        ),
    ] = "",
    format: Annotated[
        ReportFormat,
        typer.Option("--format", help="输出形式：junit 给持续集成看。"),
    ] = ReportFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="写到这个文件；不写则输出到屏幕。",
            show_default=False,
        ),
    ] = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: every case passed; 1: some did not, or are to be filled in; 2: unusable;
    3: fault, also where the two engines differ."""
    with faults_told(debug):
        refuse_no_folder(rules, overlay)
        paths = [Path(w) for w in what or () if _is_path(w)]
        root = _root(paths, rules)
        library = usable_library(root, overlay)
        items = {item_id(library, w) for w in what or () if not _is_path(w)}
        chosen = _chosen(_tables(root, overlay, paths), items, keyword)
        for table in chosen:
            _refuse_unknown(table, library)
        if not any(table.cases for table in chosen):
            give_up("没有要运行的用例", "请核对事项和 -k 的文字")
        outcomes = _run(library, chosen)
        told = {
            ReportFormat.TEXT: text_report,
            ReportFormat.JSON: json_report,
            ReportFormat.JUNIT: junit_report,
        }[format](outcomes, library)
        if output is None:
            say(told)
        else:
            put(f"{told}\n".encode(), output)
        passed = all(o.status is CaseStatus.PASSED for o in outcomes)
        raise typer.Exit(options.FINE if passed else options.FOUND)


def _is_path(written: str) -> bool:
    return "/" in written or written.endswith(CASES_SUFFIX) or Path(written).exists()


def _root(paths: list[Path], rules: Path | None) -> Path | None:
    """The rules folder that the paths lie in; None: the embedded one."""
    for path in paths:
        if not (path.is_dir() or (path.is_file() and path.name.endswith(CASES_SUFFIX))):
            give_up(f"「{path}」不是文件夹，也不是用例文件", f"用例文件以 {CASES_SUFFIX} 结尾")
    if rules is not None:
        return rules
    roots = {
        root_of(p / "x" if p.is_dir() else p, p if p.is_dir() else None).resolve() for p in paths
    }
    if len(roots) > 1:
        give_up("写了几个不同的审核要点文件夹", "一次只运行一个文件夹的用例")
    return next(iter(roots), None)


def _tables(root: Path | None, overlay: Path | None, paths: list[Path]) -> tuple[CaseTable, ...]:
    """The tables below the paths, or all; ends with status 2 where one cannot be read."""
    below: list[Path | None] = [*paths] or [None]
    read = [read_tables(root, overlay, below=path) for path in below]
    errors = tuple(d for _, found in read for d in found if d.severity is Severity.ERROR)
    if errors:
        for diagnostic in errors:
            complain(str(diagnostic))
        complain(f"用例不能使用：{counted(errors)}")
        raise typer.Exit(options.UNUSABLE)
    return tuple({t.file: t for tables, _ in read for t in tables}.values())


def _chosen(tables: tuple[CaseTable, ...], items: set[str], keyword: str) -> list[CaseTable]:
    own = [t for t in tables if not items or t.item in items]
    if not keyword:
        return own
    named = [
        replace(t, cases=tuple(c for c in t.cases if fold(keyword) in fold(c.name))) for t in own
    ]
    return [t for t in named if t.cases]


def _refuse_unknown(table: CaseTable, library: Library) -> None:
    known = [i.id for i in library.items]
    if table.item not in known:
        near = did_you_mean(table.item, known)
        help = f"是否想写「{near}」？" if near else "请核对「事项」"
        give_up(f"{table.file} 的事项「{table.item}」规则库里没有", help)


def _run(library: Library, tables: list[CaseTable]) -> list[CaseOutcome]:
    outcomes = []
    checker = Checker(library, verify=True)
    try:
        with shown("运行用例", sum(len(t.cases) for t in tables)) as advance:
            for outcome in run_tables(tables, checker):
                outcomes.append(outcome)
                advance(len(outcomes))
    finally:
        checker.close()
    return outcomes
