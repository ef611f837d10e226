"""Open points made sharp: asked again under every way the unstated facts could turn out.

Kleene logic is safe but not sharp. Before anything is asked of the applicant, an open point is
put to the engine under each completion of its unstated facts, up to a bound; beyond the bound it
is asked about, and the result says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.completions import Completions, all_completions
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.reads import Reads
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.result import PointStatus

#: How many ways of completing one open point are tried before it is simply asked about.
COMPLETIONS = 256
#: How many completions are tried in one check altogether.
BUDGET = 4096
#: Of how many open points the outcome is kept for a plan.
SETTLEMENTS = 5_000


def either(statuses: Iterable[PointStatus]) -> PointStatus:
    """The status of a point of which several ways of ending are possible.

    The same one whatever happens is certain; met or not applicable is met, because nothing is
    asked for either way; anything else cannot be told.
    """
    possible = set(statuses)
    if len(possible) == 1:
        return possible.pop()
    if possible <= {PointStatus.MET, PointStatus.NOT_APPLICABLE}:
        return PointStatus.MET
    if possible <= {PointStatus.MANUAL, PointStatus.NOT_APPLICABLE}:
        return PointStatus.MANUAL
    return PointStatus.CANNOT_TELL


def status_of(point: PlannedPoint, hits: Hits) -> PointStatus:
    """The status that the engine's hits give a point."""
    if point.applies in hits.fails:
        return PointStatus.NOT_APPLICABLE
    if point.violated is None:
        return PointStatus.MANUAL
    if point.violated in hits.holds:
        return PointStatus.FINDING
    if point.violated in hits.fails:
        return PointStatus.MET
    return PointStatus.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Tried:
    """What trying the completions of an open point brought, as far as they were tried.

    ``ways`` is how many there are.
    """

    ways: int
    statuses: tuple[PointStatus, ...] = ()


class Settlements:
    """What was found by trying completions, kept by everything that an open point reads, and how
    points end by the engine's hits.

    Made once for a plan, or for one check. Safe in any number of threads.
    """

    def __init__(self, most: int = SETTLEMENTS) -> None:
        self._reads = Reads()
        self.tried = Kept[Tried](most)
        self.deciding = Kept[tuple[str, ...]](most)
        self._statuses = Kept[Mapping[str, PointStatus]](most)

    def statuses(self, plan: Plan, scope: str, hits: Hits) -> Mapping[str, PointStatus]:
        """How the points of a scope end by the engine's hits, each by its id."""
        key = (scope, hits)
        kept = self._statuses.get(key)
        if kept is None:
            own = {p.id: status_of(p, hits) for p in plan.points if p.scope == scope}
            kept = self._statuses.keep(key, own)
        return kept

    def key(self, point: PlannedPoint, facts: Facts) -> Hashable:
        """What the completions of a point, and how it ends under each, hang on."""
        return (
            self._reads.of(point.applies_node, facts),
            self._reads.of(point.violated_node, facts),
        )


@dataclass(slots=True)
class Settler:
    """Tries the completions of open points with the engine, within the budget of one check.

    ``unsettled`` names the points that had too many completions to be tried. What is ``known``
    already is not tried again, but counts: the budget must not hang on what was checked before.
    """

    plan: Plan
    engine: Engine
    known: Settlements
    budget: int = BUDGET
    unsettled: dict[str, None] = field(default_factory=dict)

    def settled(self, point: PlannedPoint, status: PointStatus, facts: Facts) -> PointStatus:
        """An open status made sharp: what is the same under every completion is not open.

        Raises:
            EngineFault: the engine failed.
        """
        if status is not PointStatus.CANNOT_TELL or point.violated is None:
            return status
        ways = self._ways(point, facts)
        if ways is None:
            self.unsettled[point.id] = None
            return status
        possible = set()
        for ended in ways:
            possible.add(ended)
            if either(possible) is PointStatus.CANNOT_TELL:
                return PointStatus.CANNOT_TELL
        return either(possible)

    def deciding(self, point: PlannedPoint, facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of ``keys`` (fields and observations) on which an open point still hangs.

        A fact matters when two completions that differ in it alone end differently; where there
        are too many completions to try, every key is taken to matter.

        Raises:
            EngineFault: the engine failed.
        """
        wanted = tuple(dict.fromkeys(keys))
        ways = self._ways(point, facts) if len(wanted) > 1 else None
        if ways is None or point.violated is None:
            return wanted
        key = (ways.key, wanted)
        found = self.known.deciding.get(key)
        if found is not None:
            self.budget -= ways.number
            return found
        answers = (tuple(_answer(way, k) for k in wanted) for way in ways.completions())
        ended = list(zip(answers, ways, strict=True))
        mattering = [n for n in range(len(wanted)) if _matters(n, ended)]
        return self.known.deciding.keep(key, tuple(wanted[n] for n in mattering) or wanted)

    def _ways(self, point: PlannedPoint, facts: Facts) -> _Ways | None:
        """How the point ends under each completion; None where they are too many."""
        ways = _Ways(self, point, facts)
        return ways if ways.number <= min(COMPLETIONS, self.budget) else None


class _Ways:
    """How one point ends under each completion, tried one by one as they are asked for."""

    def __init__(self, settler: Settler, point: PlannedPoint, facts: Facts) -> None:
        self._settler = settler
        self._point = point
        self._facts = facts
        self.key = settler.known.key(point, facts)
        kept = settler.known.tried.get(self.key)
        if kept is None:
            found = self._completions()
            kept = Tried(COMPLETIONS + 1 if found is None else len(found))
            settler.known.tried.keep(self.key, kept)
        self._tried = kept
        self.number = kept.ways

    def __iter__(self) -> Iterator[PointStatus]:
        known = self._tried.statuses
        for status in known:
            self._settler.budget -= 1
            yield status
        if len(known) < self.number:
            yield from self._try_more(list(known))

    def completions(self) -> Completions:
        """The completions, in the order in which they are tried."""
        found = self._completions()
        assert found is not None, "counted before"
        return found

    def _completions(self) -> Completions | None:
        point, plan = self._point, self._settler.plan
        nodes = (point.applies_node, point.violated_node)
        return all_completions(nodes, self._facts, plan.rulebook.catalogue, limit=COMPLETIONS)

    def _try_more(self, tried: list[PointStatus]) -> Iterator[PointStatus]:
        settler, point = self._settler, self._point
        only = [q for q in (point.applies, point.violated) if q is not None]
        try:
            for way in islice(self.completions(), len(tried), None):
                settler.budget -= 1
                tried.append(status_of(point, settler.engine.run(point.scope, way, only=only)))
                yield tried[-1]
        finally:
            # Also where no more are asked for.
            settler.known.tried.keep(self.key, Tried(self.number, tuple(tried)))


def _answer(facts: Facts, key: str) -> Hashable:
    """Everything a completion says about one key, as something to be compared."""
    settled = tuple(v for t, v in facts.settled.items() if key in (t.field, t.day.field))
    value = facts.values.get(key)
    # Rosters are never completed, so the number of members tells two completions apart well enough.
    said: Hashable = len(value) if isinstance(value, tuple) else value
    return (said, facts.observed.get(key), settled)


def _matters(number: int, ended: Sequence[tuple[tuple[Hashable, ...], PointStatus]]) -> bool:
    others: dict[Hashable, set[bool]] = {}
    for answers, status in ended:
        rest = answers[:number] + answers[number + 1 :]
        others.setdefault(rest, set()).add(status is PointStatus.FINDING)
    return any(len(outcomes) > 1 for outcomes in others.values())
