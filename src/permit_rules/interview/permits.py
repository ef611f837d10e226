"""Permits in question: a need and its rulebook, and the ways in which it may be handled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON
from permit_rules.conditions.nodes import (
    ALWAYS,
    All,
    AnyOf,
    DateTest,
    Day,
    Named,
    Node,
    Not,
    Observed,
    conjunction,
    disjunction,
    negation,
    tests_of,
)
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import day_meant
from permit_rules.model.bundle import Need
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.review_point import Applicability, Outcome, PointKind
from permit_rules.model.rulebook import Rulebook
from permit_rules.resolving import resolve
from permit_rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class World:
    """One way in which a permit may be handled: where ``when`` holds, as ``handling``.

    ``handling`` is "" where it is not known beforehand what is applied for.
    """

    when: Node
    handling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A permit that may be needed.

    ``key`` is the id of the need, "" where the permit is asked for by itself. ``plan`` is None
    where the library has no item for it at the place, or no rules for the day. ``worlds`` are the
    ways of handling it, ``gates`` the conditions under which each gate is the first to hold.
    """

    key: str
    item: str
    name: str
    handling: str
    needed: Node
    need: Need | None = None
    plan: Plan | None = None
    worlds: tuple[World, ...] = ()
    gates: tuple[tuple[Applicability, Node], ...] = ()

    @property
    def book(self) -> Rulebook:
        """Its rulebook; only of a permit with a plan."""
        assert self.plan is not None
        return self.plan.rulebook


def permits_of_needs(
    library: Library, needs: Iterable[Need], place: str, on: date
) -> Iterator[Permit]:
    """A permit for each need; of several for one item the first that holds counts."""
    earlier: dict[str, Node] = {}
    plans: dict[str, Plan | None] = {}
    for need in needs:
        item = library.item_for(need.item, place)
        if need.item not in plans:
            plans[need.item] = None if item is None else _plan(library, item, place, on)
        before = earlier.get(need.item, ALWAYS)
        yield _permit(
            key=need.id,
            item=need.item,
            name=item.name if item else need.item,
            handling=need.handling_item,
            needed=conjunction(before, need.when),
            need=need,
            plan=plans[need.item],
        )
        earlier[need.item] = conjunction(before, negation(need.when))


def permit_of_item(library: Library, item: Item, place: str, on: date) -> Permit:
    """The permit of an item by itself, whatever is applied for."""
    only = item.handling_items[0].name if len(item.handling_items) == 1 else ""
    return _permit(
        key="",
        item=item.id,
        name=item.name,
        handling=only,
        needed=ALWAYS,
        need=None,
        plan=_plan(library, item, place, on),
    )


def _plan(library: Library, item: Item, place: str, on: date) -> Plan | None:
    book = resolve(library, item.id, place, on)
    return None if item.id in book.gaps else compile_rulebook(book)


def _permit(
    *,
    key: str,
    item: str,
    name: str,
    handling: str,
    needed: Node,
    need: Need | None,
    plan: Plan | None,
) -> Permit:
    permit = Permit(
        key=key, item=item, name=name, handling=handling, needed=needed, need=need, plan=plan
    )
    if plan is None:
        return permit
    earlier: Node = ALWAYS
    worlds: list[World] = []
    gates: list[tuple[Applicability, Node]] = []
    for point in plan.gates:
        gate = point.subject
        if point.kind is PointKind.APPLICABILITY and isinstance(gate, Applicability):
            first = conjunction(earlier, gate.when)
            gates.append((gate, first))
            if gate.outcome in (Outcome.FILING, Outcome.REPORT) and gate.handling_item:
                worlds.append(World(first, gate.handling_item))
            earlier = conjunction(earlier, negation(gate.when))
    return replace(permit, worlds=(World(earlier, handling), *worlds), gates=tuple(gates))


def prepared_node(node: Node, handling: str, on: date, calendar: Calendar) -> Node:
    """A condition as it stands before anybody is asked, under a handling item.

    The day of receipt is ``on``. Nothing was handed in, and no way besides handing in was chosen.
    """
    base: dict[str, str | date] = {RECEIVED_ON.id: on}
    if handling:
        base[HANDLING_ITEM_ID] = handling
    unseen = {t.key: False for t in tests_of(node) if isinstance(t, Observed)}
    facts = Facts(values=base, observed=unseen)
    return _counted(residual(node, facts, calendar), facts, calendar)


def _counted(node: Node, facts: Facts, calendar: Calendar) -> Node:
    """The condition with every day counted that can be."""
    if isinstance(node, Named):
        return Named(node.name, _counted(node.part, facts, calendar))
    if isinstance(node, Not):
        return negation(_counted(node.part, facts, calendar))
    if isinstance(node, All):
        return conjunction(*(_counted(p, facts, calendar) for p in node.parts))
    if isinstance(node, AnyOf):
        return disjunction(*(_counted(p, facts, calendar) for p in node.parts))
    if isinstance(node, DateTest):
        meant = day_meant(node.day, facts, calendar)
        if meant is not None:
            return DateTest(node.field, node.order, Day(literal=meant))
    return node
