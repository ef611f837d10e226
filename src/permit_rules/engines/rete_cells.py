"""What rulesets answered, kept by the cells of the facts they read.

A condition compares each fact only with constants, so what fires hangs on the cells alone: the
stretch a number lies in, the value chosen, 1 or 0, or unknown. An answer that is kept needs no
asking; one that is not is durable-rules's to give.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from permit_rules.conditions.kept import Kept
from permit_rules.engines.protocol import Hits

#: A whole answer takes as much memory as the answer of one ruleset for every so many questions.
QUESTIONS_A_RULESET: Final = 8


@dataclass(frozen=True, slots=True)
class AnswersKept:
    """How many answers of rulesets are kept, of at most ``most``, and how often they served.

    Of ``asked`` rulesets ``found`` were answered from what was kept. Where several threads check
    at once a few may go uncounted. ``whole`` answers to all questions of an application, or of a
    member, are kept besides; one that serves counts as its rulesets do.
    """

    kept: int = 0
    most: int = 0
    asked: int = 0
    found: int = 0
    whole: int = 0

    @property
    def hit_rate(self) -> float:
        """The share of rulesets answered from what was kept, 0.0 where none was asked."""
        return self.found / self.asked if self.asked else 0.0

    def __add__(self, other: AnswersKept) -> AnswersKept:
        return AnswersKept(
            self.kept + other.kept,
            self.most + other.most,
            self.asked + other.asked,
            self.found + other.found,
            self.whole + other.whole,
        )


class Room(Kept[Hits]):
    """Whole answers of one scope; ``served`` is how often one spared asking ``rulesets``."""

    __slots__ = ("rulesets", "served")

    def __init__(self, most: int, rulesets: int) -> None:
        super().__init__(most)
        self.rulesets = rulesets
        self.served = 0


class Cells:
    """The marks of the rules that fired, by ruleset and cells; at most ``most`` of them.

    Whole answers are kept besides, as many as take about the same memory. Safe in any number of
    threads. With ``most`` 0 nothing is kept.
    """

    def __init__(self, most: int) -> None:
        self._kept = Kept[frozenset[int]](most)
        self._whole: list[Room] = []
        self._asked = 0
        self._found = 0

    def __bool__(self) -> bool:
        return self._kept.most > 0

    def room(self, questions: int, rulesets: int, scopes: int) -> Room | None:
        """Where the whole answers of a scope of so many questions are kept, by their vectors.

        One that serves spares asking so many ``rulesets``. The scope is one of so many ``scopes``
        that share the memory; None where nothing is kept.
        """
        if not self:
            return None
        most = self._kept.most * QUESTIONS_A_RULESET // (questions * scopes)
        room = Room(max(1, most), rulesets)
        self._whole.append(room)
        return room

    def get(self, pack: int, cells: Hashable) -> frozenset[int] | None:
        """What ruleset number ``pack`` answered to these cells, if it is kept."""
        self._asked += 1
        found = self._kept.get((pack, cells))
        if found is not None:
            self._found += 1
        return found

    def keep(self, pack: int, cells: Hashable, marks: frozenset[int]) -> None:
        """Keep what a ruleset answered."""
        self._kept.keep((pack, cells), marks)

    def forget(self) -> None:
        """Throw away everything that is kept: something went wrong."""
        self._kept.clear()
        for room in self._whole:
            room.clear()

    def counts(self) -> AnswersKept:
        """How many are kept, and how often they served."""
        spared = sum(room.served * room.rulesets for room in self._whole)
        return AnswersKept(
            len(self._kept),
            self._kept.most,
            self._asked + spared,
            self._found + spared,
            sum(map(len, self._whole)),
        )
