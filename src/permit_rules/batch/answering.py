"""Applications → rows: each that the rules cannot tell from one before has the same rows.

What is decided is decided by a whole check, once for all applications under one key
(:mod:`permit_rules.batch.alike`); the rows are those of checks one by one, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from permit_rules.batch.alike import Alike, Likeness
from permit_rules.batch.columns import Cells, Rows, rows_of
from permit_rules.checking.checker import Checker
from permit_rules.checking.payload import Payload
from permit_rules.conditions.kept import Kept
from permit_rules.errors import UnknownItem
from permit_rules.model.place import read_place
from permit_rules.written import NotReadable, clean, read_date

#: Of how many applications that can be told apart the rows are kept, some 400 bytes each.
ANSWERS_KEPT: Final = 50_000
#: How many different answers are kept once for all that have them.
ROWS_KEPT: Final = 50_000
#: A longer text is not looked at more closely.
LONGEST_TEXT: Final = 256 * 1024
#: How many readings of identity and day are kept.
PLANS_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows of one application, and the day of receipt, None where none can be read."""

    received_on: date | None
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """How many applications were answered, and how many of them by a check of their own."""

    answered: int
    checked: int


class Answering:
    """Answers applications with rows. For one thread.

    ``most`` is how many answers are kept; 0, or a checker that keeps none: every application is
    checked for itself.
    """

    def __init__(self, checker: Checker, rows: Rows, *, most: int = ANSWERS_KEPT) -> None:
        most = most if checker.answers_kept else 0
        self._checker = checker
        self._rows = rows
        self._kept = Kept[tuple[Cells, ...]](most)
        self._same = Kept[tuple[Cells, ...]](ROWS_KEPT)
        self._alike: dict[int, Alike] = {}
        self._plans = Kept[tuple[Alike | None, date]](PLANS_KEPT)
        self._answered = self._checked = 0

    def answer(self, payload: Payload) -> Answered:
        """The rows of an application, whatever is wrong with it.

        Raises:
            EngineFault, EngineLimit: as :meth:`permit_rules.Checker.check`.
        """
        self._answered += 1
        data = _plain(payload) if self._kept.most else None
        if data is not None:
            alike, received_on = self._plan(data)
            if alike is not None and received_on is not None:
                likeness = alike.key(data, received_on)
                if likeness is not None:
                    return Answered(received_on, self._of(alike, likeness, data))
        self._checked += 1
        outline = self._checker.outline(payload)
        return Answered(outline.received_on, rows_of(outline, self._rows))

    def served(self) -> Served:
        """How many were answered so far."""
        return Served(self._answered, self._checked)

    def _of(self, alike: Alike, likeness: Likeness, data: Mapping[str, Any]) -> tuple[Cells, ...]:
        key, swaps = (id(alike), likeness.key), likeness.swaps
        # An application with marks is another one than any without.
        marked = (key, True) if swaps else key
        rows = self._kept.get(marked)
        if rows is None:
            self._checked += 1
            asked = alike.marked(data, swaps) if swaps else data
            made = rows_of(self._checker.outline(asked), self._rows)
            rows = self._kept.keep(marked, self._same.get(made) or self._same.keep(made, made))
        if swaps is None:
            return rows
        for mark, own in swaps.marks():
            rows = tuple(
                tuple(c.replace(mark, own) if type(c) is str else c for c in row) for row in rows
            )
        return rows

    def _plan(self, data: Mapping[str, Any]) -> tuple[Alike | None, date | None]:
        """What decides the application, and its day of receipt; None where nobody knows."""
        item, place, day = data.get("item"), data.get("place"), data.get("received_on")
        if type(day) not in (str, date) or any(
            type(t) not in (str, type(None)) for t in (item, place)
        ):
            return None, None
        read = (item, place, day)
        kept = self._plans.get(read)
        if kept is not None:
            return kept
        try:
            received_on = read_date(clean(day) if type(day) is str else day)
        except NotReadable:
            return None, None
        found = (self._opened(item or "", place or "", received_on), received_on)
        return self._plans.keep(read, found)

    def _opened(self, item: str, place: str, day: date) -> Alike | None:
        checker = self._checker
        library = checker.library
        named = checker.item or library.item_id(item)
        code = checker.place
        if code is None:
            code = read_place(place, library.places)
        if named is None or code is None or library.item_for(named, code) is None:
            return None
        try:
            plan = checker.plan_on(named, code, day)
        except UnknownItem:
            return None
        if plan.item.id in plan.rulebook.gaps:
            return None
        # The checker keeps its plans, so that what identifies one stays its own.
        if id(plan) not in self._alike:
            self._alike[id(plan)] = Alike(plan)
        return self._alike[id(plan)]


class _Odd(Exception):
    """A text that takes a closer look: the check itself says what is wrong with it."""


def _plain(payload: Payload) -> Mapping[str, Any] | None:
    """A payload as plain data; None where it takes a closer look."""
    if isinstance(payload, dict):
        # Far from the bounds at which a check refuses a payload for its size.
        return payload if len(repr(payload)) <= LONGEST_TEXT else None
    return exact_object(payload) if isinstance(payload, (str, bytes)) else None


def exact_object(written: str | bytes) -> dict[str, Any] | None:
    """The JSON object that is written, its numbers exact; None where it takes a closer look."""
    if len(written) > LONGEST_TEXT:
        return None
    try:
        text = written.decode("utf-8-sig") if isinstance(written, bytes) else written
        read = json.loads(
            text.lstrip("\ufeff"),
            parse_float=Decimal,
            parse_constant=_odd,
            object_pairs_hook=_object,
        )
    except (_Odd, ValueError, ArithmeticError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _odd(constant: str) -> None:
    raise _Odd(constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Odd("a key twice")
    return made


__all__ = ["ANSWERS_KEPT", "Answered", "Answering", "Served", "exact_object"]
