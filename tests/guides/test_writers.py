"""What stands in rule files or was typed stays a text, in every form a guide is written in."""

from __future__ import annotations

import io
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

import docx
import pytest
from markdown_it import MarkdownIt

import permit_rules as pr
from permit_rules.guides import Document, render, review_sheet, service_guide
from permit_rules.guides.flow import Exit, Flow, Step, mermaid
from permit_rules.guides.svg import write_svg
from tests.guides.golden import DAY
from tests.teahouse import RULES

HOSTILE = "<script>alert(1)</script> & \"q\" 'r' | `c` **b** [x](javascript:y) ```"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> pr.Library:
    """The teahouse with markup in the name of the item, of a material and of a point."""
    rules = tmp_path_factory.mktemp("hostile") / "rules"
    shutil.copytree(RULES, rules)
    path = rules / "national" / "teahouse.yaml"
    quoted = HOSTILE.replace("'", "''")
    text = path.read_text("utf-8")
    for name in ("事项名称: 茶馆经营许可", "材料名称: 场所文件", "结果文书: 茶馆经营许可证"):
        assert name in text
        text = text.replace(name, f"{name.partition(':')[0]}: '{quoted}'")
    path.write_text(text, encoding="utf-8")
    return pr.load(rules)


def both(library: pr.Library) -> tuple[Document, Document]:
    situation = ["新办", f"卫生负责人={HOSTILE}"]
    return (
        service_guide(library, "teahouse", DAY, situation=situation),
        review_sheet(library, "teahouse", DAY, situation=situation),
    )


class Elements(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_holds_hostile_text_as_text_and_loads_nothing(hostile: pr.Library) -> None:
    for document in both(hostile):
        page = Elements(render(document, "html").decode())
        assert {"script", "a", "img", "iframe", "b"}.isdisjoint(page.tags)
        assert HOSTILE in page.text
        assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onload"})
        assert "@import" not in page.text


def test_markdown_holds_hostile_text_as_text(hostile: pr.Library) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    plain = both(pr.load(RULES))
    for document, ordinary in zip(both(hostile), plain, strict=True):
        kinds = [[t.type for t in reader.parse(render(d).decode())] for d in (document, ordinary)]
        assert kinds[0] == kinds[1]
        tokens = reader.parse(render(document).decode())
        inside = {c.type for t in tokens for c in t.children or ()}
        allowed = {"text", "text_special", "html_inline", "strong_open", "strong_close"}
        assert inside <= allowed
        raw = {c.content for t in tokens for c in t.children or () if c.type == "html_inline"}
        assert raw <= {"<br>"}


def test_a_diagram_holds_hostile_text_as_text() -> None:
    flow = Flow(
        HOSTILE, (Step(HOSTILE, (HOSTILE,), (Exit(HOSTILE, HOSTILE),), HOSTILE), Step("完"))
    )
    lines = list(mermaid(flow))
    assert all(line.count('"') in (0, 2, 4) for line in lines)
    assert not re.search("<(?!br/>)|`|&", "\n".join(lines))
    drawn = ET.fromstring(write_svg(flow))
    assert {e.tag.rpartition("}")[2] for e in drawn.iter()} == {
        "svg", "title", "rect", "polygon", "path", "text",
    }  # fmt: skip


def test_word_holds_every_section_and_the_tables(hostile: pr.Library) -> None:
    for document in both(hostile):
        made = docx.Document(io.BytesIO(render(document, "docx")))
        headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
        assert [h.partition("、")[2] for h in headings] == [s.heading for s in document.sections]
        cells = {c.text for t in made.tables for c in t._cells}
        assert any(HOSTILE in cell for cell in cells)
        assert any("→" in cell for cell in cells), "the course stands in a table"


def test_a_missing_package_is_named_with_its_extra(hostile: pr.Library) -> None:
    document = both(hostile)[0]
    for format, package, module in (("html", "jinja2", "html"), ("docx", "docx", "word")):
        for family in ("guides", "pages"):
            sys.modules.pop(f"permit_rules.{family}.{module}", None)
        with (
            mock.patch.dict(sys.modules, {package: None}),
            pytest.raises(ModuleNotFoundError, match=r"install permit-rules\[guides\]"),
        ):
            render(document, format)  # type: ignore[arg-type]


def test_an_unknown_form_is_an_error(hostile: pr.Library) -> None:
    with pytest.raises(ValueError, match="docx"):
        render(both(hostile)[0], "pdf")  # type: ignore[arg-type]


def test_word_files_can_be_written_next_to_each_other(hostile: pr.Library, tmp_path: Path) -> None:
    for number, document in enumerate(both(hostile)):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(render(document, "docx"))
        assert docx.Document(str(path)).core_properties.author == ""


def test_a_word_file_depends_on_nothing_but_the_document(hostile: pr.Library) -> None:
    document = both(hostile)[0]
    with ZipFile(io.BytesIO(render(document, "docx"))) as made:
        assert {entry.date_time[0] for entry in made.infolist()} == {1980}
    assert render(document, "docx") == render(document, "docx")


def test_a_title_longer_than_word_can_hold_as_a_property_is_no_fault() -> None:
    made = docx.Document(io.BytesIO(render(Document("长" * 300, (), ()), "docx")))
    assert made.core_properties.title == "长" * 255
    assert made.paragraphs[0].text == "长" * 300
