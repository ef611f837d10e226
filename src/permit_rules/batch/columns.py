"""What a row says, and how it is made from a result: one row an application or one a finding.

Rows hold only what does not hang on the single day or on a value that was typed, beyond what the
columns themselves name: so one answer serves all applications that the rules cannot tell apart
(:mod:`permit_rules.batch.alike`). The whole answer, with its reasons and the last day on which it
holds, is what :meth:`permit_rules.Checker.check` gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final, TypeAlias

from permit_rules.outline import Outline
from permit_rules.result import Finding, FindingKind, PayloadFinding

Cell: TypeAlias = "str | int | bool | date | None"
#: The cells of one row in the order of the columns, from the third on: what follows ``row`` and
#: ``received_on``, which are each application's own.
Cells: TypeAlias = "tuple[Cell, ...]"


class Rows(str, Enum):
    """What one row stands for."""

    APPLICATIONS = "applications"
    FINDINGS = "findings"


#: The columns that each application has for itself: its number from 1, and the day of receipt.
OWN: Final[dict[str, type]] = {"row": int, "received_on": date}
_APPLICATION: Final[dict[str, type]] = {
    "item": str,
    "place": str,
    "handling_item": str,
    "verdict": str,
    "verdict_label": str,
    "complete": bool,
    "incomplete_because": str,
    "decided_on_spot": bool,
    "met": int,
    "finding": int,
    "not_applicable": int,
    "cannot_tell": int,
    "manual": int,
    "points": str,
    "missing": str,
    "defective": str,
    "unmet": str,
    "questions": str,
    "payload": str,
    "digest": str,
}
_FINDING: Final[dict[str, type]] = {
    "number": int,
    "verdict": str,
    "complete": bool,
    "kind": str,
    "code": str,
    "point": str,
    "points": str,
    "material": str,
    "material_name": str,
    "parts": str,
    "instance": str,
    "review_class": str,
    "message": str,
    "remedy": str,
    "basis": str,
    "until": date,
    "again_from": date,
    "correctable_on_spot": bool,
}
#: What stands in ``kind`` for what is wrong with the data of an application itself.
PAYLOAD: Final = "payload"
#: Between several things in one cell.
SEPARATOR: Final = "；"


def columns(rows: Rows) -> dict[str, type]:
    """The columns in order, each with the type of its cells; days alone may be None."""
    return OWN | (_APPLICATION if rows is Rows.APPLICATIONS else _FINDING)


def kept_beside(keep: Iterable[str], rows: Rows) -> tuple[str, ...]:
    """The columns of the question that stand beside the answer, each once.

    Raises:
        ValueError: one of them has the name of a column of the answer; the name is the text.
    """
    kept = tuple(dict.fromkeys(keep))
    for name in kept:
        if name in columns(rows):
            raise ValueError(name)
    return kept


def rows_of(result: Outline, rows: Rows) -> tuple[Cells, ...]:
    """The rows of an outline, without the columns of its own (:data:`OWN`)."""
    return (_application(result),) if rows is Rows.APPLICATIONS else tuple(_findings(result))


def _application(result: Outline) -> Cells:
    counts = result.counts
    return (
        result.item,
        result.place,
        result.handling_item,
        result.verdict.value,
        result.verdict_label,
        result.complete,
        SEPARATOR.join(result.incomplete_because),
        result.decided_on_spot,
        counts.met,
        counts.finding,
        counts.not_applicable,
        counts.cannot_tell,
        counts.manual,
        SEPARATOR.join(dict.fromkeys(p for f in result.findings for p in f.points)),
        _materials(result, FindingKind.MISSING),
        _materials(result, FindingKind.DEFECTIVE),
        SEPARATOR.join(f.message for f in result.findings if not f.material),
        SEPARATOR.join(q.key for q in result.questions),
        SEPARATOR.join(_said(p) for p in result.payload),
        result.digest,
    )


def _materials(result: Outline, kind: FindingKind) -> str:
    named = (f.material_name for f in result.findings if f.kind is kind and f.material)
    return SEPARATOR.join(dict.fromkeys(named))


def _said(diagnostic: PayloadFinding) -> str:
    return f"{diagnostic.where}：{diagnostic.code} {diagnostic.message}"


def _findings(result: Outline) -> list[Cells]:
    """What is wrong with the data first, then the findings; nothing at all is one empty row."""
    told = [_of_payload(d) for d in result.payload] + [_of_finding(f) for f in result.findings]
    head = (result.verdict.value, result.complete)
    nothing = (*("",) * (len(_FINDING) - 6), None, None, False)
    return [(n, *head, *t) for n, t in enumerate(told, 1)] or [(0, *head, *nothing)]


def _of_payload(diagnostic: PayloadFinding) -> Cells:
    where, code = diagnostic.where, diagnostic.code
    before = (PAYLOAD, code, where, where, "", "", "", "", "")
    return (*before, diagnostic.message, diagnostic.help, "", None, None, False)


def _of_finding(finding: Finding) -> Cells:
    return (
        finding.kind.value,
        finding.code,
        finding.point,
        SEPARATOR.join(finding.points),
        finding.material,
        finding.material_name,
        SEPARATOR.join(p.name for p in finding.parts),
        finding.instance,
        finding.review_class,
        finding.message,
        finding.remedy,
        SEPARATOR.join(b.words for b in finding.basis),
        finding.until,
        finding.again_from,
        finding.correctable_on_spot,
    )
