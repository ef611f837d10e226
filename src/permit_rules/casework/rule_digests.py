"""The rules an answer rested on, point by point, so that a change can be told where it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from permit_rules.diagnostics import Span
from permit_rules.model.item import Statements
from permit_rules.model.rulebook import Rulebook

#: Enough hexadecimal digits to tell the versions of one point apart.
_SHOWN: Final = 16
#: What bounds the days of a rulebook, or is told of it elsewhere.
_NOT_RULES: Final = frozenset({"since", "until", "place", "levels", "gaps"})


def rule_digests(book: Rulebook) -> dict[str, str]:
    """A digest for each point, field and arrangement in force, by its id (``tea/M2``).

    What is said in other words but means the same has another digest; where it stands in the
    rule files makes no difference.
    """
    found: dict[str, str] = {}
    for name, entry in _entries(book):
        found[name] = _digest(entry)
    return dict(sorted(found.items()))


def rule_texts(book: Rulebook) -> Iterator[str]:
    """Every text of the rules that bear on an answer: names, aliases, choices, notices."""
    for _, entry in _entries(book):
        yield from _texts(_plain(entry))


def _entries(book: Rulebook) -> Iterator[tuple[str, Any]]:
    item = book.item.id
    yield item, replace(book.item, notes=(), exceptions=(), statements=Statements())
    for section in fields(book):
        value = getattr(book, section.name)
        if section.name in _NOT_RULES or section.name == "item":
            continue
        if section.name == "catalogue":
            yield from ((f"{item}/fields/{f.id}", f) for f in value.fields)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                own = getattr(entry, "id", "") or getattr(entry, "step", "") or str(number)
                where = "" if hasattr(entry, "id") else f"{section.name}/"
                yield f"{item}/{where}{own}", entry
        else:
            yield f"{item}/{section.name}", value


def _digest(value: Any) -> str:
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_SHOWN]


def _plain(value: Any) -> Any:
    """A value as JSON that is the same in every process."""
    if isinstance(value, Enum):
        return [type(value).__name__, value.name]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, (date, Decimal, float)):
        return str(value)
    if isinstance(value, Mapping):
        return [[_plain(k), _plain(v)] for k, v in sorted(value.items(), key=lambda e: str(e[0]))]
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(v) for v in value), key=str)
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    assert is_dataclass(value), type(value)
    inner = ((f.name, getattr(value, f.name)) for f in fields(value))
    return {name: _plain(v) for name, v in inner if not isinstance(v, Span)}


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, list):
        for inner in plain:
            yield from _texts(inner)
    elif isinstance(plain, dict):
        for inner in plain.values():
            yield from _texts(inner)
