"""A case as stores keep it: one text that loses nothing, and the columns that are asked for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from pydantic_core import PydanticSerializationError, to_jsonable_python

from permit_rules.casework.case import Case

#: The number of the form in which stores keep cases; a store of a higher one is refused.
STORE_FORMAT: Final = 1
#: How many cases a store writes, or holds in memory, at a time.
CHUNK: Final = 500

# What no database takes in a text: NUL (PostgreSQL) and lone surrogates (not UTF-8); then the
# sign that begins an escape.
_UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff\\\\]")


class KeptCase(NamedTuple):
    """One row: ``body`` is the whole case, the others are there to be searched by.

    ``digest`` is the SHA-256 of the body: equal cases have equal digests.
    """

    id: str
    item: str
    office: str
    received_on: date | None
    decided_on: date | None
    events: int
    digest: str
    body: str


def kept(case: Case) -> KeptCase:
    """The row of a case."""
    body = case_text(case)
    decided = case.decided
    return KeptCase(
        id=column(case.id),
        item=column(case.item),
        office=column(case.office),
        received_on=case.received_on,
        decided_on=decided.on if decided else None,
        events=len(case.events),
        digest=hashlib.sha256(body.encode()).hexdigest(),
        body=body,
    )


def case_text(case: Case) -> str:
    """The case as JSON in which nothing stands that a database refuses."""
    try:
        text = case.model_dump_json()
    except PydanticSerializationError:
        return _escaped_text(case)
    # Of a key with a lone surrogate pydantic makes another one, without a word.
    return _escaped_text(case) if "\ufffd" in text else text


def _escaped_text(case: Case) -> str:
    # A lone surrogate is no UTF-8; escaped it is plain ASCII.
    return json.dumps(
        case.model_dump(), default=to_jsonable_python, ensure_ascii=True, separators=(",", ":")
    )


def read_case(body: str) -> Case:
    """The case that :func:`case_text` wrote."""
    try:
        return Case.model_validate_json(body)
    except ValueError:
        # Only Python's own reader takes an escaped lone surrogate.
        return Case.model_validate(json.loads(body))


def column(text: str) -> str:
    r"""A text as it stands in a column: ``\`` doubled, what no database holds as ``\uXXXX``."""
    return _UNKEEPABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return "\\\\" if character == "\\" else f"\\u{ord(character):04x}"


def in_chunks(cases: Iterable[Case]) -> Iterator[list[KeptCase]]:
    """The rows of the cases, some at a time, without holding them all."""
    rows = (kept(case) for case in cases)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def first_twice(chunk: Iterable[KeptCase], known: frozenset[str]) -> str:
    """The id, as it stands in its column, of the first row that is known or stands twice."""
    seen = set(known)
    for row in chunk:
        if row.id in seen:
            return row.id
        seen.add(row.id)
    raise LookupError("every row is new")
