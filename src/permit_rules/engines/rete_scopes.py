"""A plan prepared for the Rete engine, scope by scope: rules packed, facts' places known."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.engines.rete_days import DayMover, Place, day_mover
from permit_rules.engines.rete_facts import FactsWriter
from permit_rules.engines.rete_packing import Pack, Side, SidePacker
from permit_rules.engines.rete_rules import ALWAYS, NEVER, Half, HalfWriter, OutOfReach, Slot
from permit_rules.engines.rete_shares import Shares
from permit_rules.engines.rete_vectors import Vectors
from permit_rules.errors import EngineLimit


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked of one scope: its questions, and the halves of those that are no constants.

    ``always`` and ``never`` are the questions that hold, or fail, whatever is stated. ``first``
    has one half of each other question, the one that certainly fails where it is among those
    ``turned``; ``second`` has the other halves.
    """

    questions: frozenset[int]
    always: frozenset[int]
    never: frozenset[int]
    turned: frozenset[int]
    first: Side
    second: Side
    writer: FactsWriter
    vectors: Vectors
    #: Whether what is marked on the first side may be something else than a question asked here:
    #: something that a gate waits for, or a question that is not wanted.
    besides: bool
    #: What holds of questions of which everything is known, where the first side marks nothing.
    turned_or_always: frozenset[int]

    def narrowed(self, wanted: AbstractSet[int]) -> Scope:
        """What is asked where only the ``wanted`` questions are: no other fact need be read."""
        return Scope(
            self.questions & wanted,
            self.always & wanted,
            self.never & wanted,
            self.turned & wanted,
            self.first.narrowed(wanted),
            self.second.narrowed(wanted),
            self.writer.narrowed(wanted),
            self.vectors,
            besides=True,
            turned_or_always=self.turned_or_always & wanted,
        )

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs of both sides, in the order of their numbers."""
        return self.first.packs + self.second.packs


def scopes_of(plan: EnginePlan) -> Mapping[str, Scope]:
    """The scopes of a plan, their packs numbered through the plan.

    Raises:
        EngineLimit: a question is beyond what the engine can take.
    """
    halves = HalfWriter(plan.catalogue)
    questions: dict[str, list[Question]] = {}
    for question in plan.questions:
        questions.setdefault(question.scope, []).append(question)
    # Every slot and every value must be numbered before the first message is laid out.
    written = {scope: _write(plan, asked, halves) for scope, asked in questions.items()}
    shares = Shares(halves, plan.catalogue)
    move = day_mover(plan.calendar)
    scopes: dict[str, Scope] = {}
    packs = 0
    for name, scope_halves in written.items():
        scopes[name] = _scope(plan, scope_halves, packs, halves, shares, move)
        packs += len(scopes[name].packs)
    return scopes


def _write(
    plan: EnginePlan, questions: list[Question], halves: HalfWriter
) -> dict[int, tuple[Half, Half]]:
    written: dict[int, tuple[Half, Half]] = {}
    for question in questions:
        try:
            written[question.index] = (
                halves.write(question.node, holds=True),
                halves.write(question.node, holds=False),
            )
        except OutOfReach as limit:
            raise _limit(plan, question.index, limit) from None
    return written


def _scope(
    plan: EnginePlan,
    halves: Mapping[int, tuple[Half, Half]],
    first_pack: int,
    numbered: HalfWriter,
    shares: Shares,
    move: DayMover,
) -> Scope:
    always = frozenset(index for index, (holding, _) in halves.items() if holding == ALWAYS)
    never = frozenset(index for index, (holding, _) in halves.items() if holding == NEVER)
    open_halves = {index: both for index, both in halves.items() if index not in always | never}
    turned = {i for i, (holds, fails) in open_halves.items() if shares.failing_first(holds, fails)}
    first, second = SidePacker(), SidePacker()
    readers: dict[int, set[int]] = {}
    for index, (holds, fails) in open_halves.items():
        try:
            first.add(fails if index in turned else holds, index)
            second.add(holds if index in turned else fails, index)
        except OutOfReach as limit:
            raise _limit(plan, index, limit) from None
        for slot in holds.reads | fails.reads:
            readers.setdefault(slot, set()).add(index)
    # Those of one kind have their texts next to each other, to be written at once.
    read = sorted(((slot, n) for slot, n in numbered.slots.items() if n in readers), key=_kind)
    places = [
        Place(slot, number, position, frozenset(readers[number]))
        for position, (slot, number) in enumerate(read)
    ]
    positions = {place.number: place.position for place in places}
    first_side = first.side(first_pack, positions)
    return Scope(
        questions=frozenset(halves),
        always=always,
        never=never,
        turned=frozenset(turned),
        first=first_side,
        # Of a question that reads a single fact either half is asked first or not at all.
        second=second.side(first_pack + len(first_side.packs), positions, lone_apart=True),
        writer=FactsWriter(places, len(places), numbered.codes, numbered.cuts, move),
        vectors=Vectors(places, numbered.cuts, move),
        besides=bool(first_side.gates),
        turned_or_always=always | turned,
    )


def _kind(read: tuple[Slot, int]) -> str:
    return type(read[0]).__name__


def _limit(plan: EnginePlan, question: int, limit: OutOfReach) -> EngineLimit:
    return EngineLimit(
        f"question {question} of plan {plan.name!r} cannot be given to durable-rules: {limit}"
    )
