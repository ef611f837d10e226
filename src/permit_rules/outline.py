"""What an application comes to, without how: for whoever asks often and shows little."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from permit_rules.result import CheckResult, Counts, Finding, PayloadFinding, Question, Verdict


@dataclass(frozen=True, slots=True)
class Outline:
    """The verdict on an application, everything that is wrong with it, and what is asked.

    Every field is that of the same name in :class:`~permit_rules.result.CheckResult`, and says the
    same. What is not made are the explanations of the single points, the conditional lines, notes,
    routes, and the last day on which the answer holds.
    """

    item: str
    place: str
    handling_item: str
    received_on: date | None
    verdict: Verdict
    verdict_label: str
    complete: bool
    incomplete_because: tuple[str, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    decided_on_spot: bool
    payload: tuple[PayloadFinding, ...]
    counts: Counts
    digest: str

    @classmethod
    def of(cls, result: CheckResult) -> Outline:
        """The outline of a whole result."""
        return cls(**{f.name: getattr(result, f.name) for f in fields(cls)})

    def by_name(self) -> dict[str, Any]:
        """Every field under its name, which is that of a field of a result, too."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
