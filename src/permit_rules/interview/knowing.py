"""What is known at one moment of an interview, from which of the sources, and what it leaves.

In this order: what the person says, what the kind of business stands for, what follows from that
(推得), and where the person does not know, what silence counts as (未填视为).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.facts import Value
from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.interview.answers import Answer, offered_values, stated_by_bundle
from permit_rules.interview.diagrams import HOLDS, Diagrams
from permit_rules.interview.levels import GroupLevel
from permit_rules.interview.prepared import Prepared
from permit_rules.model.bundle import Inference


@dataclass(slots=True)
class Known:
    """What is known of the fields, by id.

    ``values`` are all together. ``closed`` are the fields that nobody is asked for any more:
    those known, and those that the person does not know. ``places`` is what is left of each level
    that something is known of. ``inferred`` says by which inference a value came, ``presumed``
    which values silence stands for.
    """

    values: dict[str, Value] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    places: dict[int, tuple[int, ...]] = field(default_factory=dict)
    inferred: dict[str, Inference] = field(default_factory=dict)
    presumed: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def known_from(prepared: Prepared, answers: Iterable[Answer], table: Diagrams) -> Known:
    """What these answers, and everything that counts beside them, leave open.

    ``table`` is where what is worked out on the way may be written.
    """
    knowing = _Knowing(prepared, table, Known())
    knowing.stated(answers)
    knowing.follow()
    knowing.presume()
    return knowing.known


@dataclass(slots=True)
class _Knowing:
    prepared: Prepared
    table: Diagrams
    known: Known

    def stated(self, answers: Iterable[Answer]) -> None:
        known, bundle = self.known, self.prepared.bundle
        self._put(RECEIVED_ON.id, self.prepared.on)
        for answer in answers:
            known.closed.add(answer.key)
            if answer.value is None:
                known.unknown.add(answer.key)
            else:
                self._put(answer.key, answer.value)
        for field_id, raw in (bundle.states if bundle else {}).items():
            if field_id in known.closed or offered_values(self.prepared, field_id) is not None:
                continue
            known.closed.add(field_id)
            self._put(field_id, type_value(self.prepared.catalogue.by_id(field_id), raw))
        for field_id in bundle.offers if bundle else ():
            if field_id not in known.values:
                self._offered(field_id)

    def _put(self, field_id: str, value: Value) -> None:
        self.known.values[field_id] = value
        levels = self.prepared.levels
        for number in levels.fields.get(field_id, ()):
            left = levels.all[number].possible(self.known.values, self.prepared.library.calendar)
            if left is not None:
                self.known.places[number] = left

    def _offered(self, field_id: str) -> None:
        """Of what a kind of business offers, its own is certain and nothing else possible."""
        found = self.prepared.catalogue.by_id(field_id)
        least = stated_by_bundle(self.prepared, found)
        most = least | frozenset(offered_values(self.prepared, field_id) or ())
        levels = self.prepared.levels
        for number in levels.fields.get(field_id, ()):
            level = levels.all[number]
            if isinstance(level, GroupLevel):
                self.known.places[number] = level.between(least, most)

    def follow(self) -> None:
        """Take in what follows, until nothing more does."""
        waiting = [(i, root) for i, root in self.prepared.inferences if root is not None]
        while True:
            roots = self.table.restricted((root for _, root in waiting), self.known.places)
            firing = (i for (i, _), left in zip(waiting, roots, strict=True) if left == HOLDS)
            # One at a time, in writing order: what follows may let an earlier one follow.
            if not any(self._infer(i) for i in firing):
                return

    def _infer(self, inference: Inference) -> bool:
        new = False
        for field_id, raw in inference.fills.items():
            if field_id not in self.known.values and self._may_fill(field_id):
                self.known.inferred[field_id] = inference
                self.known.closed.add(field_id)
                self._put(field_id, type_value(self.prepared.catalogue.by_id(field_id), raw))
                new = True
        return new

    def _may_fill(self, field_id: str) -> bool:
        return offered_values(self.prepared, field_id) is None

    def presume(self) -> None:
        """Where the person does not know, silence counts, once nothing else can be inferred."""
        for field_id in self.prepared.levels.fields:
            if field_id not in self.known.unknown or field_id in self.known.values:
                continue
            found = self.prepared.catalogue.by_id(field_id)
            if found.silence is not None and not self._may_follow(field_id):
                self.known.presumed.add(field_id)
                self._put(field_id, type_value(found, found.silence))
        self.follow()

    def _may_follow(self, field_id: str) -> bool:
        """Whether something may still be asked from which the field would follow."""
        return bool(sources(self.prepared, self.table, self.known, field_id))


def sources(prepared: Prepared, table: Diagrams, known: Known, field_id: str) -> tuple[str, ...]:
    """The fields that may still be asked, from which the value of a field would follow."""
    able = [
        root
        for inference, root in prepared.inferences
        if root is not None and field_id in inference.fills
    ]
    found: dict[str, None] = {}
    for left in table.restricted(able, known.places):
        found.update(dict.fromkeys(open_fields(prepared, known, table.hangs_on(left))))
    return tuple(f for f in prepared.asked if f in found)


def open_fields(prepared: Prepared, known: Known, levels: Iterable[int]) -> set[str]:
    """The fields that may be asked and answer one of these levels, as far as it is open.

    A level between two days is answered by neither where one of them stays open for good.
    """
    found: set[str] = set()
    for number in levels:
        of_level = prepared.levels.all[number].fields
        missing = [f for f in of_level if f not in known.values]
        if all(f not in known.closed and prepared.askable(f) for f in missing):
            found.update(missing)
    return found
