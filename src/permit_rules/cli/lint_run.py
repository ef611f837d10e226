"""Linting a folder, and repairing its files, as ``permit-rules lint`` does both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from permit_rules.analysis.examine import examine
from permit_rules.cli.lint_report import Linted
from permit_rules.cli.output import put
from permit_rules.diagnostics import Diagnostic, in_reading_order
from permit_rules.linting import lint, mend, set_aside
from permit_rules.loading import RuleReader
from permit_rules.loading.beside import blank_ledgers, read_tables
from permit_rules.loading.rule_files import rule_folder
from permit_rules.model.library import Library


def lint_folder(
    root: Path,
    overlay: Path | None,
    day: date | None,
    examined: Callable[[Library], tuple[Diagnostic, ...]] = examine,
    reader: RuleReader | None = None,
) -> Linted:
    """Everything that is to be said of a folder; ``day`` is compared with the days of review.

    ``examined`` gives the findings of the static checks; ``reader`` is one that has read before.
    """
    library, found = (reader or RuleReader()).read(root, overlay)
    found = in_reading_order(
        (*found, *read_tables(root, overlay)[1], *blank_ledgers(root, overlay))
    )
    if library is None:
        return Linted(found)
    kept, aside = set_aside(library, (*found, *lint(library, day), *examined(library)))
    return Linted(kept, aside, library)


def repair_folder(root: Path, overlay: Path | None) -> tuple[Diagnostic, ...]:
    """Write the certain repairs into the files; what was repaired, file by file.

    Ends with status 2 where a file cannot be written.
    """
    repaired: list[Diagnostic] = []
    for file in mend(rule_folder(root, overlay)):
        over = overlay / file.path if overlay is not None else None
        put(file.content, over if over is not None and over.is_file() else root / file.path)
        repaired += file.repairs
    return tuple(repaired)
