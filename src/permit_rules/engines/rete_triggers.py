"""Whether anything of a ruleset can fire for a fact: seen before it is asked.

A rule fires only if all parts of its and, and one part of its or, hold. So for each rule a few of
its tests are watched of which one at least must hold; where none of those watched holds, the
ruleset is not asked. Where it is not certain, it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.conditions.nodes import Order
from permit_rules.engines.rete_rules import Comparison, Half

#: What is not known. No operator of the engine matches a null against a number, ``!=`` included,
#: so it acts as a property left out, and the text of a fact stays one template to fill in.
UNKNOWN: Final = "null"


@dataclass(frozen=True, slots=True)
class Triggers:
    """The slots to watch: those with the texts that may set something off, and those that may do
    so with anything known."""

    texts: tuple[tuple[int, frozenset[str]], ...]
    known: tuple[int, ...]

    def may_fire(self, texts: list[str]) -> bool:
        """Whether some rule may fire for a fact of these texts."""
        for slot, wanted in self.texts:
            if texts[slot] in wanted:
                return True
        return any(texts[slot] is not UNKNOWN for slot in self.known)


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

    def triggers(self, rules: Iterable[Half]) -> Triggers:
        """What to watch for one ruleset."""
        texts: dict[int, set[str]] = {}
        known: set[int] = set()
        for test in {test for half in rules for test in self.tests(half)}:
            if test.order is Order.EQUAL:
                texts.setdefault(test.slot, set()).add(str(test.value))
            else:
                known.add(test.slot)
        return Triggers(
            tuple((slot, frozenset(wanted)) for slot, wanted in sorted(texts.items())),
            tuple(sorted(known)),
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
