"""common-expression-language (CEL; Rust): one program of everything, or of the conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cel

from benchmarks.peers.programs import OPEN_CODE, Conditions, OneProgram, with_papers
from benchmarks.peers.spelling import Language
from benchmarks.peers.workload import Application, Facts, Point

CEL = Language(
    both=" && ",
    either=" || ",
    negated="!{}",
    fact="facts.{}",
    stated="has(facts.{})",
    one_of="({} in [{}])",
    holds="({1} in {0})",
    quote='"',
)


def _code(point: Point) -> str:
    paper = f"papers.{point.paper}"
    signed = f"!{paper}.signed ? 3 : " if point.signed else ""
    return (
        f"(!has({paper}) ? 1 : ({paper}.copies < {point.copies} ? 2 : "
        f"({signed}(!{paper}.valid ? 4 : 0))))"
    )


class Program(OneProgram):
    """Everything in one program."""

    def compiled(self, points: Sequence[Point], *, unstated: bool) -> Any:
        """What returns the codes for an application."""
        parts = []
        for point in points:
            holds = CEL.half(point.condition, True) if unstated else CEL.condition(point.condition)
            fails = CEL.half(point.condition, False)
            other = f"({fails} ? 0 : {OPEN_CODE})" if unstated else "0"
            parts.append(f"({holds} ? {_code(point)} : {other})")
        run = cel.compile(f"[{','.join(parts)}]").execute

        def codes(application: Application) -> Any:
            return run(
                {"facts": application["facts"], "papers": with_papers(application)["papers"]}
            )

        return codes


class Distinct(Conditions):
    """The distinct conditions in one program."""

    def compiled(self, *, unstated: bool) -> Any:
        """What returns the outcomes for the facts."""
        if not unstated:
            parts = [CEL.condition(node) for node in self.conditions]
        else:
            parts = [CEL.half(node, holds) for holds in (True, False) for node in self.conditions]
        run = cel.compile(f"[{','.join(parts)}]").execute

        def outcomes(facts: Facts) -> Any:
            return run({"facts": facts})

        return outcomes


ADAPTERS = {"CEL, one program": Program, "CEL, distinct conditions": Distinct}
