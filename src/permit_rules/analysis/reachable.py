"""Which statuses each review point can take, tried out over the cells of all it reads.

A point is looked at alone, as if no gate stood before it. Date tests that compare two facts are
free cells, so a status found here over those is possible and not proven.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from permit_rules.analysis.observation_ranges import ANYTHING, Range, observation_ranges
from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.cells import cells
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldType
from permit_rules.conditions.nodes import DateTest, Observed, StatedTest, Test, fields_of, tests_of
from permit_rules.conditions.truth import Truth, truth
from permit_rules.result import PointStatus
from permit_rules.working_days import Calendar

#: How many completions of one point are tried before it is left undecided.
LIMIT = 20_000

#: The statuses a point can take; None: not decided within the bound.
Statuses: TypeAlias = "frozenset[PointStatus] | None"


def reachable(
    plan: Plan, *, limit: int = LIMIT, left_out: Collection[str] = ()
) -> dict[str, Statuses]:
    """The statuses that each point and each gate of ``plan`` can take, by local id.

    Cannot tell is reachable where something the point reads may be left unstated, or may not be
    observed, and its answers differ. A field with a meaning for silence is never unstated.
    """
    return Reachability(limit).of(plan, left_out)


@dataclass(slots=True)
class Reachability:
    """The same for plan after plan of one library; a point that they share is tried out once."""

    limit: int = LIMIT
    _tried: dict[Hashable, Statuses] = field(default_factory=dict)

    def of(self, plan: Plan, left_out: Collection[str] = ()) -> dict[str, Statuses]:
        """As :func:`reachable`."""
        ranges = observation_ranges(plan)
        points = (*plan.gates, *plan.points)
        return {p.id: self._statuses(p, plan, ranges) for p in points if p.id not in left_out}

    def _statuses(self, point: PlannedPoint, plan: Plan, ranges: Mapping[str, Range]) -> Statuses:
        read = _read_by(point, plan, ranges)
        if read not in self._tried:
            self._tried[read] = _Search(point, plan, ranges).statuses(self.limit)
        return self._tried[read]


def _read_by(point: PlannedPoint, plan: Plan, ranges: Mapping[str, Range]) -> Hashable:
    """All that the statuses of a point hang on, but for the calendar."""
    nodes = (point.applies_node, point.violated_node)
    tests = tuple(dict.fromkeys(t for node in nodes for t in tests_of(node)))
    fields = dict.fromkeys(f for t in tests for f in fields_of(t))
    return (
        *nodes,
        point.violated is None,
        bool(point.scope),
        tuple(plan.rulebook.catalogue.by_id(f) for f in fields),
        tuple(ranges.get(t.key, ANYTHING) for t in tests if isinstance(t, Observed)),
    )


def status_alone(point: PlannedPoint, facts: Facts, calendar: Calendar) -> PointStatus:
    """How a point ends for ``facts``, without trying out what is not stated."""
    if truth(point.applies_node, facts, calendar) is Truth.NO:
        return PointStatus.NOT_APPLICABLE
    if point.violated is None:
        return PointStatus.MANUAL
    violated = truth(point.violated_node, facts, calendar)
    if violated is Truth.CANNOT_TELL:
        return PointStatus.CANNOT_TELL
    return PointStatus.FINDING if violated is Truth.YES else PointStatus.MET


@dataclass(slots=True)
class _Search:
    point: PlannedPoint
    plan: Plan
    ranges: Mapping[str, Range]
    found: set[PointStatus] = field(default_factory=set)

    def statuses(self, limit: int) -> Statuses:
        tests = tuple(dict.fromkeys(tests_of(self.point.applies_node)))
        tests = tuple(dict.fromkeys((*tests, *tests_of(self.point.violated_node))))
        never = frozenset(f for t in tests for f in fields_of(t) if self._never_unknown(f))
        # Whether a finding is possible, and whether something else is, for each state of what
        # can never be unknown: where both are, silence about the rest leaves the point open.
        outcomes: dict[object, set[bool]] = {}
        for base in self._bases(tests):
            nodes = (self.point.applies_node, self.point.violated_node)
            ways = completions(nodes, base, self.plan.rulebook.catalogue, limit=limit)
            if ways is None:
                return None
            for way in ways:
                known = self._known(way, never.union(base.values), tests)
                self._take(way, outcomes.setdefault(known, set()))
                if len(self.found) == len(PointStatus) - 1:  # all but manual
                    return frozenset(self.found)
        if self.point.scope:
            # A roster may be empty, and where it is not stated every demand on it stays open.
            self.found.add(PointStatus.NOT_APPLICABLE)
            if PointStatus.FINDING in self.found:
                self.found.add(PointStatus.CANNOT_TELL)
        return frozenset(self.found)

    def _take(self, way: Facts, seen: set[bool]) -> None:
        if not self._possible(way, unless_open=True):
            return
        status = status_alone(self.point, way, self.plan.rulebook.calendar)
        if self._possible(way):
            self.found.add(status)
        # A check tries both values of what was not observed, even of a standard that no paper
        # can violate.
        seen.add(status is PointStatus.FINDING)
        if len(seen) == 2:
            self.found.add(PointStatus.CANNOT_TELL)

    # ---- what may stand in an application ----------------------------------------------------

    def _bases(self, tests: Sequence[Test]) -> Iterator[Facts]:
        """Facts in which each field that 已填 asks for is absent, or has one of its values."""
        asked = dict.fromkeys(t.field for t in tests if isinstance(t, StatedTest))
        possible = [(None, *self._values(field_id, tests)) for field_id in asked]
        for chosen in product(*possible):
            pairs = zip(asked, chosen, strict=True)
            yield Facts({f: value for f, value in pairs if value is not None})

    def _values(self, field_id: str, tests: Sequence[Test]) -> tuple[Value, ...]:
        known = self._field(field_id)
        if known.type is FieldType.TEXT:
            return ("某某",)
        if known.type is FieldType.ROSTER:
            return ((), ({},))
        return cells(known, tests) or ()

    def _possible(self, way: Facts, unless_open: bool = False) -> bool:
        return all(
            met in self._range(key) or (unless_open and None in self._range(key))
            for key, met in way.observed.items()
        )

    # ---- what is always known ----------------------------------------------------------------

    def _known(self, way: Facts, never: frozenset[str], tests: Sequence[Test]) -> object:
        """The state of everything that can never be unknown; ``never`` are the fields of it."""
        keys = {t.key for t in tests if isinstance(t, Observed)}
        return (
            tuple(sorted((f, repr(way.values.get(f))) for f in never)),
            tuple(sorted((k, way.observed[k]) for k in keys if None not in self._range(k))),
            tuple(
                way.settled.get(t)
                for t in tests
                if isinstance(t, DateTest) and never.issuperset(fields_of(t))
            ),
        )

    def _range(self, key: str) -> Range:
        return self.ranges.get(key, ANYTHING)

    def _never_unknown(self, field_id: str) -> bool:
        return field_id == RECEIVED_ON.id or self._field(field_id).silence is not None

    def _field(self, field_id: str) -> Field:
        return self.plan.rulebook.catalogue.by_id(field_id)
