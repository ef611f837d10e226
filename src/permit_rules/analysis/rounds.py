"""One round after another: an application checked, its notice obeyed, and checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.judging import Complaint, complaints
from permit_rules.analysis.obedient import VARIANTS, Correction, Obedient
from permit_rules.result import CheckResult


class Checks(Protocol):
    """Whatever answers applications: a Checker, or one that is made to keep something back."""

    def check(self, payload: Mapping[str, Any]) -> CheckResult:
        """The whole answer to one application."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An application that would need two rounds.

    ``first`` is the answer to it, ``correction`` what the applicant made of that answer, ``second``
    the answer to the correction, and ``complaints`` why that is not the end of it.
    """

    application: Payload
    first: CheckResult
    correction: Correction
    second: CheckResult
    complaints: tuple[Complaint, ...]

    @property
    def points(self) -> tuple[str, ...]:
        """The review points that cause it."""
        return tuple(dict.fromkeys(p for c in self.complaints for p in c.points))

    @property
    def kind(self) -> tuple[str, str]:
        """What went wrong first, and about which point: the same again is the same trouble."""
        return self.complaints[0].kind


@dataclass(slots=True)
class Tried:
    """How much was tried, and what was found.

    ``rounds`` are the corrections, of one notice at most ``bound``; ``bounded`` counts the notices
    that could have been answered in more ways.
    """

    bound: int = VARIANTS
    applications: int = 0
    rounds: int = 0
    bounded: int = 0
    found: list[Counterexample] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prover:
    """Tries the promise with one checker and the application form of its item."""

    checker: Checks
    form: Form
    bound: int = VARIANTS

    def reading(self, application: Mapping[str, Any]) -> Obedient:
        """The applicant who handed in this application and was given the answer to it."""
        return Obedient.reading(self.checker.check(application), application, self.form)

    def rounds(self, applicant: Obedient) -> Iterator[Counterexample | None]:
        """One entry for each correction he makes: a counterexample, or None."""
        for correction in applicant.corrections(self.bound):
            yield self.judged(applicant, correction)

    def judged(self, applicant: Obedient, correction: Correction) -> Counterexample | None:
        """Check a correction and hold the answer against the first one."""
        second = self.checker.check(correction.payload)
        wrong = complaints(correction.draft, second)
        if not wrong:
            return None
        return Counterexample(applicant.payload, applicant.result, correction, second, wrong)

    def search(
        self,
        applications: Iterable[Mapping[str, Any]],
        *,
        most: int = 1,
        going_on: Callable[[Tried], bool] = lambda tried: True,
    ) -> Tried:
        """Try applications until ``most`` different troubles are found, or no longer ``going_on``.

        Raises:
            EngineFault: the engine failed.
        """
        tried = Tried(self.bound)
        kinds: set[tuple[str, str]] = set()
        for application in applications:
            if len(kinds) >= most or not going_on(tried):
                break
            applicant = self.reading(application)
            tried.applications += 1
            tried.bounded += applicant.total > self.bound
            for found in self.rounds(applicant):
                tried.rounds += 1
                if found is not None and found.kind not in kinds:
                    kinds.add(found.kind)
                    tried.found.append(found)
                    if len(kinds) >= most:
                        break
        return tried
