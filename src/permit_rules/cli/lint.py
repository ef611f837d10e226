"""``permit-rules lint``: what is wrong with rule files, all of it at once."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from permit_rules.analysis.examine import STATIC_CHECKS, examine, static_check
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.lint_formats import github, sarif
from permit_rules.cli.output import say
from permit_rules.cli.rules import counted
from permit_rules.diagnostics import Diagnostic, Severity, in_reading_order
from permit_rules.linting import LINT_RULES, SetAside, Stated, lint_rule, points_in, set_aside
from permit_rules.linting import lint as run_lint_rules
from permit_rules.loading import read_library
from permit_rules.loading.beside import blank_ledgers, read_tables
from permit_rules.loading.rule_files import embedded_rules
from permit_rules.model.basis import LegalBasis
from permit_rules.model.casework import CaseworkRule
from permit_rules.model.library import Library


class LintFormat(str, Enum):
    """How the findings are shown."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="审核要点文件夹；不写则检查随附的。",
            show_default=False,
        ),
    ] = None,
    overlay: options.OverlayFolder = None,
    format: Annotated[
        LintFormat,
        typer.Option("--format", help="输出形式：sarif、github 给代码托管平台看。"),
    ] = LintFormat.TEXT,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified",
            help="另外列出依据没有对照法规原文的全部要点。",
        ),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="说明一条检查规则：查什么、为什么、怎么改。",
        ),
    ] = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: nothing or warnings only; 1: errors; 2: no such folder; 3: fault."""
    with faults_told(debug):
        if explain is not None:
            _explain(explain)
            return
        for given in (folder, overlay):
            if given is not None and not given.is_dir():
                give_up(f"没有「{given}」这个文件夹", "请核对路径")
        library, found = read_library(folder, overlay=overlay)
        beside = (*read_tables(folder, overlay)[1], *blank_ledgers(folder, overlay))
        found = in_reading_order((*found, *beside))
        aside: tuple[SetAside, ...] = ()
        if library is not None:
            found, aside = set_aside(library, (*found, *run_lint_rules(library), *examine(library)))
        doubtful = _unverified(library) if library is not None and unverified else ()
        if format in (LintFormat.SARIF, LintFormat.GITHUB):
            root = folder if folder is not None else embedded_rules()
            say(sarif(found, root) if format is LintFormat.SARIF else github(found, root))
        elif format is LintFormat.JSON:
            say(_json(found, aside, library, doubtful if unverified else None))
        else:
            _text(found, aside, library, doubtful if unverified else None)
        if any(d.severity is Severity.ERROR for d in found):
            raise typer.Exit(options.FOUND)


def _explain(code: str) -> None:
    rule, check = lint_rule(code), static_check(code)
    if rule is not None:
        say(f"{rule.code}（{rule.severity.label}）\n\n{rule.explanation}")
    elif check is not None:
        say(f"{check.code}（{Severity.WARNING.label}）\n\n{check.explanation}")
    else:
        codes = [*(r.code for r in LINT_RULES), *(c.code for c in STATIC_CHECKS)]
        known = "、".join(sorted(codes))
        give_up(f"没有代码为「{code[:20]}」的检查规则", f"可用的有：{known}")


def _unverified(library: Library) -> tuple[Stated, ...]:
    """Every point of which no cited basis, or not every one, was read in the text of law."""
    return tuple(
        p for p in points_in(library) if not p.basis or not all(b.grade.verified for b in p.basis)
    )


def _unverified_rules(library: Library) -> tuple[CaseworkRule, ...]:
    """Every rule about running a case of which the same holds."""
    return tuple(
        r
        for r in library.casework.all()
        if not r.basis or not all(b.grade.verified for b in r.basis)
    )


def _text(
    found: tuple[Diagnostic, ...],
    aside: tuple[SetAside, ...],
    library: Library | None,
    doubtful: tuple[Stated, ...] | None,
) -> None:
    for diagnostic in found:
        say(str(diagnostic))
    for kept in aside:
        d = kept.diagnostic
        say(f"{d.where}  {d.subject}  [{d.code} 例外] {d.message}\n  理由：{kept.reason}")
    for point in doubtful or ():
        say(f"{point.subject}  {point.name}  {_grades(point.basis)}  {point.where}")
    if doubtful is not None:
        rules = _unverified_rules(library) if library is not None else ()
        for rule in rules:
            say(f"casework/{rule.id}  {_grades(rule.basis)}  {rule.where}")
        of_cases = f"；办件规则：{len(rules)} 条" if rules else ""
        say(f"依据没有对照法规原文的要点：{len(doubtful)} 个{of_cases}")
    size = f"；共 {len(library.items)} 个事项、{_points(library)} 个要点" if library else ""
    kept_too = f"、{len(aside)} 处例外" if aside else ""
    say(f"{counted(found)}{kept_too}{size}")


def _points(library: Library) -> int:
    return len({(p.item, p.id) for p in points_in(library)})


def _grades(basis: tuple[LegalBasis, ...]) -> str:
    """The bases that were not read, each with its grade."""
    return (
        "；".join(f"{b.words}（{b.grade.value}）" for b in basis if not b.grade.verified)
        or "没有写依据"
    )


def _json(
    found: tuple[Diagnostic, ...],
    aside: tuple[SetAside, ...],
    library: Library | None,
    doubtful: tuple[Stated, ...] | None,
) -> str:
    told: dict[str, Any] = {
        "errors": sum(d.severity is Severity.ERROR for d in found),
        "warnings": sum(d.severity is Severity.WARNING for d in found),
        "items": len(library.items) if library else None,
        "points": _points(library) if library else None,
        "diagnostics": [_diagnostic(d) for d in found],
        "exceptions": [{**_diagnostic(a.diagnostic), "reason": a.reason} for a in aside],
    }
    if doubtful is not None:
        told["unverified"] = [_stated(p) for p in doubtful]
        told["unverified_casework"] = (
            [_rule(r) for r in _unverified_rules(library)] if library else []
        )
    return json.dumps(told, ensure_ascii=False, indent=2)


def _diagnostic(d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "file": d.where.file if d.where else None,
        "line": d.where.line if d.where else None,
        "column": d.where.column if d.where else None,
        "subject": d.subject,
        "message": d.message,
        "help": d.help,
    }


def _rule(rule: CaseworkRule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "place": rule.place,
        "from": rule.since.isoformat() if rule.since else None,
        "basis": [{"words": b.words, "grade": b.grade.value} for b in rule.basis],
        "file": rule.where.file if rule.where else None,
        "line": rule.where.line if rule.where else None,
    }


def _stated(point: Stated) -> dict[str, Any]:
    return {
        "item": point.item,
        "place": point.place,
        "point": point.id,
        "name": point.name,
        "from": point.validity.start.isoformat(),
        "basis": [{"words": b.words, "grade": b.grade.value} for b in point.basis],
        "file": point.where.file,
        "line": point.where.line,
    }
