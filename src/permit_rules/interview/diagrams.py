"""Decision diagrams: conditions as functions of what is asked, each in its one shortest form.

A diagram asks one question after the other, always in the same order (its *levels*); under each
answer (*place*) stands the diagram of what is left. Equal diagrams are one number, and none asks
what makes no difference. So whether a condition is settled, and what it still hangs on, can be
read off. (R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986; here with
any number of answers to a question.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

#: The diagrams of what fails and of what holds whatever is answered.
FAILS: Final = 0
HOLDS: Final = 1
#: The level of the two, below all questions.
_BOTTOM: Final = 1 << 30


class TooLarge(Exception):
    """A diagram takes more room than it is allowed."""


class Diagrams:
    """A table of diagrams.

    With ``base`` the table begins where that one ends, and leaves it as it is: what is worked out
    for one moment is thrown away with it, and any number of threads may build on one base that
    nobody adds to any more. ``room`` is the number of diagrams that the table may not pass.
    """

    def __init__(self, base: Diagrams | None = None) -> None:
        self.room = _BOTTOM
        self._base = base
        self._first = len(base) if base else 0
        self._levels: list[int] = [] if base else [_BOTTOM, _BOTTOM]
        self._below: list[tuple[int, ...]] = [] if base else [(), ()]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._joined: dict[tuple[bool, int, int], int] = {}
        self._negated: dict[int, int] = {}
        self._hanging: dict[int, frozenset[int]] = {}

    def __len__(self) -> int:
        return self._first + len(self._levels)

    def level(self, diagram: int) -> int:
        """The question it begins with."""
        return (
            self._levels[diagram - self._first]
            if diagram >= self._first
            else self._base.level(diagram)  # type: ignore[union-attr]
        )

    def below(self, diagram: int) -> tuple[int, ...]:
        """What is left under each answer to the question it begins with."""
        return (
            self._below[diagram - self._first]
            if diagram >= self._first
            else self._base.below(diagram)  # type: ignore[union-attr]
        )

    # ---- making ------------------------------------------------------------------------------

    def make(self, level: int, below: Sequence[int]) -> int:
        """The diagram that asks ``level`` and goes on as ``below`` says for each place.

        Raises:
            TooLarge: there is no room for it.
        """
        if len(set(below)) == 1:
            return below[0]
        key = (level, tuple(below))
        found = self._find(key)
        if found is None:
            if len(self) >= self.room:
                raise TooLarge
            found = self._known[key] = len(self)
            self._levels.append(level)
            self._below.append(key[1])
        return found

    def _find(self, key: tuple[int, tuple[int, ...]]) -> int | None:
        if self._base is not None:
            found = self._base._find(key)
            if found is not None:
                return found
        return self._known.get(key)

    def every(self, diagrams: Iterable[int]) -> int:
        """What holds where all of them hold."""
        found = HOLDS
        for each in diagrams:
            found = self._join(True, found, each)
        return found

    def some(self, diagrams: Iterable[int]) -> int:
        """What holds where one of them holds."""
        found = FAILS
        for each in diagrams:
            found = self._join(False, found, each)
        return found

    def _join(self, every: bool, one: int, other: int) -> int:
        ends, goes_on = (FAILS, HOLDS) if every else (HOLDS, FAILS)
        if one == ends or other == ends:
            return ends
        if one in (goes_on, other):
            return other
        if other == goes_on:
            return one
        key = (every, one, other) if one < other else (every, other, one)
        found = self._joined.get(key)
        if found is None:
            level = min(self.level(one), self.level(other))
            found = self._joined[key] = self.make(level, self._pairs(every, level, one, other))
        return found

    def _pairs(self, every: bool, level: int, one: int, other: int) -> list[int]:
        left = self.below(one) if self.level(one) == level else None
        right = self.below(other) if self.level(other) == level else None
        if left is None:
            assert right is not None
            return [self._join(every, one, r) for r in right]
        if right is None:
            return [self._join(every, x, other) for x in left]
        return [self._join(every, x, y) for x, y in zip(left, right, strict=True)]

    def negated(self, diagram: int) -> int:
        """What holds where it fails."""
        if diagram in (FAILS, HOLDS):
            return 1 - diagram
        found = self._negated.get(diagram)
        if found is None:
            below = [self.negated(each) for each in self.below(diagram)]
            found = self._negated[diagram] = self.make(self.level(diagram), below)
        return found

    def restricted(self, diagrams: Iterable[int], known: Mapping[int, Sequence[int]]) -> list[int]:
        """What is left of each where the answers to some questions are known.

        ``known`` has, for a level, the places that are still possible, rising, at least one.
        """
        seen = {FAILS: FAILS, HOLDS: HOLDS}

        def left(diagram: int) -> int:
            found = seen.get(diagram)
            if found is None:
                level, below = self.level(diagram), self.below(diagram)
                possible = known.get(level)
                if possible is None:
                    found = self.make(level, [left(each) for each in below])
                elif len(possible) == 1:
                    found = left(below[possible[0]])
                else:
                    # Nobody comes to the other places; the first possible one stands for them.
                    kept = {place: left(below[place]) for place in possible}
                    first = kept[possible[0]]
                    found = self.make(level, [kept.get(p, first) for p in range(len(below))])
                seen[diagram] = found
            return found

        return [left(each) for each in diagrams]

    # ---- reading -----------------------------------------------------------------------------

    def hangs_on(self, diagram: int) -> frozenset[int]:
        """The levels that still make a difference."""
        found = self._hanging.get(diagram)
        if found is None:
            inside = (self.level(each) for each in self._inside(diagram))
            found = self._hanging[diagram] = frozenset(inside)
        return found

    def _inside(self, diagram: int) -> Iterator[int]:
        seen: set[int] = set()
        stack = [diagram]
        while stack:
            each = stack.pop()
            if each > HOLDS and each not in seen:
                seen.add(each)
                yield each
                stack.extend(self.below(each))

    def settled(
        self, diagram: int, asked: frozenset[int], possible: Mapping[int, Sequence[int]]
    ) -> Fraction:
        """Of the answers to the questions ``asked`` together, the share that settle it.

        Every combination of places counts the same; ``possible`` has those that are left of a
        level, where not all are.
        """
        last = max(asked)
        memo: dict[int, tuple[int, int]] = {FAILS: (FAILS, FAILS), HOLDS: (HOLDS, HOLDS)}

        def ends(each: int) -> tuple[int, int]:
            """Where it holds, and where it may, whatever else is answered."""
            found = memo.get(each)
            if found is None:
                level = self.level(each)
                if level > last:
                    # It hangs on something, and nothing that it hangs on is asked.
                    return FAILS, HOLDS
                surely, perhaps = zip(*(ends(b) for b in self.below(each)), strict=True)
                if level in asked:
                    found = self.make(level, surely), self.make(level, perhaps)
                else:
                    found = self.every(surely), self.some(perhaps)
                memo[each] = found
            return found

        surely, perhaps = ends(diagram)
        return self._share(surely, possible) + 1 - self._share(perhaps, possible)

    def _share(self, diagram: int, possible: Mapping[int, Sequence[int]]) -> Fraction:
        """The share of combinations under which it holds."""
        memo = {FAILS: Fraction(0), HOLDS: Fraction(1)}

        def share(each: int) -> Fraction:
            found = memo.get(each)
            if found is None:
                below = self.below(each)
                places = possible.get(self.level(each), range(len(below)))
                found = memo[each] = sum((share(below[p]) for p in places), Fraction(0)) / len(
                    places
                )
            return found

        return share(diagram)
