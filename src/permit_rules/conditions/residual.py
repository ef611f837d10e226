"""What is left of a condition once the stated facts are put in."""

from __future__ import annotations

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    Named,
    Node,
    Not,
    conjunction,
    disjunction,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.working_days import Calendar


def residual(node: Node, facts: Facts, calendar: Calendar) -> Node:
    """The part of ``node`` that still hangs on something unstated.

    ``ALWAYS`` where the condition certainly holds, ``NEVER`` where it certainly fails; a named
    situation that is wholly open keeps its name, so that it can be told by it.
    """
    outcome = truth(node, facts, calendar)
    if outcome is not Truth.CANNOT_TELL:
        return ALWAYS if outcome is Truth.YES else NEVER
    if isinstance(node, Named):
        part = residual(node.part, facts, calendar)
        return node if part == node.part else part
    if isinstance(node, Not):
        return Not(residual(node.part, facts, calendar))
    if isinstance(node, All):
        return conjunction(*(residual(p, facts, calendar) for p in node.parts))
    if isinstance(node, AnyOf):
        return disjunction(*(residual(p, facts, calendar) for p in node.parts))
    return node
