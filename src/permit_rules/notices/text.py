"""A notice as plain text. Lines are never wrapped: their width is the reader's affair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from permit_rules.notices.document import Detail, Document, Entry, Section
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

#: What a line is, for whoever wants to set it off.
Role: TypeAlias = Literal["title", "heading", "verdict", "entry", "plain"]


def write_text(document: Document) -> str:
    """The notice as plain text, ending in a line break."""
    return "".join(f"{line}\n" for _, line in text_lines(document))


def text_lines(document: Document) -> Iterator[tuple[Role, str]]:
    """The lines of the notice, each with what it is."""
    yield "title", one_line(document.title)
    if document.head:
        yield "plain", ""
    yield from _details(document.head, "")
    yield "plain", ""
    yield "verdict", one_line(document.verdict)
    for sentence in document.summary:
        yield "plain", one_line(sentence)
    for number, section in enumerate(document.sections, 1):
        yield from _section(number, section)
    if document.foot:
        yield "plain", ""
        yield from _details(document.foot, "")


def _section(number: int, section: Section) -> Iterator[tuple[Role, str]]:
    yield "plain", ""
    yield "heading", f"{ordinal(number)}、{one_line(section.heading)}"
    if section.lead:
        yield "plain", one_line(section.lead)
    for n, entry in enumerate(section.entries, section.first):
        yield from _entry(f"{n}. " if section.first else "- ", entry)


def _entry(mark: str, entry: Entry) -> Iterator[tuple[Role, str]]:
    yield ("entry" if mark != "- " else "plain"), f"{mark}{one_line(entry.text)}"
    yield from _details(entry.details, " " * len(mark))


def _details(details: Iterable[Detail], indent: str) -> Iterator[tuple[Role, str]]:
    for detail in details:
        yield from _detail(detail, indent)


def _detail(detail: Detail, indent: str) -> Iterator[tuple[Role, str]]:
    label = one_line(detail.label)
    if len(detail.texts) == 1:
        yield "plain", f"{indent}{label}：{one_line(detail.texts[0])}"
        return
    yield "plain", f"{indent}{label}："
    for text in detail.texts:
        yield "plain", f"{indent}- {one_line(text)}"
