"""Word files: the sheet, Chinese fonts, bytes that depend on nothing else. Needs python-docx."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from permit_rules.pages.tables import Table
from permit_rules.pages.zipped import steady
from permit_rules.written.inert import one_line

#: Word holds no longer property.
_LONGEST_PROPERTY: Final = 255


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4 with its margins in millimetres; ``across`` lies on its long side."""

    left: int
    right: int
    top: int
    bottom: int
    across: bool = False

    @property
    def height(self) -> int:
        """Millimetres from edge to edge."""
        return 210 if self.across else 297

    @property
    def width(self) -> int:
        """Millimetres from edge to edge."""
        return 297 if self.across else 210

    @property
    def inside(self) -> int:
        """The width between the margins, in millimetres."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Font:
    """The Chinese font of a style and its size in points; ``latin`` "" leaves that one as it is."""

    style: str
    chinese: str
    size: float
    latin: str = ""


def begin(title: str, sheet: Sheet, fonts: tuple[Font, ...]) -> WordDocument:
    """An empty document of that title, on such a sheet, in Chinese."""
    made = docx.Document()
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE if sheet.across else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(sheet.width), Mm(sheet.height)
    page.left_margin, page.right_margin = Mm(sheet.left), Mm(sheet.right)
    page.top_margin, page.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    # Readers choose the form of a character by the language.
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for font in fonts:
        _set_font(made, font)
    made.core_properties.title = one_line(title)[:_LONGEST_PROPERTY]
    made.core_properties.author = ""
    return made


def _set_font(made: WordDocument, font: Font) -> None:
    """Word has a setting of its own for Chinese, which a style leaves to the reader's system."""
    style = made.styles[font.style]
    style.font.size = Pt(font.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font of the theme would go before the one that is named.
    fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
    fonts.set(qn("w:eastAsia"), font.chinese)
    if font.latin:
        style.font.name = font.latin
        for theme in ("w:asciiTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(theme), None)


def add_table(made: WordDocument, table: Table, inside: int, size: float = 0) -> None:
    """Add a table that is ``inside`` millimetres wide, with a line of space after it.

    ``size`` is that of its letters in points, 0 for that of the style.
    """
    added = made.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    added.autofit = False
    shares = table.shares
    for column, share in zip(added.columns, shares, strict=True):
        column.width = Mm(inside * share / 100)
    # One list of cells: asking a table for a row is slow, for a cell of a row slower.
    cells = added._cells
    lines = [(name,) for name in table.columns] + [cell for row in table.rows for cell in row]
    for number, (cell, texts) in enumerate(zip(cells, lines, strict=True)):
        cell.width = Mm(inside * shares[number % len(shares)] / 100)
        first, *rest = texts or ("",)
        paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in rest)]
        for paragraph, text in zip(paragraphs, (first, *rest), strict=True):
            run = paragraph.add_run(one_line(text))
            run.bold = number < len(table.columns) or None
            if size:
                run.font.size = Pt(size)
    made.add_paragraph()


def file_of(made: WordDocument) -> bytes:
    """The bytes of the .docx file: the same document gives the same, whenever it is written."""
    as_saved = io.BytesIO()
    made.save(as_saved)
    return steady(as_saved.getvalue())
