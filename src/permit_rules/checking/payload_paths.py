"""Places inside a payload, as they are named wherever something is said of them."""

from __future__ import annotations

from permit_rules.diagnostics import Span


def at(path: str) -> Span:
    """A place inside a payload."""
    return Span(path or "payload", 0, 0)


def path_text(loc: tuple[str | int, ...]) -> str:
    """A location as people write it: ``materials[2].expires_on``."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
