"""Ways of spoiling a payload: as a program's values, as JSON text, and as bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from tests.fuzz.hostile import NAMES, TEXTS, VALUES

Payload: TypeAlias = "dict[str, Any]"
#: A list or an object in a payload, and the index or key of one thing in it.
Spot: TypeAlias = "tuple[Any, Any]"

#: What one payload may grow to, counted in characters and values: changes multiply one another.
LARGEST: Final = 300_000

#: Keys that an application may have, in places where they do not belong.
_KEYS: Final = (
    *NAMES, "item", "place", "received_on", "channel", "applicant", "persons", "facts", "materials",
    "shared", "routes", "history", "name", "code", "form", "copies", "signed", "sealed", "parts",
    "signed_by", "issued_on", "expires_on", "states", "contents", "covers", "of", "bars", "reason",
    "decided_on", "kind", "promised", "role", "姓名", "职务", "店名", "分店", "人员", "业务办理项",
    "收件日", "经营项目", "营业面积", "M1", "M2", "M3a", "电子营业执照", "credit",
    "serious_dishonesty", "earlier_rounds", "receiving_authority", "source", "disputed", "uscc",
)  # fmt: skip


def spots(value: Any) -> list[Spot]:
    """Everything in a payload that can be put in the place of something else."""
    found: list[Spot] = []
    waiting = [value]
    while waiting and len(found) < 2_000:
        node = waiting.pop()
        inner = list(node) if isinstance(node, dict) else range(len(node))
        for key in inner:
            found.append((node, key))
            if isinstance(node[key], (dict, list)):
                waiting.append(node[key])
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a payload: what is done, where, and with which value."""

    number: int
    where: int
    value: Any

    def __call__(self, payload: Payload) -> None:
        found = spots(payload)
        if found:
            node, key = found[self.where % len(found)]
            _CHANGES[self.number % len(_CHANGES)](node, key, _copied(self.value), self.where)


def _replace(node: Any, key: Any, value: Any, where: int) -> None:
    node[key] = value


def _remove(node: Any, key: Any, value: Any, where: int) -> None:
    del node[key]


def _rename(node: Any, key: Any, value: Any, where: int) -> None:
    if isinstance(node, dict):
        node[_KEYS[where % len(_KEYS)]] = node.pop(key)
    else:
        node.insert(where % (len(node) + 1), value)


def _add(node: Any, key: Any, value: Any, where: int) -> None:
    if isinstance(node, dict):
        node[_KEYS[where % len(_KEYS)]] = value
    else:
        node += [value] * (1 + where % 3)


def _repeat(node: Any, key: Any, value: Any, where: int) -> None:
    if isinstance(node, list):
        node += [_copied(node[key])] * (1, 2, 50)[where % 3]
    elif isinstance(node[key], str):
        node[key] = node[key][:1_000] * (2, 50, 200)[where % 3]
    else:
        node[key] = [node[key]] * 3


def _wrap(node: Any, key: Any, value: Any, where: int) -> None:
    node[key] = [node[key]] if where % 2 else {_KEYS[where % len(_KEYS)]: node[key]}


def _decorate(node: Any, key: Any, value: Any, where: int) -> None:
    """A text with something strange before, in or behind it."""
    if isinstance(node[key], str):
        strange = TEXTS[where % len(TEXTS)][:200]
        at = where % (len(node[key]) + 1)
        node[key] = node[key][:at] + strange + node[key][at:]
    else:
        node[key] = value


_CHANGES: Final[tuple[Callable[[Any, Any, Any, int], None], ...]] = (
    _replace, _replace, _remove, _rename, _add, _add, _repeat, _wrap, _decorate, _decorate,
)  # fmt: skip

_TEXTS_AND_VALUES: Final = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    # Not `sampled_from` the values themselves: two of them are equal to others by ==.
    st.integers(0, len(VALUES) - 1).map(VALUES.__getitem__),
    st.text(max_size=6),
)


def changed(payloads: st.SearchStrategy[Payload], most: int = 6) -> st.SearchStrategy[Payload]:
    """These payloads with some of their values spoiled."""
    change = st.builds(Change, st.integers(0, 99), st.integers(0, 2**20), _TEXTS_AND_VALUES)
    return st.builds(_spoiled, payloads, st.lists(change, min_size=1, max_size=most))


def _spoiled(payload: Payload, changes: list[Change]) -> Payload:
    made: Payload = _copied(payload)
    for change in changes:
        before = _copied(made)
        change(made)
        if _size(made) > LARGEST:
            made = before
    return made


def _copied(value: Any, depth: int = 0) -> Any:
    """A copy down to where nothing is changed any more; `copy.deepcopy` has no end to it."""
    if depth < 50 and isinstance(value, dict):
        return {key: _copied(inner, depth + 1) for key, inner in value.items()}
    if depth < 50 and isinstance(value, list):
        return [_copied(inner, depth + 1) for inner in value]
    return value


def _size(value: Any) -> int:
    """How much the payload would be as text, or a little more than ``LARGEST``."""
    size = 0
    waiting = [value]
    while waiting and size <= LARGEST:
        node = waiting.pop()
        size += len(node) if isinstance(node, str) else 1
        if isinstance(node, dict):
            waiting += [*node.values(), *map(str, (k for k in node if isinstance(k, str)))]
        elif isinstance(node, (list, tuple)):
            waiting += node
    return size


# ---- as text and bytes -----------------------------------------------------------------------


def as_text(payload: Payload, how: int) -> str | bytes | None:
    """The payload as some program would send it; None where it has no JSON."""
    try:
        text = json.dumps(
            payload, ensure_ascii=bool(how & 1), default=str, indent=1 if how & 2 else None
        )
    except (TypeError, ValueError, RecursionError):
        return None
    encoding = ("utf-8-sig", "utf-16", "gb18030", "latin-1", "", "", "")[how // 4 % 24 :][:1]
    if not encoding:
        return text.encode("utf-8", "surrogatepass")
    return text.encode(encoding[0], "replace") if encoding[0] else text


_JSON_PIECES: Final = (
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u0000", b"\\ud800", b"\\ud83d\\udca9",
    b"NaN", b"-Infinity", b"1e999", b"1e-999", b"1e" + b"9" * 20, b"-0", b"01", b"9" * 400,
    b"9" * 5000, b"0." + b"1" * 400, b"null", b"true", b"\xff", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"\0", b"\r", b"/* */", b"'", b'"id":1,', b'"item":"x",', b'"sid":"0",',
    b"[" * 2000, b'{"a":' * 2000, b"\xe2\x80\xae",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """One change of a JSON text that knows nothing of JSON."""

    where: int
    length: int
    piece: int

    def __call__(self, content: bytes) -> bytes:
        at = self.where % (len(content) + 1)
        piece = _JSON_PIECES[self.piece % len(_JSON_PIECES)] if self.piece else b""
        if self.piece % 7 == 6:  # what stands here comes twice
            piece = content[at : at + self.length * 20]
        return content[:at] + piece + content[at + self.length :]


def slips() -> st.SearchStrategy[list[Slip]]:
    """A few such changes; none at all half of the time."""
    number = st.integers(0, 2**20)
    slip = st.builds(Slip, number, st.integers(0, 8), st.integers(0, 200))
    return st.one_of(st.just([]), st.lists(slip, min_size=1, max_size=4))
