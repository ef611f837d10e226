"""How points end: for one instance, for all instances together, and whatever a gate comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from permit_rules.checking.settling import either
from permit_rules.checking.situation import Instance
from permit_rules.conditions.facts import Facts
from permit_rules.result import PointStatus

_SEVERITY = (
    PointStatus.NOT_APPLICABLE,
    PointStatus.MET,
    PointStatus.MANUAL,
    PointStatus.CANNOT_TELL,
    PointStatus.FINDING,
)

_ASKING = (PointStatus.FINDING, PointStatus.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a point ended for one instance, under the facts that decided it.

    ``certain`` is False where it ended like this only under one outcome of an open gate; then
    ``gate`` is the id of that gate, "" standing for none of the gates, and ``asking`` are the
    endings under each outcome that may ask for something.
    """

    instance: Instance
    status: PointStatus
    facts: Facts
    certain: bool = True
    gate: str = ""
    asking: tuple[Ended, ...] = ()


def worst(statuses: Iterable[PointStatus]) -> PointStatus:
    """The status of a point with several instances; none at all: not applicable."""
    return max(statuses, key=_SEVERITY.index, default=PointStatus.NOT_APPLICABLE)


def status_of_all(ended: Sequence[Ended]) -> PointStatus:
    """The status of a point, of all its instances together."""
    return ended[0].status if len(ended) == 1 else worst(e.status for e in ended)


@dataclass(slots=True)
class Member:
    """One instance under the facts that decide it, and how the engine ends its points.

    Whatever ends alike for it shares one ending: a plan has many points and few statuses.
    """

    instance: Instance
    facts: Facts
    statuses: Mapping[str, PointStatus]
    _ended: dict[PointStatus, Ended] = field(default_factory=dict)

    def ended(self, status: PointStatus) -> Ended:
        """The ending of a point that ended like this."""
        found = self._ended.get(status)
        if found is None:
            found = self._ended[status] = Ended(self.instance, status, self.facts)
        return found

    def endings(self) -> dict[str, tuple[Ended, ...]]:
        """The endings of all points as the engine has them, for the only instance there is."""
        by_status = {s: (self.ended(s),) for s in set(self.statuses.values())}
        return {point: by_status[status] for point, status in self.statuses.items()}


def joined_worlds(
    worlds: Mapping[str, Mapping[str, tuple[Ended, ...]]],
) -> Mapping[str, tuple[Ended, ...]]:
    """The endings of all points, joined over the possible worlds."""
    first = next(iter(worlds.values()))
    if len(worlds) == 1:
        return first
    return {p: _joined({gate: world[p] for gate, world in worlds.items()}) for p in first}


def _joined(worlds: Mapping[str, tuple[Ended, ...]]) -> tuple[Ended, ...]:
    """One point's endings, joined over the possible worlds, each the outcome of a gate.

    Of each instance the ending that asks most is kept, because it is the one to be explained.
    """
    by_member: dict[str, list[tuple[str, Ended]]] = {}
    for gate, world in worlds.items():
        for ended in world:
            by_member.setdefault(ended.instance.label, []).append((gate, ended))
    joined = []
    for endings in by_member.values():
        statuses = {e.status for _, e in endings}
        if len(endings) < len(worlds):
            # A world in which everything falls away names no members.
            statuses.add(PointStatus.NOT_APPLICABLE)
        gate, shown = max(endings, key=lambda told: _SEVERITY.index(told[1].status))
        joined.append(
            Ended(
                shown.instance,
                either(statuses),
                shown.facts,
                certain=len(statuses) == 1,
                gate=gate,
                asking=tuple(replace(e, gate=g) for g, e in endings if e.status in _ASKING),
            )
        )
    return tuple(joined)
