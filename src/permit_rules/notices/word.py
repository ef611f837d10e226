"""A notice as a Word document on A4, in the form offices use. Needs the extra ``notices``."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from permit_rules.notices.document import Closing, Detail, Document, Entry, Section
from permit_rules.pages.word import Font, Sheet, add_table, begin, file_of
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

_SHEET: Final = Sheet(left=28, right=26, top=25, bottom=20)
_LATIN: Final = "Times New Roman"
_FONTS: Final = (
    Font("Normal", "仿宋", 12, _LATIN),
    Font("Title", "宋体", 22, _LATIN),
    Font("Heading 1", "黑体", 13, _LATIN),
    Font("List Bullet", "仿宋", 10.5, _LATIN),
)
_BLACK: Final = RGBColor(0, 0, 0)
_DETAIL: Final = Pt(10.5)
_FOOT: Final = Pt(9)
#: Points, so that the columns of a table find room.
_CELL: Final = 9.5
#: The mark of an entry stands in front of its text.
_INDENT: Final = Mm(7)
#: The first column of what heads a notice, in millimetres.
_LABEL: Final = 30
_SIGNATURE: Final = Mm(70)


def write_word(document: Document) -> bytes:
    """The notice as the bytes of a .docx file."""
    made = begin(document.title, _SHEET, _FONTS)
    _styles(made)
    _title(made, document)
    _head(made, document.head)
    _opening(made, document)
    for number, section in enumerate(document.sections, 1):
        _section(made, number, section)
    if document.closing:
        _closing(made, document.closing)
    if document.foot:
        _rule(_paragraph(made, ""))
        for said in document.foot:
            _detail(made, said, Mm(0), _FOOT)
    return file_of(made)


def _styles(made: WordDocument) -> None:
    normal = made.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(0)
    normal.line_spacing = 1.25
    for name in ("Title", "Heading 1"):
        style = made.styles[name]
        style.font.color.rgb = _BLACK
        style.font.bold = name == "Title"
        # Word's own title has a line beneath it.
        for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            border.getparent().remove(border)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(2)


def _paragraph(made: WordDocument, text: str) -> Paragraph:
    return made.add_paragraph(one_line(text))


def _title(made: WordDocument, document: Document) -> None:
    title = made.add_heading(one_line(document.title), level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(6)
    if document.number:
        number = _paragraph(made, document.number)
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number.paragraph_format.space_after = Pt(10)


def _head(made: WordDocument, head: tuple[Detail, ...]) -> None:
    if not head:
        return
    table = made.add_table(rows=len(head), cols=2, style="Table Grid")
    table.autofit = False
    widths = (Mm(_LABEL), Mm(_SHEET.inside - _LABEL))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, said in zip(table.rows, head, strict=True):
        texts = (said.label, "；".join(said.texts))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(one_line(text))
    made.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _opening(made: WordDocument, document: Document) -> None:
    if document.opening:
        _paragraph(made, f"{document.addressee}：")
    for text in document.opening:
        _paragraph(made, text).paragraph_format.first_line_indent = Pt(24)
    if document.verdict:
        _paragraph(made, "").add_run(one_line(document.verdict)).bold = True
    for text in document.summary:
        _paragraph(made, text).paragraph_format.first_line_indent = Pt(24)


def _section(made: WordDocument, number: int, section: Section) -> None:
    made.add_heading(f"{ordinal(number)}、{one_line(section.heading)}", level=1)
    if section.lead:
        _paragraph(made, section.lead).paragraph_format.first_line_indent = Pt(24)
    if section.table:
        add_table(made, section.table, _SHEET.inside, _CELL)
    for n, entry in enumerate(section.entries, section.first):
        _entry(made, f"{n}." if section.first else "—", entry)


def _entry(made: WordDocument, mark: str, entry: Entry) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.left_indent = _INDENT
    paragraph.paragraph_format.first_line_indent = -_INDENT
    paragraph.paragraph_format.tab_stops.add_tab_stop(_INDENT)
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.keep_with_next = bool(entry.details)
    paragraph.add_run(f"{mark}\t{one_line(entry.text)}").bold = mark != "—"
    for said in entry.details:
        _detail(made, said, _INDENT, _DETAIL)


def _detail(made: WordDocument, said: Detail, indent: int, size: int) -> None:
    several = len(said.texts) > 1
    text = "" if several else said.texts[0]
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.left_indent = indent
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.add_run(f"{one_line(said.label)}：{one_line(text)}").font.size = size
    for each in said.texts if several else ():
        point = made.add_paragraph(style="List Bullet")
        point.paragraph_format.left_indent = indent + Mm(5)
        point.paragraph_format.first_line_indent = -Mm(5)
        point.paragraph_format.line_spacing = 1.15
        point.add_run(one_line(each)).font.size = size


def _closing(made: WordDocument, closing: Closing) -> None:
    for signature in closing.signatures:
        for n, text in enumerate(signature):
            line = _paragraph(made, text)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.left_indent = _SIGNATURE
            line.paragraph_format.space_before = Pt(0 if n else 16)
            line.paragraph_format.keep_with_next = n + 1 < len(signature)
    _rule(_paragraph(made, ""))
    for said in closing.details:
        _detail(made, said, Mm(0), Pt(11))


def _rule(paragraph: Paragraph) -> None:
    """A line across the page, beneath an empty paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.makeelement(qn("w:pBdr"), {})
    bottom = borders.makeelement(
        qn("w:bottom"), {qn("w:val"): "single", qn("w:sz"): "4", qn("w:space"): "1"}
    )
    borders.append(bottom)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    paragraph.paragraph_format.line_spacing = Pt(10)
