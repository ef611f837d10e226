"""Two ways of giving the work to an expression language: all of it, or the conditions alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from benchmarks.peers.divided import Divided
from benchmarks.peers.workload import (
    COPIES,
    EXPIRED,
    MISSING,
    OPEN,
    UNSIGNED,
    Answer,
    Application,
    Point,
)

#: What a program that answers for every point returns for one.
CODES: Final = ("", MISSING, COPIES, UNSIGNED, EXPIRED, OPEN)
DONE, OPEN_CODE = 0, CODES.index(OPEN)


def with_papers(application: Application) -> dict[str, Any]:
    """The facts, and the papers by id.

    Dates are compared before, because some of the languages cannot.
    """
    day = application["received_on"]
    papers = {
        paper["id"]: {
            "copies": paper["copies"],
            "signed": paper["signed"],
            "valid": paper["valid_until"] >= day,
        }
        for paper in application["papers"]
    }
    return {**application["facts"], "papers": papers}


class OneProgram:
    """Everything in one program that returns a code for each point.

    A language says how it is compiled and run: ``compiled`` takes the points and whether some
    facts are unstated, and returns what gives the codes for an application.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.codes = self.compiled(points, unstated=False)
        self.open_codes = self.compiled(points, unstated=True)

    def compiled(self, points: Sequence[Point], *, unstated: bool) -> Any:
        """What returns the codes for an application."""
        raise NotImplementedError

    def check(self, application: Application) -> Answer:
        """The answer where every fact is stated."""
        return self._answer(self.codes(application))

    def check_open(self, application: Application) -> Answer:
        """The answer where some facts are not."""
        return self._answer(self.open_codes(application))

    def _answer(self, codes: Sequence[float]) -> Answer:
        return [
            (point.paper, CODES[int(code)])
            for point, code in zip(self.points, codes, strict=True)
            if code
        ]


class Conditions(Divided):
    """The distinct conditions in one program that returns a truth value for each."""

    def __init__(self, points: Sequence[Point]) -> None:
        super().__init__(points)
        self.outcomes = self.compiled(unstated=False)
        self.halves = self.compiled(unstated=True)

    def compiled(self, *, unstated: bool) -> Any:
        """What returns the outcomes for the facts; with ``unstated`` those of the holding halves
        and then those of the failing halves."""
        raise NotImplementedError

    def check(self, application: Application) -> Answer:
        """The answer where every fact is stated."""
        outcomes = self.outcomes(application["facts"])
        return self.papers(self.required(_indexes(outcomes)), application)

    def check_open(self, application: Application) -> Answer:
        """The answer where some facts are not."""
        outcomes = self.halves(application["facts"])
        number = len(self.conditions)
        holding, failing = outcomes[:number], outcomes[number:]
        unclear = [n for n in range(number) if not (holding[n] or failing[n])]
        return self.with_open(_indexes(holding), unclear, application)


def _indexes(outcomes: Sequence[bool]) -> list[int]:
    return [index for index, outcome in enumerate(outcomes) if outcome]
