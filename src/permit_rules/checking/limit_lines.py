"""Time limits as a result states them."""

from __future__ import annotations

from permit_rules.checking.explain import cited
from permit_rules.conditions.phrases import limit_words
from permit_rules.model.time_limit import TimeLimit
from permit_rules.result import TimeLimitLine


def limit_line(step: str, limit: TimeLimit) -> TimeLimitLine:
    """A limit under the name of its step, statutory beside committed."""
    return TimeLimitLine(
        step=step,
        statutory=limit_words(limit.statutory),
        committed=limit_words(limit.committed) if limit.committed else "",
        note=limit.note,
        basis=cited(limit.basis),
    )
