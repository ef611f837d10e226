"""Texts made inert: whatever was typed into an application stays a text."""

from __future__ import annotations

import re
from typing import Final

from permit_rules.written.characters import clean

# What breaks a line or indents one; a full-width blank inside a name is part of the name.
_BLANKS: Final = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Everything that begins markup inside a line, in CommonMark, GitHub's tables, strike-through
# and formulas, or kramdown's attributes.
_INSIDE: Final = re.compile(r"[\\`*_\[\]<>|~&$#{}]")
# Numbered and bulleted lists, underlines of headings, definitions.
_NUMBER_AT_START: Final = re.compile(r"\A([0-9]{1,9})([.)])")
_MARK_AT_START: Final = re.compile(r"\A([-+=:])")
# GitHub makes links of bare addresses.
_ADDRESS: Final = re.compile(r"(?i)(www)(\.)|([a-z])(:)(?=//)")


def one_line(text: str) -> str:
    """The text on one line: no controls, no marks that turn the writing round, single blanks."""
    return _BLANKS.sub(" ", clean(text)).strip()


def inert_markdown(text: str) -> str:
    """The text as Markdown that shows exactly it: one line, no markup, wherever it stands."""
    line = _INSIDE.sub(r"\\\g<0>", one_line(text))
    line = _ADDRESS.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", line)
    line = _NUMBER_AT_START.sub(r"\1\\\2", line)
    return _MARK_AT_START.sub(r"\\\1", line)
