"""What ``permit-rules lint`` found, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from permit_rules.cli.output import say
from permit_rules.cli.rules import counted
from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.linting import SetAside, Stated, points_in
from permit_rules.model.basis import LegalBasis
from permit_rules.model.bundle import Need, OtherOffice, Prerequisite
from permit_rules.model.casework import CaseworkRule
from permit_rules.model.library import Library


@dataclass(frozen=True, slots=True)
class Linted:
    """All that was found in a rules folder; ``library`` None: it cannot be used.

    ``repaired`` are the diagnostics whose repair has been written into the files.
    """

    found: tuple[Diagnostic, ...]
    aside: tuple[SetAside, ...] = ()
    library: Library | None = None
    repaired: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is an error among what was found."""
        return any(d.severity is Severity.ERROR for d in self.found)


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


def _unverified_needs(library: Library) -> tuple[Need | OtherOffice | Prerequisite, ...]:
    """Everything about bundles of which the same holds."""
    return tuple(
        c
        for c in library.bundles.cited()
        if not c.basis or not all(b.grade.verified for b in c.basis)
    )


def as_text(linted: Linted, unverified: bool) -> None:
    """Write what was found for a person to read."""
    library, found = linted.library, linted.found
    doubtful = _unverified(library) if library is not None and unverified else ()
    for done in linted.repaired:
        edit = done.edit
        assert edit is not None
        say(f"{done.where}  [{done.code} 已改] {_shown(edit.old)} → {_shown(edit.new)}")
    for diagnostic in found:
        say(str(diagnostic))
    for kept in linted.aside:
        d = kept.diagnostic
        say(f"{d.where}  {d.subject}  [{d.code} 例外] {d.message}\n  理由：{kept.reason}")
    for point in doubtful:
        say(f"{point.subject}  {point.name}  {_grades(point.basis)}  {point.where}")
    if unverified:
        rules = _unverified_rules(library) if library is not None else ()
        for rule in rules:
            say(f"casework/{rule.id}  {_grades(rule.basis)}  {rule.where}")
        of_cases = f"；办件规则：{len(rules)} 条" if rules else ""
        needs = _unverified_needs(library) if library is not None else ()
        for need in needs:
            say(f"bundles/{need.id}  {_grades(need.basis)}  {need.where}")
        of_bundles = f"；业态：{len(needs)} 条" if needs else ""
        say(f"依据没有对照法规原文的要点：{len(doubtful)} 个{of_cases}{of_bundles}")
    size = f"；共 {len(library.items)} 个事项、{_points(library)} 个要点" if library else ""
    kept_too = f"、{len(linted.aside)} 处例外" if linted.aside else ""
    certain = sum(d.edit is not None for d in found)
    fixable = f"；其中 {certain} 处可以用 --fix 改好" if certain else ""
    mended = f"改好 {len(linted.repaired)} 处；" if linted.repaired else ""
    say(f"{mended}{counted(found)}{kept_too}{fixable}{size}")


def _shown(text: str) -> str:
    """A piece of a file, its unseen characters by their numbers."""
    seen = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
    return f"「{seen[:60]}」"


def _points(library: Library) -> int:
    return len({(p.item, p.id) for p in points_in(library)})


def _grades(basis: tuple[LegalBasis, ...]) -> str:
    """The bases that were not read, each with its grade."""
    return (
        "；".join(f"{b.words}（{b.grade.value}）" for b in basis if not b.grade.verified)
        or "没有写依据"
    )


def as_json(linted: Linted, unverified: bool) -> str:
    """What was found for a machine to read."""
    library, found = linted.library, linted.found
    told: dict[str, Any] = {
        "errors": sum(d.severity is Severity.ERROR for d in found),
        "warnings": sum(d.severity is Severity.WARNING for d in found),
        "items": len(library.items) if library else None,
        "points": _points(library) if library else None,
        "diagnostics": [_diagnostic(d) for d in found],
        "exceptions": [{**_diagnostic(a.diagnostic), "reason": a.reason} for a in linted.aside],
        "repaired": [_diagnostic(d) for d in linted.repaired],
    }
    if unverified:
        told["unverified"] = [_stated(p) for p in _unverified(library)] if library else []
        told["unverified_casework"] = (
            [_rule(r) for r in _unverified_rules(library)] if library else []
        )
        told["unverified_bundles"] = (
            [_need(n) for n in _unverified_needs(library)] if library else []
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
        "fix": asdict(d.edit) if d.edit is not None else None,
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


def _need(need: Need | OtherOffice | Prerequisite) -> dict[str, Any]:
    return {
        "need": need.id,
        "basis": [{"words": b.words, "grade": b.grade.value} for b in need.basis],
        "file": need.where.file if need.where else None,
        "line": need.where.line if need.where else None,
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
