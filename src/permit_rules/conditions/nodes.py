"""What a condition is made of: one node a test, and the three ways of joining tests.

Every node is frozen, hashable and has a meaning in three values (yes, no, cannot tell).
A test on a fact that was not stated is *cannot tell*; joining follows Kleene.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from permit_rules.working_days import Period


class Order(str, Enum):
    """How a number or a date is compared."""

    AT_LEAST = "≥"
    ABOVE = ">"
    AT_MOST = "≤"
    BELOW = "<"
    EQUAL = "="
    NOT_EQUAL = "≠"

    @property
    def opposite(self) -> Order:
        """The order that holds exactly where this one fails."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Order.AT_LEAST: Order.BELOW,
    Order.BELOW: Order.AT_LEAST,
    Order.ABOVE: Order.AT_MOST,
    Order.AT_MOST: Order.ABOVE,
    Order.EQUAL: Order.NOT_EQUAL,
    Order.NOT_EQUAL: Order.EQUAL,
}


@dataclass(frozen=True, slots=True)
class NumberTest:
    """A number against a constant; ``value`` is a whole count of the field's finest unit."""

    field: str
    order: Order
    value: int


@dataclass(frozen=True, slots=True)
class ChoiceTest:
    """A 单选 or 是否 field is one of ``values`` (sorted); a 是否 value is written 是 or 否."""

    field: str
    values: tuple[str, ...]


class Holding(str, Enum):
    """How a 多选 field is compared with a set of values."""

    ANY = "含任一"
    ALL = "含全部"
    ONLY = "只含"


@dataclass(frozen=True, slots=True)
class ChoicesTest:
    """A 多选 field holds any, all, or nothing but these values (sorted).

    ``ONLY`` asks that at least one value is stated and none lies outside; an exemption is
    never earned by stating nothing.
    """

    field: str
    holding: Holding
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day to compare with: a literal, or a date field, moved by a period.

    Exactly one of ``literal`` and ``field`` is set. ``period`` with ``before`` True is counted
    back from the day before (届满前 15 工作日), with False forward, day 0 not counted.
    """

    literal: date | None = None
    field: str = ""
    period: Period | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class DateTest:
    """A date field against a day."""

    field: str
    order: Order
    day: Day


@dataclass(frozen=True, slots=True)
class StatedTest:
    """The application states the field (已填), a list with something in it; never unknown."""

    field: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A prepared observation, settled before the engine is asked: True, False or not observed."""

    key: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no part: always."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; no part: never."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Named:
    """A named situation (情形) and what it stands for; the name serves wording alone."""

    name: str
    part: Node


Test: TypeAlias = "NumberTest | ChoiceTest | ChoicesTest | DateTest | StatedTest | Observed"
Node: TypeAlias = "Test | All | AnyOf | Not | Named"

ALWAYS = All(())
NEVER = AnyOf(())


def tests_of(node: Node) -> Iterator[Test]:
    """Every test of a condition, in writing order, repeated where written twice."""
    stack: list[Node] = [node]
    while stack:
        n = stack.pop()
        if isinstance(n, (All, AnyOf)):
            stack.extend(reversed(n.parts))
        elif isinstance(n, (Not, Named)):
            stack.append(n.part)
        else:
            yield n


def fields_of(test: Test) -> tuple[str, ...]:
    """The ids of the fields a test reads; an observation reads none."""
    if isinstance(test, Observed):
        return ()
    if isinstance(test, DateTest) and test.day.field:
        return (test.field, test.day.field)
    return (test.field,)


def conjunction(*parts: Node) -> Node:
    """All of ``parts``, flattened, duplicates removed, in their first order."""
    return _join(All, parts)


def disjunction(*parts: Node) -> Node:
    """Any of ``parts``, flattened, duplicates removed, in their first order."""
    return _join(AnyOf, parts)


def negation(node: Node) -> Node:
    """That ``node`` does not hold; of always and never, the other."""
    if node in (ALWAYS, NEVER):
        return NEVER if node == ALWAYS else ALWAYS
    return node.part if isinstance(node, Not) else Not(node)


def without_names(node: Node) -> Node:
    """The condition with every named situation replaced by what it stands for, flattened."""
    if isinstance(node, Named):
        return without_names(node.part)
    if isinstance(node, Not):
        part = without_names(node.part)
        return part.part if isinstance(part, Not) else Not(part)
    if isinstance(node, All):
        return conjunction(*map(without_names, node.parts))
    if isinstance(node, AnyOf):
        return disjunction(*map(without_names, node.parts))
    return node


def _join(kind: type[All] | type[AnyOf], parts: tuple[Node, ...]) -> Node:
    flat: dict[Node, None] = {}
    for p in parts:
        for q in p.parts if isinstance(p, kind) else (p,):
            flat[q] = None
    unit, zero = (ALWAYS, NEVER) if kind is All else (NEVER, ALWAYS)
    if zero in flat:
        return zero
    flat.pop(unit, None)
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))
