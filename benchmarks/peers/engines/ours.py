"""This library: durable-rules with what was answered kept or not, and the reference engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.peers.divided import Divided
from benchmarks.peers.fields import CATALOGUE, CHOICES
from benchmarks.peers.workload import OPEN, Answer, Application, Point
from permit_rules.checking.checker import ANSWERS_KEPT
from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.engines.opening import EngineName, open_engine
from permit_rules.engines.rete_cells import Cells
from permit_rules.working_days import Calendar

#: Neither observations nor settled tests: the workload has none.
NOTHING: dict[Any, bool] = {}
NO_CALENDAR = Calendar("", frozenset(), frozenset(), frozenset())


class Read(Kept[list[Point]]):
    """Which points ask for their papers; read off an answer once, as the checker does."""

    def __init__(self, most: int, points: Sequence[Point]) -> None:
        super().__init__(most)
        self.point = points.__getitem__

    def off(self, holding: frozenset[int]) -> list[Point]:
        """The points that hold, in their order."""
        return [*map(self.point, sorted(holding))]

    def __missing__(self, holding: frozenset[int]) -> list[Point]:
        return self.keep(holding, self.off(holding))


class Ours(Divided):
    """The engine as the checker drives it; facts are brought into its types within the measure.

    It is asked one question a point: the engine itself sees to it that each distinct condition is
    asked once.
    """

    engine: EngineName = "durable"
    kept = 0

    def __init__(self, points: Sequence[Point]) -> None:
        super().__init__(points)
        questions = tuple(Question(point.index, "", point.condition) for point in points)
        plan = EnginePlan("workload", questions, CATALOGUE, NO_CALENDAR)
        self.cells = Cells(self.kept)
        self.run = open_engine(plan, engine=self.engine, cells=self.cells).run
        self.read = Read(self.kept, points)
        #: The points that hold, in their order.
        self.asking = self.read.__getitem__ if self.kept else self.read.off
        self.all = frozenset(range(len(questions)))

    def check(self, application: Application) -> Answer:
        holding = self.run("", _typed(application["facts"], CHOICES)).holds
        return self.defects(self.asking(holding), application)

    def check_open(self, application: Application) -> Answer:
        stated = application["facts"]
        hits = self.run("", _typed(stated, [name for name in CHOICES if name in stated]))
        unclear = self.all - hits.holds - hits.fails
        answer = self.defects(self.asking(hits.holds), application)
        answer += [(self.points[index].paper, OPEN) for index in unclear]
        answer.sort()  # papers are named in the order of the points
        return answer


class Warm(Ours):
    """What was answered is kept, and every application has been seen before."""

    kept = ANSWERS_KEPT


class Cold(Warm):
    """What was answered is kept, but no application has been seen before."""

    def forget(self) -> None:
        """Begin anew; the measure calls it before each pass over the applications."""
        self.cells.forget()
        self.read.clear()


class Reference(Ours):
    """The reference engine, which confirms the other."""

    engine: EngineName = "reference"


def _typed(stated: dict[str, Any], several: Iterable[str]) -> Facts:
    """The facts in their types; of those stated, ``several`` are choices of any number."""
    values = stated.copy()
    for name in several:
        values[name] = frozenset(values[name])
    return Facts(values, NOTHING, NOTHING)


ADAPTERS = {
    "durable-rules, nothing kept": Ours,
    "durable-rules, kept and seen before": Warm,
    "durable-rules, kept, not seen before": Cold,
    "reference engine": Reference,
}
