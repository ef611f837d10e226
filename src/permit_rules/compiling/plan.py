"""The plan: every review point of a rulebook as two conditions, and what else must be decided.

For a point, ``applies`` says where it is in question and ``violated`` where it ends in a finding.
``violated`` implies ``applies``, so three values of each give the status of the point:

* violated holds – finding; applies fails – not applicable; violated fails – met;
  otherwise cannot tell. A manual point has no ``violated``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.nodes import Node, conjunction, negation
from permit_rules.model.arrangements import Authority
from permit_rules.model.item import Item
from permit_rules.model.material import Alternative, Demanded, Material, Part, Standard
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    LateEffect,
    PointKind,
    RenewalWindow,
    ReviewClass,
    ReviewCondition,
)
from permit_rules.model.rulebook import Rulebook


@dataclass(frozen=True)
class DemandPoint:
    """The demand for a material or a part; ``part`` is None for the material itself."""

    material: Material
    part: Part | None

    @property
    def paper(self) -> Demanded:
        """What is demanded."""
        return self.part or self.material

    @cached_property
    def demanded(self) -> Node:
        """Where it is demanded: 需要 and not 不适用, for a part also those of its material."""
        papers = (self.material, self.part) if self.part else (self.material,)
        return conjunction(*(n for p in papers for n in (p.when, negation(p.unless))))


@dataclass(frozen=True, slots=True)
class StandardPoint:
    """A standard of a paper in hand; ``alternative`` when it is the paper's substitute."""

    material: Material
    part: Part | None
    alternative: Alternative | None
    standard: Standard

    @property
    def paper(self) -> Demanded:
        """The demanded paper the standard belongs to."""
        return self.part or self.material


class WindowSide:
    """Which side of a renewal window a point looks at."""

    EARLY = "early"
    LATE = "late"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class WindowPoint:
    """One side of a renewal window."""

    window: RenewalWindow
    side: str

    @property
    def closes_the_way(self) -> bool:
        """Whether this side means that the application is not accepted."""
        return self.side != WindowSide.LATE or self.window.late is LateEffect.NOT_ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence(Applicability):
    """The gate of a competent authority: where ``when`` holds, somebody else received.

    An application outside an authority's competence is turned away at once, and the applicant
    told where to go (行政许可法 art. 32(2)). In a plan ``target`` names the authority in general,
    for an application the office at its place.
    """

    authority: Authority


Subject: TypeAlias = (
    "DemandPoint | StandardPoint | WindowPoint | ReviewCondition | Bar | Applicability"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPoint:
    """A review point ready to be decided; ``id`` is local to the item (``M2/copies``).

    ``scope`` is the roster it is repeated for, or "". ``applies`` and ``violated`` are indexes of
    the engine plan's questions; the nodes stand beside them for explanations.
    """

    id: str
    kind: PointKind
    name: str
    review_class: ReviewClass
    scope: str
    applies: int
    applies_node: Node
    violated: int | None
    violated_node: Node
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What has to be decided for one rulebook, neutral to the engine.

    ``gates`` are the competent authorities and the points of applicability, decided before all
    others. ``extras`` are further conditions by name (``tolerance/M6``, ``commitment/M7``,
    ``shared/M2/1``, ``alternative/M3-alt1``, ``decided_on_spot``, ``no_competence``: that
    whichever authority is competent, another one received), each the index of its question.
    ``closings`` are those that close a way the applicant may choose (``tolerance/…``,
    ``inspection/…``, ``commitment/…``, ``permit_first/…``).

    ``mains`` are the ids of the points that, ending in a finding, mean that a main material is
    missing or defective; ``after_mains`` those that hang on it and are decided after them.
    ``in_parts`` are the ids of the demands for materials that consist of parts.
    """

    rulebook: Rulebook
    engine: EnginePlan
    gates: tuple[PlannedPoint, ...]
    points: tuple[PlannedPoint, ...]
    extras: Mapping[str, int]
    closings: Mapping[str, Node]
    mains: frozenset[str] = frozenset()
    after_mains: frozenset[str] = frozenset()
    in_parts: frozenset[str] = frozenset()

    @property
    def item(self) -> Item:
        """The item the plan is for."""
        return self.rulebook.item

    @property
    def scopes(self) -> tuple[str, ...]:
        """The rosters that points are repeated for, in order of first use."""
        return tuple(dict.fromkeys(q.scope for q in self.engine.questions if q.scope))
