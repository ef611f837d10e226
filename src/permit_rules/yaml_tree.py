"""The tree of a YAML file: every scalar still text, every node with its place.

Nothing is typed here: PyYAML would read the item code ``000131007000`` as 23334400 and
``12:30`` as 750, so only a schema that knows what it expects may turn text into a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from permit_rules.diagnostics import Span

#: The way from the root of a file to a node: map keys and list positions.
Path: TypeAlias = tuple["str | int", ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and how it stood in the file: ``plain``, ``quoted`` or ``block``."""

    text: str
    where: Span
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and its value in a map."""

    key: Scalar
    value: Tree


@dataclass(frozen=True, slots=True)
class Map:
    """A map in the order of the file; keys are unique."""

    entries: tuple[Entry, ...]
    where: Span

    def get(self, key: str) -> Tree | None:
        """The value under ``key``, or None."""
        return next((e.value for e in self.entries if e.key.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    where: Span


Tree: TypeAlias = "Scalar | Map | Sequence"
