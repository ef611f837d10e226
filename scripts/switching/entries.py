"""The tables of switches: which text of which file makes a numbered mechanism work.

An entry of ``tests/switches/*.yaml`` names a number (``S1-2``, ``P-89``), a file in ``src/`` or
``rules/``, the text that makes the mechanism work, and the text that switches it off. A number
whose scenarios nothing can be switched off for stands in ``without.yaml``, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path("tests") / "switches"
WITHOUT: Final = "without.yaml"
#: A switch changes how the library works or what its rules say, never what is expected of it.
SWITCHED: Final = ("src/", "rules/")
#: The tags of scenarios that name a mechanism or a rule of procedure.
NUMBER: Final = re.compile(r"@((?:S\d-\d{1,2})|(?:P-\d{2,3}))(?=\s)")
_KEYS: Final = frozenset({"number", "file", "replace", "by", "why"})


class EntryWrong(Exception):
    """An entry that cannot be used: a key too many or lacking, or a text not found just once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One mechanism and how it is switched off; ``where`` is the table it stands in."""

    number: str
    file: str
    replace: str
    by: str
    why: str = ""
    where: str = ""

    def off(self, root: Path) -> str:
        """The whole text of the file beneath ``root`` with the mechanism switched off.

        Raises:
            EntryWrong: there is no such file, or the text does not stand there exactly once.
        """
        path = root / self.file
        if not self.file.startswith(SWITCHED) or not path.is_file():
            raise EntryWrong(f"{self}: no such file in {' or '.join(SWITCHED)}: {self.file}")
        text = path.read_text("utf-8")
        found = text.count(self.replace)
        if found != 1:
            raise EntryWrong(f"{self}: {found} times in {self.file}: {self.replace!r}")
        if self.by == self.replace:
            raise EntryWrong(f"{self}: replaced by itself")
        return text.replace(self.replace, self.by)

    def __str__(self) -> str:
        return f"{self.where} {self.number}".strip()


def switches(root: Path) -> tuple[Switch, ...]:
    """All entries of the tables beneath ``root``, in the order of their numbers.

    Raises:
        EntryWrong: an entry is not of the form described above.
    """
    tables = sorted(p for p in (root / FOLDER).glob("*.yaml") if p.name != WITHOUT)
    found = [_switch(entry, path.name) for path in tables for entry in _list(path)]
    return tuple(sorted(found, key=lambda s: in_order(s.number)))


def without(root: Path) -> dict[str, str]:
    """The numbers for which nothing is switched off, each with the reason."""
    path = root / FOLDER / WITHOUT
    return {e["number"]: e["reason"] for e in _list(path)} if path.is_file() else {}


def tagged(root: Path) -> dict[str, tuple[Path, ...]]:
    """The features beneath ``root`` by the numbers that their tags name."""
    found: dict[str, list[Path]] = {}
    for path in sorted((root / "features").rglob("*.feature")):
        for number in sorted(set(_numbers(path.read_text("utf-8").splitlines()))):
            found.setdefault(number, []).append(path)
    return {number: tuple(paths) for number, paths in found.items()}


def in_order(number: str) -> tuple[str, int, int]:
    """A key that sorts S1-2 before S1-10, and the P-numbers behind or before as letters go."""
    letter, digits, *rest = re.split(r"(?<=[SP])-?|-", number)
    return letter, int(digits), int(rest[0]) if rest else 0


def _numbers(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.lstrip().startswith("@"):
            yield from NUMBER.findall(line + " ")


def _list(path: Path) -> list[dict[str, Any]]:
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise EntryWrong(f"{path.name}: not a list of entries")
    return entries


def _switch(entry: dict[str, Any], where: str) -> Switch:
    strange = set(entry) - _KEYS
    lacking = {"number", "file", "replace", "by"} - set(entry)
    if strange or lacking or not all(isinstance(v, str) for v in entry.values()):
        raise EntryWrong(f"{where}: lacking {lacking}, unknown {strange}, or not text: {entry}")
    return Switch(**entry, where=where)
