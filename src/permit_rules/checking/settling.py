"""Open points made sharp: asked again under every way the unstated facts could turn out.

Kleene logic is safe but not sharp. Before anything is asked of the applicant, an open point is
put to the engine under each completion of its unstated facts, up to a bound; beyond the bound it
is asked about, and the result says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from permit_rules.compiling.plan import Plan, PlannedPoint
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.result import PointStatus

#: How many ways of completing one open point are tried before it is simply asked about.
COMPLETIONS = 256
#: How many completions are tried in one check altogether.
BUDGET = 4096


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


@dataclass(slots=True)
class Settler:
    """Tries the completions of open points with the engine, within the budget of one check.

    ``unsettled`` names the points that had too many completions to be tried.
    """

    plan: Plan
    engine: Engine
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
        for way in ways:
            possible.add(self._status(point, way))
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
        ended = [(tuple(_answer(way, k) for k in wanted), self._status(point, way)) for way in ways]
        mattering = [n for n in range(len(wanted)) if _matters(n, ended)]
        return tuple(wanted[n] for n in mattering) or wanted

    def _ways(self, point: PlannedPoint, facts: Facts) -> Iterable[Facts] | None:
        return completions(
            (point.applies_node, point.violated_node),
            facts,
            self.plan.rulebook.catalogue,
            limit=min(COMPLETIONS, self.budget),
        )

    def _status(self, point: PlannedPoint, facts: Facts) -> PointStatus:
        self.budget -= 1
        only = [q for q in (point.applies, point.violated) if q is not None]
        return status_of(point, self.engine.run(point.scope, facts, only=only))


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
