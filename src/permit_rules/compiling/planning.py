"""One review point ready to be decided: its two conditions, each asked of the engine once."""

from __future__ import annotations

from permit_rules.compiling.plan import PlannedPoint, Subject
from permit_rules.compiling.questions import Question
from permit_rules.conditions.nodes import NEVER, Node, conjunction, without_names
from permit_rules.model.review_point import PointKind, ReviewClass


class Questions:
    """Numbers distinct conditions: equal ones in one scope are asked once."""

    def __init__(self) -> None:
        self._index: dict[tuple[str, Node], int] = {}

    def ask(self, node: Node, scope: str) -> int:
        return self._index.setdefault((scope, without_names(node)), len(self._index))

    @property
    def all(self) -> tuple[Question, ...]:
        return tuple(Question(i, scope, node) for (scope, node), i in self._index.items())


def planned(
    questions: Questions,
    *,
    id: str,
    kind: PointKind,
    name: str,
    review_class: ReviewClass,
    applies: Node,
    violated: Node | None,
    subject: Subject,
    scope: str = "",
) -> PlannedPoint:
    whole = NEVER if violated is None else conjunction(applies, violated)
    return PlannedPoint(
        id=id,
        kind=kind,
        name=name,
        review_class=review_class,
        scope=scope,
        subject=subject,
        applies=questions.ask(applies, scope),
        applies_node=applies,
        violated=None if violated is None else questions.ask(whole, scope),
        violated_node=whole,
    )
