"""HTML and Word: what stands in a notice stands there, and whatever was typed stays a text."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any, Literal
from unittest import mock
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from permit_rules.notices import Document, render
from permit_rules.notices.rendering import write
from permit_rules.written.inert import one_line
from tests.notices.golden import documents
from tests.notices.hostile import HOSTILE, notices
from tests.notices.results import RESULTS

PLAIN = "某某"
#: What must not stand in a notice; a line break may.
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and what its style says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(bytes(write(document, "docx"))))  # type: ignore[arg-type]


def words(made: WordDocument) -> list[str]:
    """Every paragraph of a Word file, those of its tables first."""
    cells = [p.text for table in made.tables for row in table.rows for c in row.cells
             for p in c.paragraphs]  # fmt: skip
    return [*cells, *(p.text for p in made.paragraphs)]


def said(document: Document) -> Iterator[str]:
    """Every text of a notice."""
    details = [*document.head, *document.foot]
    for section in document.sections:
        yield section.heading
        yield section.lead
        if section.table:
            yield from (line for row in section.table.rows for cell in row for line in cell)
        for entry in section.entries:
            yield entry.text
            details += entry.details
    if document.closing:
        yield from (line for signature in document.closing.signatures for line in signature)
        details += document.closing.details
    for each in details:
        yield each.label
        yield from each.texts
    yield from (document.title, document.number, document.verdict, *document.summary)
    yield from (document.addressee, *document.opening) if document.opening else ()


@pytest.mark.parametrize("name", sorted(documents()))
def test_everything_of_a_notice_stands_in_every_form(name: str) -> None:
    document = documents()[name]
    page = Page(str(write(document, "html"))).text
    file = "\n".join(words(opened(document)))
    text = str(write(document, "text"))
    for each in said(document):
        assert each in page
        assert each in file
        assert each in text


#: A Word file takes far longer than all other forms together, so each hostile text is written into
#: one notice of so many, and each notice gets one text of so many.
WORD_EVERY = 3


class Written:
    """A notice in every form, each written and read once; in Word if wanted."""

    def __init__(self, document: Document, *, word: bool = True) -> None:
        reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        forms: tuple[Literal["text", "markdown", "html"], ...] = ("text", "markdown", "html")
        self.texts = {form: str(write(document, form)) for form in forms}
        self.page = Page(self.texts["html"])
        #: What a reader makes of each form, without the texts.
        self.shape: dict[str, Any] = {
            "text": len(self.texts["text"].splitlines()),
            "markdown": [t.type for t in reader.parse(self.texts["markdown"])],
            "html": self.page.elements,
        }
        self.words: list[str] = []
        if not word:
            return
        made = opened(document)
        self.words = words(made)
        self.shape |= {
            # The attributes themselves: asking for the name of a style searches all of them.
            "docx": [(p._p.style, p.alignment) for p in made.paragraphs],
            "tables": [len(t.rows) for t in made.tables],
        }


@cache
def plain_shapes() -> dict[str, dict[str, Any]]:
    """The shape of each notice where nothing hostile was typed."""
    return {name: Written(document).shape for name, document in notices(PLAIN).items()}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:40])
def test_a_hostile_text_stays_a_text_in_every_kind_and_form(text: str) -> None:
    for number, (name, document) in enumerate(notices(text).items(), HOSTILE.index(text)):
        word = number % WORD_EVERY == 0
        written = Written(document, word=word)
        assert written.shape.items() <= plain_shapes()[name].items(), name
        shown = one_line(text)
        assert shown in written.texts["text"]
        assert shown in written.page.text
        assert any(shown in w for w in written.words) == word
        for content in written.texts.values():
            content.encode("utf-8")
            assert not CONTROLS.search(content)
            assert not any(c in content for c in "\u202e\u2066\u200f\x7f\x85\x9f")


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    for document in documents().values():
        page = Page(str(write(document, "html")))
        assert {tag for tag, _ in page.elements}.isdisjoint({"script", "link", "img", "iframe"})
        names = {name for _, attributes in page.elements for name, _ in attributes}
        assert names <= {"lang", "charset", "name", "content", "class"}
        assert "url(" not in page.text
        assert "@import" not in page.text


def test_word_has_the_form_of_an_official_paper() -> None:
    made = opened(documents()["correction-filled"])
    page = made.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    title = made.paragraphs[0]
    assert (title.text, title.alignment) == ("补正告知书", WD_ALIGN_PARAGRAPH.CENTER)
    fonts = made.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["一、缺少材料（1项）", "二、材料不符合要求（1项）"]
    texts = [p.text for p in made.paragraphs]
    seal = texts.index("（加盖专用印章）")
    assert texts[seal - 1 : seal + 2] == [
        "受理机关：示例市行政审批局",
        "（加盖专用印章）",
        "2026年3月3日",
    ]
    assert made.paragraphs[seal].paragraph_format.left_indent.mm > 60
    assert texts[texts.index("送达回证：本文书已经收到。") + 1].startswith("收件人")


def test_a_word_file_is_the_same_bytes_whenever_it_is_written() -> None:
    first = render(RESULTS["correction"], "docx")
    assert first == render(RESULTS["correction"], "docx")
    with ZipFile(io.BytesIO(first)) as made:
        assert {entry.date_time[0] for entry in made.infolist()} == {1980}


@pytest.mark.parametrize(("format", "package"), [("html", "jinja2"), ("docx", "docx")])
def test_a_missing_package_is_named_with_its_extra(format: str, package: str) -> None:
    module = {"html": "html", "docx": "word"}[format]
    for family in ("notices", "pages"):
        sys.modules.pop(f"permit_rules.{family}.{module}", None)
    with (
        mock.patch.dict(sys.modules, {package: None}),
        pytest.raises(ModuleNotFoundError, match=r"install permit-rules\[notices\]"),
    ):
        render(RESULTS["accepted"], format)  # type: ignore[call-overload]
