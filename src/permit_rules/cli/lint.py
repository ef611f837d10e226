"""``permit-rules lint``: what is wrong with rule files, all of it at once."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.lint_formats import github, sarif
from permit_rules.cli.lint_pages import codes, page
from permit_rules.cli.lint_report import Linted, as_json, as_text
from permit_rules.cli.lint_run import lint_folder, repair_folder
from permit_rules.cli.lint_watch import watch_folder
from permit_rules.cli.output import say
from permit_rules.cli.reading import refuse_no_folder
from permit_rules.loading.rule_files import embedded_rules


class LintFormat(str, Enum):
    """How the findings are shown."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="审核要点文件夹；不写则检查随附的。",
            show_default=False,
        ),
    ] = None,
    overlay: options.OverlayFolder = None,
    format: Annotated[
        LintFormat,
        typer.Option("--format", help="输出形式：sarif、github 给代码托管平台看。"),
    ] = LintFormat.TEXT,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified",
            help="另外列出依据没有对照法规原文的全部要点。",
        ),
    ] = False,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="与这一天比较「复核日期」，例如 2026-03-02；不写则不比较。",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="把只有一种改法的错误直接改好，其余照常列出。"),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="一直看着文件夹，文件有改动就再检查一次；按 Ctrl-C 结束。"),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="说明一个代码：查什么、为什么、怎么改。",
        ),
    ] = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: nothing or warnings only; 1: errors; 2: no such folder; 3: fault."""
    with faults_told(debug):
        if explain is not None:
            _explain(explain)
            return
        refuse_no_folder(folder, overlay)
        day = options.day(on) if on is not None else None
        root = folder if folder is not None else embedded_rules()
        if watch:
            if fix or format is not LintFormat.TEXT:
                give_up("--watch 不能与 --fix、--format 同时用", "请去掉其中一个")
            failed = watch_folder(root, overlay, day, unverified)
        else:
            failed = _once(root, overlay, day, fix, format, unverified)
        if failed:
            raise typer.Exit(options.FOUND)


def _once(
    root: Path,
    overlay: Path | None,
    day: date | None,
    fix: bool,
    format: LintFormat,
    unverified: bool,
) -> bool:
    repaired = repair_folder(root, overlay) if fix else ()
    linted = lint_folder(root, overlay, day)
    linted = Linted(linted.found, linted.aside, linted.library, repaired)
    if format is LintFormat.SARIF:
        say(sarif(linted.found, root))
    elif format is LintFormat.GITHUB:
        say(github(linted.found, root))
    elif format is LintFormat.JSON:
        say(as_json(linted, unverified))
    else:
        as_text(linted, unverified)
    return linted.failed


def _explain(code: str) -> None:
    text = page(code)
    if text is None:
        give_up(f"没有代码为「{code[:20]}」的检查", f"可用的有：{'、'.join(codes())}")
    say(text)
