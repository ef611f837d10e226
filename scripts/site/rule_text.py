"""The lines of a rule file that state one entry, exactly as they stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from permit_rules.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file; ``first`` and ``last`` count from 1."""

    file: str
    first: int
    last: int
    text: str


def entry_lines(folder: Path, where: Span, point: str) -> Lines:
    """The whole entry of ``point``, of which something stands at ``where``."""
    lines = (folder / where.file).read_text("utf-8").splitlines()
    own = re.compile(rf"编号:\s*[\"']?{re.escape(point)}(?![\w-])")
    at = where.line - 1
    while True:
        # An entry on one line, also where it is the only one of its section.
        alone = re.search(rf"\{{[^{{}}]*{own.pattern}", lines[at])
        start = at if alone else _item_start(lines, at)
        end = _end(lines, start)
        # A version stands inside its entry: go on outwards until the entry names the point.
        if start == 0 or any(own.search(line) for line in _own_lines(lines[start:end])):
            break
        at = start - 1
    return Lines(where.file, start + 1, end, "\n".join(lines[start:end]))


def _item_start(lines: list[str], at: int) -> int:
    """The line at or above which begins the list item, or the key, that a line belongs to."""
    limit = _indent(lines[at])
    if limit == 0 or _item(lines[at]):
        return at
    for number in range(at, -1, -1):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _indent(line) < limit or (_item(line) and _indent(line) < limit + 1):
            return number
    return 0


def _end(lines: list[str], start: int) -> int:
    """The line behind the entry, without the comments and blanks that follow it."""
    depth = _indent(lines[start])
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _indent(line) <= depth:
            break
        end = number + 1
    return end


def _own_lines(block: list[str]) -> list[str]:
    """The lines of an entry's own keys, not those of what stands inside it."""
    first = _indent(block[0]) + 2
    return [block[0], *(line for line in block[1:] if _indent(line) == first)]


def _item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
