"""The division of labour that suits a fast engine: distinct conditions there, papers here.

Each adapter answers through one of two methods: ``check`` where every fact is stated, and
``check_open`` where some are not. What an adapter does in them is measured; loading is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from benchmarks.peers.workload import OPEN, Answer, Application, Point
from permit_rules.conditions.nodes import ALWAYS, Node


class Divided:
    """The points by their distinct conditions; those that always ask are no condition."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        groups: dict[Node, list[int]] = {}
        for point in points:
            groups.setdefault(point.condition, []).append(point.index)
        self.always = groups.pop(ALWAYS, [])
        self.conditions = list(groups)
        #: For each condition the indexes of its points.
        self.groups = list(groups.values())

    def papers(self, required: list[int], application: Application) -> Answer:
        """What is the matter with the papers that are required."""
        required.sort()
        return self.defects(map(self.points.__getitem__, required), application)

    def defects(self, asking: Iterable[Point], application: Application) -> Answer:
        """What is the matter with the papers that these points ask for."""
        day = application["received_on"]
        handed_in = {paper["id"]: paper for paper in application["papers"]}.get
        answer = []
        for point in asking:
            if why := point.defect(handed_in(point.paper), day):
                answer.append((point.paper, why))
        return answer

    def required(self, holding: Iterable[int]) -> list[int]:
        """The points that ask for their paper, given the conditions that hold."""
        required = self.always.copy()
        required += chain.from_iterable(map(self.groups.__getitem__, holding))
        return required

    def with_open(
        self, holding: Iterable[int], unclear: Iterable[int], application: Application
    ) -> Answer:
        """The answer, given the conditions that hold and those that cannot be told."""
        answer = self.papers(self.required(holding), application)
        points, groups = self.points, self.groups
        answer += [(points[index].paper, OPEN) for c in unclear for index in groups[c]]
        answer.sort()  # papers are named in the order of the points
        return answer
