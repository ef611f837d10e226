"""Does one notice close? A search for the smallest application that would need two.

Applications are checked, the obedient applicant does what the notice says in every way it allows,
and the corrected application is checked again. It is a search, not a proof: what it reports is how
much was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.obedient import VARIANTS
from permit_rules.analysis.rounds import Checks, Prover, Tried
from permit_rules.analysis.shrinking import shrunk
from permit_rules.analysis.starting_points import StartingPoints
from permit_rules.checking.checker import Checker
from permit_rules.model.library import Library
from permit_rules.result import Verdict

#: How many applications are set out from unless told otherwise.
TRIES: Final = 500
#: How many corrections of an application that says nothing are tried to get one in order.
_GROWING: Final = 60


def prove(
    library: Library,
    item: str,
    place: str = "",
    *,
    cases: Sequence[Mapping[str, Any]] = (),
    tries: int = TRIES,
    bound: int = VARIANTS,
    most: int = 1,
    checker: Checks | None = None,
    going_on: Callable[[Tried], bool] = lambda tried: True,
) -> Tried:
    """Look for applications of an item that one notice does not close.

    Args:
        library: what :func:`permit_rules.load` returned.
        item: the id of the item.
        place: the division code, "" for the nation.
        cases: payloads to set out from, such as those of the item's table of cases.
        tries: how many applications are tried.
        bound: how many corrections of each notice are tried.
        most: how many different troubles are looked for; each found is made small.
        checker: answers the applications, by default a :class:`~permit_rules.Checker`.
        going_on: asked before each application; False ends the search.

    The same arguments try the same applications in the same order.

    Raises:
        UnknownItem: the library has no such item at that place.
        EngineUnavailable: the durable-rules extension cannot be imported.
        EngineFault: the engine failed.
    """
    opened = None if checker is not None else Checker(library, item, place)
    try:
        answering: Checks = checker or opened  # type: ignore[assignment]
        start = StartingPoints(library, item, place, tuple(cases))
        prover = Prover(answering, start.form, bound)
        applications = start.all(grown(prover, start) if not cases else ())
        tried = prover.search(islice(applications, tries), most=most, going_on=going_on)
        tried.found = [shrunk(prover, found) for found in tried.found]
        return tried
    finally:
        if opened is not None:
            opened.close()


def grown(prover: Prover, start: StartingPoints) -> Iterator[Payload]:
    """For each handling item an application in order, by doing what the notices say."""
    for blank in start.blanks():
        for correction in prover.reading(blank).corrections(min(prover.bound, _GROWING)):
            if prover.checker.check(correction.payload).verdict is Verdict.ACCEPTED:
                yield correction.payload
                break
