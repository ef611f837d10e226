"""Topics: everything whose outcome a person is told at the end, each as a condition.

Which permits, which way they are handled, which papers with which standards, which conditions,
which time limits. Not among them: whether the business meets a condition, whom a bar keeps out,
and what closes a way that may be chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from permit_rules.compiling.plan import DemandPoint, StandardPoint
from permit_rules.conditions.nodes import ALWAYS, Node, conjunction
from permit_rules.interview.permits import Permit
from permit_rules.model.bundle import Need, OtherOffice
from permit_rules.model.material import Alternative, SharedSource
from permit_rules.model.review_point import Applicability, ReviewCondition
from permit_rules.model.time_limit import TimeLimit


class TopicKind(str, Enum):
    """What the outcome of a topic says."""

    NEED = "need"
    ELSEWHERE = "elsewhere"
    GATE = "gate"
    PAPER = "paper"
    INSTEAD = "instead"
    STANDARD = "standard"
    CONDITION = "condition"
    LIMIT = "limit"


Subject: TypeAlias = (
    "Need | OtherOffice | Applicability | DemandPoint | Alternative | SharedSource"
    " | StandardPoint | ReviewCondition | TimeLimit | None"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that is told, and where: ``own`` holds, in one of the worlds of its ``permit``.

    ``id`` is that of the review point with its item (``food-business/M3``), or of the need. With
    ``permit`` None, or for a gate or need, the condition is the whole of it. ``about`` is what a
    person is told to be asked for.
    """

    kind: TopicKind
    id: str
    about: str
    own: Node
    permit: Permit | None
    subject: Subject

    @property
    def in_worlds(self) -> bool:
        """Whether it is told only where the permit is handled in one of its ways."""
        return self.kind not in (TopicKind.NEED, TopicKind.ELSEWHERE, TopicKind.GATE)


def topic_elsewhere(other: OtherOffice) -> Topic:
    """Whether a matter of another office has to be dealt with."""
    return Topic(
        kind=TopicKind.ELSEWHERE,
        id=other.id,
        about=f"要不要办{other.name}（{other.department}）",
        own=other.when,
        permit=None,
        subject=other,
    )


def topics_of(permit: Permit) -> Iterator[Topic]:
    """Everything about one permit, in writing order."""
    if permit.need is not None:
        yield _topic(permit, TopicKind.NEED, permit.key, "要不要办", permit.needed, permit.need)
    if permit.plan is None:
        return
    for gate, first in permit.gates:
        yield _topic(permit, TopicKind.GATE, gate.id, f"是否属于“{gate.name}”", first, gate)
    for point in permit.plan.points:
        subject = point.subject
        if isinstance(subject, DemandPoint):
            name = f"要不要《{point.name}》"
            yield _topic(permit, TopicKind.PAPER, point.id, name, point.applies_node, subject)
            yield from _instead(permit, subject)
        elif isinstance(subject, StandardPoint):
            yield from _standard(permit, point.id, subject)
        elif isinstance(subject, ReviewCondition):
            name = f"“{subject.name}”是不是审批条件"
            yield _topic(permit, TopicKind.CONDITION, point.id, name, subject.when, subject)
    for limit in permit.book.limits:
        if not limit.fallback:
            name = f"{limit.step}的时限"
            yield _topic(permit, TopicKind.LIMIT, limit.id, name, limit.when, limit)


def _instead(permit: Permit, demand: DemandPoint) -> Iterator[Topic]:
    """What may stand in the place of a paper, where that hangs on anything."""
    for other in demand.paper.alternatives:
        if other.when != ALWAYS:
            own = conjunction(demand.demanded, other.when)
            name = f"可不可以交《{other.name}》代替"
            yield _topic(permit, TopicKind.INSTEAD, other.id, name, own, other)
    for number, source in enumerate(demand.paper.shared, 1):
        if source.when != ALWAYS:
            own = conjunction(demand.demanded, source.when)
            name = f"《{demand.paper.name}》要不要自己交"
            key = f"{demand.paper.id}@shared-{number}"
            yield _topic(permit, TopicKind.INSTEAD, key, name, own, source)


def _standard(permit: Permit, key: str, subject: StandardPoint) -> Iterator[Topic]:
    """A standard of a paper, where it has a condition of its own: else it goes with the paper."""
    if subject.standard.when == ALWAYS:
        return
    demand = DemandPoint(subject.material, subject.part)
    other = subject.alternative
    own = conjunction(demand.demanded, other.when if other else ALWAYS, subject.standard.when)
    name = f"《{(other or subject.paper).name}》要符合什么"
    yield _topic(permit, TopicKind.STANDARD, key, name, own, subject)


def _topic(
    permit: Permit, kind: TopicKind, key: str, about: str, own: Node, subject: Subject
) -> Topic:
    own_id = key if kind is TopicKind.NEED else f"{permit.item}/{key}"
    where = f"“{permit.name}”：" if permit.need is not None else ""
    return Topic(kind=kind, id=own_id, about=where + about, own=own, permit=permit, subject=subject)
