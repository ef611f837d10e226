"""How review points are named in a notice, and which permits a line is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from permit_rules.notices.phrases import local_id


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of the items that a notice is about, by id; empty where it is about one alone.

    With one item a point goes by its number and nobody asks whose it is. A point may have a name
    of its own there, under its whole id.
    """

    items: Mapping[str, str] = field(default_factory=dict)

    def points(self, points: Iterable[str]) -> str:
        """Points in a row: M2、M3; of several items 食品经营许可M2、M3；烟草专卖零售许可M3."""
        numbers: dict[str, dict[str, None]] = {}
        for point in points:
            numbers.setdefault(self._item(point), {})[local_id(point)] = None
        return "；".join(f"{item}{'、'.join(own)}" for item, own in numbers.items())

    def permits(self, points: Iterable[str]) -> str:
        """The permits that points belong to, each once; "" where there is one alone."""
        return "、".join(dict.fromkeys(name for p in points if (name := self._item(p))))

    def _item(self, point: str) -> str:
        item, _, number = point.partition("/")
        return self.items.get(point) or (self.items.get(item, "") if number else "")


#: One item alone.
ALONE: Final = Naming()
