"""Whether anything of a ruleset can fire for a fact: seen before it is asked.

A rule fires only if all parts of its and, and one part of its or, hold. So for each rule a few of
its tests are watched of which one at least must hold; where none of those watched holds, the
ruleset is not asked. Where it is not certain, it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from permit_rules.conditions.nodes import Order
from permit_rules.engines.rete_rules import Comparison, Half
from permit_rules.engines.rete_texts import UNKNOWN, text_of


@dataclass(frozen=True, slots=True)
class Triggers:
    """The positions to watch: those where anything known may set something off, and those with
    the texts that may do so."""

    known: tuple[int, ...]
    texts: tuple[tuple[int, frozenset[str]], ...]

    def may_fire(self, texts: list[str]) -> bool:
        """Whether some rule may fire for a fact of these texts."""
        for position in self.known:
            if texts[position] is not UNKNOWN:
                return True
        return any(texts[position] in wanted for position, wanted in self.texts)


class Watching:
    """Which tests to watch of the rules of one side.

    Of the parts of an and any would do. Taken is the one most rules have in common, so that a few
    tests stand for many rules, such as those of one handling item; rules that are watched alike go
    into one ruleset, which is then left out as a whole. Tests on a flag that is off are passed
    over where there is a choice: most flags are off.
    """

    def __init__(self, rules: Iterable[Half]) -> None:
        self._common = Counter(test for half in rules for test in set(_tests(half)))
        self._found: dict[Half, tuple[Comparison, ...]] = {}

    def tests(self, half: Half) -> tuple[Comparison, ...]:
        """The tests of which one at least holds wherever ``half`` does, in a fixed order."""
        found = self._found.get(half)
        if found is None:
            found = self._found[half] = tuple(sorted(self._needed(half), key=_order))
        return found

    def place(self, half: Half) -> tuple[object, ...]:
        """Sorts rules that are watched alike next to each other."""
        return tuple(map(_order, self.tests(half)))

    def triggers(self, rules: Iterable[Half], positions: Mapping[int, int]) -> Triggers:
        """What to watch for one ruleset; ``positions`` are those of the slots among the texts."""
        texts: dict[int, set[str]] = {}
        known: set[int] = set()
        for test in {test for half in rules for test in self.tests(half)}:
            position = positions[test.slot]
            if test.order is Order.EQUAL:
                texts.setdefault(position, set()).add(text_of(test.slot, test.value))
            else:
                known.add(position)
        return Triggers(
            tuple(sorted(known)),
            tuple((position, frozenset(wanted)) for position, wanted in sorted(texts.items())),
        )

    def _needed(self, half: Half) -> frozenset[Comparison]:
        if isinstance(half, Comparison):
            return frozenset({half})
        parts = [self._needed(part) for part in half.parts]
        return min(parts, key=self._merit) if half.every else frozenset().union(*parts)

    def _merit(self, tests: frozenset[Comparison]) -> tuple[object, ...]:
        """The less, the rather it is taken."""
        return (
            sum(test.order is not Order.EQUAL for test in tests),
            any(test.value == 0 for test in tests),
            -sum(self._common[test] for test in tests),
            len(tests),
            sorted(map(_order, tests)),
        )


def _order(test: Comparison) -> tuple[int, str, int]:
    return test.slot, test.order.name, test.value


def _tests(half: Half) -> Iterator[Comparison]:
    if isinstance(half, Comparison):
        yield half
    else:
        for part in half.parts:
            yield from _tests(part)
