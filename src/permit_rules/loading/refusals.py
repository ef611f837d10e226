"""Refusing a value: with a code, a sentence and a repair, and with what was certainly meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from pydantic_core import PydanticCustomError

from permit_rules.written import without_stop

V = TypeVar("V")


def refuse(code: str, message: str, help: str, meant: str = "") -> NoReturn:
    """Stop validating a value; the code is that of the diagnostic.

    ``meant`` is the whole text to be written in its place, where that is certain.
    """
    raise PydanticCustomError(
        "rule_file",
        "{message}",
        {
            "code": code,
            "message": message,
            "help": help,
            "meant": meant,
        },
    )


def refuse_stop(text: str, bare: str) -> NoReturn:
    """Stop validating a value that is one but for the punctuation behind it (SH137)."""
    stop = text[len(bare) :].strip()
    refuse(
        "SH137",
        f"「{text[:40]}」后面多了标点「{stop}」。",
        f"请删去标点，写成「{bare[:40]}」。",
        bare,
    )


def unstopped(read: Callable[[object], V]) -> Callable[[object], V]:
    """The reader, with a word for what it cannot read only because of a stop at the end."""

    def careful(value: object) -> V:
        try:
            return read(value)
        except PydanticCustomError:
            bare = without_stop(value.strip()) if isinstance(value, str) else None
            if bare is None:
                raise
            try:
                read(bare)
            except PydanticCustomError:
                bare = None
            if bare is None:
                raise
        refuse_stop(str(value).strip(), bare)

    return careful
