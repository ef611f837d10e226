"""A year made by several processes at once; the cases are the same whatever their number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.casework.simulate.year import Plan, Year
from permit_rules.checking.processes import in_order
from permit_rules.model.library import Library

#: How many cases a process makes at a time.
PART: Final = 250


def lines_of_year(library: Library, plan: Plan, processes: int = 1) -> Iterator[bytes]:
    """The cases as JSON Lines, in the order of their numbers, one line at a time.

    Raises:
        EngineFault: the engine failed.
        WorkerLost: processes died again and again over the same cases.
    """
    parts = _parts(plan.settings.cases)
    if processes == 1:
        year = Year(library, plan)
        try:
            for part in parts:
                yield from _lines(year, part)
        finally:
            year.close()
        return
    for _, made in in_order(_made, parts, processes, _begin, (library, plan)):
        yield from made.result()


def _parts(cases: int) -> Iterator[range]:
    return (range(start, min(start + PART, cases)) for start in range(0, cases, PART))


def _lines(year: Year, part: range) -> list[bytes]:
    return [f"{case.model_dump_json()}\n".encode() for case in year.cases(part)]


#: The one thing a process of the pool keeps: it serves one plan and ends with it.
_YEARS: list[Year] = []


def _begin(library: Library, plan: Plan) -> None:
    _YEARS[:] = [Year(library, plan)]


def _made(part: range) -> list[bytes]:
    return _lines(_YEARS[0], part)
