"""The tables of cases of a rules folder, with those of a folder laid over it."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Diagnostic, in_reading_order
from permit_rules.loading.cases import CaseTable, read_cases
from permit_rules.loading.rule_files import CASES_SUFFIX, embedded_rules


def read_tables(
    folder: Path | None = None, overlay: Path | None = None, *, below: Path | None = None
) -> tuple[tuple[CaseTable, ...], tuple[Diagnostic, ...]]:
    """Every table that can be read, by the path of its file, and what is wrong with them all.

    A table of ``overlay`` takes the place of the one with the same path. ``below`` is a folder or
    a file: tables that lie elsewhere are left out. Links that lead out of a folder are not read.
    """
    laid: dict[str, Path] = {}
    for root in (embedded_rules() if folder is None else folder, overlay):
        if root is not None:
            laid.update(_table_files(root))
    kept = below.resolve() if below is not None else None
    tables: list[CaseTable] = []
    found: list[Diagnostic] = []
    for name in sorted(laid):
        path = laid[name].resolve()
        if kept is not None and kept != path and kept not in path.parents:
            continue
        table, diagnostics = read_cases(laid[name], name)
        found += diagnostics
        if table is not None:
            tables.append(table)
    return tuple(tables), in_reading_order(found)


def _table_files(root: Path) -> dict[str, Path]:
    """The tables below a folder, by their path in it."""
    inside = root.resolve()
    found = {}
    for path in root.rglob(f"*{CASES_SUFFIX}"):
        relative = path.relative_to(root)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and not hidden and inside in path.resolve().parents:
            found[relative.as_posix()] = path
    return found
