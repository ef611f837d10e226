"""The next question: one that can still change an outcome, and settles most of them on average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

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

    @cached_property
    def hanging(self) -> Mapping[int, frozenset[str]]:
        """For each distinct diagram that is left and open, the fields that may still change it."""
        return {
            left: frozenset(open_fields(self.prepared, self.known, self.table.hangs_on(left)))
            for left in dict.fromkeys(self.left.values())
            if left > HOLDS
        }

    def next_field(self) -> str | None:
        """The id of the field to ask for next; None where nothing can change any more.

        The one that settles most topics on average over its cells; of two that settle as much the
        one whose condition is written first. One that another answer may make pointless waits for
        that answer.
        """
        gains = self.gains()
        best = max(gains, key=gains.__getitem__, default=None)
        passed: set[str] = set()
        while best is not None:
            passed.add(best)
            above = {f: g for f, g in gains.items() if f not in passed and self._above(f, best)}
            if not above:
                break
            best = max(above, key=above.__getitem__)
        return best

    def gains(self) -> Mapping[str, Fraction]:
        """The fields that can still change an outcome, in writing order, and what each settles."""
        counts = Counter(self.left[t.root] for t in self.prepared.told if t.root is not None)
        gains: dict[str, Fraction] = {}
        for left, fields in self.hanging.items():
            for field_id in fields:
                share = self._settled(left, field_id)
                gains[field_id] = gains.get(field_id, Fraction(0)) + counts[left] * share
        for field_id in (*self._sources(), *self._perhaps()):
            gains.setdefault(field_id, Fraction(0))
        return {f: gains[f] for f in self.prepared.asked if f in gains}

    def _above(self, field_id: str, other: str) -> bool:
        """Whether an answer to ``field_id`` may make ``other`` pointless, and not the reverse."""
        return self._may_spare(field_id, other) and not self._may_spare(other, field_id)

    def _may_spare(self, field_id: str, other: str) -> bool:
        """Whether after some answer to ``field_id`` nothing hangs on ``other`` any more."""
        hanging = [left for left, fields in self.hanging.items() if other in fields]
        if not hanging or any(field_id not in self.hanging[left] for left in hanging):
            return False
        spared = self.prepared.levels.fields[other]
        return any(
            all(
                spared.isdisjoint(self.table.hangs_on(left))
                for left in self.table.restricted(hanging, answer)
            )
            for answer in self._answers(field_id)
        )

    def _answers(self, field_id: str) -> Iterator[Mapping[int, tuple[int, ...]]]:
        """Answers to try: each place of a field; of several choices none, and each by itself."""
        levels, places = self.prepared.levels, self.known.places
        possible = {
            number: places.get(number) or tuple(range(levels.all[number].size))
            for number in levels.fields[field_id]
        }
        least = {number: (own[0],) for number, own in possible.items()}
        yield least
        for number, own in possible.items():
            for place in own[1:]:
                yield {**least, number: (place,)}

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
