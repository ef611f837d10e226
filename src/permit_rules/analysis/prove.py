"""Does one notice close? Applications checked, obeyed, checked again, until a second round shows.

It is a search, not a proof: what it reports is how much was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Protocol

from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.judging import Complaint, complaints
from permit_rules.analysis.obedient import VARIANTS, Correction, Obedient
from permit_rules.result import CheckResult

#: How many applications are set out from unless told otherwise.
TRIES: Final = 500


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
        complaint = self.complaints[0]
        return complaint.trouble.value, complaint.points[0] if complaint.points else ""


@dataclass(slots=True)
class Tried:
    """How much was tried: applications, corrections of them, and notices with more than that.

    ``bound`` is how many corrections were tried of one notice at most.
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

    def rounds(self, application: Mapping[str, Any]) -> Iterator[Counterexample | None]:
        """One entry for each correction of the application: a counterexample, or None."""
        own = dict(application)
        first = self.checker.check(own)
        for correction in Obedient.reading(first, own, self.form).corrections(self.bound):
            yield self.judged(own, first, correction)

    def judged(
        self, application: Payload, first: CheckResult, correction: Correction
    ) -> Counterexample | None:
        """Check a correction and hold the answer against the first one."""
        second = self.checker.check(correction.payload)
        wrong = complaints(correction.draft, second)
        if not wrong:
            return None
        return Counterexample(application, first, correction, second, wrong)

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
        kinds: dict[tuple[str, str], Counterexample] = {}
        for application in applications:
            if not going_on(tried):
                break
            tried.applications += 1
            made = 0
            for found in self.rounds(application):
                made += 1
                if found is not None and found.kind not in kinds:
                    kinds[found.kind] = found
                    tried.found.append(found)
                    if len(kinds) >= most:
                        break
            tried.rounds += made
            tried.bounded += made == self.bound
            if len(kinds) >= most:
                break
        return tried


def first_of(prover: Prover, application: Mapping[str, Any], bound: int) -> Counterexample | None:
    """The first counterexample among ``bound`` corrections of one application."""
    return next((c for c in islice(prover.rounds(application), bound) if c is not None), None)
