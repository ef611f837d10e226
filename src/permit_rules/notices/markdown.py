"""A notice as Markdown (CommonMark)."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.notices.document import Closing, Detail, Document, Entry, Section
from permit_rules.pages.tables import markdown_table
from permit_rules.written.inert import inert_markdown
from permit_rules.written.numerals import ordinal


def write_markdown(document: Document) -> str:
    """The notice as Markdown, ending in a line break."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield f"# {inert_markdown(document.title)}"
    if document.head:
        yield ""
    for detail in document.head:
        yield from _detail(detail, "")
    if document.number:
        yield from _detail(Detail("文号", (document.number,)), "")
    if document.opening:
        yield ""
        yield inert_markdown(f"{document.addressee}：{''.join(document.opening)}")
    if document.verdict:
        yield ""
        yield f"**{inert_markdown(document.verdict)}**"
    for sentence in document.summary:
        yield ""
        yield inert_markdown(sentence)
    for number, section in enumerate(document.sections, 1):
        yield from _section(number, section)
    if document.closing:
        yield from _closing(document.closing)
    if document.foot:
        yield ""
        yield "---"
        yield ""
        for detail in document.foot:
            yield from _detail(detail, "")


def _closing(closing: Closing) -> Iterator[str]:
    for line in (line for signature in closing.signatures for line in signature):
        yield from ("", inert_markdown(line))
    yield ""
    for detail in closing.details:
        yield from _detail(detail, "")


def _section(number: int, section: Section) -> Iterator[str]:
    yield ""
    yield f"## {ordinal(number)}、{inert_markdown(section.heading)}"
    yield ""
    if section.lead:
        yield inert_markdown(section.lead)
        yield ""
    if section.table:
        yield from markdown_table(section.table)
        if section.entries:
            yield ""
    for n, entry in enumerate(section.entries, section.first):
        yield from _entry(f"{n}. " if section.first else "- ", entry)


def _entry(mark: str, entry: Entry) -> Iterator[str]:
    yield f"{mark}{inert_markdown(entry.text)}"
    for detail in entry.details:
        yield from _detail(detail, " " * len(mark))


def _detail(detail: Detail, indent: str) -> Iterator[str]:
    label = inert_markdown(detail.label)
    if len(detail.texts) == 1:
        yield f"{indent}- **{label}**：{inert_markdown(detail.texts[0])}"
        return
    yield f"{indent}- **{label}**："
    for text in detail.texts:
        yield f"{indent}  - {inert_markdown(text)}"
