"""A guide as one HTML page that loads nothing from anywhere. Needs the extra ``guides``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from markupsafe import Markup

from permit_rules.guides.document import (
    Block,
    Document,
    Items,
    Paragraph,
    Subheading,
    Table,
)
from permit_rules.guides.flow import Flow, mermaid
from permit_rules.guides.svg import write_svg
from permit_rules.pages.html import template
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

_PACKAGE: Final = "permit_rules.guides"


def write_html(document: Document) -> str:
    """The guide as a whole page; every text is escaped by the template."""
    page = template(_PACKAGE, "guide.html").render(
        title=one_line(document.title),
        lead=[one_line(text) for text in document.lead],
        sections=[
            {
                "number": ordinal(number),
                "heading": one_line(section.heading),
                "body": Markup(write_blocks(section.blocks)),
            }
            for number, section in enumerate(document.sections, 1)
        ],
    )
    return f"{page}\n"


def write_blocks(blocks: Iterable[Block]) -> str:
    """Some blocks as HTML, for a page that is made elsewhere; every text is escaped."""
    return template(_PACKAGE, "blocks.html").render(
        blocks=[(type(block).__name__, _block(block)) for block in blocks]
    )


def _block(block: Block) -> Any:
    """The block with its texts on one line each; a diagram drawn, and as Mermaid text."""
    if isinstance(block, Flow):
        # The drawing escapes its own texts.
        return {"svg": Markup(write_svg(block)), "mermaid": "\n".join(mermaid(block))}
    if isinstance(block, Paragraph):
        return Paragraph(one_line(block.text), block.strong)
    if isinstance(block, Subheading):
        return Subheading(one_line(block.text))
    if isinstance(block, Items):
        return Items(tuple(map(one_line, block.texts)), block.numbered)
    rows = tuple(tuple(tuple(map(one_line, cell)) for cell in row) for row in block.rows)
    return Table(tuple(map(one_line, block.columns)), rows)
