"""The next question: one that can still change an outcome, and settles most of them on average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import fields_of, tests_of
from permit_rules.conditions.residual import residual
from permit_rules.interview.answers import Answer
from permit_rules.interview.diagrams import HOLDS, Diagrams
from permit_rules.interview.knowing import Known, known_from, open_fields, sources
from permit_rules.interview.prepared import Prepared, Told


@dataclass(frozen=True)
class Standing:
    """Where an interview stands: what is known, and what is left of every topic.

    ``left`` maps the diagram of a topic to what is left of it, in ``table``.
    """

    prepared: Prepared
    table: Diagrams
    known: Known
    left: Mapping[int, int]

    @classmethod
    def after(cls, prepared: Prepared, answers: Iterable[Answer]) -> Standing:
        """Where an interview stands after these answers."""
        table = Diagrams(prepared.diagrams)
        known = known_from(prepared, answers, table)
        roots = prepared.roots
        left = dict(zip(roots, table.restricted(roots, known.places), strict=True))
        return cls(prepared, table, known, left)

    def restricted(self, root: int) -> int:
        """What is left of any diagram of what was prepared."""
        return self.table.restricted((root,), self.known.places)[0]

    def hanging(self) -> Mapping[int, frozenset[str]]:
        """For each distinct diagram that is left and open, the fields that may still change it."""
        return {
            left: frozenset(
                open_fields(self.prepared, self.known, self.table.hangs_on(left))
            )
            for left in dict.fromkeys(self.left.values())
            if left > HOLDS
        }

    def next_field(self) -> str | None:
        """The id of the field to ask for next; None where nothing can change any more.

        Of two that settle as much the one whose condition is written first.
        """
        hanging = self.hanging()
        counts = Counter(self.left[t.root] for t in self.prepared.told if t.root is not None)
        gains: dict[str, Fraction] = {}
        for left, fields in hanging.items():
            for field_id in fields:
                share = self._settled(left, field_id)
                gains[field_id] = gains.get(field_id, Fraction(0)) + counts[left] * share
        for field_id in (*self._sources(), *self._perhaps()):
            gains.setdefault(field_id, Fraction(0))
        order = (f for f in self.prepared.asked if f in gains)
        return max(order, key=lambda f: gains[f], default=None)

    def _settled(self, left: int, field_id: str) -> Fraction:
        levels = self.prepared.levels.fields[field_id]
        return self.table.settled(left, levels, self.known.places)

    def _sources(self) -> Iterable[str]:
        """Of what a person did not know, and matters, the fields from which it would follow."""
        unknown = self.known.unknown - self.known.values.keys()
        matters = {
            f
            for left in dict.fromkeys(self.left.values())
            for number in self.table.hangs_on(left)
            for f in self.prepared.levels.all[number].fields
            if f in unknown
        }
        for field_id in sorted(matters):
            yield from sources(self.prepared, self.table, self.known, field_id)

    def _perhaps(self) -> Iterable[str]:
        """The fields that a topic whose diagram is too large may hang on, as far as can be told."""
        for told in self.prepared.told:
            if told.vague is not None:
                yield from self.fields_left(told)

    def fields_left(self, told: Told) -> tuple[str, ...]:
        """The fields that may be asked and still can change a topic, in writing order."""
        if told.root is not None:
            levels = self.table.hangs_on(self.left[told.root])
            found = open_fields(self.prepared, self.known, levels)
        else:
            assert told.vague is not None
            facts = Facts(self.known.values)
            open_ = residual(told.vague, facts, self.prepared.library.calendar)
            read = {f for test in tests_of(open_) for f in fields_of(test)}
            found = {f for f in read - self.known.closed if self.prepared.askable(f)}
        return tuple(f for f in self.prepared.asked if f in found)
