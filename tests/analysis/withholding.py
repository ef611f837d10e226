"""Checkers that keep something back: an office that does not say everything at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import permit_rules as pr
from permit_rules.result import Demand, PaperAsked


@dataclass(frozen=True)
class Withholding:
    """A checker whose results are changed before anybody sees them."""

    checker: pr.Checker
    change: Callable[[pr.CheckResult], pr.CheckResult]

    def check(self, payload: Mapping[str, Any]) -> pr.CheckResult:
        """The answer, with something taken out."""
        return self.change(self.checker.check(payload))


def without_requirement(result: pr.CheckResult, point: str) -> pr.CheckResult:
    """The result with this requirement said of no paper (``point`` as the requirement has it)."""

    def papers(asked: PaperAsked) -> PaperAsked:
        kept = tuple(r for r in asked.requirements if r.point != point)
        return asked.model_copy(update={"requirements": kept})

    def demand(d: Demand) -> Demand:
        instead = tuple(map(papers, d.instead))
        return d.model_copy(update={"paper": papers(d.paper), "instead": instead})

    return result.model_copy(
        update={
            "findings": tuple(
                f.model_copy(update={"demands": tuple(map(demand, f.demands))})
                for f in result.findings
            ),
            "conditional": tuple(
                line.model_copy(update={"demands": tuple(map(demand, line.demands))})
                for line in result.conditional
            ),
        }
    )


def without_question(result: pr.CheckResult, key: str) -> pr.CheckResult:
    """The result that does not ask for a field."""
    asked = tuple(q for q in result.questions if q.key != key)
    return result.model_copy(update={"questions": asked})


def without_line(result: pr.CheckResult, point: str) -> pr.CheckResult:
    """The result that does not say what an open point may bring."""
    lines = tuple(line for line in result.conditional if line.point != point)
    return result.model_copy(update={"conditional": lines})


def with_routes_unconditional(result: pr.CheckResult) -> pr.CheckResult:
    """The result that offers ways without saying what closes them."""
    findings = tuple(
        f.model_copy(
            update={"routes": tuple(r.model_copy(update={"when": None}) for r in f.routes)}
        )
        for f in result.findings
    )
    return result.model_copy(update={"findings": findings})
