"""The answers of a checker to the applications of a year, each asked for once.

An answer says until when it holds (``holds_until``): up to that day nothing but the applicant can
change it. So an application is checked as if received on the first day of the month, and that
answer serves every later day of the month on which it still holds; on any other day it is checked
on the day itself. Which cases are made beside it makes no difference.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Final

from permit_rules.casework.events import Outcome
from permit_rules.casework.outcomes import outcome_of
from permit_rules.casework.simulate.flaws import Payload
from permit_rules.checking.checker import Checker

#: How many answers are kept.
KEPT: Final = 20_000


class Answers:
    """Checks applications; with ``reuse`` False each on its own day, whatever was asked before."""

    def __init__(self, checker: Checker, *, reuse: bool = True) -> None:
        self.checker = checker
        self.reuse = reuse
        self.checks = 0
        self._kept: OrderedDict[tuple[Hashable, date], tuple[Payload, Outcome]] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], Payload], day: date) -> tuple[Payload, Outcome]:
        """The application that ``key`` stands for, as received on ``day``, and the answer to it.

        ``make`` writes it; it is not changed by anybody.
        """
        if not self.reuse:
            return self._checked(make(), day)
        payload, outcome = self._on(key, make, day.replace(day=1))
        if outcome.holds_until is None or outcome.holds_until < day:
            payload, outcome = self._on(key, make, day)
        return {**payload, "received_on": day.isoformat()}, outcome

    def _on(self, key: Hashable, make: Callable[[], Payload], day: date) -> tuple[Payload, Outcome]:
        kept = self._kept.pop((key, day), None) or self._checked(make(), day)
        self._kept[key, day] = kept
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept

    def _checked(self, payload: Payload, day: date) -> tuple[Payload, Outcome]:
        self.checks += 1
        dated = {**payload, "received_on": day.isoformat()}
        return dated, outcome_of(self.checker.check(dated))
