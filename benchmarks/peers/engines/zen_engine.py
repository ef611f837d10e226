"""zen-engine (GoRules; Rust): one program of everything, or of the distinct conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import zen

from benchmarks.peers.programs import OPEN_CODE, Conditions, OneProgram, with_papers
from benchmarks.peers.spelling import Language
from benchmarks.peers.workload import Application, Point

ZEN = Language(
    both=" and ",
    either=" or ",
    negated="(not {})",
    fact="{}",
    stated="({} != null)",
    one_of="({} in [{}])",
    holds="({1} in {0})",
    quote="'",
)


def _code(point: Point) -> str:
    paper = f"papers.{point.paper}"
    signed = f"not {paper}.signed ? 3 : " if point.signed else ""
    return (
        f"({paper} == null ? 1 : {paper}.copies < {point.copies} ? 2 : {signed}"
        f"not {paper}.valid ? 4 : 0)"
    )


class Program(OneProgram):
    def compiled(self, points: Sequence[Point], *, unstated: bool) -> Any:
        parts = []
        for point in points:
            holds = ZEN.half(point.condition, True) if unstated else ZEN.condition(point.condition)
            fails = ZEN.half(point.condition, False)
            other = f"({fails} ? 0 : {OPEN_CODE})" if unstated else "0"
            parts.append(f"({holds} ? {_code(point)} : {other})")
        run = zen.compile_expression(f"[{','.join(parts)}]").evaluate

        def codes(application: Application) -> Any:
            return run(with_papers(application))

        return codes


class Distinct(Conditions):
    def compiled(self, *, unstated: bool) -> Any:
        if not unstated:
            parts = [ZEN.condition(node) for node in self.conditions]
        else:
            parts = [ZEN.half(node, holds) for holds in (True, False) for node in self.conditions]
        return zen.compile_expression(f"[{','.join(parts)}]").evaluate


ADAPTERS = {"zen-engine, one program": Program, "zen-engine, distinct conditions": Distinct}
