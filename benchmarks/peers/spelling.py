"""A condition written in an expression language: over facts all stated, or in two halves.

With facts unstated a condition is asked twice, whether it certainly holds and whether it
certainly fails, each test behind the question whether its fact is there at all. For all, any
and not that is exactly Kleene's logic, and every language with a null can be asked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Node,
    Not,
    NumberTest,
    Order,
)


@dataclass(frozen=True, slots=True)
class Language:
    """How an infix language spells what conditions are made of; ``{}`` stand for the operands."""

    both: str
    either: str
    negated: str
    #: The fact of a name, and the test whether it is stated.
    fact: str
    stated: str
    one_of: str
    holds: str
    quote: str

    def condition(self, node: Node) -> str:
        """Whether the condition holds, where every fact it reads is stated."""
        if isinstance(node, Not):
            return self.negated.format(self.condition(node.part))
        if isinstance(node, (All, AnyOf)):
            return self._joined(isinstance(node, All), [self.condition(p) for p in node.parts])
        return self._test(node)

    def half(self, node: Node, holds: bool) -> str:
        """Whether the condition certainly holds, or with ``holds`` False certainly fails."""
        if isinstance(node, Not):
            return self.half(node.part, not holds)
        if isinstance(node, (All, AnyOf)):
            parts = [self.half(part, holds) for part in node.parts]
            return self._joined(isinstance(node, All) == holds, parts)
        test = self._test(node)
        return self._joined(
            True, [self.stated.format(_field(node)), test if holds else self.negated.format(test)]
        )

    def _joined(self, every: bool, parts: Sequence[str]) -> str:
        if not parts:
            return "true" if every else "false"
        return "(" + (self.both if every else self.either).join(parts) + ")"

    def _test(self, node: Node) -> str:
        assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
        fact = self.fact.format(node.field)
        if isinstance(node, NumberTest):
            return f"({fact} {'>=' if node.order is Order.AT_LEAST else '<'} {node.value})"
        values = [f"{self.quote}{value}{self.quote}" for value in node.values]
        if isinstance(node, ChoicesTest):
            return self.holds.format(fact, values[0])
        if len(values) == 1:
            return f"({fact} == {values[0]})"
        return self.one_of.format(fact, ", ".join(values))


def _field(node: Node) -> str:
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    return node.field
