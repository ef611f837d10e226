"""Until when each permit is decided, and until when all of them together (行政许可法 art. 42)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from permit_rules.checking.joint.answers import Answer
from permit_rules.checking.limit_lines import limit_line
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.time_limit import Clock, TimeLimit
from permit_rules.result import TimeLimitLine

_JOINT = (Clock.JOINT, Clock.JOINT_EXTENSION)


def limits(answers: Sequence[Answer]) -> Iterator[TimeLimitLine]:
    """Each permit's own limit for the decision, side by side, and the joint one of several."""
    for answer in answers:
        for limit in _decision(answer):
            yield limit_line(f"{answer.permit.name}：{limit.step}", limit)
    if len(answers) > 1:
        yield from joint_limits(answers)


def joint_limits(answers: Sequence[Answer]) -> Iterator[TimeLimitLine]:
    """What the general rules say of permits that are handled together, each clock once."""
    told: set[Clock] = set()
    for answer in answers:
        for limit in _limits(answer):
            if limit.counted_as in _JOINT and limit.counted_as not in told:
                told.add(limit.counted_as)
                yield limit_line(limit.step, limit)


def _decision(answer: Answer) -> tuple[TimeLimit, ...]:
    own = [m for m in _limits(answer) if m.counted_as is Clock.DECISION and _may_apply(answer, m)]
    # What the law says of permits in general counts only where nothing else does.
    return tuple(m for m in own if not m.fallback) or tuple(own)


def _may_apply(answer: Answer, limit: TimeLimit) -> bool:
    decided = answer.answered.decided
    if decided is None:
        return True
    calendar = decided.plan.rulebook.calendar
    return truth(limit.when, decided.situation.root.facts, calendar) is not Truth.NO


def _limits(answer: Answer) -> tuple[TimeLimit, ...]:
    opened = answer.permit.opened
    return opened.prepared.plan.rulebook.limits if opened else ()
