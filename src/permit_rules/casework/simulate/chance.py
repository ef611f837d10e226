"""Chance that can be repeated: everything drawn follows from a text."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws numbers that are the same on every machine for the same text.

    Only :meth:`random.Random.random` is used: of all methods it alone is promised to give the
    same numbers in every version of Python.
    """

    def __init__(self, text: str) -> None:
        self._random = Random(text)

    def share(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._random.random()

    def yes(self, probability: float) -> bool:
        """True with this probability."""
        return self._random.random() < probability

    def below(self, number: int) -> int:
        """A whole number from 0 up to, not including, ``number``."""
        return int(self._random.random() * number)

    def pick(self, values: Sequence[T]) -> T:
        """One of several, each as likely."""
        return values[self.below(len(values))]

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of several, as likely as its weight says."""
        mark = self._random.random() * sum(weights)
        for value, weight in zip(values, weights, strict=True):
            mark -= weight
            if mark < 0:
                return value
        return values[-1]

    def some(self, values: Sequence[T], number: int) -> tuple[T, ...]:
        """So many different ones, in the order in which they stand; all where there are fewer."""
        left = list(range(len(values)))
        drawn = [left.pop(self.below(len(left))) for _ in range(min(number, len(values)))]
        return tuple(values[n] for n in sorted(drawn))
