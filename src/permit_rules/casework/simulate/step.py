"""One submission entered into the journal of a made-up case, its answer already known."""

from __future__ import annotations

from datetime import date
from typing import Any

from permit_rules.casework.case import Case
from permit_rules.casework.comparing import Compared, Earlier, Key, compare, earlier_notice
from permit_rules.casework.events import Outcome, Submitted


def submitted(case: Case, payload: dict[str, Any], outcome: Outcome, on: date) -> Submitted:
    """The entry for a submission, compared with the last notice as ``Case.submit`` does.

    What could be seen before is what the answer to the earlier submission held: the rules are the
    same all year, so that asking again would say nothing else.
    """
    earlier = earlier_notice(case)
    compared = Compared() if earlier is None else compare(earlier, outcome.lines, _visible)
    return Submitted(
        on=on,
        payload=payload,
        outcome=outcome,
        resolved=compared.resolved,
        carried_over=compared.carried_over,
        new=compared.new,
        late_notified=compared.late_notified,
    )


def _visible(earlier: Earlier) -> frozenset[Key]:
    return frozenset(line.key for line in earlier.submission.outcome.lines)
