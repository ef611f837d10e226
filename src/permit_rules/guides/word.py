"""A guide as a Word document. Needs the extra ``guides``."""

from __future__ import annotations

import io
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from permit_rules.guides.document import Block, Document, Items, Paragraph, Subheading, Table
from permit_rules.guides.flow import Flow
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

_FONT: Final = "宋体"
_HEADINGS: Final = "黑体"
#: Of a page between its margins, in millimetres.
_WIDTH: Final = 297 - 2 * 18


def write_word(document: Document) -> bytes:
    """The guide as the bytes of a .docx file; a diagram becomes a table of its steps."""
    made = docx.Document()
    _page(made)
    _fonts(made)
    made.core_properties.title = one_line(document.title)
    made.core_properties.author = ""
    made.add_heading(one_line(document.title), level=0)
    for text in document.lead:
        made.add_paragraph(one_line(text))
    for number, section in enumerate(document.sections, 1):
        made.add_heading(f"{ordinal(number)}、{one_line(section.heading)}", level=1)
        for block in section.blocks:
            _add(made, block)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _page(made: WordDocument) -> None:
    """A4 across, because the tables have up to six columns."""
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)


def _fonts(made: WordDocument) -> None:
    """Word has a setting of its own for Chinese, which a style leaves to the reader's system."""
    for name, font, size in (
        ("Normal", _FONT, 10.5),
        ("Title", _HEADINGS, 20),
        ("Heading 1", _HEADINGS, 14),
        ("Heading 2", _HEADINGS, 12),
    ):
        style = made.styles[name]
        style.font.size = Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _add(made: WordDocument, block: Block) -> None:
    if isinstance(block, Paragraph):
        made.add_paragraph().add_run(one_line(block.text)).bold = block.strong
    elif isinstance(block, Subheading):
        made.add_heading(one_line(block.text), level=2)
    elif isinstance(block, Items):
        style = "List Number" if block.numbered else "List Bullet"
        for number, text in enumerate(block.texts, 1):
            # Word would go on counting from one list to the next.
            if block.numbered:
                made.add_paragraph(f"{number}. {one_line(text)}")
            else:
                made.add_paragraph(one_line(text), style=style)
    elif isinstance(block, Table):
        _table(made, block)
    else:
        _flow(made, block)


def _flow(made: WordDocument, flow: Flow) -> None:
    rows = tuple(
        (
            (str(number),),
            (step.text,),
            step.details,
            tuple(f"{way.answer} → {way.text}" for way in step.exits),
        )
        for number, step in enumerate(flow.steps, 1)
    )
    made.add_paragraph().add_run(one_line(flow.title)).bold = True
    _table(made, Table(("步骤", "内容", "说明", "其他去向"), rows))


def _table(made: WordDocument, block: Table) -> None:
    table = made.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    shares = block.shares
    # One list of cells: asking a table for a row is slow, for a cell of a row slower.
    cells = table._cells
    lines = [(name,) for name in block.columns] + [cell for row in block.rows for cell in row]
    for number, (cell, texts) in enumerate(zip(cells, lines, strict=True)):
        cell.width = Mm(_WIDTH * shares[number % len(shares)] / 100)
        first, *rest = texts or ("",)
        cell.paragraphs[0].add_run(one_line(first)).bold = number < len(block.columns)
        for text in rest:
            cell.add_paragraph(one_line(text))
    made.add_paragraph()
