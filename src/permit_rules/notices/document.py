"""A notice before it is written: headings, numbered entries, labelled details; no markup.

Every text is data. Only a writer knows its markup, and it makes every text inert.
"""

from __future__ import annotations

from dataclasses import dataclass

from permit_rules.pages.tables import Table
from permit_rules.written.inert import one_line


@dataclass(frozen=True, slots=True)
class Detail:
    """A label and what belongs to it: one text stands behind the label, several beneath it."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section with what has to be said about it."""

    text: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence beneath it, a table where there is one, and entries.

    ``first`` is the number of the first entry; 0 marks entries that are not numbered.
    """

    heading: str
    entries: tuple[Entry, ...]
    lead: str = ""
    first: int = 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands beneath a notice for hands and seals; blank where nobody filled it in.

    Each of ``signatures`` are the lines of one who signs, at the lower right; ``details`` follow
    across the page.
    """

    signatures: tuple[tuple[str, ...], ...]
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole notice. ``head`` says who, what, where and when; ``foot`` how it came about.

    ``number`` is the number of the document (文号); ``opening`` are the sentences with which it
    turns to the ``addressee``. ``verdict`` is "" where nothing is decided by it.
    """

    title: str
    head: tuple[Detail, ...]
    verdict: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[Detail, ...]
    number: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    closing: Closing | None = None


def detail(label: str, *texts: str) -> tuple[Detail, ...]:
    """A detail, or nothing where there is nothing to say."""
    said = tuple(t for t in texts if one_line(t))
    return (Detail(label, said),) if said else ()


def section(
    heading: str, entries: tuple[Entry, ...], lead: str = "", first: int = 0
) -> tuple[Section, ...]:
    """A section, or nothing where it has no entry."""
    return (Section(heading, entries, lead, first),) if entries else ()
