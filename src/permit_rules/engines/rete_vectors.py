"""The cells in which the facts of a run lie, as one key: where it is the same, so is the answer.

A condition compares each fact only with constants. So of a number only the stretch between two
constants matters that some rule compares it with; everything else has few values, each a cell of
its own. Most checks come no further than this, so it is written to be fast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from permit_rules.conditions.facts import AtLeast, Facts
from permit_rules.conditions.nodes import ChoicesTest, DateTest, Observed, StatedTest
from permit_rules.engines.rete_days import Dates, DayMover, Place, wrong_type
from permit_rules.engines.rete_rules import ChoiceCode, HeldChoice, NumberEnd

#: One entry for each thing read, in a fixed order; None where it is not known.
Vector: TypeAlias = "tuple[object, ...]"


class Vectors:
    """Finds the vector of everything that one scope's rules read; keeps nothing of a run."""

    def __init__(
        self, places: Iterable[Place], cuts: Mapping[str, Collection[int]], move: DayMover
    ) -> None:
        """``cuts`` are those of the plan's :class:`HalfWriter`."""
        listed = list(places)
        numbers = dict.fromkeys(p.slot.field for p in listed if isinstance(p.slot, NumberEnd))
        self._numbers = [(name, sorted(cuts[name])) for name in numbers]
        self._chosen = _distinct(
            p.slot.field
            for p in listed
            if isinstance(p.slot, (ChoiceCode, HeldChoice, ChoicesTest))
        )
        self._all_chosen = _getter(self._chosen)
        self._stated = _distinct(p.slot.field for p in listed if isinstance(p.slot, StatedTest))
        self._observed = _distinct(p.slot.key for p in listed if isinstance(p.slot, Observed))
        dated = any(isinstance(p.slot, DateTest) for p in listed)
        self._dates = Dates(listed, move) if dated else None
        self._more = bool(self._observed or self._stated or dated)

    def of(self, facts: Facts) -> Vector:
        """The vector of these facts.

        What is chosen is taken as it is. A value of a type that no test compares is equal to
        none that a vector was made of, so it finds nothing, and is refused when it is written.

        Raises:
            EngineFault: a fact is no number, though its tests compare numbers.
        """
        values = facts.values
        get = values.get
        try:
            found = [*self._all_chosen(values)]
        except KeyError:  # one is not stated
            found = [*map(get, self._chosen)]
        for name, cuts in self._numbers:
            value = get(name)
            if type(value) is int:
                found.append(bisect_right(cuts, value))
            elif value is None:
                found.append(None)
            elif isinstance(value, AtLeast):
                found.append(~bisect_right(cuts, value.value))  # below zero, unlike those known
            else:
                wrong_type(name, value)
        if self._more:
            found += map(facts.observed.get, self._observed)
            found += map(facts.says, self._stated)
            if self._dates:
                found += self._dates.outcomes(facts)
        return tuple(found)


def _getter(names: Sequence[str]) -> Callable[[Mapping[str, object]], tuple[object, ...]]:
    """What gives the values of all these names; faster than to ask for one after the other."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple([values[name] for name in names])


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
