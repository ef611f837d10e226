"""A year of cases: each follows from the seed and its number alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from permit_rules.casework.case import Case
from permit_rules.casework.day_counts import DayCounts
from permit_rules.casework.figures.times import DecisionClock
from permit_rules.casework.simulate.answers import Answers
from permit_rules.casework.simulate.chance import Chance
from permit_rules.casework.simulate.filing import Filing
from permit_rules.casework.simulate.handling import Handling
from permit_rules.casework.simulate.journal import Journal
from permit_rules.casework.simulate.settings import Settings
from permit_rules.casework.simulate.staff import Office, offices
from permit_rules.casework.simulate.templates import Template, templates
from permit_rules.checking.checker import Checker
from permit_rules.loading.cases import CaseTable
from permit_rules.model.library import Library
from permit_rules.result import Verdict

#: How often an application is one that is accepted, among those there are.
_ACCEPTABLE = 0.94


@dataclass(frozen=True, slots=True)
class Plan:
    """What a year is made from; worked out once and given to every process."""

    settings: Settings
    templates: tuple[Template, ...]
    days: tuple[date, ...]


def plan_year(library: Library, tables: Iterable[CaseTable], settings: Settings) -> Plan:
    """Work out what a year is made from.

    Raises:
        ValueError: the calendar does not know the year, or no application of the tables is
            accepted at the place in that year.
        UnknownItem: the library has no such item at the place.
        EngineUnavailable: the durable-rules extension cannot be imported.
    """
    days = DayCounts(library.calendar).in_year(settings.year)
    if not days:
        raise ValueError(f"the working days of {settings.year} are not known")
    checker = Checker(library)
    try:
        made = templates(checker, list(tables), settings.items, settings.place, settings.year)
    finally:
        checker.close()
    if not any(t.flaws for t in made):
        raise ValueError("no application of the tables is accepted there in that year")
    return Plan(settings, made, days)


@dataclass(slots=True)
class Year:
    """Makes the cases of a plan, any of them, in any order.

    ``reuse`` False checks every submission on its own day (see
    :class:`~permit_rules.casework.simulate.answers.Answers`); the cases are the same.
    """

    library: Library
    plan: Plan
    reuse: bool = True
    answers: Answers = field(init=False)
    _clock: DecisionClock = field(init=False)
    _offices: tuple[Office, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = Answers(Checker(self.library), reuse=self.reuse)
        self._clock = DecisionClock(self.library)
        self._offices = offices(self.plan.settings.offices)

    def cases(self, numbers: Iterable[int]) -> Iterator[Case]:
        """The cases with these numbers, the first of the year being 0.

        Raises:
            EngineFault: the engine failed.
        """
        return (self.case(number) for number in numbers)

    def case(self, number: int) -> Case:
        """The case with this number; numbers follow the days of receipt."""
        settings, days = self.plan.settings, self.plan.days
        chance = Chance(f"{settings.seed}/{number}")
        template = self._template(chance)
        office = chance.pick(self._offices)
        day = days[number * len(days) // max(settings.cases, number + 1)]
        case = Case(
            id=f"{settings.year}-{number + 1:06}",
            item=template.item,
            place=settings.place,
            office=office.name,
        )
        journal = Journal(case, self._clock.counts, day)
        choice = self._choice(template, chance)
        flaws = self._flaws(template, choice, chance)
        filing = Filing(
            settings, self.answers, template, office, chance, journal, flaws, choice, day
        )
        accepted = filing.run()
        if accepted is not None:
            limit = self._clock.limit(template.item, settings.place, day)
            Handling(settings, template, office, chance, journal, limit).run(accepted)
        return journal.case

    def close(self) -> None:
        """Release the engines."""
        self.answers.checker.close()

    def _template(self, chance: Chance) -> Template:
        """One of the applications: first the item, so that none counts for its many cases."""
        item = chance.pick(self.plan.settings.items)
        acceptable = chance.yes(_ACCEPTABLE)
        own = [t for t in self.plan.templates if t.item == item]
        of_kind = [t for t in own if (t.verdict in _ACCEPTED) is acceptable]
        return chance.pick(of_kind or own or self.plan.templates)

    def _choice(self, template: Template, chance: Chance) -> int:
        if not template.choices or not chance.yes(self.plan.settings.choosing):
            return -1
        return chance.below(len(template.choices))

    def _flaws(self, template: Template, choice: int, chance: Chance) -> frozenset[int]:
        settings = self.plan.settings
        if not template.flaws or chance.yes(settings.careful):
            return frozenset()
        number = chance.weighted(range(1, len(settings.flaws) + 1), settings.flaws)
        paper = template.choices[choice].paper if choice >= 0 else None
        possible = [n for n, f in enumerate(template.flaws) if f.paper != paper or f.paper < 0]
        return frozenset(chance.some(possible, number))


_ACCEPTED = (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS)
