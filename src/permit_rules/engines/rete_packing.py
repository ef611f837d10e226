"""Engine rules packed into rulesets that no application can overload."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, TypeAlias

from permit_rules.conditions.nodes import Order
from permit_rules.engines.rete_limits import (
    MAX_PROPERTIES,
    MAX_TESTS,
    MAX_WEIGHT,
    Gate,
    comparisons,
    firings,
    fits_one_rule,
    gate_of,
    weight,
)
from permit_rules.engines.rete_rules import Comparison, Half, OutOfReach
from permit_rules.engines.rete_texts import property_name
from permit_rules.engines.rete_triggers import Triggers, Watching

#: Names are of one width, so that they are cut out of the engine's answer by position.
NAME_LENGTH = 6
MAX_RULES = 10 ** (NAME_LENGTH - 1)
#: The last rule of every ruleset. Its property is always sent, and first: the engine then works
#: it off last, so a ruleset from which it comes back last has gone to its end.
LAST_RULE = "ending"
LAST_PROPERTY = "on"
#: How every fact begins. There is one session and one fact in it at a time, so any names do.
FACT: Final = f'{{"id":"a","sid":"0","{LAST_PROPERTY}":1'

_OPERATORS = {
    Order.AT_LEAST: "$gte",
    Order.ABOVE: "$gt",
    Order.AT_MOST: "$lte",
    Order.BELOW: "$lt",
    Order.NOT_EQUAL: "$neq",
}


@dataclass(frozen=True, slots=True)
class Pack:
    """One ruleset: its definition, the fact it is asked with, and what its rules stand for.

    ``number`` is its place among the packs of the plan. ``pick`` takes what its rules read from
    the texts of a scope, or from the cells.
    ``marks`` gives for each rule name what is marked when it fires: the questions whose half is
    that rule, and a negative number where a gate waits for the rule. ``questions`` are the
    indexes of all questions that a rule of the pack belongs to. ``most_firings`` is the worst
    case, the last rule included. Where ``triggers`` see nothing, no rule but that fires.
    """

    number: int
    definition: str
    pick: Callable[[Sequence[Any]], Any]
    marks: dict[str, frozenset[int]]
    questions: frozenset[int]
    most_firings: int
    triggers: Triggers

    def fact(self, texts: list[str]) -> str:
        """What the ruleset is asked with: of the texts of a scope those that its rules read."""
        return f"{FACT}{''.join(self.pick(texts))}}}"


@dataclass(frozen=True, slots=True)
class Side:
    """All holding or all failing halves of one scope, and the gates of those in several rules."""

    packs: tuple[Pack, ...]
    gates: tuple[tuple[Gate, tuple[int, ...]], ...]

    def narrowed(self, wanted: AbstractSet[int]) -> Side:
        """The packs and gates on which one of the ``wanted`` questions hangs."""
        return Side(
            tuple(self.asked(wanted)), tuple(g for g in self.gates if not wanted.isdisjoint(g[1]))
        )

    def asked(self, wanted: AbstractSet[int]) -> Iterator[Pack]:
        """The packs that hold a rule of a ``wanted`` question."""
        return (p for p in self.packs if not p.questions.isdisjoint(wanted))

    def without(self, wanted: AbstractSet[int]) -> frozenset[int]:
        """The questions of which a rule is in a pack that has none of the ``wanted`` ones."""
        return frozenset().union(
            *(p.questions for p in self.packs if p.questions.isdisjoint(wanted))
        )

    def pass_gates(self, marks: set[int]) -> None:
        """Add to ``marks`` the questions whose gate lets the marked rules through."""
        for gate, questions in self.gates:
            if gate.holds(marks):
                marks.update(questions)


@dataclass(slots=True)
class _Rule:
    """An engine rule on its way into a pack; ``askers`` are all questions it belongs to."""

    number: int
    marks: tuple[int, ...] = ()
    askers: set[int] = field(default_factory=set)


_Entry: TypeAlias = "tuple[Half, _Rule]"


class SidePacker:
    """Takes in halves and makes engine rules of them, each distinct one once."""

    def __init__(self) -> None:
        self._rules: dict[Half, _Rule] = {}
        self._gates: dict[Gate, tuple[int, ...]] = {}

    def add(self, half: Half, question: int) -> None:
        """Take in the half of a question; it must not be a constant.

        Raises:
            OutOfReach: there are more engine rules than names for them.
        """
        if isinstance(half, Comparison) or fits_one_rule(half):
            self._rule(half, question).marks += (question,)
            return

        def mark(part: Half) -> int:
            rule = self._rule(part, question)
            waiting = -1 - rule.number
            if waiting not in rule.marks:
                rule.marks += (waiting,)
            return waiting

        gate = gate_of(half, mark)
        self._gates[gate] = (*self._gates.get(gate, ()), question)

    def _rule(self, half: Half, question: int) -> _Rule:
        if len(self._rules) == MAX_RULES:
            raise OutOfReach(f"it takes more than {MAX_RULES} engine rules")
        rule = self._rules.setdefault(half, _Rule(len(self._rules)))
        rule.askers.add(question)
        return rule

    def side(
        self, first_pack: int, positions: Mapping[int, int], *, lone_apart: bool = False
    ) -> Side:
        """Everything taken in, in packs numbered from ``first_pack``.

        ``positions`` are those of the slots among the texts of the scope. With ``lone_apart`` the
        rules that read one property have packs of their own.
        """
        # Rules that the same tests set off go together, so that many packs need not be asked, and
        # then those that read the same properties, so that each pack sends few of them.
        watching = Watching(self._rules)
        ordered = sorted(
            self._rules.items(),
            key=lambda item: (
                lone_apart and len(item[0].reads) > 1,
                watching.place(item[0]),
                sorted(item[0].reads),
                item[1].number,
            ),
        )
        packs = tuple(
            _pack(number, rules, watching, positions)
            for number, rules in enumerate(_runs_within_bounds(ordered), first_pack)
        )
        return Side(packs, tuple(self._gates.items()))


def _runs_within_bounds(rules: Iterable[_Entry]) -> list[list[_Entry]]:
    """The rules in their order, a new list begun wherever the next would not fit the last."""
    runs: list[list[_Entry]] = []
    room_weight = room_tests = 0
    slots: frozenset[int] = frozenset()
    for half, rule in rules:
        room_weight -= weight(half)
        room_tests -= comparisons(half)
        slots |= half.reads
        if not runs or room_weight < 0 or room_tests < 0 or len(slots) > MAX_PROPERTIES:
            runs.append([])
            room_weight = MAX_WEIGHT - weight(half)
            room_tests = MAX_TESTS - comparisons(half)
            slots = half.reads
        runs[-1].append((half, rule))
    return runs


def _pack(
    number: int, rules: list[_Entry], watching: Watching, positions: Mapping[int, int]
) -> Pack:
    slots = sorted({slot for half, _ in rules for slot in half.reads})
    marks = {_name(rule.number): frozenset(rule.marks) for _, rule in rules}
    definition = {_name(rule.number): _engine_rule(_pattern(half)) for half, rule in rules}
    definition[LAST_RULE] = _engine_rule({LAST_PROPERTY: 1})
    return Pack(
        number=number,
        definition=json.dumps(definition, separators=(",", ":")),
        pick=itemgetter(*(positions[slot] for slot in slots)),
        marks=marks | {LAST_RULE: frozenset()},
        questions=frozenset().union(*(rule.askers for _, rule in rules)),
        most_firings=1 + sum(firings(half) for half, _ in rules),
        triggers=watching.triggers((half for half, _ in rules), positions),
    )


def _name(number: int) -> str:
    return f"r{number:0{NAME_LENGTH - 1}d}"


def _engine_rule(pattern: dict[str, object]) -> dict[str, object]:
    return {"all": [{"m": pattern}]}


def _pattern(half: Half) -> dict[str, object]:
    if isinstance(half, Comparison):
        test: dict[str, object] = {property_name(half.slot): half.value}
        return test if half.order is Order.EQUAL else {_OPERATORS[half.order]: test}
    word = "$and" if half.every else "$or"
    return {word: [_pattern(part) for part in half.parts]}
