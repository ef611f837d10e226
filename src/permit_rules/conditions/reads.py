"""What a condition reads of the facts: where that is the same, all that follows from it is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from typing import Final

from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.nodes import Node, Observed, StatedTest, fields_of, tests_of

#: Of how many conditions it is known what they read.
CONDITIONS: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Read:
    """What one condition reads; ``number`` is given to no other one."""

    node: Node
    number: int
    fields: tuple[str, ...]
    asked_for: tuple[str, ...]
    observed: tuple[str, ...]


class Reads:
    """Says what conditions read, as keys to keep answers by. Safe in any number of threads."""

    def __init__(self) -> None:
        self._numbers = count()
        self._known: dict[int, _Read] = {}

    def of(self, node: Node, facts: Facts) -> Hashable:
        """The condition itself, and what ``facts`` have of everything that it reads."""
        # Hashing a condition walks all of it, so nodes are told apart by identity; the entry
        # keeps the node alive, which keeps its identity its own.
        known = self._known.get(id(node))
        if known is None or known.node is not node:
            known = self._look(node)
        values = facts.values.get
        key: tuple[Hashable, ...] = (
            known.number,
            *map(values, known.fields),
            *map(facts.observed.get, known.observed),
        )
        if known.asked_for:
            key = (*key, *(_hashable(values(f)) for f in known.asked_for))
        return (key, frozenset(facts.settled.items())) if facts.settled else key

    def _look(self, node: Node) -> _Read:
        if len(self._known) >= CONDITIONS:
            # What was kept by the old numbers is never found again.
            self._known = {}
        tests = tuple(tests_of(node))
        asked_for = dict.fromkeys(t.field for t in tests if isinstance(t, StatedTest))
        fields = dict.fromkeys(f for t in tests for f in fields_of(t) if f not in asked_for)
        observed = dict.fromkeys(t.key for t in tests if isinstance(t, Observed))
        known = _Read(node, next(self._numbers), tuple(fields), tuple(asked_for), tuple(observed))
        self._known[id(node)] = known
        return known


def _hashable(value: Value | None) -> Hashable:
    """A value as a key. Only a 已填 test reads a roster; its words name the members."""
    if isinstance(value, tuple):
        return tuple(tuple(member.items()) for member in value)
    return value
