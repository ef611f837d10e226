"""Review points and applications, made from a seed, and the answer that is the right one.

A point says: while its condition holds, a paper is to be handed in, in so many copies, some of
them signed, all still valid on the day of receipt. The condition is one of this library's own
condition language. An application states 27 facts and hands in about half of the papers. The
answer names every paper that is not as it should be, with the first reason, and every point of
which the facts stated do not tell whether it asks for its paper, in the order of the points.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from benchmarks.peers.fields import CHOICE, CHOICES, NUMBER, YES_NO
from permit_rules.conditions.nodes import (
    ALWAYS,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Node,
    Not,
    NumberTest,
    Order,
)

DAY: Final = "2026-11-20"
MISSING, COPIES, UNSIGNED, EXPIRED, OPEN = "missing", "copies", "unsigned", "expired", "open"
#: A number is compared with one of 15 steps between its lowest and its highest.
GRID: Final = 16

Facts: TypeAlias = "Mapping[str, Any]"
Paper: TypeAlias = "Mapping[str, Any]"
#: An application as it is read from JSON.
Application: TypeAlias = "dict[str, Any]"
#: Papers with what is the matter with them, in the order of the points.
Answer: TypeAlias = "list[tuple[str, str]]"


@dataclass(frozen=True, slots=True)
class Point:
    """One review point."""

    index: int
    paper: str
    condition: Node
    copies: int
    signed: bool

    def defect(self, paper: Paper | None, day: str) -> str | None:
        """What is the matter with the paper that is to be handed in; None if nothing is."""
        if paper is None:
            return MISSING
        if paper["copies"] < self.copies:
            return COPIES
        if self.signed and not paper["signed"]:
            return UNSIGNED
        return EXPIRED if paper["valid_until"] < day else None


def points(number: int, seed: int = 1) -> list[Point]:
    """So many review points; the same for the same seed."""
    chance = random.Random(f"points/{seed}/{number}")
    return [
        Point(n, f"P{n:04}", _condition(chance), chance.choice((1, 1, 2)), chance.random() < 0.4)
        for n in range(number)
    ]


def _condition(chance: random.Random) -> Node:
    kind = chance.choices(("always", "one", "joined"), (12, 58, 30))[0]
    if kind == "always":
        return ALWAYS
    if kind == "one":
        return _test(chance)
    parts = tuple(
        Not(part) if chance.random() < 0.2 else part
        for part in (_test(chance) for _ in range(chance.choice((2, 3))))
    )
    kind = chance.choice(("all", "any", "mixed", "not all", "not any"))
    if kind == "mixed" and len(parts) == 3:
        return All((parts[0], AnyOf(parts[1:])))
    joined = AnyOf(parts) if kind.endswith("any") else All(parts)
    return Not(joined) if kind.startswith("not") else joined


def _test(chance: random.Random) -> Node:
    kind = chance.choices(("is", "one of", "number", "yes", "holds"), (25, 15, 30, 15, 15))[0]
    if kind == "yes":
        return ChoiceTest(chance.choice(YES_NO), (chance.choice("是否"),))
    if kind == "number":
        name = chance.choice(list(NUMBER))
        lowest, highest, step = NUMBER[name]
        threshold = lowest + (highest - lowest) * chance.randrange(1, GRID) / GRID
        order = chance.choice((Order.AT_LEAST, Order.BELOW))
        return NumberTest(name, order, round(threshold / step) * step)
    if kind == "holds":
        name = chance.choice(list(CHOICES))
        return ChoicesTest(name, Holding.ANY, (chance.choice(CHOICES[name]),))
    name = chance.choice(list(CHOICE))
    values = CHOICE[name]
    most = min(4, len(values) - 1)
    number = 1 if kind == "is" else chance.randint(2, most)
    return ChoiceTest(name, tuple(sorted(chance.sample(values, number))))


def applications(
    asked: Sequence[Point], number: int, *, unstated: float = 0.0, seed: int = 1
) -> list[Application]:
    """So many applications, all different; of each a share of the facts is left ``unstated``."""
    return [_application(asked, n, unstated, seed) for n in range(number)]


def _application(asked: Sequence[Point], number: int, unstated: float, seed: int) -> Application:
    chance = random.Random(f"application/{seed}/{len(asked)}/{number}")
    facts: dict[str, Any] = {name: chance.choice(values) for name, values in CHOICE.items()}
    for name, (lowest, highest, step) in NUMBER.items():
        facts[name] = lowest + step * chance.randint(0, (highest - lowest) // step)
    for name in YES_NO:
        facts[name] = chance.choice("是否")
    for name, values in CHOICES.items():
        facts[name] = chance.sample(values, chance.randint(1, 4))
    if unstated:
        facts = {name: value for name, value in facts.items() if chance.random() >= unstated}
    handed_in = chance.sample(asked, min(len(asked), max(15, len(asked) // 2)))
    return {
        "number": f"A{number:06}",
        "received_on": DAY,
        "facts": facts,
        "papers": [_paper(point, chance) for point in handed_in],
    }


def _paper(point: Point, chance: random.Random) -> dict[str, Any]:
    flaw = chance.random()
    return {
        "id": point.paper,
        "copies": point.copies - 1 if flaw < 0.08 else point.copies + chance.randint(0, 2),
        "signed": chance.random() < (0.8 if point.signed else 0.5),
        "valid_until": "2026-03-31"
        if 0.08 <= flaw < 0.13
        else f"{chance.randint(2027, 2036)}-06-30",
    }


def right_answer(asked: Sequence[Point], application: Application) -> Answer:
    """The answer, by walking every condition in three values; None is “cannot tell”."""
    papers = {paper["id"]: paper for paper in application["papers"]}
    answer = []
    for point in asked:
        holds = truth(point.condition, application["facts"])
        if holds is None:
            answer.append((point.paper, OPEN))
        elif holds and (why := point.defect(papers.get(point.paper), application["received_on"])):
            answer.append((point.paper, why))
    return answer


def truth(node: Node, facts: Facts) -> bool | None:
    """Whether a condition holds, after Kleene; None where what is stated does not tell."""
    if isinstance(node, Not):
        outcome = truth(node.part, facts)
        return None if outcome is None else not outcome
    if isinstance(node, (All, AnyOf)):
        outcomes = [truth(part, facts) for part in node.parts]
        deciding = isinstance(node, AnyOf)
        if deciding in outcomes:
            return deciding
        return None if None in outcomes else not deciding
    return tested(node, facts)


def tested(node: Node, facts: Facts) -> bool | None:
    """The outcome of a single test."""
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    value = facts.get(node.field)
    if value is None:
        return None
    if isinstance(node, ChoicesTest):
        return node.values[0] in value
    if isinstance(node, ChoiceTest):
        return value in node.values
    return bool(value >= node.value if node.order is Order.AT_LEAST else value < node.value)
