"""Which half of a question is asked first: the one that is likely to fire less often.

Every firing is handed over on its own and costs more than the tests that led to it. A question of
which everything is known is settled by either half, because what does not hold fails; so the
rarer one is asked. How rare is a guess from the rules alone: it bears on time, not on answers.
"""

from __future__ import annotations

from bisect import bisect_left
from math import prod
from typing import Final

from permit_rules.conditions.domains import number_line
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.nodes import ChoicesTest, Observed, Order
from permit_rules.engines.rete_rules import (
    ChoiceCode,
    Comparison,
    Half,
    HalfWriter,
    HeldChoice,
    NumberEnd,
)

#: How often something observed is so (most are defects), a choice of several is among those
#: stated, and any other test that has been settled to 1 or 0 comes out as 1.
OBSERVED: Final = 0.1
HELD: Final = 0.25
OTHER_FLAG: Final = 0.5
#: The failing half goes first where it is expected to fire less often than this share of it.
CLEARLY: Final = 0.8


class Shares:
    """Guesses how often halves fire, from the values and thresholds that rules ask for.

    A number is taken to lie anywhere between the lowest and the highest that its field declares;
    where it declares only one of them or none, in any of the stretches between thresholds.
    """

    def __init__(self, writer: HalfWriter, catalogue: FieldCatalogue) -> None:
        self._slots = tuple(writer.slots)
        self._codes = writer.codes
        self._cuts = {name: sorted(cuts) for name, cuts in writer.cuts.items()}
        lines = ((f.id, number_line(f, ())) for f in catalogue.fields if f.type is FieldType.NUMBER)
        #: The lowest, and how many there are.
        self._ranges = {
            name: (line.low, line.high - line.low + 1)
            for name, line in lines
            if line.low is not None and line.high is not None and line.low <= line.high
        }

    def failing_first(self, holds: Half, fails: Half) -> bool:
        """Whether the half that certainly fails is to be asked first."""
        return self.firings(fails) < CLEARLY * self.firings(holds)

    def firings(self, half: Half) -> float:
        """How often the half fires for one application, on average."""
        if isinstance(half, Comparison):
            return self._share(half)
        parts = map(self.firings, half.parts)
        return prod(parts) if half.every else sum(parts)

    def _share(self, test: Comparison) -> float:
        slot = self._slots[test.slot]
        if isinstance(slot, NumberEnd):
            return self._share_of_numbers(slot.field, test.order, test.value)
        if isinstance(slot, ChoiceCode):
            one = 1 / max(2, len(self._codes[slot.field]))
        elif isinstance(slot, Observed):
            one = OBSERVED
        else:
            one = HELD if isinstance(slot, (HeldChoice, ChoicesTest)) else OTHER_FLAG
        # Of a flag that is not to be on it is asked whether it is 0.
        is_on = isinstance(slot, ChoiceCode) or test.value == 1
        return one if (test.order is Order.EQUAL) == is_on else 1 - one

    def _share_of_numbers(self, field: str, order: Order, value: int) -> float:
        turn = value + 1 if order in (Order.ABOVE, Order.AT_MOST) else value
        if field in self._ranges:
            lowest, numbers = self._ranges[field]
            one = 1 / numbers
            below = min(max(turn - lowest, 0), numbers) / numbers
        else:
            one = 1 / (len(self._cuts[field]) + 1)
            below = (bisect_left(self._cuts[field], turn) + 1) * one
        if order is Order.EQUAL:
            return one
        return below if order in (Order.BELOW, Order.AT_MOST) else 1 - below
