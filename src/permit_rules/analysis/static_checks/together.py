"""Looking at several conditions over the cells of everything they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from permit_rules.analysis.reachable import Statuses
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import Node, StatedTest, fields_of, tests_of

#: How many ways of completing several conditions are tried before they are left undecided.
LIMIT = 20_000


#: The statuses that each point of a plan can take, by local id, which some checks look at.
Reached: TypeAlias = "Mapping[str, Statuses]"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a point, by its local id; not ``decided``: that it could not tell."""

    point: str
    message: str
    decided: bool = True


def ways(plan: Plan, nodes: Iterable[Node]) -> Iterator[Facts] | None:
    """Every way of filling in what ``nodes`` read; None where there are too many to decide."""
    return completions(tuple(nodes), Facts(), plan.rulebook.catalogue, limit=LIMIT)


def fields_read(node: Node) -> frozenset[str]:
    """The ids of the fields whose value (not merely presence) a condition reads."""
    return frozenset(
        f for t in tests_of(node) if not isinstance(t, StatedTest) for f in fields_of(t)
    )
