"""What the pages are made of: Markdown headings around HTML that is escaped already.

The site's Markdown is another one than CommonMark: it keeps a backslash before most signs. So
whatever comes from rule files stands in HTML blocks, or with its signs written as entities.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

import yaml

from permit_rules.guides.document import Document, Subheading
from permit_rules.guides.html import write_blocks
from permit_rules.written.inert import one_line
from permit_rules.written.numerals import ordinal

#: The files of the site below its source folder, by path.
Pages: TypeAlias = "dict[str, str]"


@dataclass(slots=True)
class Page:
    """A page while it is written.

    ``hidden`` are sidebars that it does without; ``weight`` is what a hit on it counts in the
    search, 0 keeps it out.
    """

    title: str
    hidden: tuple[str, ...] = ()
    weight: int = 1
    parts: list[str] = field(default_factory=list)

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """A heading that the table of contents shows."""
        name = f" {{#{anchor}}}" if anchor else ""
        self.parts.append(f"{'#' * level} {entities(text)}{name}")

    def paragraph(self, text: str) -> None:
        """A paragraph of plain text."""
        self.html(f"<p>{escape(one_line(text))}</p>")

    def html(self, markup: str) -> None:
        """A block of HTML, escaped already. An empty line would end it."""
        lines = (line for line in markup.splitlines() if line.strip())
        self.parts.append("\n".join(lines))

    def code(self, text: str, language: str, first_line: int) -> None:
        """Lines of a file, with their numbers there."""
        longest = max((len(run) for run in _runs(text, "`")), default=0)
        fence = "`" * max(3, longest + 1)
        self.parts.append(f'{fence}{language} linenums="{first_line}"\n{text}\n{fence}')

    def document(self, document: Document) -> None:
        """A guide: its sections as headings, its blocks as HTML."""
        for text in document.lead:
            self.paragraph(text)
        for number, section in enumerate(document.sections, 1):
            self.heading(f"{ordinal(number)}、{section.heading}", 2, f"s{number}")
            for inner, block in enumerate(section.blocks, 1):
                if isinstance(block, Subheading):
                    self.heading(block.text, 3, f"s{number}-{inner}")
                else:
                    self.html(write_blocks([block]))

    def text(self) -> str:
        """The Markdown of the page."""
        about = {
            **({"hide": list(self.hidden)} if self.hidden else {}),
            **({"search": {"boost": self.weight}} if self.weight > 1 else {}),
            **({} if self.weight else {"search": {"exclude": True}}),
        }
        head = f"---\n{yaml.safe_dump(about)}---\n\n" if about else ""
        return head + "\n\n".join((f"# {entities(self.title)}", *self.parts)) + "\n"


def entities(text: str) -> str:
    """A text as Markdown shows it anywhere: every ASCII sign that could mean something else."""
    return "".join(
        f"&#{ord(c)};" if c.isascii() and not (c.isalnum() or c in " ,()") else c
        for c in one_line(text)
    )


def cell(*lines: str) -> str:
    """The HTML of a cell from lines of plain text."""
    return "".join(f"<p>{escape(one_line(line))}</p>" for line in lines)


def html_table(columns: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """A table; the columns are plain text, the cells HTML."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "\n".join(f"<tr>{''.join(f'<td>{inner}</td>' for inner in row)}</tr>" for row in rows)
    name = f' class="{kind}"' if kind else ""
    return f"<table{name}>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def link(text: str, target: str) -> str:
    """A link inside the site."""
    return f'<a href="{escape(target, quote=True)}">{escape(one_line(text))}</a>'


def mark(passed: bool | None) -> str:
    """Whether something passed: 通过, 未通过, 未运行."""
    if passed is None:
        return '<span class="mark none">未运行</span>'
    kind, words = ("pass", "✓ 通过") if passed else ("fail", "✗ 未通过")
    return f'<span class="mark {kind}">{words}</span>'


def _runs(text: str, sign: str) -> Iterable[str]:
    run = ""
    for c in f"{text}\n":
        if c == sign:
            run += c
        elif run:
            yield run
            run = ""
