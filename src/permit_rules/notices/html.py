"""A notice as one HTML page on A4, for the printer. Needs the extra ``notices``."""

from __future__ import annotations

from permit_rules.notices.document import Document
from permit_rules.pages.html import template
from permit_rules.written.numerals import ordinal


def write_html(document: Document) -> str:
    """The notice as a whole page, ending in a line break; the template escapes every text."""
    sections = [(ordinal(number), each) for number, each in enumerate(document.sections, 1)]
    page = template("permit_rules.notices", "notice.html").render(
        title=document.title, document=document, sections=sections
    )
    return f"{page}\n"
