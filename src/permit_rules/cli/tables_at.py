"""The tables of cases that a command sets out from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from permit_rules.cli import options
from permit_rules.cli.output import complain
from permit_rules.loading.cases import CaseTable, read_cases
from permit_rules.loading.rule_files import CASES_SUFFIX, place_of_folder
from permit_rules.model.place import ancestors


def tables_at(folders: Iterable[Path | None], place: str) -> list[CaseTable]:
    """The tables of a place and of the levels above it, folder by folder.

    Ends with status 2 where one of them cannot be read.
    """
    above = set(ancestors(place))
    found: list[CaseTable] = []
    for folder in filter(None, folders):
        for path in sorted(folder.rglob(f"*{CASES_SUFFIX}")):
            if place_of_folder(path.parent.name) not in above:
                continue
            table, diagnostics = read_cases(path)
            if table is None:
                for diagnostic in diagnostics:
                    complain(str(diagnostic))
                raise typer.Exit(options.UNUSABLE)
            found.append(table)
    return found
