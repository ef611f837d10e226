"""A guide as Markdown (CommonMark, with tables)."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.guides.document import Block, Document, Items, Paragraph, Subheading, Table
from permit_rules.guides.flow import mermaid
from permit_rules.pages.tables import markdown_table
from permit_rules.written.inert import inert_markdown
from permit_rules.written.numerals import ordinal


def write_markdown(document: Document) -> str:
    """The guide as Markdown, ending in a line break; a diagram stands in it as Mermaid text."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield f"# {inert_markdown(document.title)}"
    for text in document.lead:
        yield from ("", inert_markdown(text))
    for number, section in enumerate(document.sections, 1):
        yield from ("", f"## {ordinal(number)}、{inert_markdown(section.heading)}")
        for block in section.blocks:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        text = inert_markdown(block.text)
        yield f"**{text}**" if block.strong else text
    elif isinstance(block, Subheading):
        yield f"### {inert_markdown(block.text)}"
    elif isinstance(block, Items):
        for number, text in enumerate(block.texts, 1):
            yield f"{f'{number}.' if block.numbered else '-'} {inert_markdown(text)}"
    elif isinstance(block, Table):
        yield from markdown_table(block)
    else:
        yield "```mermaid"
        yield from mermaid(block)
        yield "```"
