"""``permit-rules cases``: what the cases of an item try out, and the cases that are missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from permit_rules.analysis.coverage import coverage
from permit_rules.analysis.suggesting.bases import Base
from permit_rules.analysis.suggesting.suggest import Suggested, suggest
from permit_rules.analysis.suggesting.table import suggested_table
from permit_rules.analysis.targets import Targets
from permit_rules.cli import options
from permit_rules.cli.coverage_report import json_coverage, left_words, text_coverage
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, put, say
from permit_rules.cli.progress import shown
from permit_rules.cli.reading import refuse_no_folder
from permit_rules.cli.rules import counted, item_id, usable_library
from permit_rules.diagnostics import Severity
from permit_rules.formatting import format_file
from permit_rules.formatting.joining import join_texts
from permit_rules.linting.stated import cited_in
from permit_rules.loading.beside import read_tables
from permit_rules.loading.cases import CaseTable
from permit_rules.loading.rule_files import CASES_SUFFIX, embedded_rules
from permit_rules.model.library import Library

_GENERAL = "general.yaml"
_GENERAL_CASES = f"general{CASES_SUFFIX}"


def cases(
    item: options.ItemName,
    missing: Annotated[
        bool,
        typer.Option("--missing", help="只列出没有用例的。"),
    ] = False,
    suggest_: Annotated[
        bool,
        typer.Option("--suggest", help="写出缺少的用例，预期待填，由人照法规填写。"),
    ] = False,
    append: Annotated[
        bool,
        typer.Option("--append", help="把建议的用例接在这个事项的用例文件后面，没有就新建。"),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="把建议的用例写到这个新文件；不写则输出到屏幕。",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        options.ListFormat,
        typer.Option("--format", help="输出形式。"),
    ] = options.ListFormat.TEXT,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: all statuses and thresholds are tried out, or suggestions written; 1: not so;
    2: unusable; 3: fault."""
    with faults_told(debug):
        refuse_no_folder(rules, overlay)
        if (append or output) and not suggest_:
            give_up("--append 和 -o 是写建议的用例用的", "请加上 --suggest")
        if append and output:
            give_up("--append 和 -o 不能一起写", "只写其中一个")
        if output is not None and output.exists():
            give_up(f"「{output}」已经有了", "不覆盖已有的文件，请换一个名称，或者用 --append")
        library = usable_library(rules, overlay)
        name = item_id(library, item)
        tables = _tables(rules, overlay, name)
        left_out = _inherited(library, name, tables)
        if suggest_:
            target = _table_file(library, name, rules, overlay) if append else output
            # A table that lies elsewhere has bases of its own.
            whole_table = output is not None or (append and overlay is not None)
            _suggest(library, name, tables, left_out, target, derived_only=not whole_table)
            return
        # What somebody has filled in shows it better.
        every = sorted((c for t in tables for c in t.cases), key=lambda c: bool(c.expected.blank))
        found = coverage(library, name, [c.application for c in every], left_out)
        told = json_coverage if format is options.ListFormat.JSON else text_coverage
        say(told(found, every, library, len(left_out), missing))
        whole = not (found.missing or found.one_sided)
        raise typer.Exit(options.FINE if whole else options.FOUND)


def _tables(rules: Path | None, overlay: Path | None, item: str) -> tuple[CaseTable, ...]:
    tables, diagnostics = read_tables(rules, overlay, item=item)
    errors = tuple(d for d in diagnostics if d.severity is Severity.ERROR)
    if errors:
        for diagnostic in errors:
            complain(str(diagnostic))
        complain(f"用例不能使用：{counted(errors)}")
        raise typer.Exit(options.UNUSABLE)
    return tuple(t for t in tables if t.item == item)


def _inherited(library: Library, item: str, tables: tuple[CaseTable, ...]) -> frozenset[str]:
    """The general rules of the item, which the table of the general rules tries out with one."""
    if any(t.file == _GENERAL_CASES for t in tables):
        return frozenset()
    stated = (s for s in cited_in(library) if s.item == item)
    return frozenset(s.id for s in stated if s.where.file == _GENERAL)


# ---- suggestions -----------------------------------------------------------------------------


def _suggest(
    library: Library,
    item: str,
    tables: tuple[CaseTable, ...],
    left_out: frozenset[str],
    target: Path | None,
    *,
    derived_only: bool,
) -> None:
    targets = Targets(library, item, left_out)
    bases = [Base(n, t.place, b, derived=False) for t in tables for n, b in t.bases.items()]
    with shown("找缺少的用例", 100) as advance:
        found = suggest(
            targets,
            [c.application for t in tables for c in t.cases],
            bases,
            lambda done, total: advance(100 * done // total),
        )
    if not found.suggestions and not found.left:
        say("没有缺少的用例。")
        return
    text = suggested_table(
        found, (c.name for t in tables for c in t.cases), derived_only=derived_only
    )
    made = format_file(text.encode(), f"national/{item}{CASES_SUFFIX}").text
    assert made is not None, "a suggested table can be read"
    if target is None:
        say(made.rstrip("\n"))
    else:
        _write(target, made)
        say(f"{target}：写了 {len(found.suggestions)} 个用例，预期待填。")
    _tell_left(found)


def _tell_left(found: Suggested) -> None:
    """What is left goes to standard error, so that the output stays a table."""
    if found.left:
        complain(f"还有 {len(found.left)} 处没有找到用例，请自己写：")
        for words in left_words(found):
            complain(f"  {words}")


def _write(target: Path, text: str) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        put(text.encode(), target)
        return
    joined = join_texts(target.read_text("utf-8"), text)
    again = format_file(joined.encode(), f"national/{target.name}").text
    put((again or joined).encode(), target)


def _table_file(library: Library, item: str, rules: Path | None, overlay: Path | None) -> Path:
    """The table beside the item's own file; of an overlay, beside what it says of the item."""
    own = next(i for i in library.items if i.id == item).where.file
    root, file = rules or embedded_rules(), own
    if overlay is not None:
        said = (own, *(o.where.file for o in library.overlays if o.item == item))
        root, file = overlay, next((f for f in said if (overlay / f).is_file()), own)
    return (root / file).with_name(f"{item}{CASES_SUFFIX}")
