"""One form for a payload, so that the same payload always has the same digest.

Two payloads have the same form where the checker reads the same from both: keys may come in any
order and the JSON text may be spaced in any way. ``1`` and ``1.0`` stay two things, and a key that
stands twice stands twice, because the checker may answer differently.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, Literal

from pydantic import BaseModel

from permit_rules.checking.payload import Payload

#: ``json``: the text is JSON in canonical form. ``text``, ``base64``: what was handed over is no
#: JSON; the text is it, or its bytes.
Kind = Literal["json", "text", "base64"]

_TOO_DEEP: Final = "a payload that is recorded may not be nested so deeply"


@dataclass(frozen=True, slots=True)
class CanonicalPayload:
    """A payload in its one form; ASCII only, except what is no JSON at all."""

    kind: Kind
    text: str

    @property
    def encoded(self) -> bytes:
        """What the digest is taken of."""
        return f"{self.kind}\n{self.text}".encode("utf-8", "surrogatepass")

    @property
    def payload(self) -> str | bytes:
        """A payload that the checker reads as it read the first one."""
        return base64.b64decode(self.text) if self.kind == "base64" else self.text


def canonical(payload: Payload) -> CanonicalPayload:
    """The one form of ``payload``.

    Raises:
        TypeError: a value in it is of a kind that JSON cannot say, so that nobody could hand the
            same payload in again.
        ValueError: it is nested too deeply to be written.
    """
    if isinstance(payload, (str, bytes)):
        return _of_text(payload)
    try:
        return CanonicalPayload("json", _written(payload, "payload"))
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None


def _of_text(text: str | bytes) -> CanonicalPayload:
    try:
        read = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        return CanonicalPayload("base64", base64.b64encode(text).decode("ascii"))  # type: ignore[arg-type]
    try:
        data = json.loads(
            read.lstrip("\ufeff"),
            parse_float=_figure,
            parse_int=_Literal,
            parse_constant=_Literal,
            object_pairs_hook=_Pairs,
        )
        return CanonicalPayload("json", _written(data, "payload"))
    except (ValueError, RecursionError):
        return CanonicalPayload("text", read)


class _Literal(str):
    """A figure as it stands in JSON."""


class _Pairs(tuple[tuple[str, Any], ...]):
    """The entries of a JSON object, with every key as often as it was written."""


def _figure(text: str) -> _Literal:
    try:
        return _Literal(str(Decimal(text)))
    except InvalidOperation:
        return _Literal(text)


def _written(value: Any, path: str) -> str:
    if isinstance(value, _Literal):
        return str(value)
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (str, bool)):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # As the checker takes it; NaN and the infinite stay what JSON readers call them.
        return json.dumps(value) if value - value != 0 else str(Decimal(repr(float(value))))
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else "NaN"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return json.dumps(day.isoformat())
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in value.model_fields_set}
    if isinstance(value, Mapping):
        value = _Pairs(value.items())
    if isinstance(value, _Pairs):
        return _object(value, path)
    if isinstance(value, (set, frozenset)):
        return _list(sorted(value, key=str), path)
    if isinstance(value, (list, tuple)):
        return _list(value, path)
    raise TypeError(f"{path} is a {type(value).__name__}; a payload that is recorded is JSON")


def _object(pairs: _Pairs, path: str) -> str:
    named = [(_key(key, path), value) for key, value in pairs]
    inner = (f"{json.dumps(k)}:{_written(v, f'{path}.{k}')}" for k, v in sorted(named, key=_first))
    return "{" + ",".join(inner) + "}"


def _list(values: Iterable[Any], path: str) -> str:
    return "[" + ",".join(_written(v, f"{path}[{n}]") for n, v in enumerate(values)) + "]"


def _key(key: Any, path: str) -> str:
    key = key.value if isinstance(key, Enum) else key
    if isinstance(key, (str, int, date)) or key is None:
        return str(key)
    raise TypeError(
        f"a key of {path} is a {type(key).__name__}; a payload that is recorded is JSON"
    )


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]
