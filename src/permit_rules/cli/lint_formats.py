"""Diagnostics as platforms that keep code read them: SARIF 2.1.0 and GitHub workflow commands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import permit_rules
from permit_rules.cli.lint_pages import page
from permit_rules.diagnostics import Diagnostic, Edit, Severity

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS: Final = {**_LEVELS, Severity.INFO: "notice"}


def sarif(found: Sequence[Diagnostic], root: Path) -> str:
    """One SARIF log; places are paths from where the command runs, ``root`` the rules folder."""
    codes = sorted({d.code for d in found})
    rules = [{"id": code, **_help(page(code))} for code in codes]
    driver = {"name": "permit-rules", "version": permit_rules.__version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                # SARIF counts columns in UTF-16 units unless it is told.
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, root, codes.index(d.code)) for d in found],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _help(explanation: str | None) -> dict[str, Any]:
    if explanation is None:
        return {}
    # The code and its level stand before the page itself.
    _, _, text = explanation.partition("\n\n")
    return {"shortDescription": {"text": text.splitlines()[0]}, "help": {"text": text}}


def _result(d: Diagnostic, root: Path, rule: int) -> dict[str, Any]:
    text = f"{d.message}。{d.help}" if d.help else d.message
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": _LEVELS[d.severity],
        "message": {"text": f"{d.subject} {text}".strip()},
    }
    if d.where is not None:
        region = {"startLine": d.where.line, "startColumn": d.where.column}
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _path(d.where.file, root)},
                    "region": region,
                }
            }
        ]
        if d.edit is not None:
            result["fixes"] = [_fix(d.edit, _path(d.where.file, root))]
    return result


def _fix(edit: Edit, file: str) -> dict[str, Any]:
    deleted = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endColumn": edit.column + len(edit.old),
    }
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": edit.new}}
    return {"artifactChanges": [{"artifactLocation": {"uri": file}, "replacements": [replacement]}]}


def github(found: Sequence[Diagnostic], root: Path) -> str:
    """A line for each diagnostic that GitHub shows beside the line it is about."""
    return "\n".join(_command(d, root) for d in found)


def _command(d: Diagnostic, root: Path) -> str:
    title = f"title={_property(f'{d.code} {d.subject}'.strip())}"
    place = ""
    if d.where is not None:
        file = _property(_path(d.where.file, root))
        place = f"file={file},line={d.where.line},col={d.where.column},"
    text = f"{d.message}。{d.help}" if d.help else d.message
    return f"::{_COMMANDS[d.severity]} {place}{title}::{_data(text)}"


def _path(file: str, root: Path) -> str:
    """The path from where the command runs; from the root of the disk where that is elsewhere."""
    whole = (root / file).absolute()
    here = Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
