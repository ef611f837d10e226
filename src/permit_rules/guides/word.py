"""A guide as a Word document. Needs the extra ``guides``."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument

from permit_rules.guides.document import Block, Document, Items, Paragraph, Subheading, Table
from permit_rules.guides.flow import Flow
from permit_rules.pages.word import Font, Sheet, add_table, begin, file_of
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

#: Across, because the tables have up to six columns.
_SHEET: Final = Sheet(left=18, right=18, top=18, bottom=18, across=True)
_FONTS: Final = (
    Font("Normal", "宋体", 10.5),
    Font("Title", "黑体", 20),
    Font("Heading 1", "黑体", 14),
    Font("Heading 2", "黑体", 12),
)


def write_word(document: Document) -> bytes:
    """The guide as the bytes of a .docx file; a diagram becomes a table of its steps."""
    made = begin(document.title, _SHEET, _FONTS)
    made.add_heading(one_line(document.title), level=0)
    for text in document.lead:
        made.add_paragraph(one_line(text))
    for number, section in enumerate(document.sections, 1):
        made.add_heading(f"{ordinal(number)}、{one_line(section.heading)}", level=1)
        for block in section.blocks:
            _add(made, block)
    return file_of(made)


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
        add_table(made, block, _SHEET.inside)
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
    add_table(made, Table(("步骤", "内容", "说明", "其他去向"), rows), _SHEET.inside)
