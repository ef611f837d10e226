"""Typed facts as the texts of the properties that the Rete engine is given.

What needs a calendar or looks at a whole set is settled here to 1 or 0; everything else reaches
the engine as a whole number, and the engine alone compares it with the constants of the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final, Protocol

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import ChoicesTest, DateTest, Holding, Observed, StatedTest
from permit_rules.engines.rete_days import Dates, DayMover, Place, wrong_type
from permit_rules.engines.rete_looking import chosen, observations
from permit_rules.engines.rete_numbers import Numbers
from permit_rules.engines.rete_rules import ChoiceCode, HeldChoice, NumberEnd
from permit_rules.engines.rete_texts import UNKNOWN, flag_texts, text_of

#: So many values of a 多选 field are looked for one by one.
FEW: Final = 3
_NONE: Final[frozenset[int]] = frozenset()


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
        """``size`` is the number of texts; ``codes`` and ``cuts`` are those of the plan's
        :class:`HalfWriter`.
        """
        listed = list(places)
        self._places = listed
        self._plan = (size, codes, cuts, move)
        self._empty = [UNKNOWN] * size
        for place in listed:
            if isinstance(place.slot, HeldChoice):
                self._empty[place.position] = text_of(place.number, 0)  # few of many are held
        self._lone = _lone(listed)
        kinds = {type(place.slot) for place in listed}
        self._numbers = Numbers(listed, cuts)
        fillers: list[_Filler] = []
        if ChoiceCode in kinds:
            fillers.append(chosen(listed, codes))
        if kinds & {HeldChoice, ChoicesTest}:
            fillers.append(_Choices(listed))
        if StatedTest in kinds:
            fillers.append(_Stated(listed))
        if Observed in kinds:
            fillers.append(observations(listed))
        if DateTest in kinds:
            fillers.append(Dates(listed, move))
        self._fillers = tuple(fillers)

    def narrowed(self, wanted: AbstractSet[int]) -> FactsWriter:
        """A writer of what the ``wanted`` questions read; all else it leaves unknown."""
        read = (replace(p, readers=p.readers & wanted) for p in self._places if p.readers & wanted)
        return FactsWriter(read, *self._plan)

    def write(self, facts: Facts) -> tuple[list[str], AbstractSet[int], AbstractSet[int]]:
        """The text at every position, and the questions that read something not known exactly.

        The last are those of them that may be settled all the same, because they read something
        else besides, or a number known from below.

        Raises:
            EngineFault: a fact is not of the type that its tests compare.
        """
        texts = self._empty.copy()
        open_questions: set[int] = set()
        from_below = self._numbers.fill(facts, texts, open_questions)
        for filler in self._fillers:
            filler.fill(facts, texts, open_questions)
        if not open_questions:
            return texts, _NONE, _NONE
        askable = open_questions - self._lone
        return texts, open_questions, askable | from_below if from_below else askable

    def cells(self, texts: list[str]) -> Sequence[object]:
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


class _Choices:
    def __init__(self, places: list[Place]) -> None:
        held: dict[str, dict[str, tuple[int, str]]] = {}
        tests: dict[str, list[tuple[ChoicesTest, int, Mapping[bool | None, str]]]] = {}
        readers: dict[str, frozenset[int]] = {}
        for place in places:
            slot = place.slot
            if isinstance(slot, HeldChoice):
                text = text_of(place.number, 1)
                held.setdefault(slot.field, {})[slot.value] = (place.position, text)
            elif isinstance(slot, ChoicesTest):
                flags = flag_texts(place.number)
                tests.setdefault(slot.field, []).append((slot, place.position, flags))
            else:
                continue
            readers[slot.field] = readers.get(slot.field, frozenset()) | place.readers
        self._fields = [
            (name, [*held.get(name, {}).items()], held.get(name, {}), tests.get(name, ()), read)
            for name, read in readers.items()
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        get = facts.values.get
        for name, listed, held, tests, readers in self._fields:
            value = get(name)
            if isinstance(value, frozenset):
                if len(listed) <= FEW:
                    for choice, (position, text) in listed:
                        if choice in value:
                            texts[position] = text
                else:
                    for choice in held.keys() & value:
                        position, text = held[choice]
                        texts[position] = text
                for test, position, flags in tests:
                    texts[position] = flags[_holds(value, test)]
            elif value is None:
                open_questions |= readers
                for position, _ in held.values():
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
            (place.slot.field, place.position, flag_texts(place.number))
            for place in places
            if isinstance(place.slot, StatedTest)
        ]

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        for name, position, flags in self._fields:
            texts[position] = flags[facts.says(name)]
