"""Whatever an applicant typed stays a text: no markup, no line breaks, no control characters."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from permit_rules.notices import render
from permit_rules.result import CheckResult
from permit_rules.written.inert import inert_markdown, one_line
from tests.notices.results import DEFECTIVE, MISSING, RESULTS

HOSTILE = (
    "`code` ``more``",
    "a|b|c",
    "[link](javascript:alert(1))",
    "![image](http://example.org/x.png)",
    "<script>alert(1)</script>",
    "<!-- -->",
    "https://example.org and www.example.org",
    "*strong* __strong__ ~~gone~~ $x$",
    "# heading",
    "heading\n===",
    "- item",
    "1. item",
    "2026) item",
    "> quote",
    "\\",
    "&amp; &#x41;",
    "---",
    "```",
    "    code",
    "\ttab\r\nline\u2028line\x85line",
    "\x1b[31mred\x1b[0m \x9b31m",
    "\u202eturned round",
    "\ud800",
    "[ref]: http://example.org",
    "{: .class} {{ x }}",
    ": definition",
    "| - | - |",
    "张　三",
)

#: Inline tokens that show a text as it is.
_PLAIN = {"text", "text_special"}


def parsed(markdown: str) -> list[Token]:
    """The tokens as a reader with GitHub's tables and strike-through sees them."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def shown(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def inline(tokens: list[Token]) -> Iterator[Token]:
    return (t for t in tokens if t.type == "inline")


def assert_shows(markdown: str, blocks: list[str], text: str) -> None:
    tokens = parsed(markdown)
    assert [t.type for t in tokens if t.nesting >= 0] == blocks
    [only] = inline(tokens)
    assert {c.type for c in only.children or ()} <= _PLAIN
    assert shown(only) == text


texts = st.text(
    alphabet=st.one_of(st.sampled_from(string.punctuation + " \n\t1a甲"), st.characters())
)


@given(texts.filter(one_line))
def test_any_text_shows_as_itself_wherever_it_stands(text: str) -> None:
    line, inert = one_line(text), inert_markdown(text)
    assert "\n" not in inert
    assert_shows(inert, ["paragraph_open", "inline"], line)
    assert_shows(f"# {inert}", ["heading_open", "inline"], line)
    item = ["bullet_list_open", "list_item_open", "paragraph_open", "inline"]
    assert_shows(f"- {inert}", item, line)
    assert_shows(f"12. {inert}", ["ordered_list_open", *item[1:]], line)


@given(texts)
def test_one_line_is_one_line_without_controls(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert one_line(line) == line
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line)


def hostile(text: str) -> CheckResult:
    """A notice with the text everywhere an application can put one."""
    finding = MISSING.model_copy(
        update={
            "instance": text,
            "message": f"未提交《平面图》（{text}）。",
            "reason": (MISSING.reason[1].model_copy(update={"value": text}),),
        }
    )
    defect = DEFECTIVE.model_copy(update={"message": text})
    correction = RESULTS["correction"]
    payload = correction.payload[0].model_copy(update={"where": text, "message": text})
    note = correction.notes[1].model_copy(update={"text": text})
    return correction.model_copy(
        update={
            "applicant": text,
            "place": text,
            "item_name": text,
            "findings": (finding, defect),
            "notes": (note,),
            "payload": (payload,),
        }
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_no_structure_of_the_markdown(text: str) -> None:
    def structure(markdown: str) -> list[str]:
        return [t.type for t in parsed(markdown)]

    markdown = render(hostile(text), "markdown")
    assert structure(markdown) == structure(render(hostile("某某"), "markdown"))
    children = {c.type for t in inline(parsed(markdown)) for c in t.children or ()}
    assert children <= {"text", "text_special", "strong_open", "strong_close"}
    assert f"申请人：{one_line(text)}" in [shown(t) for t in inline(parsed(markdown))]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_adds_no_line_to_the_text(text: str) -> None:
    plain = render(hostile(text), "text")
    assert len(plain.splitlines()) == len(render(hostile("某某"), "text").splitlines())
    assert plain.replace("\n", "").isprintable() or "\u3000" in text
    assert plain.encode("utf-8")


@pytest.mark.parametrize(
    ("address", "inert"),
    [
        ("https://example.org", "https\\://example.org"),
        ("HTTP://example.org", "HTTP\\://example.org"),
        ("WWW.example.org", "WWW\\.example.org"),
    ],
)
def test_a_bare_address_does_not_become_a_link(address: str, inert: str) -> None:
    # GitHub makes a link of ``://`` and of ``www.``, but not of an escaped sign in them.
    assert inert_markdown(f"见{address}") == f"见{inert}"
