"""Uses the library as an integrator would; type-checked by ``make types``, never run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from typing_extensions import assert_type

import permit_rules as pr
from permit_rules.notices import render

# ---- rules -------------------------------------------------------------------------------------

embedded = pr.load()
own = pr.load("my-rules")
laid_over = pr.load(Path("my-rules"), overlay=Path("our-office"))
assert_type(embedded, pr.Library)
assert_type(embedded.digest, str)
assert_type(embedded.diagnostics, tuple[pr.Diagnostic, ...])

rulebook = pr.resolve(embedded, "food-business", "440300", date(2026, 3, 2))
assert_type(rulebook, pr.Rulebook)
assert_type(rulebook.since, date | None)


def load_or_explain(folder: str) -> pr.Library | None:
    """All that a caller may catch when loading."""
    try:
        return pr.load(folder)
    except pr.RulesInvalid as error:
        for diagnostic in error.diagnostics:
            print(diagnostic.code, diagnostic.where, diagnostic.message, diagnostic.help)
    return None


# ---- checkers ----------------------------------------------------------------------------------

counter = pr.Checker(embedded)
checker = pr.Checker(embedded, item="food-business", place="440300")
careful = pr.Checker(
    embedded, "food-business", "440300", unobserved="in_order", verify=True, engine="reference"
)
# What the options may be is known to the type checker, too.
pr.Checker(embedded, unobserved="maybe")  # type: ignore[call-overload]
pr.Checker(embedded, engine="another")  # type: ignore[call-overload]


# ---- payloads ----------------------------------------------------------------------------------

payload: dict[str, object] = {
    "item": "food-business",
    "received_on": date(2026, 3, 2),
    "applicant": {"name": "示例小馆", "bars": []},
    "facts": {"业务办理项": "新办", "与污染源距离": Decimal("25.5")},
    "materials": ["食品经营许可申请书", {"code": "M2", "form": "复印件"}],
}


def every_kind_of_payload(mapping: Mapping[str, Any], text: str, raw: bytes) -> None:
    """A mapping, JSON text or bytes, or an application."""
    for result in (
        checker.check(mapping),
        checker.check(text),
        checker.check(raw),
        checker.check(pr.Application.model_validate(mapping)),
    ):
        assert_type(result, pr.CheckResult)
    checker.check(None)  # type: ignore[arg-type]


# ---- results -----------------------------------------------------------------------------------


def letter(result: pr.CheckResult) -> list[str]:
    """The lines an acceptance system might show."""
    assert_type(result.verdict, pr.Verdict)
    assert_type(result.complete, bool)
    assert_type(result.received_on, date | None)
    lines = [f"{result.item_name}: {result.verdict.label}"]
    if not result.complete:
        lines += result.incomplete_because
    lines += map(told, result.findings)
    lines += [question.text for question in result.questions]
    lines += [line.text for line in result.conditional]
    lines += [note.text for note in result.notes]
    if result.open_way is not None:
        lines.append(result.open_way.text)
    return lines


def told(finding: pr.Finding) -> str:
    """One finding with its bases and its open routes."""
    assert_type(finding.point, str)
    bases = "；".join(basis.words for basis in finding.basis if basis.verified)
    routes = "；".join(route.text for route in finding.routes if route.open)
    return f"{finding.message}{finding.remedy}{bases}{routes}"


def stored(result: pr.CheckResult) -> tuple[str, pr.CheckResult, dict[str, int]]:
    """JSON out and in again, and the counts."""
    text = result.model_dump_json()
    counts = result.counts
    numbers = {"met": counts.met, "finding": counts.finding, "total": counts.total}
    return text, pr.CheckResult.model_validate_json(text), numbers


def is_frozen(result: pr.CheckResult) -> None:
    """A result is never changed, and the type checker says so."""
    result.complete = True  # type: ignore[misc]


def words(result: pr.CheckResult) -> str:
    """The notice."""
    assert_type(render(result, "docx", office="示例局"), bytes)
    # A misspelt form is known to the type checker, too.
    render(result, "pdf")  # type: ignore[call-overload]
    return render(result) + render(result, "markdown") + render(result, "html")


# ---- errors ------------------------------------------------------------------------------------


def careful_check(mapping: Mapping[str, Any]) -> pr.CheckResult | None:
    """Everything that a check or a checker may raise."""
    try:
        return pr.Checker(embedded, item="food-business").check(mapping)
    except pr.UnknownItem as error:
        missing: LookupError = error
        print(missing)
    except (pr.EngineUnavailable, pr.EngineLimit, pr.EngineFault) as error:
        fault: pr.PermitRulesError = error
        print(fault)
    finally:
        checker.close()
    return None
