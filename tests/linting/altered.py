"""The teahouse rules with something changed in them, loaded anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.loading import load
from permit_rules.model.library import Library
from tests.teahouse import RULES

NATIONAL = "national/teahouse.yaml"
SHENZHEN = "440300-shenzhen/teahouse.yaml"


def altered_rules(folder: Path, *changes: tuple[str, str], file: str = NATIONAL) -> Path:
    """A copy of the rules below ``folder``, each old text of one file replaced by the new one."""
    rules = folder / "rules"
    if not rules.exists():
        shutil.copytree(RULES, rules)
    path = rules / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return rules


def altered(folder: Path, *changes: tuple[str, str], file: str = NATIONAL) -> Library:
    """The library of such a copy."""
    return load(altered_rules(folder, *changes, file=file))


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, Severity, str]]:
    """Code, severity and subject of each diagnostic; every one has a place and a repair."""
    for diagnostic in found:
        assert diagnostic.where is not None
        assert diagnostic.where.line > 0
        assert diagnostic.help
    return [(d.code, d.severity, d.subject) for d in found]
