"""Typed facts as the texts of the properties that the Rete engine is given.

What needs a calendar or looks at a whole set is settled here to 1 or 0; everything else reaches
the engine as a whole number, and the engine alone compares it with the constants of the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final, Protocol

from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.nodes import ChoicesTest, DateTest, Holding, Observed, StatedTest
from permit_rules.engines.rete_days import FLAG, Dates, DayMover, Place, wrong_type
from permit_rules.engines.rete_rules import MAX_CONSTANT, ChoiceCode, HeldChoice, NumberEnd
from permit_rules.engines.rete_triggers import UNKNOWN

#: A 单选 value that no test asks for and no catalogue declares.
OTHER_CHOICE: Final = "-1"
#: Facts beyond this are clamped to it; every constant lies well within, so no test notices.
MAX_NUMBER: Final = 2 * MAX_CONSTANT


class FactsWriter:
    """Writes the texts that one scope's rules read; keeps nothing of a run."""

    def __init__(
        self,
        places: Iterable[Place],
        size: int,
        codes: Mapping[str, Mapping[str, int]],
        cuts: Mapping[str, Collection[int]],
        move: DayMover,
    ) -> None:
        """``size`` is the number of slots of the whole plan; ``codes`` and ``cuts`` are those of
        its :class:`HalfWriter`.
        """
        listed = list(places)
        self._places = listed
        self._plan = (size, codes, cuts, move)
        self._numbers = _Numbers(listed, cuts, spare=size)
        self._unknown = [UNKNOWN] * (size + 1)  # one more, for what nothing reads
        for place in listed:
            if isinstance(place.slot, HeldChoice):
                self._unknown[place.position] = "0"  # few of many are held
        self._lone = _lone(listed)
        kinds: tuple[tuple[_Filler, tuple[type, ...]], ...] = (
            (_Choice(listed, codes), (ChoiceCode,)),
            (_Choices(listed), (HeldChoice, ChoicesTest)),
            (_Stated(listed), (StatedTest,)),
            (_Observations(listed), (Observed,)),
            (Dates(listed, move), (DateTest,)),
        )
        self._fillers = tuple(
            filler for filler, slots in kinds if any(isinstance(p.slot, slots) for p in listed)
        )

    def narrowed(self, wanted: AbstractSet[int]) -> FactsWriter:
        """A writer of what the ``wanted`` questions read; all else it leaves unknown."""
        read = (replace(p, readers=p.readers & wanted) for p in self._places if p.readers & wanted)
        return FactsWriter(read, *self._plan)

    def write(self, facts: Facts) -> tuple[list[str], set[int], set[int]]:
        """The text of every slot, and the questions that read something not known exactly.

        The last are those of them that may be settled all the same, because they read something
        else besides, or a number known from below.

        Raises:
            EngineFault: a fact is not of the type that its tests compare.
        """
        texts = self._unknown.copy()
        open_questions: set[int] = set()
        from_below = self._numbers.fill(facts, texts, open_questions)
        for filler in self._fillers:
            filler.fill(facts, texts, open_questions)
        return texts, open_questions, (open_questions - self._lone) | from_below

    def cells(self, texts: list[str]) -> list[str]:
        """The cells that the written facts lie in: where these are the same, so is every answer.

        Everything but a number has few values, each a cell of its own; a number has its stretch
        between two constants that rules compare it with.
        """
        return self._numbers.cells(texts)


def _lone(places: Iterable[Place]) -> frozenset[int]:
    """The questions that read one thing only: where it is not known, neither are they."""
    read: dict[int, set[object]] = {}
    for place in places:
        slot = place.slot
        thing: object = slot
        if isinstance(slot, (NumberEnd, ChoiceCode, HeldChoice, ChoicesTest)):
            thing = slot.field
        for reader in place.readers:
            read.setdefault(reader, set()).add(thing)
    return frozenset(reader for reader, things in read.items() if len(things) == 1)


class _Filler(Protocol):
    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        """Write the texts of one kind of slot; add the readers of each that is not known."""
        ...


