"""After a closing answer: the way that stays open, and the materials it asks for."""

from __future__ import annotations

from dataclasses import replace

from permit_rules.checking.decide import Decision, decide
from permit_rules.checking.settling import Settlements
from permit_rules.checking.situation import Situation
from permit_rules.compiling.plan import Plan, PlannedPoint, WindowPoint, WindowSide
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.engines.protocol import Engine
from permit_rules.model.review_point import Outcome, PointKind
from permit_rules.result import OpenWay, PointStatus


def open_way(
    plan: Plan, engine: Engine, situation: Situation, decision: Decision, known: Settlements
) -> OpenWay | None:
    """The open way after a gate that holds or a window that is closed; None when none is.

    ``known`` are the open points of the plan that have been settled before.

    Raises:
        EngineFault: the engine failed.
    """
    gate = decision.gate
    if gate is not None:
        if gate.outcome is Outcome.OTHER_AUTHORITY:
            return OpenWay(text=f"请向{gate.target}提出申请。", authority=gate.target)
        if gate.outcome is Outcome.OTHER_ITEM:
            return OpenWay(text=f"请按「{gate.target_name}」办理。", item=gate.target)
        if gate.outcome is Outcome.REFUSED and gate.handling_item:
            return _afresh(plan, engine, situation, gate.handling_item, known)
        if gate.handling_item:
            return OpenWay(
                text=f"请按{gate.handling_item}办理。",
                materials=_asked(plan, decision),
                handling_item=gate.handling_item,
            )
        return None
    closed = next((p for p in plan.points if _closed(p, decision)), None)
    if closed is None or not isinstance(closed.subject, WindowPoint):
        return None
    return _afresh(plan, engine, situation, closed.subject.window.afterwards, known)


def _closed(point: PlannedPoint, decision: Decision) -> bool:
    """Whether the point is a side of a window that closed for good."""
    subject = point.subject
    return (
        isinstance(subject, WindowPoint)
        and subject.side != WindowSide.EARLY
        and subject.closes_the_way
        and bool(subject.window.afterwards)
        and decision.points[point.id][0].status is PointStatus.FINDING
    )


def _afresh(
    plan: Plan, engine: Engine, situation: Situation, handling_item: str, known: Settlements
) -> OpenWay:
    """The same applicant under another handling item, and what that would ask for."""
    again = decide(plan, engine, _as(situation, handling_item), gates=False, known=known)
    return OpenWay(
        text=f"可以按{handling_item}提出申请。",
        handling_item=handling_item,
        materials=_asked(plan, again),
    )


def _as(situation: Situation, handling_item: str) -> Situation:
    root = situation.root
    values = {**root.facts.values, HANDLING_ITEM_ID: handling_item}
    members = {
        roster: None
        if instances is None
        else tuple(
            replace(
                i,
                facts=replace(i.facts, values={**i.facts.values, HANDLING_ITEM_ID: handling_item}),
            )
            for i in instances
        )
        for roster, instances in situation.rosters.items()
    }
    return replace(
        situation, root=replace(root, facts=replace(root.facts, values=values)), rosters=members
    )


def _asked(plan: Plan, decision: Decision) -> tuple[str, ...]:
    """The names of all materials that are, or may be, asked for."""
    return tuple(
        p.name
        for p in plan.points
        if p.kind is PointKind.MATERIAL
        and decision.statuses[p.id] is not PointStatus.NOT_APPLICABLE
    )
