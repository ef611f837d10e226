"""Laying lower levels over higher ones: which statement about an id counts on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar

from permit_rules.model.item import Item, Overlay, Statements
from permit_rules.model.validity import Dated

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Layered(Generic[T]):
    """Everything said about one id, from the highest level down to the lowest.

    ``withdrawn`` are the days from which a lower level withdrew it.
    """

    id: str
    layers: tuple[Dated[T], ...]
    withdrawn: tuple[date, ...] = ()

    def on(self, day: date) -> T | None:
        """What counts on ``day``: the lowest level that says something; None when nothing does."""
        if any(day >= w for w in self.withdrawn):
            return None
        for dated in reversed(self.layers):
            version = dated.on(day)
            if version is not None:
                return version.value
        return None

    def unknown_on(self, day: date) -> bool:
        """Whether the rules should say something for ``day`` but do not."""
        if any(day >= w for w in self.withdrawn) or self.on(day) is not None:
            return False
        return not any(dated.known_absent(day) for dated in self.layers)

    @property
    def change_days(self) -> tuple[date, ...]:
        """Every day on which what counts may change."""
        return tuple(d for dated in self.layers for d in dated.change_days) + self.withdrawn


def layered(
    item: Item, overlays: Sequence[Overlay], section: Callable[[Statements], tuple[Dated[T], ...]]
) -> tuple[Layered[T], ...]:
    """One section of an item and its overlays, by id, in writing order.

    ``section`` picks it from the statements of one file, such as ``lambda s: s.materials``.
    """
    stack: dict[str, list[Dated[T]]] = {}
    for statements in _files(item, overlays):
        for dated in section(statements):
            stack.setdefault(dated.id, []).append(dated)
    withdrawn: dict[str, list[date]] = {}
    for overlay in overlays:
        for withdrawal in overlay.withdraws:
            withdrawn.setdefault(withdrawal.point, []).append(withdrawal.start)
    return tuple(
        Layered(id=i, layers=tuple(d), withdrawn=tuple(withdrawn.get(i, ())))
        for i, d in stack.items()
    )


def section_of(item: Item, overlays: Sequence[Overlay], name: str) -> tuple[Layered[Any], ...]:
    """One section by the name it has in :class:`Statements`, such as ``"materials"``."""
    return layered(item, overlays, attrgetter(name))


def _files(item: Item, overlays: Iterable[Overlay]) -> Iterator[Statements]:
    yield item.statements
    for overlay in overlays:
        yield overlay.replaces
        yield overlay.adds
