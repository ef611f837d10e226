"""Facts of which the text is looked up by the value, all of one kind in one call."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import getitem
from typing import Any, Final

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import Observed
from permit_rules.engines.rete_days import Place, wrong_type
from permit_rules.engines.rete_rules import ChoiceCode
from permit_rules.engines.rete_texts import UNKNOWN, flag_texts, text_of

#: A 单选 value that no test asks for and no catalogue declares.
OTHER_CHOICE: Final = -1


class _Table(dict[Any, str]):
    """The text of each value of one name; ``other`` is that of any text besides.

    Looked up in it, a value of a type that no test compares is an EngineFault.
    """

    __slots__ = ("name", "other")

    def __init__(self, name: str, texts: Mapping[Any, str], other: str | None = None) -> None:
        super().__init__(texts)
        self.name = name
        self.other = other

    def __missing__(self, value: object) -> str:
        if self.other is not None and isinstance(value, str):
            return self.other
        wrong_type(self.name, value)


class LookedUp:
    """Writes the places of one kind, of each of which the text is in a table.

    One call goes through all of them: a plan may have very many.
    """

    def __init__(
        self, places: Sequence[Place], tables: Sequence[_Table], *, observed: bool
    ) -> None:
        """The names of the tables are those of observations, or of fields."""
        self._tables = tables
        self._names = [table.name for table in tables]
        self._observed = observed
        self._readers = [place.readers for place in places]
        first = places[0].position
        self._positions = [place.position for place in places]
        in_a_row = self._positions == [*range(first, first + len(places))]
        self._row = slice(first, first + len(places)) if in_a_row else None

    def fill(self, facts: Facts, texts: list[str], open_questions: set[int]) -> None:
        """Write the texts; add the readers of each place that is not known."""
        get: Any = facts.observed.get if self._observed else facts.values.get
        try:
            found = [*map(getitem, self._tables, map(get, self._names))]
        except TypeError:  # of a type that has no hash, so none of those that have their texts
            for name in self._names:
                if not isinstance(value := get(name), Hashable):
                    wrong_type(name, value)
            raise
        if self._row is not None:
            texts[self._row] = found
        else:
            for position, text in zip(self._positions, found, strict=True):
                texts[position] = text
        if UNKNOWN in found:
            for text, readers in zip(found, self._readers, strict=True):
                if text is UNKNOWN:
                    open_questions |= readers


def chosen(places: Iterable[Place], codes: Mapping[str, Mapping[str, int]]) -> LookedUp:
    """Writes 单选 and 是否 fields, by the numbers of their values."""
    read = [(place, place.slot.field) for place in places if isinstance(place.slot, ChoiceCode)]
    tables = [
        _Table(
            name,
            {value: text_of(place.number, code) for value, code in codes[name].items()}
            | {None: UNKNOWN},
            other=text_of(place.number, OTHER_CHOICE),
        )
        for place, name in read
    ]
    return LookedUp([place for place, _ in read], tables, observed=False)


def observations(places: Iterable[Place]) -> LookedUp:
    """Writes observations, by whether they are so."""
    read = [(place, place.slot.key) for place in places if isinstance(place.slot, Observed)]
    tables = [_Table(key, flag_texts(place.number)) for place, key in read]
    return LookedUp([place for place, _ in read], tables, observed=True)
