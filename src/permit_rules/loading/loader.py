"""The way from a folder to a library, and the one exception on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from permit_rules.diagnostics import Diagnostic, Severity, in_reading_order
from permit_rules.errors import RulesInvalid
from permit_rules.loading.build_library import build_library
from permit_rules.loading.kept import Kept
from permit_rules.loading.rule_files import embedded_rules, rule_folder
from permit_rules.loading.scalar_slips import CUT_SHORT
from permit_rules.model.library import Library


def load(folder: str | Path | None = None, *, overlay: str | Path | None = None) -> Library:
    """Load the rules of a folder; without one, those that come with the library.

    ``overlay`` is a folder of the same layout whose files are added, or put in the place of
    those with the same path. Warnings are kept in ``Library.diagnostics``.

    Raises:
        RulesInvalid: a rule file has a mistake; its ``diagnostics`` hold all mistakes of all
            files, each with file, line, column and repair.
    """
    return RuleReader().load(folder, overlay=overlay)


def read_library(
    folder: str | Path | None = None, overlay: str | Path | None = None
) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """The library and everything there is to say about its files; never raises for content.

    The library is None where one of the diagnostics is an error.
    """
    return RuleReader().read(folder, overlay)


class RuleReader:
    """Reads rule folders again and again, and a file that has not changed only once.

    For whoever reads on while somebody edits, or lays one small folder after another over the same
    rules: the answers are those of :func:`load` and :func:`read_library`. One thread at a time.
    """

    def __init__(self) -> None:
        self._kept = Kept()

    def load(
        self, folder: str | Path | None = None, *, overlay: str | Path | None = None
    ) -> Library:
        """As :func:`load`.

        Raises:
            RulesInvalid: a rule file has a mistake.
        """
        library, diagnostics = self.read(folder, overlay)
        if library is None:
            raise RulesInvalid(diagnostics)
        return library

    def read(
        self, folder: str | Path | None = None, overlay: str | Path | None = None
    ) -> tuple[Library | None, tuple[Diagnostic, ...]]:
        """As :func:`read_library`."""
        self._kept.next_reading()
        root = embedded_rules() if folder is None else Path(folder)
        files = rule_folder(root, None if overlay is None else Path(overlay))
        library, found = build_library(files, self._kept)
        diagnostics = in_reading_order(_causes((*files.found, *found)))
        if any(d.severity is Severity.ERROR for d in diagnostics):
            return None, diagnostics
        return replace(library, diagnostics=diagnostics), diagnostics


def _causes(found: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """What was found, less the errors on lines that have lost their end behind a ``#``.

    That end is what such a line lacks, so its loss is the error.
    """
    lost = {(d.where.file, d.where.line) for d in found if d.code == CUT_SHORT and d.where}
    errors = {
        (d.where.file, d.where.line)
        for d in found
        if d.where and d.severity is Severity.ERROR and d.code != CUT_SHORT
    }
    for diagnostic in found:
        place = (diagnostic.where.file, diagnostic.where.line) if diagnostic.where else None
        if place not in lost or place not in errors:
            yield diagnostic
        elif diagnostic.code == CUT_SHORT:
            yield replace(diagnostic, severity=Severity.ERROR)
