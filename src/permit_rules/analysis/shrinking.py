"""A counterexample made small: as little in the application and as few corrections as will do."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.rounds import Counterexample, Prover

#: How many corrections are tried of a smaller application.
_BOUND: Final = 60
#: How many smaller applications are tried altogether.
MOST: Final = 600
#: What a check cannot do without.
_NEEDED: Final = frozenset({"item", "received_on"})


def shrunk(prover: Prover, found: Counterexample, most: int = MOST) -> Counterexample:
    """The smallest application reached by taking things out while the same trouble remains."""
    small = replace(prover, bound=min(prover.bound, _BOUND))
    tries = iter(range(most))
    best = found
    going_on = True
    while going_on:
        going_on = False
        for candidate in _smaller(best.application):
            if next(tries, None) is None:
                break
            smaller = _same(small, candidate, best)
            if smaller is not None:
                best, going_on = smaller, True
                break
    return _plainer(prover, best)


def _same(prover: Prover, application: Payload, found: Counterexample) -> Counterexample | None:
    """The same trouble with another application, if it is there."""
    rounds = prover.rounds(prover.reading(application))
    return next((c for c in rounds if c is not None and _is_like(c, found)), None)


def _is_like(one: Counterexample, other: Counterexample) -> bool:
    return other.kind in {c.kind for c in one.complaints}


def _plainer(prover: Prover, found: Counterexample) -> Counterexample:
    """The same trouble with as many corrections as possible made the usual way."""
    applicant = prover.reading(found.application)
    best = found
    for place in range(len(found.correction.row)):
        for option in range(best.correction.row[place]):
            row = (*best.correction.row[:place], option, *best.correction.row[place + 1 :])
            plainer = prover.judged(applicant, applicant.doing(row))
            if plainer is not None and _is_like(plainer, found):
                best = plainer
                break
    return best


# ---- taking things out -----------------------------------------------------------------------


def _smaller(payload: Payload) -> Iterator[Payload]:
    """The application with one thing less, the largest things first."""
    for path in sorted(pieces_of(payload), key=len):
        smaller = copy.deepcopy(payload)
        take_out(smaller, path)
        yield smaller


def pieces_of(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of everything that may be taken out, in writing order."""
    entries: Any = ()
    if isinstance(node, dict):
        entries = node.items()
    elif isinstance(node, list):
        entries = enumerate(node)
    for key, inner in islice(entries, 500):
        if path or key not in _NEEDED:
            yield (*path, key)
        yield from pieces_of(inner, (*path, key))


def take_out(payload: Payload, path: tuple[str | int, ...]) -> None:
    """Take out, in place, what stands at ``path``."""
    node: Any = payload
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
