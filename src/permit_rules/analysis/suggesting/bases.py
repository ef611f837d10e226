"""Base applications (基准): in order, with as little in them as will do."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.rounds import Prover
from permit_rules.analysis.shrinking import pieces_of, take_out
from permit_rules.analysis.starting_points import StartingPoints
from permit_rules.analysis.suggesting.assignments import plain_number
from permit_rules.analysis.suggesting.papers import LONG_TERM
from permit_rules.checking.checker import Checker
from permit_rules.model.library import Library
from permit_rules.result import Verdict

_HANDLING_ITEM: Final = "业务办理项"
#: What is left in an application, whatever the rules ask for.
_KEPT: Final = frozenset({"item", "place", "received_on", "channel", "applicant"})
_NUMBER: Final = re.compile(r"\d+\.\d+")
_NAME: Final = "示例申请人"
#: How many ways of doing what a notice says are tried to get an application in order.
_BOUND: Final = 60


@dataclass(frozen=True, slots=True)
class Base:
    """A base by its name, at a place; ``derived`` False where it stands in the table already."""

    name: str
    place: str
    payload: Payload
    derived: bool = True

    @property
    def handling_item(self) -> str:
        """What it applies for."""
        return str(self.payload.get("facts", {}).get(_HANDLING_ITEM, ""))


def derived_bases(
    library: Library, item: str, place: str, besides: Collection[str] = ()
) -> Iterator[Base]:
    """For each handling item an application that is accepted, or one that says hardly anything.

    The applicant does what the notice says until there is nothing left to ask for; then whatever
    is not needed for that is taken out again. The handling items ``besides`` have bases already.

    Raises:
        UnknownItem: the library has no such item at that place.
    """
    start = StartingPoints(library, item, place)
    checker = Checker(library, item, place, engine="reference")
    prover = Prover(checker, start.form, _BOUND)
    for blank in start.blanks():
        name = str(blank["facts"].get(_HANDLING_ITEM, "申请"))
        if name in besides:
            continue
        blank["applicant"] = {"name": _NAME, "bars": []}
        blank["channel"] = "线下"
        found = _accepted(prover, blank)
        tidied = _Tidier(checker, start).tidied(found) if found is not None else blank
        yield Base(name, place, {k: v for k, v in tidied.items() if k != "place" or v})


def _accepted(prover: Prover, blank: Payload) -> Payload | None:
    for correction in prover.reading(blank).corrections(prover.bound):
        if prover.checker.check(correction.payload).verdict is Verdict.ACCEPTED:
            return correction.payload
    return None


@dataclass(frozen=True, slots=True)
class _Tidier:
    """Takes out of an application what may go while the answer stays the same."""

    checker: Checker
    start: StartingPoints

    def tidied(self, found: Payload) -> Payload:
        """The application with as little in it as will do, its papers by their numbers."""
        wanted = self._answer(found)
        best = found
        at = 0
        while True:
            paths = [p for p in sorted(pieces_of(best), key=len) if not _is_kept(p)]
            if at >= len(paths):
                break
            smaller = copy.deepcopy(best)
            take_out(smaller, paths[at])
            if self._answer(smaller) == wanted:
                best = smaller
            else:
                at += 1
        for plainer in self._plainer(best):
            smaller = copy.deepcopy(best)
            plainer(smaller)
            if self._answer(smaller) == wanted:
                best = smaller
        return best

    def _answer(self, payload: Payload) -> object:
        result = self.checker.check(payload)
        return (result.verdict, result.complete, bool(result.payload))

    def _plainer(self, best: Payload) -> Iterator[Callable[[Payload], None]]:
        """What would read more easily: the usual day, papers by number, without a last day."""

        def usual_day(payload: Payload) -> None:
            payload["received_on"] = self.start.day.isoformat()

        yield usual_day
        for label, value in best.get("facts", {}).items():
            if isinstance(value, str) and _NUMBER.fullmatch(value):
                yield partial(_state, label, plain_number(Decimal(value)))
        ids = {p.name: p.id for p in self.start.papers}
        for n, paper in enumerate(best.get("materials", ())):
            if paper.get("name") in ids:
                yield partial(_put, n, {"code": ids[paper["name"]]}, "name")
            if "expires_on" in paper:
                yield partial(_put, n, {"expires_on": LONG_TERM}, "expires_on")


def _state(label: str, value: str, payload: Payload) -> None:
    payload["facts"][label] = value


def _put(number: int, said: Mapping[str, str], instead_of: str, payload: Payload) -> None:
    paper = {k: v for k, v in payload["materials"][number].items() if k != instead_of}
    payload["materials"][number] = {**said, **paper}


def _is_kept(path: tuple[str | int, ...]) -> bool:
    return path[0] in _KEPT or path in (("facts",), ("facts", _HANDLING_ITEM), ("materials",))