class _Numbers:
    def __init__(
        self, places: list[Place], cuts: Mapping[str, Collection[int]], spare: int
    ) -> None:
        ends: dict[str, tuple[int, int, frozenset[int]]] = {}
        for place in places:
            if isinstance(slot := place.slot, NumberEnd):
                low, high, readers = ends.get(slot.field, (spare, spare, frozenset()))
                low, high = (low, place.position) if slot.upper else (place.position, high)
                ends[slot.field] = (low, high, readers | place.readers)
        self._ends = [(name, *rest) for name, rest in ends.items()]
        self._cuts = [(low, high, sorted(cuts[name])) for name, low, high, _ in self._ends]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> set[int]:
        """Write both ends of each; return the readers of those known from below alone."""
        get = facts.values.get
        from_below: set[int] = set()
        for name, low, high, readers in self._ends:
            value = get(name)
            if type(value) is int:
                texts[low] = texts[high] = _number(value)
                continue
            open_questions |= readers
            if isinstance(value, AtLeast):
                texts[low] = _number(value.value)
                from_below |= readers
            elif value is not None:
                wrong_type(name, value)
        return from_below

    def cells(self, texts: list[str]) -> list[str]:
        found = texts.copy()
        for low, high, cuts in self._cuts:
            for position in (low, high):
                if (text := texts[position]) is not UNKNOWN:
                    found[position] = str(bisect_right(cuts, int(text)))
        return found


def _number(value: int) -> str:
    if -MAX_NUMBER <= value <= MAX_NUMBER:
        return str(value)
    return str(MAX_NUMBER if value > 0 else -MAX_NUMBER)


class _Choice:
    def __init__(self, places: list[Place], codes: Mapping[str, Mapping[str, int]]) -> None:
        self._fields = [
            (
                place.slot.field,
                place.position,
                {value: str(code) for value, code in codes[place.slot.field].items()},
                place.readers,
            )
            for place in places
            if isinstance(place.slot, ChoiceCode)
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        get = facts.values.get
        for name, position, codes, readers in self._fields:
            value = get(name)
            if type(value) is str and value in codes:
                texts[position] = codes[value]
            elif value is None:
                open_questions |= readers
            elif isinstance(value, str):
                texts[position] = codes.get(value, OTHER_CHOICE)
            else:
                wrong_type(name, value)


class _Choices:
    def __init__(self, places: list[Place]) -> None:
        held: dict[str, dict[str, int]] = {}
        tests: dict[str, list[tuple[ChoicesTest, int]]] = {}
        readers: dict[str, frozenset[int]] = {}
        for place in places:
            slot = place.slot
            if isinstance(slot, HeldChoice):
                held.setdefault(slot.field, {})[slot.value] = place.position
            elif isinstance(slot, ChoicesTest):
                tests.setdefault(slot.field, []).append((slot, place.position))
            else:
                continue
            readers[slot.field] = readers.get(slot.field, frozenset()) | place.readers
        self._fields = [
            (name, held.get(name, {}), tests.get(name, []), readers[name]) for name in readers
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        get = facts.values.get
        for name, held, tests, readers in self._fields:
            value = get(name)
            if isinstance(value, frozenset):
                for choice in held.keys() & value:
                    texts[held[choice]] = "1"
                for test, position in tests:
                    texts[position] = FLAG[_holds(value, test)]
            elif value is None:
                open_questions |= readers
                for position in held.values():
                    texts[position] = UNKNOWN
            else:
                wrong_type(name, value)


def _holds(stated: frozenset[str], test: ChoicesTest) -> bool:
    if test.holding is Holding.ONLY:
        return bool(stated) and stated.issubset(test.values)
    if test.holding is Holding.ALL:
        return stated.issuperset(test.values)
    return not stated.isdisjoint(test.values)


class _Stated:
    def __init__(self, places: list[Place]) -> None:
        self._fields = [
            (place.slot.field, place.position)
            for place in places
            if isinstance(place.slot, StatedTest)
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        for name, position in self._fields:
            texts[position] = "1" if facts.says(name) else "0"


class _Observations:
    def __init__(self, places: list[Place]) -> None:
        self._keys = [
            (place.slot.key, place.position, place.readers)
            for place in places
            if isinstance(place.slot, Observed)
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        get = facts.observed.get
        for key, position, readers in self._keys:
            seen = get(key)
            if seen is None:
                open_questions |= readers
            else:
                texts[position] = "1" if seen else "0"
