"""The first part of a case: handing in, being told, correcting, until it is accepted or over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from permit_rules.casework.alerts import alerts_at
from permit_rules.casework.events import (
    Decided,
    Line,
    Noticed,
    NoticeKind,
    Outcome,
    Post,
    Result,
    Worked,
)
from permit_rules.casework.outcomes import NOTICES
from permit_rules.casework.simulate.answers import Answers
from permit_rules.casework.simulate.chance import Chance
from permit_rules.casework.simulate.journal import Journal
from permit_rules.casework.simulate.settings import Settings
from permit_rules.casework.simulate.staff import Office
from permit_rules.casework.simulate.step import submitted
from permit_rules.casework.simulate.templates import Template
from permit_rules.result import Verdict

_OVER = {
    Verdict.NOT_ACCEPTED: Result.NOT_ACCEPTED,
    Verdict.NOT_REQUIRED: Result.NOT_REQUIRED,
}


@dataclass(slots=True)
class Filing:
    """One application on its way to being accepted; ``flaws`` are those it still has."""

    settings: Settings
    answers: Answers
    template: Template
    office: Office
    chance: Chance
    journal: Journal
    flaws: frozenset[int]
    choice: int
    first: date
    obedience: float = field(init=False)

    def __post_init__(self) -> None:
        stubborn = self.chance.yes(self.settings.stubborn)
        self.obedience = self.settings.stubborn_obedience if stubborn else self.settings.obedient

    def run(self) -> Outcome | None:
        """Hand in and correct; the answer on which it was accepted, or None if it never was."""
        while (day := self.journal.today) is not None:
            outcome = self._hand_in(day)
            told = self.journal.go_on(self.chance.below(4))
            if told is None:
                return None
            clerk = self.office.someone(Post.ACCEPTANCE, self.chance)
            lines = self._told(outcome)
            self.journal.enter(
                Worked(on=day, by=clerk, post=Post.ACCEPTANCE, until=told),
                Noticed(
                    on=told,
                    by=clerk,
                    notice=NOTICES[outcome.verdict],
                    lines=lines,
                    announced=outcome.announced,
                ),
            )
            self._alert(told, clerk)
            if outcome.verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS):
                return outcome
            if outcome.verdict in _OVER:
                reason = outcome.lines[0].code if outcome.lines else ""
                self._end(told, _OVER[outcome.verdict], clerk, reason)
                return None
            if self._given_up():
                self._end(self.journal.today, Result.WITHDRAWN, clerk, "申请人撤回")
                return None
            self._correct(lines, outcome.announced)
        return None

    def _hand_in(self, day: date) -> Outcome:
        anchor = self.first.replace(day=1)
        received = self.first if self.template.counts_from_first else day
        key = (self.template.number, self.choice, self.flaws, anchor)
        payload, outcome = self.answers.of(
            key, lambda: self.template.written(sorted(self.flaws), self.choice, anchor), received
        )
        self.journal.enter(submitted(self.journal.case, payload, outcome, day))
        return outcome

    def _alert(self, day: date, by: str) -> None:
        case = self.journal.case
        last = next(e for e in reversed(case.events) if isinstance(e, Noticed))
        if last.notice is NoticeKind.CORRECTION:
            rules = self.answers.checker.library.casework
            self.journal.enter(*alerts_at(rules, case.place, day, case.rounds, by))

    def _told(self, outcome: Outcome) -> tuple[Line, ...]:
        """The lines of the notice; a careless office leaves some of them out."""
        lines = outcome.lines
        careless = self.chance.yes(self.settings.late * self.office.carelessness)
        if not careless or len(lines) < 2 or outcome.verdict is not Verdict.CORRECTION:
            return lines
        return self.chance.some(lines, 1 + self.chance.below(len(lines) - 1))

    def _given_up(self) -> bool:
        """Whether the applicant withdraws instead of correcting; in any case time goes by."""
        gives_up = self.chance.yes(self.settings.gives_up)
        self.journal.go_on(1 + self.chance.below(9))
        rounds = self.journal.case.rounds
        return gives_up or rounds >= self.settings.most_rounds or not self.flaws

    def _correct(self, lines: tuple[Line, ...], announced: tuple[str, ...]) -> None:
        """Put right what was told, as far as the applicant does what he is told."""
        told = {line.point for line in lines} | set(announced)
        meant = [n for n in sorted(self.flaws) if self.template.flaws[n].points & told]
        # What is told in other words than for the flaw alone: somebody asks and mends it all.
        meant = meant or sorted(self.flaws)
        self.flaws -= {n for n in meant if self.chance.yes(self.obedience)}

    def _end(self, day: date | None, result: Result, by: str, reason: str) -> None:
        if day is not None:
            self.journal.enter(Decided(on=day, by=by, result=result, reason=reason))
