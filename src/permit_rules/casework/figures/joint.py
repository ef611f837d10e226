"""What applying for several permits at once saves (S4-18), counted from the cases it came to.

Each figure is held against its baseline: what the single applications would have taken. There is
no figure for how many applied jointly, and so no target for it: whether to is the applicant's
choice (珠府办〔2021〕9号).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from permit_rules.casework.case import Case
from permit_rules.casework.events import Decided, Joined, Result
from permit_rules.casework.figures.model import JointFigures
from permit_rules.casework.figures.ratio import Ratio
from permit_rules.casework.figures.span import Span
from permit_rules.casework.figures.times import Clock, Times


@dataclass(frozen=True, slots=True)
class _Permit:
    """What is kept of one case until the others of its application have come."""

    after: tuple[str, ...]
    statutory: Fraction | None
    promised: Fraction | None
    at_once: bool
    returned: bool
    ended: date


@dataclass(slots=True)
class _Application:
    joined: Joined
    permits: dict[str, _Permit] = field(default_factory=dict)


@dataclass(slots=True)
class JointTally:
    """Counts joint applications; keeps those of which a case is still to come, and no others.

    An application belongs to the period in which the last of its cases was decided.
    """

    clock: Clock
    period: Span
    applications: int = 0
    cases: int = 0
    papers: list[int] = field(default_factory=lambda: [0, 0])
    fields: list[int] = field(default_factory=lambda: [0, 0])
    separate_limits: Fraction = Fraction(0)
    joint_limits: Fraction = Fraction(0)
    limits: int = 0
    at_once: int = 0
    returned: int = 0
    _open: dict[str, _Application] = field(default_factory=dict)

    def add(self, case: Case, decided: Decided) -> None:
        """Count a decided case, if it is one of several that came in as one application."""
        joined = next(case.of(Joined), None)
        if joined is None:
            return
        kept = self._open.setdefault(joined.application, _Application(joined))
        kept.permits[joined.permit or case.id] = _permit(case, decided, joined, self.clock(case))
        if len(kept.permits) < joined.cases:
            return
        del self._open[joined.application]
        if self.period.holds(max(p.ended for p in kept.permits.values())):
            self._count(kept)

    def _count(self, whole: _Application) -> None:
        permits = whole.permits
        self.applications += 1
        self.cases += len(permits)
        for kept, tally in ((self.papers, whole.joined.papers), (self.fields, whole.joined.fields)):
            kept[0] += tally.separately
            kept[1] += tally.together
        self.at_once += all(p.at_once for p in permits.values())
        self.returned += sum(p.returned for p in permits.values())
        separately = [p.statutory for p in permits.values() if p.statutory is not None]
        together = longest(permits)
        if together is not None and len(separately) == len(permits):
            self.limits += 1
            self.separate_limits += sum(separately)
            self.joint_limits += together

    def figures(self) -> JointFigures:
        """What was counted so far."""
        return JointFigures(
            applications=self.applications,
            cases=self.cases,
            unfinished=len(self._open),
            fields_saved=_saved(*self.fields),
            papers_saved=_saved(*self.papers),
            limits_saved=Ratio.of(self.separate_limits - self.joint_limits, self.separate_limits),
            limits_left_out=self.applications - self.limits,
            done_at_once=Ratio(numerator=self.at_once, denominator=self.applications),
            returned=Ratio(numerator=self.returned, denominator=self.cases),
        )


def _permit(case: Case, decided: Decided, joined: Joined, times: Times) -> _Permit:
    promised = times.statutory if times.committed is None else times.committed
    return _Permit(
        after=joined.after,
        statutory=times.statutory,
        promised=promised,
        at_once=decided.result is Result.GRANTED and case.rounds == 0,
        returned=decided.result is Result.NOT_ACCEPTED,
        ended=decided.on,
    )


def longest(permits: Mapping[str, _Permit]) -> Fraction | None:
    """How long all permits take side by side, one that waits after those it waits for.

    None where a limit is not known, or where they wait for each other.
    """
    ends: dict[str, Fraction] = {}
    while len(ends) < len(permits):
        ready = {
            key: permit
            for key, permit in permits.items()
            if key not in ends and all(a in ends or a not in permits for a in permit.after)
        }
        if not ready:
            return None
        for key, permit in ready.items():
            if permit.promised is None:
                return None
            begins = max((ends[a] for a in permit.after if a in ends), default=Fraction(0))
            ends[key] = begins + permit.promised
    return max(ends.values(), default=None)


def _saved(separately: int, together: int) -> Ratio:
    return Ratio(numerator=separately - together, denominator=separately)
