"""Sheets → the rule file they were made from, changed where a cell was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity, Span, in_reading_order
from permit_rules.formatting import format_file
from permit_rules.formatting.pieces import Block, Flow, Written
from permit_rules.formatting.writing import write_pieces
from permit_rules.loading.build_library import build_library
from permit_rules.loading.rule_files import RuleFolder
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.pages.extras import extra_for
from permit_rules.sheets.cell_place import CellPlace
from permit_rules.sheets.delimited import read_csv
from permit_rules.sheets.grid_rows import TablesRead, read_tables
from permit_rules.sheets.grids import Grid, Unreadable
from permit_rules.sheets.sheet import FILE_LINE, GUIDANCE, MARK_LINE, RuleFileRead
from permit_rules.sheets.tracing import Tracer
from permit_rules.sheets.weaving import Woven, weave

#: Endings of what is certainly no CSV file, with what is wrong.
_OTHERS: Final = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), "内容不是 Excel 工作簿。"),
    **dict.fromkeys((".yaml", ".yml"), "这是规则文件，不是表格。"),
    ".json": "这是 JSON 文件，不是表格。",
}
#: What zip files begin with, and what old and locked workbooks do.
_WORKBOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds; ``rule_file`` and ``mark`` are what a workbook says it was made from."""

    grids: tuple[Grid, ...]
    one: bool
    rule_file: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetsRead:
    """The rule file that sheets make; ``text`` None where a mistake leaves it uncertain.

    ``lost`` are comments that stood by what is gone, ``passed_over`` sheets without a meaning.
    """

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def open_sheets(content: bytes, name: str) -> Sheets:
    """The sheets of a workbook or of a CSV file; ``name`` is that of the file.

    Raises:
        Unreadable: it is neither, or cannot be read.
        ModuleNotFoundError: a workbook needs the extra ``spreadsheet``, which the message names.
    """
    if not content.startswith(_WORKBOOKS):
        if other := _OTHERS.get(PurePath(name).suffix.lower()):
            raise Unreadable(
                "SH901", other, "请写明 permit-rules table 导出的 .xlsx 或者 .csv 文件。"
            )
        return Sheets((read_csv(content, name),), one=True)
    with extra_for("xlsx", "spreadsheet"):
        from permit_rules.sheets.workbook_reading import read_workbook

        grids = read_workbook(content)
    told = {}
    for grid in grids:
        if grid.name == GUIDANCE:
            told = {row[0].text: row[1].text.strip() for row in grid.rows if len(row) > 1}
    return Sheets(grids, False, told.get(FILE_LINE, ""), told.get(MARK_LINE, ""))


@dataclass(frozen=True, slots=True)
class Made:
    """The rule file that sheets make, before anybody has looked whether it makes sense.

    ``text`` None: it cannot be written; ``tables`` and ``woven`` hold what is wrong in cells.
    """

    text: str | None
    tables: TablesRead
    woven: Woven
    diagnostics: tuple[Diagnostic, ...] = ()


def made_from(file: RuleFileRead, sheets: Sheets) -> Made:
    """The rule file with what the sheets say; what no sheet carries stays as it is."""
    tables = read_tables(file, sheets.grids, one=sheets.one)
    woven = weave(file.written, file.tree, tables.sheets)
    made = format_file(write_pieces(woven.written).encode(), file.path)
    return Made(made.text, tables, woven, made.diagnostics)


def read_sheets(file: RuleFileRead, sheets: Sheets, folder: RuleFolder) -> SheetsRead:
    """The rule file with what the sheets say, and everything that is wrong with it, by cell.

    ``folder`` are all rule files, among them ``file``: what is made is loaded together with them,
    as ``permit-rules lint`` would.
    """
    made = made_from(file, sheets)
    tables, woven = made.tables, made.woven
    found = [*tables.found, *woven.found, *made.diagnostics]
    if made.text is not None:
        content = made.text.encode()
        tree = read_yaml(content, file.path).tree
        assert tree is not None
        tracer = Tracer(tree, file.path, file.forms, woven.origins)
        loaded = _loaded(folder, file.path, content)
        # A row of which a cell could not be read is not what it was meant to be.
        broken = tables.broken | woven.broken
        found += (d for d in map(tracer.traced, loaded) if _row_of(d.where) not in broken)
    errors = any(d.severity is Severity.ERROR for d in found)
    gone = Counter(_comments(file.written)) - Counter(_comments(woven.written))
    return SheetsRead(
        None if errors else made.text,
        in_reading_order(found),
        tuple(gone.elements()),
        tuple(tables.passed_over),
    )


def _loaded(folder: RuleFolder, path: str, content: bytes) -> Iterable[Diagnostic]:
    """What loading says of the file as it was made.

    Where it has no error itself, the errors of other files too: a place may change what is gone.
    """
    files = tuple(replace(f, content=content) if f.path == path else f for f in folder.files)
    _, found = build_library(RuleFolder(files, list(folder.found)))
    own = [d for d in found if d.where is not None and d.where.file == path]
    if any(d.severity is Severity.ERROR for d in own):
        return own
    return [d for d in found if d in own or d.severity is Severity.ERROR]


def _row_of(where: Span | None) -> tuple[str, int] | None:
    return (where.file, where.line) if isinstance(where, CellPlace) else None


def _comments(written: Written) -> Iterator[str]:
    if isinstance(written, Block):
        yield from written.below
        for piece in written.pieces:
            yield from piece.above
            if piece.behind:
                yield piece.behind
            yield from _comments(piece.value)
    elif isinstance(written, Flow):
        yield from written.comments
        for _, value in written.members:
            yield from _comments(value)


__all__ = [
    "Made",
    "Sheets",
    "SheetsRead",
    "Unreadable",
    "made_from",
    "open_sheets",
    "read_sheets",
]
