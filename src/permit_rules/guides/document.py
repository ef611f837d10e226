"""A guide before it is written: headings, paragraphs, lists, tables, diagrams; no markup.

Every text is data. Only a writer knows its markup, and it makes every text inert.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from permit_rules.guides.flow import Flow

# Named here as well: whoever makes a guide finds its blocks in one place.
from permit_rules.pages.tables import Cell as Cell
from permit_rules.pages.tables import Table as Table
from permit_rules.pages.tables import table as table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``strong`` sets it off."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``numbered`` counts from 1."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: str


Block: TypeAlias = "Paragraph | Items | Table | Subheading | Flow"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole guide; ``lead`` says what it is about and from when it holds."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def section(heading: str, *blocks: Block | None) -> tuple[Section, ...]:
    """A section, or nothing where no block has anything to say."""
    said = tuple(b for b in blocks if b is not None)
    return (Section(heading, said),) if said else ()


def items(*texts: str, numbered: bool = False) -> Items | None:
    """A list, or None without texts; each text stands once."""
    said = tuple(dict.fromkeys(t for t in texts if t))
    return Items(said, numbered) if said else None


def texts_of(sections: tuple[Section, ...]) -> Iterator[str]:
    """Every text that stands in sections, but for headings of columns and diagrams."""
    for each in sections:
        for block in each.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Items):
                yield from block.texts
            elif isinstance(block, Table):
                yield from (line for row in block.rows for cell in row for line in cell)
