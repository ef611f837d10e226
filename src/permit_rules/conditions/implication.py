"""Whether one condition holds wherever another does, as far as their lines show it."""

from __future__ import annotations

from permit_rules.conditions.nodes import All, AnyOf, ChoiceTest, Named, Node


def implies(one: Node, other: Node) -> bool:
    """Whether ``other`` can be seen to hold wherever ``one`` does; False: it cannot be seen."""
    if one == other:
        return True
    if isinstance(other, All):
        return all(implies(one, line) for line in other.parts)
    if isinstance(one, AnyOf):
        return all(implies(way, other) for way in one.parts)
    if isinstance(one, Named) or isinstance(other, Named):
        return implies(_meant(one), _meant(other))
    if isinstance(one, ChoiceTest) and isinstance(other, ChoiceTest):
        return one.field == other.field and set(one.values) <= set(other.values)
    ways = other.parts if isinstance(other, AnyOf) else ()
    lines = one.parts if isinstance(one, All) else ()
    return any(implies(one, w) for w in ways) or any(implies(line, other) for line in lines)


def looser(one: Node, other: Node) -> bool:
    """Whether ``one`` holds wherever ``other`` does and beyond, as far as it can be seen."""
    return implies(other, one) and not implies(one, other)


def _meant(node: Node) -> Node:
    return node.part if isinstance(node, Named) else node
