"""Diagnostics as platforms that keep code read them: SARIF 2.1.0 and GitHub workflow commands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import permit_rules
from permit_rules.analysis.examine import STATIC_CHECKS
from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.linting import LINT_RULES

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS: Final = {**_LEVELS, Severity.INFO: "notice"}


def sarif(found: Sequence[Diagnostic], root: Path) -> str:
    """One SARIF log; places are paths from where the command runs, ``root`` the rules folder."""
    explained = {r.code: r.explanation for r in LINT_RULES}
    explained.update((c.code, c.explanation) for c in STATIC_CHECKS)
    codes = sorted({d.code for d in found})
    rules = [{"id": code, **_help(explained.get(code, ""))} for code in codes]
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


def _help(explanation: str) -> dict[str, Any]:
    if not explanation:
        return {}
    first = explanation.splitlines()[0]
    return {"shortDescription": {"text": first}, "help": {"text": explanation}}


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
    return result


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
