"""Rows of choices: all there are where they are few, else such that pairs come together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product


def rows(sizes: Sequence[int], bound: int) -> Iterator[tuple[int, ...]]:
    """Rows that pick one of ``sizes[n]`` options in place ``n``; the first picks every first one.

    Every row there is, where that makes no more than ``bound``; else at most ``bound`` rows, each
    with as many pairs of options as can be that no row before had together, until every pair has
    come up. The same sizes give the same rows.
    """
    if math.prod(sizes) <= bound:
        yield from product(*(range(size) for size in sizes))
        return
    yield from _Pairs(tuple(sizes)).rows(bound)


class _Pairs:
    """Which pairs of options have not yet stood in one row; options are numbered throughout."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self.sizes = sizes
        starts = [sum(sizes[:n]) for n in range(len(sizes))]
        self.options = [range(s, s + size) for s, size in zip(starts, sizes, strict=True)]
        everything = (1 << sum(sizes)) - 1
        self.open = [
            everything & ~(((1 << len(own)) - 1) << own.start) for own in self.options for _ in own
        ]

    def rows(self, bound: int) -> Iterator[tuple[int, ...]]:
        row = tuple(own.start for own in self.options)
        for _ in range(bound):
            self._seen(row)
            yield tuple(o - own.start for o, own in zip(row, self.options, strict=True))
            if not any(self.open):
                return
            row = self._next()

    def _seen(self, row: tuple[int, ...]) -> None:
        together = sum(1 << o for o in row)
        for option in row:
            self.open[option] &= ~together

    def _next(self) -> tuple[int, ...]:
        """The row that begins with the option of most open pairs and goes on with most of them."""
        first = max(range(len(self.open)), key=lambda o: self.open[o].bit_count())
        chosen = {self._place(first): first}
        together = 1 << first
        for place, own in enumerate(self.options):
            if place not in chosen:
                best = max(
                    own, key=lambda o: ((self.open[o] & together).bit_count(), self._weight(o))
                )
                chosen[place] = best
                together |= 1 << best
        return tuple(chosen[n] for n in range(len(self.options)))

    def _weight(self, option: int) -> int:
        return self.open[option].bit_count()

    def _place(self, option: int) -> int:
        return next(n for n, own in enumerate(self.options) if option in own)
