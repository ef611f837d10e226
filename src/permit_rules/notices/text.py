"""A notice as plain text. Lines are never wrapped: their width is the reader's affair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from permit_rules.notices.document import Closing, Detail, Document, Entry, Section
from permit_rules.pages.tables import Table
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
    if document.number:
        yield "plain", f"文号：{one_line(document.number)}"
    if document.opening:
        yield "plain", ""
        yield "plain", one_line(f"{document.addressee}：{''.join(document.opening)}")
    yield "plain", ""
    if document.verdict:
        yield "verdict", one_line(document.verdict)
    for sentence in document.summary:
        yield "plain", one_line(sentence)
    for number, section in enumerate(document.sections, 1):
        yield from _section(number, section)
    if document.closing:
        yield from _closing(document.closing)
    if document.foot:
        yield "plain", ""
        yield from _details(document.foot, "")


def _closing(closing: Closing) -> Iterator[tuple[Role, str]]:
    for signature in closing.signatures:
        yield "plain", ""
        for line in signature:
            yield "plain", one_line(line)
    yield "plain", ""
    yield from _details(closing.details, "")


def _section(number: int, section: Section) -> Iterator[tuple[Role, str]]:
    yield "plain", ""
    yield "heading", f"{ordinal(number)}、{one_line(section.heading)}"
    if section.lead:
        yield "plain", one_line(section.lead)
    if section.table:
        yield from _table(section.table)
    for n, entry in enumerate(section.entries, section.first):
        yield from _entry(f"{n}. " if section.first else "- ", entry)


def _table(table: Table) -> Iterator[tuple[Role, str]]:
    """A row after the other, because lines of text have no width: what it is about, then each
    column by its name."""
    for first, *rest in table.rows:
        yield "plain", f"- {one_line('；'.join(first))}"
        for column, cell in zip(table.columns[1:], rest, strict=True):
            if cell:
                yield from _detail(Detail(column, cell), "  ")


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
