"""The second part of a case: review, inspection, decision and delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from permit_rules.casework.events import (
    Complained,
    Decided,
    Delivered,
    Inspected,
    Outcome,
    Post,
    Result,
    Worked,
)
from permit_rules.casework.simulate.chance import Chance
from permit_rules.casework.simulate.journal import Journal
from permit_rules.casework.simulate.settings import Settings
from permit_rules.casework.simulate.staff import Office
from permit_rules.casework.simulate.templates import Template
from permit_rules.model.arrangements import InspectionMode
from permit_rules.model.time_limit import TimeLimit
from permit_rules.working_days import Period, PeriodUnit

_VISITS: Final = (InspectionMode.ON_SITE, InspectionMode.REMOTE_VIDEO)
#: Working days taken for granted where the rules have no limit that is counted in them.
_UNLIMITED: Final = 8


@dataclass(frozen=True, slots=True)
class Handling:
    """One accepted application on its way to the decision."""

    settings: Settings
    template: Template
    office: Office
    chance: Chance
    journal: Journal
    limit: TimeLimit | None

    def run(self, outcome: Outcome) -> None:
        """Work on it at each post until the licence is handed over."""
        days = 0 if outcome.decided_on_spot else self._days()
        mode = None if outcome.decided_on_spot else self._mode()
        reviewer = self.office.someone(Post.REVIEW, self.chance)
        start, visit = self.journal.today, self.journal.later(days * 2 // 3)
        decided = self.journal.later(days)
        if start is None or visit is None or decided is None:
            return
        passed = True
        if mode is not None:
            passed = not self.chance.yes(self.settings.fails_inspection)
            inspectors = self.office.two(Post.INSPECTION, self.chance)
            self.journal.enter(
                Worked(on=start, by=inspectors[0], post=Post.INSPECTION, until=visit),
                Inspected(
                    on=visit,
                    by=inspectors[0],
                    mode=mode.value,
                    inspectors=inspectors,
                    passed=passed,
                ),
            )
        self.journal.enter(
            Worked(on=visit, by=reviewer, post=Post.REVIEW, until=decided),
            Decided(
                on=decided,
                by=reviewer,
                result=Result.GRANTED if passed else Result.REFUSED,
                reason="" if passed else "核查不符合",
                on_spot=outcome.decided_on_spot,
            ),
        )
        self.journal.go_on(days)
        self._deliver()

    def _days(self) -> int:
        """How many working days the decision takes."""
        allowed = _UNLIMITED
        if self.limit is not None:
            period = self.limit.committed or self.limit.statutory
            if isinstance(period, Period) and period.unit is PeriodUnit.WORKING_DAY:
                allowed = period.amount
        if self.chance.yes(self.settings.overdue):
            return allowed + 1 + self.chance.below(6)
        return max(allowed * (20 + self.chance.below(81)) // 100, 0)

    def _mode(self) -> InspectionMode | None:
        """The way of inspection, one of those that the rules list; None where nobody visits."""
        if InspectionMode.NONE in self.template.modes:
            return None
        visits = [mode for mode in self.template.modes if mode in _VISITS]
        return self.chance.pick(visits) if visits else None

    def _deliver(self) -> None:
        start, end = self.journal.today, self.journal.later(self.chance.below(6))
        if start is None or end is None:
            return
        issuer = self.office.someone(Post.ISSUANCE, self.chance)
        self.journal.enter(
            Worked(on=start, by=issuer, post=Post.ISSUANCE, until=end),
            Delivered(on=end, by=issuer, how=self.chance.pick(("窗口领取", "邮寄", "电子证照"))),
        )
        if self.chance.yes(self.settings.complains * (1 + 4 * self.journal.case.rounds)):
            about = self.chance.pick(("咨询进度", "投诉多次补正", "咨询材料"))
            self.journal.enter(Complained(on=end, about=about))
