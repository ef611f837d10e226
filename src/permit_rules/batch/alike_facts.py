"""Facts as the rules see them: each by the cell it lies in."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from permit_rules.batch.plan_reads import PlanReads
from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.truth import truth
from permit_rules.working_days import Calendar
from permit_rules.written import NotReadable, clean

#: More facts, or more choices of one, are not looked at more closely: each counts as it stands.
MOST_FACTS: Final = 500
MOST_CHOICES: Final = 64
#: Of how many different values of one fact the cell is kept.
VALUES_KEPT: Final = 20_000

#: What a text is that is only asked whether it is there.
STATED: Final = "*"
#: What a value is that no rule asks for.
UNREAD: Final = ("unread",)


@dataclass(frozen=True, slots=True)
class Symbol:
    """What the rules see of one fact: the id of its field, its cell, and of a date the day.

    ``exact`` says that the fact may bear on the answer in ways that depend on the very day.
    """

    name: str
    cell: Hashable
    day: date | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class SeenFacts:
    """The facts of one application as the rules see them."""

    cells: tuple[tuple[str, Hashable], ...]
    days: tuple[tuple[str, date], ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """What is known of one key among the facts."""

    field: Field | None
    symbol: Symbol | None
    known: Kept[Symbol]


@dataclass(slots=True)
class FactCells:
    """Finds the cells of facts; what was found of a value is kept."""

    catalogue: FieldCatalogue
    reads: PlanReads
    calendar: Calendar
    _columns: dict[str, _Column | None] = field(default_factory=dict)
    _taken: dict[str, _Column] = field(default_factory=dict)

    def seen(self, facts: Mapping[str, Any]) -> SeenFacts | None:
        """The facts as the rules see them; None where they are to be taken as they stand."""
        if len(facts) > MOST_FACTS:
            return None
        cells: list[tuple[str, Hashable]] = []
        days: list[tuple[str, date]] = []
        names: set[str] = set()
        stated = 0
        exact = False
        for key, raw in facts.items():
            column = self._columns.get(key) or self._column(key)
            if column is None:
                return None
            symbol = self._symbol(column, key, raw)
            if symbol is None:
                continue
            names.add(symbol.name)
            stated += 1
            if symbol.cell is UNREAD:
                continue
            cells.append((symbol.name, symbol.cell))
            if symbol.day is not None:
                days.append((symbol.name, symbol.day))
            exact = exact or symbol.exact
        # One field under two of its names is a mistake that shows only in the values as written.
        if len(names) != stated:
            return None
        return SeenFacts(tuple(cells), tuple(days), exact)

    def _column(self, key: str) -> _Column | None:
        if not key.isprintable():
            return None
        found = self.catalogue.find(key)
        if found is not None and found.taken_from:
            return None
        column = _Column(found, self._bare(found), Kept(VALUES_KEPT))
        if len(self._columns) < MOST_FACTS * 4:
            self._columns[key] = column
        return column

    def _bare(self, known: Field | None) -> Symbol | None:
        """What any text in a field is, where nothing counts but that it is there."""
        if known is None or not self.reads.only_stated(known):
            return None
        return Symbol(known.id, STATED if self.reads.read(known) else UNREAD)

    def taken(self, known: Field, text: str) -> Hashable:
        """What the rules see of a text that is taken from elsewhere in the application."""
        key = known.taken_from
        # Kept apart: a fact may be written under a key of that name and is another thing.
        column = self._taken.get(key)
        if column is None:
            column = self._taken[key] = _Column(known, self._bare(known), Kept(VALUES_KEPT))
        symbol = self._symbol(column, key, text)
        return (text,) if symbol is None or symbol.day or symbol.exact else symbol.cell

    def _symbol(self, column: _Column, key: str, raw: Any) -> Symbol | None:
        if column.symbol and type(raw) is str and raw.isprintable() and not raw.isspace() and raw:
            assert column.symbol is not None
            return column.symbol
        written = raw if type(raw) is str else (repr(raw),)
        kept = column.known.get(written)
        if kept is None:
            made = self._made(column.field, key, raw, written)
            if made is None:
                return None
            kept = column.known.keep(written, made)
        return kept

    def _made(self, known: Field | None, key: str, raw: Any, written: Hashable) -> Symbol | None:
        """The symbol of a value seen for the first time; None: it states nothing."""
        as_it_stands = (key, written)
        if known is None:
            return Symbol(f"?{key}", as_it_stands)
        plain = _plain(raw)
        if raw is None or (isinstance(plain, str) and not plain.strip()):
            return None
        if known.type is FieldType.ROSTER:
            return Symbol(known.id, as_it_stands, exact=True)
        try:
            value = None if plain is None else type_value(known, plain)
        except NotReadable:
            value = None
        if value is None or isinstance(value, AtLeast):
            return Symbol(known.id, as_it_stands)
        if known.id in self.reads.exact:
            return Symbol(known.id, (key, written), value if isinstance(value, date) else None)
        if not self.reads.read(known):
            return Symbol(known.id, UNREAD)
        if isinstance(value, date):
            return Symbol(known.id, STATED, value)
        if self.reads.only_stated(known):
            return Symbol(known.id, STATED)
        return Symbol(known.id, self._outcomes(known, value))

    def _outcomes(self, known: Field, value: Value) -> Hashable:
        """How every test of the field turns out: values that no test tells apart are one cell."""
        facts = Facts({known.id: value})
        return tuple(truth(t, facts, self.calendar) for t in self.reads.tests[known.id])


def _plain(raw: Any) -> Any:
    """A value as a check would read it; None where that takes a closer look."""
    if type(raw) is str:
        return clean(raw)
    if type(raw) in (bool, date, Decimal):
        return raw
    if type(raw) is int:
        return raw if raw.bit_length() < 1000 else None
    if type(raw) is float:
        return Decimal(repr(raw)) if isfinite(raw) else None
    if type(raw) is list and len(raw) <= MOST_CHOICES and all(type(r) is str for r in raw):
        return [clean(r) for r in raw]
    return None
