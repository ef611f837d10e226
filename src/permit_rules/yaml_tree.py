"""The tree of a YAML file: every scalar still text, every node with its place.

Nothing is typed here: PyYAML would read the item code ``000131007000`` as 23334400 and
``12:30`` as 750, so only a schema that knows what it expects may turn text into a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from permit_rules.diagnostics import Span

#: The way from the root of a file to a node: map keys and list positions.
Path: TypeAlias = tuple["str | int", ...]


class _Read(NamedTuple):
    """What a scalar holds: its text, how and where it stood, and what stood there (``found``).

    ``found`` is the place itself where the scalar was put together for a place.
    """

    text: str
    style: str
    file: str
    line: int
    column: int
    found: str | Span


class Scalar(_Read):
    """A text and how it stood in the file: ``plain``, ``quoted`` or ``block``.

    By far the most of a tree are scalars, and hardly any is ever asked for its place. So the place
    is made when it is asked for, and the scalar is a tuple, the cheapest thing that cannot change.
    """

    __slots__ = ()

    def __new__(cls, text: str, where: Span, style: str = "plain") -> Scalar:
        return tuple.__new__(cls, (text, style, where.file, where.line, where.column, where))

    @classmethod
    def read(cls, text: str, style: str, file: str, line: int, column: int) -> Scalar:
        """What stands at a place (1-based), without the place being made."""
        return tuple.__new__(cls, (text, style, file, line, column, text))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.text, self.where, self.style

    @property
    def where(self) -> Span:
        """Where the text stood, with the beginning of what stood there."""
        found = self.found
        if isinstance(found, Span):
            return found
        return Span(self.file, self.line, self.column, found[:80])


class Entry(NamedTuple):
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
        # A map has few keys, mostly asked for once: a table would cost more than it saves.
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    where: Span


Tree: TypeAlias = "Scalar | Map | Sequence"
