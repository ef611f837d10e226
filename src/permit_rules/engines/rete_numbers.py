"""Numbers as the texts of their ends, and as the cells between the constants of the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.engines.rete_days import Place, wrong_type
from permit_rules.engines.rete_rules import MAX_CONSTANT, NumberEnd
from permit_rules.engines.rete_texts import UNKNOWN, text_of

#: Facts beyond this are clamped to it; every constant lies well within, so no test notices.
MAX_NUMBER: Final = 2 * MAX_CONSTANT

#: What is nearer to nothing is written as it is: a comparison of small numbers is cheaper.
SHORT: Final = 10**9

#: Where an end is written, and what stands before its number.
_End = tuple[int, str]


class Numbers:
    """Writes both ends of each 数值 field that a scope reads."""

    def __init__(self, places: Iterable[Place], cuts: Mapping[str, Collection[int]]) -> None:
        lower: dict[str, _End] = {}
        upper: dict[str, _End] = {}
        readers: dict[str, frozenset[int]] = {}
        for place in places:
            if isinstance(slot := place.slot, NumberEnd):
                end = place.position, text_of(place.number, "")
                (upper if slot.upper else lower)[slot.field] = end
                readers[slot.field] = readers.get(slot.field, frozenset()) | place.readers
        self._fields = [
            (name, *(lower.get(name) or upper[name]), *(upper.get(name, (None, ""))), read)
            for name, read in readers.items()
        ]
        self._lower = lower
        self._cuts = [
            (position, len(start), sorted(cuts[name]))
            for ends in (lower, upper)
            for name, (position, start) in ends.items()
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> set[int] | None:
        """Write both ends of each; return the readers of those known from below alone, if any."""
        get = facts.values.get
        from_below: set[int] | None = None
        for name, position, start, other, other_start, readers in self._fields:
            value = get(name)
            if type(value) is int:
                text = f"{value}" if -SHORT < value < SHORT else _clamped(value)
                texts[position] = start + text
                if other is not None:
                    texts[other] = other_start + text
                continue
            open_questions |= readers
            if isinstance(value, AtLeast):
                from_below = readers | (from_below or set())
                if name in self._lower:
                    texts[position] = start + _clamped(value.value)
            elif value is not None:
                wrong_type(name, value)
        return from_below

    def cells(self, texts: list[str]) -> list[object]:
        """The texts, with the number of its cell for each end that is known."""
        found: list[object] = [*texts]
        for position, start, cuts in self._cuts:
            if (text := texts[position]) is not UNKNOWN:
                found[position] = bisect_right(cuts, int(text[start:]))
        return found


def _clamped(value: int) -> str:
    return str(min(max(value, -MAX_NUMBER), MAX_NUMBER))
