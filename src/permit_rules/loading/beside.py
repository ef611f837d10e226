"""What lies beside the rule files: tables of cases and ledgers, those of an overlay on top."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Diagnostic, in_reading_order
from permit_rules.loading.blanks import BLANK, blanks_in
from permit_rules.loading.cases import CaseTable, read_cases
from permit_rules.loading.rule_files import CASES_SUFFIX, FACTS_SUFFIX, embedded_rules
from permit_rules.loading.stated import text_at
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.yaml_tree import Map


def read_tables(
    folder: Path | None = None,
    overlay: Path | None = None,
    *,
    below: Path | None = None,
    item: str = "",
) -> tuple[tuple[CaseTable, ...], tuple[Diagnostic, ...]]:
    """Every table that can be read, by the path of its file, and what is wrong with them all.

    A table of ``overlay`` takes the place of the one with the same path. ``below`` is a folder or
    a file: tables that lie elsewhere are left out, and so may be those in which ``item`` is not
    named. Links that lead out of a folder are not read.
    """
    laid = _laid(folder, overlay, CASES_SUFFIX)
    kept = below.resolve() if below is not None else None
    tables: list[CaseTable] = []
    found: list[Diagnostic] = []
    for name in sorted(laid):
        path = laid[name].resolve()
        if kept is not None and kept != path and kept not in path.parents:
            continue
        if item and not _names(laid[name], item):
            continue
        table, diagnostics = read_cases(laid[name], name)
        found += diagnostics
        if table is not None:
            tables.append(table)
    return tuple(tables), in_reading_order(found)


def _names(path: Path, item: str) -> bool:
    try:
        return item.encode() in path.read_bytes()
    except OSError:
        return True  # it is told when it is read


def blank_ledgers(
    folder: Path | None = None, overlay: Path | None = None
) -> tuple[Diagnostic, ...]:
    """What is left to be filled in in the ledgers of facts, which nothing else reads."""
    found: list[Diagnostic] = []
    for name, path in sorted(_laid(folder, overlay, FACTS_SUFFIX).items()):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        tree = read_yaml(content, name).tree if BLANK.encode() in content else None
        if isinstance(tree, Map):
            found += blanks_in(tree, text_at(tree, "事项"))
    return in_reading_order(found)


def _laid(folder: Path | None, overlay: Path | None, suffix: str) -> dict[str, Path]:
    """The files of one kind by their path in the folder, those of the overlay put over them."""
    laid: dict[str, Path] = {}
    for root in (embedded_rules() if folder is None else folder, overlay):
        if root is not None:
            laid.update(_files(root, suffix))
    return laid


def _files(root: Path, suffix: str) -> dict[str, Path]:
    inside = root.resolve()
    found = {}
    for path in root.rglob(f"*{suffix}"):
        relative = path.relative_to(root)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and not hidden and inside in path.resolve().parents:
            found[relative.as_posix()] = path
    return found
