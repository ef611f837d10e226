"""One guide in the form that is wanted."""

from __future__ import annotations

from typing import Literal

from permit_rules.guides.document import Document
from permit_rules.guides.markdown import write_markdown
from permit_rules.pages.extras import extra_for


def render(document: Document, format: Literal["markdown", "html", "docx"] = "markdown") -> bytes:
    """The guide as a file: Markdown and HTML in UTF-8, or a Word document.

    Whatever stands in the rule files or was typed as a situation is text in it, never markup.

    Raises:
        ModuleNotFoundError: HTML and Word need the extra ``guides``.
        ValueError: there is no such format.
    """
    if format == "markdown":
        return write_markdown(document).encode()
    if format not in ("html", "docx"):
        raise ValueError(f"format is 'markdown', 'html' or 'docx', not {format!r}")
    with extra_for(format, "guides"):
        if format == "html":
            from permit_rules.guides.html import write_html

            return write_html(document).encode()
        from permit_rules.guides.word import write_word

        return write_word(document)
