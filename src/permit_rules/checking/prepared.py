"""What is made once for a plan, and serves every check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from permit_rules.checking.explain import Explainer
from permit_rules.checking.last_day import Watched, watched
from permit_rules.checking.limit_lines import limit_line
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.point_results import PointTeller
from permit_rules.checking.remedies import Restatable
from permit_rules.checking.settling import Settlements
from permit_rules.compiling.plan import Plan, PlannedPoint, StandardPoint
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.nodes import Observed, fields_of, tests_of
from permit_rules.result import TimeLimitLine


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made once for a plan and serves every check."""

    plan: Plan
    digest: str
    index: PaperIndex
    explainer: Explainer
    points: PointTeller
    read_fields: frozenset[str]
    used_fields: frozenset[str]
    restatable: Restatable
    watched: tuple[Watched, ...]
    limits: tuple[TimeLimitLine, ...]
    observations: Mapping[str, frozenset[str]]
    settlements: Settlements

    @classmethod
    def of(cls, plan: Plan, digest: str) -> Prepared:
        """Everything that a check needs of a plan; ``digest`` is that of its library."""
        explainer = Explainer(plan)
        return cls(
            plan,
            digest,
            PaperIndex(plan.rulebook),
            explainer,
            PointTeller(plan, explainer),
            read_fields(plan),
            used_fields(plan),
            Restatable(plan),
            watched(plan),
            tuple(_limits(plan)),
            {p.id: _observations(p) for p in plan.points},
            Settlements(),
        )


def read_fields(plan: Plan) -> frozenset[str]:
    """The ids of all fields that some condition of the plan reads."""
    return frozenset(
        f for q in plan.engine.questions for t in tests_of(q.node) for f in fields_of(t)
    )


def used_fields(plan: Plan) -> frozenset[str]:
    """The ids of all fields that anything in the plan hangs on, rosters for their members."""
    found = {HANDLING_ITEM_ID, *plan.scopes, *read_fields(plan)}
    for point in plan.points:
        subject = point.subject
        if isinstance(subject, StandardPoint) and subject.standard.compared_with:
            found.add(subject.standard.compared_with)
    found |= {f.partition(".")[0] for f in found}
    return frozenset(found)


def _limits(plan: Plan) -> Iterator[TimeLimitLine]:
    for limit in plan.rulebook.limits:
        if limit.fallback:
            continue
        yield limit_line(limit.step, limit)


def _observations(point: PlannedPoint) -> frozenset[str]:
    return frozenset(t.key for t in tests_of(point.violated_node) if isinstance(t, Observed))
