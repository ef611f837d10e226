"""What is said when a value cannot be read: one sentence, with the way to write it."""

from __future__ import annotations

from permit_rules.written.characters import clean

_QUOTED = 40


class NotReadable(ValueError):
    """A value that cannot be read without guessing.

    `str()` of it is one Chinese sentence for the person who wrote the value: what was found, and
    what to write instead. At most 40 characters of the value are repeated in it.
    """


def quoted(text: str) -> str:
    """The text in 「」, on one line, cut after 40 characters."""
    # One character in surplus is enough to know that something was cut.
    line = " ".join(clean(text[: 4 * _QUOTED]).split())
    if len(line) <= _QUOTED and len(text) <= 4 * _QUOTED:
        return f"「{line}」"
    return f"「{line[: _QUOTED - 1]}…」"
