"""Conditions as the Rete engine reads them: halves of comparisons with whole numbers.

A test on a property that a message does not hold never matches. So a condition is written twice,
once as *certainly holds* and once as *certainly fails*, each with the negations pushed down to
the comparisons. What was not stated matches in neither half, and for all, any and not that is
exactly Kleene's logic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
)

#: The engine reads 64-bit integers. Constants stay within this bound, and facts are clamped to
#: twice the bound (see ``rete_facts``), so that clamping never changes a comparison.
MAX_CONSTANT = 2**61
#: All work on a condition is recursive; nobody writes more than a handful of levels.
MAX_DEPTH = 60

#: The engine tells properties apart by a hash of their names alone; of so many of ours, which are
#: numbered, no two share one.
MAX_SLOTS = 100_000

YES, NO = "是", "否"
#: Equal to no value's number, for the test of a 单选 field against no value at all.
NO_CHOICE = -2


class OutOfReach(ValueError):
    """A condition that cannot be given to the engine; the text names the limit."""


@dataclass(frozen=True, slots=True)
class NumberEnd:
    """The lowest (or with ``upper`` the highest) number that a 数值 field may stand for.

    Of “380余” only the lower end is known, so a test that reads the upper end cannot be told.
    """

    field: str
    upper: bool


@dataclass(frozen=True, slots=True)
class ChoiceCode:
    """The stated value of a 单选 or 是否 field, as its number in :attr:`HalfWriter.codes`."""

    field: str


@dataclass(frozen=True, slots=True)
class HeldChoice:
    """Whether a 多选 field holds one value: 1 or 0."""

    field: str
    value: str


#: A test that Python settles to 1 or 0 for the engine.
Settled: TypeAlias = "ChoicesTest | DateTest | StatedTest | Observed"
#: One property of the fact given to the engine.
Slot: TypeAlias = "NumberEnd | ChoiceCode | HeldChoice | Settled"


@dataclass(frozen=True)
class Comparison:
    """One test of the engine; ``slot`` is an index into :attr:`HalfWriter.slots`."""

    slot: int
    order: Order
    value: int

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Comparisons go before joins: they cost least, and rules share their first tests."""
        return (0, self.slot, self.order.name, self.value)

    @cached_property
    def reads(self) -> frozenset[int]:
        """The slots that are compared."""
        return frozenset({self.slot})


@dataclass(frozen=True)
class Join:
    """All of ``parts`` (``every``) or any of them; flat, sorted, without duplicates."""

    every: bool
    parts: tuple[Half, ...]

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """The same parts in any order of writing are one join."""
        return (1, self.every, tuple(part.sort_key for part in self.parts))

    @cached_property
    def reads(self) -> frozenset[int]:
        """The slots that are compared."""
        return frozenset().union(*(part.reads for part in self.parts))


Half: TypeAlias = "Comparison | Join"

ALWAYS = Join(True, ())
NEVER = Join(False, ())


def join(every: bool, parts: list[Half]) -> Half:
    """All or any of ``parts``, simplified as far as constants and repetitions allow."""
    flat: dict[Half, None] = {}
    for part in parts:
        if isinstance(part, Join) and part.every == every:
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    if (zero := NEVER if every else ALWAYS) in flat:
        return zero
    if len(flat) == 1:
        return next(iter(flat))
    return Join(every, tuple(sorted(flat, key=lambda part: part.sort_key)))


class HalfWriter:
    """Writes conditions as halves and numbers what they read, in the order of first reading."""

    def __init__(self, catalogue: FieldCatalogue) -> None:
        self._catalogue = catalogue
        #: Slot to its index.
        self.slots: dict[Slot, int] = {}
        #: Field id to the number of each value that is declared or asked for.
        self.codes: dict[str, dict[str, int]] = {}
        #: Field id to the numbers at which some comparison turns: it differs from the one before.
        self.cuts: dict[str, set[int]] = {}

    def write(self, node: Node, holds: bool) -> Half:
        """The half of a condition that certainly holds, or the one that certainly fails.

        Raises:
            OutOfReach: a number is too large for the engine, or the condition too deep.
        """
        return self._half(node, holds, MAX_DEPTH)

    def _half(self, node: Node, holds: bool, depth: int) -> Half:
        if depth == 0:
            raise OutOfReach(f"conditions are nested more than {MAX_DEPTH} deep")
        if isinstance(node, (All, AnyOf)):
            every = isinstance(node, All) == holds
            return join(every, [self._half(part, holds, depth - 1) for part in node.parts])
        if isinstance(node, Not):
            return self._half(node.part, not holds, depth - 1)
        if isinstance(node, Named):
            return self._half(node.part, holds, depth - 1)
        if isinstance(node, NumberTest):
            return self._number(
                node.field, node.order if holds else node.order.opposite, node.value
            )
        if isinstance(node, ChoiceTest):
            return self._choice(node, holds)
        if isinstance(node, ChoicesTest) and node.values and node.holding is not Holding.ONLY:
            return self._choices(node, holds)
        return self._flag(node, holds)

    def _number(self, field: str, order: Order, value: int) -> Half:
        if not -MAX_CONSTANT <= value <= MAX_CONSTANT:
            raise OutOfReach(f"the number {value} is beyond ±{MAX_CONSTANT}")
        if order is Order.NOT_EQUAL:
            return join(
                False,
                [self._number(field, Order.ABOVE, value), self._number(field, Order.BELOW, value)],
            )
        turns = self.cuts.setdefault(field, set())
        turns |= {
            Order.ABOVE: {value + 1},
            Order.AT_MOST: {value + 1},
            Order.EQUAL: {value, value + 1},
        }.get(order, {value})
        # The upper end is known only where both are and are the same, so it settles `=` alone.
        upper = order in (Order.AT_MOST, Order.BELOW, Order.EQUAL)
        return Comparison(self._slot(NumberEnd(field, upper)), order, value)

    def _choice(self, test: ChoiceTest, holds: bool) -> Half:
        codes = self._codes(test.field)
        slot = self._slot(ChoiceCode(test.field))
        order = Order.EQUAL if holds else Order.NOT_EQUAL
        asked = [codes.setdefault(value, len(codes)) for value in test.values] or [NO_CHOICE]
        return join(not holds, [Comparison(slot, order, code) for code in asked])

    def _choices(self, test: ChoicesTest, holds: bool) -> Half:
        every = (test.holding is Holding.ALL) == holds
        return join(
            every, [self._flag(HeldChoice(test.field, value), holds) for value in test.values]
        )

    def _flag(self, slot: Slot, holds: bool) -> Half:
        return Comparison(self._slot(slot), Order.EQUAL, int(holds))

    def _slot(self, slot: Slot) -> int:
        number = self.slots.setdefault(slot, len(self.slots))
        if number == MAX_SLOTS:
            raise OutOfReach(f"it takes more than {MAX_SLOTS} properties")
        return number

    def _codes(self, field: str) -> dict[str, int]:
        """The numbers of a field's values: as declared, then any other that a test asks for."""
        if field not in self.codes:
            try:
                declared = self._catalogue.by_id(field)
            except KeyError:  # a plan may ask of fields that no catalogue declares
                values: tuple[str, ...] = ()
            else:
                yes_no = declared.type is FieldType.YES_NO
                values = (NO, YES) if yes_no else tuple(c.name for c in declared.choices)
            self.codes[field] = {
                value: number for number, value in enumerate(dict.fromkeys(values))
            }
        return self.codes[field]
