"""Main materials in order, the condition of everything that may follow later (容缺).

广东省优化营商环境条例 art. 32 and its like accept at once where the main materials are there and
in order and only minor ones are wanting. Whether they are is decided by the engine, point by
point; what hangs on it is decided after them, with the outcome as one more observation.
"""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import DemandPoint, PlannedPoint, StandardPoint
from permit_rules.conditions.nodes import Node, Observed, tests_of
from permit_rules.model.material import Material, MaterialRole, Necessity, Stage
from permit_rules.model.review_point import Effect, ReviewCondition


def main_points(points: Iterable[PlannedPoint]) -> frozenset[str]:
    """The points that, ending in a finding, mean that main materials are not in order.

    The demands for main materials and their standards, and conditions that have the application
    corrected (效果: 补正), which the application form then fails. What need not be there at
    acceptance is not among them, nor is what may itself follow later.
    """
    return frozenset(p.id for p in points if p.violated is not None and _is_main(p))


def hang_on_mains(points: Iterable[PlannedPoint]) -> frozenset[str]:
    """The points that can only be decided once the main materials have been."""
    return frozenset(
        p.id for p in points if _reads_mains(p.applies_node) or _reads_mains(p.violated_node)
    )


def _is_main(point: PlannedPoint) -> bool:
    subject = point.subject
    if isinstance(subject, DemandPoint):
        return _must_be_in_order(subject.material) and (
            subject.material.necessity is Necessity.NECESSARY
        )
    if isinstance(subject, StandardPoint):
        return _must_be_in_order(subject.material)
    return isinstance(subject, ReviewCondition) and subject.effect is Effect.CORRECTION


def _must_be_in_order(material: Material) -> bool:
    return (
        material.role is MaterialRole.MAIN
        and material.stage is Stage.SUBMISSION
        and not material.deferrable
    )


def _reads_mains(node: Node) -> bool:
    return Observed(obs.MAIN_LACKING) in set(tests_of(node))
