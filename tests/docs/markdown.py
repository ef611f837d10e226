"""The pages under ``docs/`` as tests read them: blocks, tables, and the comments that tie a table.

No reader sees the comments: ``<!-- keys: … -->`` before a table of keys, ``<!-- values: … -->`` in
a row of words, ``<!-- fields: … -->`` before a table of fields, ``<!-- conditions: … -->`` before a
table of conditions, ``<!-- constants: … -->`` before a table of numbers.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FORMAT = (DOCS / "rules-format.zh-CN.md").read_text("utf-8")
INTEGRATORS_PAGE = DOCS / "integrators.md"
INTEGRATORS = INTEGRATORS_PAGE.read_text("utf-8")
ENGINE = (DOCS / "engine.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def table(text: str) -> list[list[str]]:
    """The cells of the table with which a text begins, without its head."""
    lines = text.lstrip("\n").split("\n\n", 1)[0].splitlines()
    assert lines[1].startswith("|---"), lines[:2]
    return [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines[2:]
    ]


def tables(text: str, kind: str) -> list[tuple[str, list[list[str]]]]:
    """What each comment of a kind says, and the table behind it."""
    found = re.finditer(rf"^<!-- {kind}: (.+?) -->\n", text, re.MULTILINE)
    return [(match[1], table(text[match.end() :])) for match in found]


def spans(cell: str) -> list[str]:
    """The texts between backquotes."""
    return re.findall(r"`([^`]+)`", cell)


def words(text: str) -> dict[str, list[str]]:
    """What the rows with a ``values`` comment list, by what the comment says."""
    rows = re.findall(r"^\|[^|]*<!-- values: (\w+) -->[^|]*\|([^|]*)\|", text, re.MULTILINE)
    return {name: spans(cell) for name, cell in rows}
