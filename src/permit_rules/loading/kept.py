"""What was made of rule files before, so that a file that has not changed is not read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(slots=True)
class Kept:
    """Results by the files they were made of; what the last reading had no use for is dropped.

    A key must name everything that the result hangs on, the contents of the files with it.
    """

    _before: dict[Hashable, Any] = field(default_factory=dict)
    _now: dict[Hashable, Any] = field(default_factory=dict)

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under ``key``, or what ``make`` makes."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return cast(T, self._now[key])

    def next_reading(self) -> None:
        """Begin anew with what the reading before has used."""
        self._before, self._now = self._now, {}
