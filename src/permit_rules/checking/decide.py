"""How each review point ends: the engine's hits, the gates before them, and what stays open.

The engine decides every condition. Here its hits are only put together: what an open gate leaves
possible is decided under each possibility, and an open point is asked again under every way its
unstated facts could turn out, up to a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from permit_rules.checking.endings import (
    Ended,
    Member,
    joined_worlds,
    status_of_all,
    worst,
)
from permit_rules.checking.settling import COMPLETIONS, Settlements, Settler, status_of
from permit_rules.checking.situation import Situation
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.model.review_point import Applicability, Outcome
from permit_rules.result import PointStatus

#: That nothing more is known of the main materials.
NOTHING_KNOWN: Final[Mapping[str, bool]] = {}


@dataclass(slots=True)
class Decision:
    """How everything ended.

    ``gate`` is the gate that certainly holds, if one does; ``open_gates`` those before it of
    which it cannot be told. ``extras`` are the further conditions of the plan that certainly
    hold, by name and instance label.
    """

    gate: Applicability | None
    open_gates: tuple[PlannedPoint, ...]
    gates: Mapping[str, Ended]
    points: Mapping[str, tuple[Ended, ...]]
    extras: frozenset[tuple[str, str]]
    unsettled: tuple[str, ...] = ()
    rosters_open: frozenset[str] = frozenset()
    #: How each point ended, of all its instances together.
    statuses: Mapping[str, PointStatus] = field(init=False)

    def __post_init__(self) -> None:
        self.statuses = {p: status_of_all(ended) for p, ended in self.points.items()}

    @property
    def waiting(self) -> int:
        """How many points wait for an answer, gates among them."""
        return list(self.statuses.values()).count(PointStatus.CANNOT_TELL) + len(self.open_gates)


def decide(
    plan: Plan,
    engine: Engine,
    situation: Situation,
    *,
    both: bool = False,
    gates: bool = True,
    known: Settlements | None = None,
) -> Decision:
    """Decide every point of ``plan`` for one situation.

    ``gates`` False takes it as settled that the item applies, to see what it would then ask for.
    ``known`` are the open points of the plan that have been settled before.

    Raises:
        EngineFault: the engine failed; there is no shorter answer.
    """
    settler = Settler(plan, engine, known or Settlements())
    return _Decider(plan, engine, situation, both, plan.gates if gates else (), settler).decide()


@dataclass(frozen=True, slots=True)
class _World:
    """How all points end under one outcome of the gates, and what it took to settle them."""

    points: Mapping[str, tuple[Ended, ...]]
    tried: int


@dataclass(slots=True)
class _Decider:
    plan: Plan
    engine: Engine
    situation: Situation
    both: bool
    gates: tuple[PlannedPoint, ...]
    settler: Settler
    worlds: dict[str | None, _World] = field(default_factory=dict)

    def decide(self) -> Decision:
        root = self.situation.root
        hits = self._run("", root.facts)
        gates = {
            g.id: Ended(root, self.settler.settled(g, status_of(g, hits), root.facts), root.facts)
            for g in self.gates
        }
        holding, still_open = _first_gate(self._told(), gates)
        worlds = {g.id: self._under(g) for g in (*still_open, holding) if g is not None}
        # Where nobody who may be competent received, the application is turned away in any case.
        turned_away = self.plan.extras.get("no_competence") in hits.holds
        if holding is None and not (worlds and turned_away):
            worlds[""] = self._under(None, hits)
        points = joined_worlds(worlds)
        subject = holding.subject if holding else None
        return Decision(
            gate=subject if isinstance(subject, Applicability) else None,
            open_gates=still_open,
            gates=gates,
            points=points,
            extras=self._extras(hits),
            unsettled=tuple(self.settler.unsettled),
            rosters_open=frozenset(r for r, m in self.situation.rosters.items() if m is None),
        )

    def _told(self) -> tuple[PlannedPoint, ...]:
        """The gates, those of the authorities with what they mean for this application."""
        local = self.situation.competence
        return tuple(replace(g, subject=local[g.id]) if g.id in local else g for g in self.gates)

    def _run(self, scope: str, facts: Facts) -> Hits:
        return self.engine.run(scope, facts, both=self.both)

    def _under(
        self, gate: PlannedPoint | None, hits: Hits | None = None
    ) -> Mapping[str, tuple[Ended, ...]]:
        """How all points end if ``gate`` holds (None: if none does)."""
        # Gates that turn away are one world, and so are those that lead to one handling item.
        handling = _handled_as(gate) if gate is not None else ""
        leads = None if gate is not None and not handling else handling
        world, settler = self.worlds.get(leads), self.settler
        # What is settled again counts again, and near the end of the budget may end otherwise.
        if world is not None and world.tried + COMPLETIONS <= settler.budget:
            settler.budget -= world.tried
            return world.points
        before = settler.budget
        points = self._gone() if leads is None else self._handled(handling, hits)
        self.worlds[leads] = _World(points, before - settler.budget)
        return points

    def _gone(self) -> Mapping[str, tuple[Ended, ...]]:
        """How all points end once the application is turned away."""
        root = self.situation.root
        gone = (Ended(root, PointStatus.NOT_APPLICABLE, root.facts),)
        return dict.fromkeys((p.id for p in self.plan.points), gone)

    def _handled(self, handling: str, hits: Hits | None) -> dict[str, tuple[Ended, ...]]:
        """How all points end if it is handled as ``handling`` ("": as the applicant states)."""
        seen = {s: self._scope(s, handling, hits) for s in ("", *self.plan.scopes)}
        after = [p for p in self.plan.points if p.id in self.plan.after_mains]
        before = [p for p in self.plan.points if p.id not in self.plan.after_mains]
        ended = self._endings(before, seen, handling)
        if after:
            known = _main_lacking(e for m in self.plan.mains for e in ended[m])
            again = self._once_known(after, known, seen)
            ended |= self._endings(after, again, handling, known)
        in_parts = [p for p in self.plan.points if p.id in self.plan.in_parts]
        own_way = {p.id: _by_its_parts(p, ended) for p in in_parts}
        return {p.id: own_way.get(p.id) or ended[p.id] for p in self.plan.points}

    def _endings(
        self,
        points: Iterable[PlannedPoint],
        seen: Mapping[str, list[Member] | None],
        handling: str,
        known: Mapping[str, bool] = NOTHING_KNOWN,
    ) -> dict[str, tuple[Ended, ...]]:
        """How these points end, in the order of the plan: what is open is settled one by one."""
        alone = [m[0].endings() for m in seen.values() if m is not None and len(m) == 1]
        at_once = {p: e for endings in alone for p, e in endings.items()}
        ended = {}
        for point in points:
            found = at_once.get(point.id)
            if found is None or found[0].status is PointStatus.CANNOT_TELL:
                found = self._point(point, seen[point.scope], handling, known)
            ended[point.id] = found
        return ended

    def _once_known(
        self,
        after: Sequence[PlannedPoint],
        known: Mapping[str, bool],
        seen: Mapping[str, list[Member] | None],
    ) -> Mapping[str, list[Member] | None]:
        """What hangs on the main materials, asked again once those have been decided."""
        if not known:
            return seen
        again: dict[str, list[Member] | None] = {}
        for scope in dict.fromkeys(p.scope for p in after):
            before = seen[scope]
            if before is None:
                again[scope] = None
                continue
            mine = [p for p in after if p.scope == scope]
            only = {q for p in mine for q in (p.applies, p.violated) if q is not None}
            members = again[scope] = []
            for member in before:
                facts = _observing(member.facts, known)
                hits = self.engine.run(scope, facts, both=self.both, only=only)
                statuses = {p.id: status_of(p, hits) for p in mine}
                members.append(Member(member.instance, facts, statuses))
        return again

    def _scope(self, scope: str, handling: str, hits: Hits | None) -> list[Member] | None:
        instances = self.situation.instances(scope)
        if instances is None:
            return None
        out = []
        for instance in instances:
            facts = _redirected(instance.facts, handling)
            known = hits if scope == "" and not handling else None
            found = self._run(scope, facts) if known is None else known
            out.append(
                Member(instance, facts, self.settler.known.statuses(self.plan, scope, found))
            )
        return out

    def _point(
        self,
        point: PlannedPoint,
        members: list[Member] | None,
        handling: str,
        known: Mapping[str, bool],
    ) -> tuple[Ended, ...]:
        if members is None:
            return (self._unknown_roster(point, handling, known),)
        return tuple(m.ended(self._status(point, m)) for m in members)

    def _status(self, point: PlannedPoint, member: Member) -> PointStatus:
        status = member.statuses[point.id]
        if status is PointStatus.CANNOT_TELL:
            return self.settler.settled(point, status, member.facts)
        return status

    def _unknown_roster(
        self, point: PlannedPoint, handling: str, known: Mapping[str, bool]
    ) -> Ended:
        # Of a roster nobody stated, one unknown member stands for all: what cannot be a finding
        # for it can be none for any; everything else hangs on who is on the list.
        root = self.situation.root
        facts = _observing(_redirected(root.facts, handling), known)
        status = status_of(point, self._run(point.scope, facts))
        if status not in (PointStatus.NOT_APPLICABLE, PointStatus.MET, PointStatus.MANUAL):
            status = PointStatus.CANNOT_TELL
        return Ended(root, status, facts)

    def _extras(self, hits: Hits) -> frozenset[tuple[str, str]]:
        questions = self.plan.engine.questions
        found = {
            (name, "")
            for name, i in self.plan.extras.items()
            if not questions[i].scope and i in hits.holds
        }
        for scope in self.plan.scopes:
            names = [(n, i) for n, i in self.plan.extras.items() if questions[i].scope == scope]
            for instance in (self.situation.instances(scope) or ()) if names else ():
                held = self._run(scope, instance.facts).holds
                found |= {(n, instance.label) for n, i in names if i in held}
        return frozenset(found)


def _by_its_parts(point: PlannedPoint, ended: Mapping[str, tuple[Ended, ...]]) -> tuple[Ended, ...]:
    """A material of which only parts repeated for a roster are asked for ends as they do.

    The engine decides those parts member by member, which no condition about the whole
    application can say; so the material itself is not applicable as far as the engine goes.
    """
    own, subject = ended[point.id], point.subject
    assert isinstance(subject, DemandPoint)
    if any(e.status is not PointStatus.NOT_APPLICABLE for e in own):
        return own
    parts = {e.status for p in subject.material.parts for e in ended[p.id]}
    asked = parts - {PointStatus.NOT_APPLICABLE}
    if not asked:
        return own
    handed = own[0].facts.observed.get(obs.handed(subject.material.id))
    status = PointStatus.MET if handed else worst(asked)
    return (replace(own[0], status=status),)


def _first_gate(
    gates: Sequence[PlannedPoint], ended: Mapping[str, Ended]
) -> tuple[PlannedPoint | None, tuple[PlannedPoint, ...]]:
    """The first gate that certainly holds, and those before it of which it cannot be told."""
    still_open: list[PlannedPoint] = []
    for gate in gates:
        status = ended[gate.id].status
        if status is PointStatus.FINDING:
            return gate, tuple(still_open)
        if status is PointStatus.CANNOT_TELL:
            still_open.append(gate)
    return None, tuple(still_open)


def _handled_as(gate: PlannedPoint | None) -> str:
    """The handling item that is checked instead, where a gate leads to a filing or a report."""
    subject = gate.subject if gate is not None else None
    if isinstance(subject, Applicability) and subject.outcome in (Outcome.FILING, Outcome.REPORT):
        return subject.handling_item
    return ""


def _main_lacking(mains: Iterable[Ended]) -> Mapping[str, bool]:
    """Whether main materials are missing or defective, as an observation; empty: nobody can tell.

    As Kleene has it: one that certainly is, is enough, and none only where all are in order.
    """
    statuses = {e.status for e in mains}
    if PointStatus.FINDING in statuses:
        return {obs.MAIN_LACKING: True}
    return {} if PointStatus.CANNOT_TELL in statuses else {obs.MAIN_LACKING: False}


def _observing(facts: Facts, known: Mapping[str, bool]) -> Facts:
    return replace(facts, observed={**facts.observed, **known}) if known else facts


def _redirected(facts: Facts, handling_item: str) -> Facts:
    if not handling_item:
        return facts
    return replace(facts, values={**facts.values, HANDLING_ITEM_ID: handling_item})
