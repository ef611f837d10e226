"""What one engine rule and one ruleset may hold, and how a condition is cut to fit.

Every bound stays below the limit of durable-rules 2.0.28 that it keeps clear of. What a rule
costs is reckoned for the worst case, an application that matches every test, because a ruleset
packed by the number of its rules works until the applicant comes who matches too much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

from permit_rules.conditions.nodes import Order
from permit_rules.engines.rete_rules import Comparison, Half, Join

#: Entries on the engine's stack of 64 (beyond it: error 303); one more is the ruleset's last rule.
MAX_WEIGHT = 61
#: Distinct tests; the engine has 512 places under one node and searches for ever beyond.
MAX_TESTS = 400
#: And/or groups of one rule; the engine refuses 16 (error 113).
MAX_GROUPS = 14
#: Properties of a message; the engine refuses 256 with ``id`` and ``sid`` (error 302).
MAX_PROPERTIES = 249
#: Times that one rule may fire for one message. An or fires once for each of its parts that
#: holds, and ors under one and multiply: ten of three parts would fire 59,049 times.
MAX_FIRINGS = 16


def weight(half: Half) -> int:
    """The most entries that one rule can have on the engine's stack at a time."""
    if isinstance(half, Comparison):
        return 1
    if half.every:
        return 1 + sum(weight(part) - 1 for part in half.parts)
    return _sum_of_any(half, weight)


def firings(half: Half) -> int:
    """The most times that one rule can fire for one message."""
    if isinstance(half, Comparison):
        return 1
    if half.every:
        return prod(firings(part) for part in half.parts)
    return _sum_of_any(half, firings)


def _sum_of_any(half: Join, measure: Callable[[Half], int]) -> int:
    equalities: set[int] = set()
    total = 0
    for part in half.parts:
        if isinstance(part, Comparison) and part.order is Order.EQUAL:
            equalities.add(part.slot)  # one property equals one constant at a time
        else:
            total += measure(part)
    return total + len(equalities)


def comparisons(half: Half) -> int:
    """The number of tests, each counted as often as it is written."""
    return 1 if isinstance(half, Comparison) else sum(map(comparisons, half.parts))


def groups(half: Half) -> int:
    """The number of ands and ors."""
    return 0 if isinstance(half, Comparison) else 1 + sum(map(groups, half.parts))


def fits_one_rule(half: Half) -> bool:
    """Whether the engine can take the half as one rule. A comparison alone always fits."""
    return (
        groups(half) <= MAX_GROUPS
        and comparisons(half) <= MAX_TESTS
        and weight(half) <= MAX_WEIGHT
        and firings(half) <= MAX_FIRINGS
        and len(half.reads) <= MAX_PROPERTIES
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """A half in several engine rules: all of them must fire, or any of them."""

    every: bool
    parts: tuple[Cut, ...]

    def holds(self, marks: set[int]) -> bool:
        """Whether the half holds, given the marks of the rules that fired."""
        outcomes = (
            part in marks if isinstance(part, int) else part.holds(marks) for part in self.parts
        )
        return all(outcomes) if self.every else any(outcomes)


#: What a gate waits for: the mark of an engine rule, or another gate.
Cut: TypeAlias = "int | Gate"


def gate_of(half: Join, mark: Callable[[Half], int]) -> Gate:
    """Take apart a half that does not fit, into as few rules as a single pass finds.

    It is taken apart at its outermost and/or, and a part that does not fit even then at the
    next. ``mark`` gives the number that stands for the rule of a part that fits.
    """
    cuts: list[Cut] = []
    batch: tuple[Half, ...] = ()
    for part in half.parts:
        if isinstance(part, Join) and not fits_one_rule(part):
            cuts.append(gate_of(part, mark))
            continue
        if batch and not fits_one_rule(Join(half.every, (*batch, part))):
            cuts.append(mark(_batched(half, batch)))
            batch = ()
        batch += (part,)
    if batch:
        cuts.append(mark(_batched(half, batch)))
    return Gate(half.every, tuple(cuts))


def _batched(half: Join, batch: tuple[Half, ...]) -> Half:
    return batch[0] if len(batch) == 1 else Join(half.every, batch)
