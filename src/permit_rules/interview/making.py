"""Conditions → decision diagrams, within the room that each is allowed."""

from __future__ import annotations

from permit_rules.conditions.nodes import All, AnyOf, Named, Node, Not
from permit_rules.interview.diagrams import Diagrams, TooLarge
from permit_rules.interview.levels import Levels


class Maker:
    """Draws conditions over some levels; equal parts are drawn once."""

    def __init__(self, levels: Levels, room: int) -> None:
        self.diagrams = Diagrams()
        self._levels = levels
        self._room = room
        # Hashing a condition walks all of it; so parts are told apart by identity, and kept.
        self._drawn: dict[int, tuple[Node, int]] = {}

    def diagram(self, node: Node) -> int | None:
        """The diagram of a condition; None where it takes more than ``room`` diagrams."""
        self.diagrams.room = len(self.diagrams) + self._room
        try:
            return self._draw(node)
        except TooLarge:
            return None

    def _draw(self, node: Node) -> int:
        found = self._drawn.get(id(node))
        if found is None:
            found = self._drawn[id(node)] = node, self._new(node)
        return found[1]

    def _new(self, node: Node) -> int:
        if isinstance(node, Named):
            return self._draw(node.part)
        if isinstance(node, Not):
            return self.diagrams.negated(self._draw(node.part))
        if isinstance(node, All):
            return self.diagrams.every(map(self._draw, node.parts))
        if isinstance(node, AnyOf):
            return self.diagrams.some(map(self._draw, node.parts))
        return self._levels.diagram(node, self.diagrams)
