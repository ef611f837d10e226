"""One submission entered into the journal of a case, and the notice that follows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from permit_rules.casework.case import Case
from permit_rules.casework.events import Line, Noticed, Outcome, Submitted
from permit_rules.result import CheckResult, Way


def outcome_of(result: CheckResult) -> Outcome:
    """As much of a result as a case needs."""
    ways = {way: [p.point for p in result.points if p.way is way] for way in Way}
    return Outcome(
        verdict=result.verdict,
        complete=result.complete,
        handling_item=result.handling_item,
        lines=tuple(
            Line(point=f.point, instance=f.instance, code=f.code, text=f.message)
            for f in result.findings
        ),
        announced=announced(result),
        deferred=tuple(ways[Way.DEFERRED]),
        committed=tuple(ways[Way.COMMITTED]),
        shared=len({e.point for e in result.exempt if e.by == "shared"}),
        decided_on_spot=result.decided_on_spot,
        holds_until=result.holds_until,
        digest=result.digest,
    )


def announced(result: CheckResult) -> tuple[str, ...]:
    """The review points of the conditional lines and of the questions."""
    points = [line.point for line in result.conditional]
    points += [p for q in result.questions for p in q.points]
    return tuple(dict.fromkeys(points))


def submitted(case: Case, payload: dict[str, Any], outcome: Outcome, on: date) -> Submitted:
    """The entry for a submission, compared with what the applicant was told so far.

    What stood in an earlier answer already but was never told is *late notified*: the fault of
    the office. What no earlier answer held is new, whether announced or brought by a correction.
    """
    before = case.submissions
    last = {line.key: line for line in before[-1].outcome.lines} if before else {}
    found = {line.key: line for line in outcome.lines}
    told = _keys(line for notice in case.of(Noticed) for line in notice.lines)
    earlier = _keys(line for s in before for line in s.outcome.lines)
    return Submitted(
        on=on,
        payload=payload,
        outcome=outcome,
        resolved=tuple(line for key, line in last.items() if key not in found),
        carried_over=tuple(line for key, line in found.items() if before and key in told),
        new=tuple(line for key, line in found.items() if before and key not in told | earlier),
        late_notified=tuple(line for key, line in found.items() if key in earlier - told),
    )


def _keys(lines: Iterable[Line]) -> frozenset[tuple[str, str, str]]:
    return frozenset(line.key for line in lines)
