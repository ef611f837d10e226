"""What the rules of a plan look at, gathered once: every test, and what papers are held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from permit_rules.compiling.plan import Plan
from permit_rules.conditions.fields import HANDLING_ITEM_ID, Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    ChoicesTest,
    ChoiceTest,
    DateTest,
    NumberTest,
    StatedTest,
    Test,
    fields_of,
)
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ExpiryStandard,
    SignatureStandard,
)
from permit_rules.working_days import Calendar, Period
from permit_rules.written import fold

_TESTS = (NumberTest, ChoiceTest, ChoicesTest, DateTest, StatedTest)
_WALLS = (FieldCatalogue, Calendar, str, bytes, int, float, type(None))


@dataclass(frozen=True, slots=True)
class PlanReads:
    """What a plan looks at.

    ``tests`` are those on each field by its id, ``dates`` all that compare days. ``exact`` are
    the ids of the fields whose very value counts, because papers are compared with it or because
    it shows in a row. ``beyond`` are the periods for which papers have to be valid (None: on the
    day itself), ``ages`` those within which they have to be issued. ``name_keys`` is what papers
    state, folded, where that is compared with the name of the applicant and nothing else,
    ``stated_keys`` all that is compared with any field; ``signers`` says whether it counts who
    signed a paper.
    """

    tests: Mapping[str, tuple[Test, ...]]
    dates: tuple[DateTest, ...]
    exact: frozenset[str]
    beyond: tuple[Period | None, ...]
    ages: tuple[Period, ...]
    name_keys: frozenset[str]
    stated_keys: frozenset[str]
    signers: bool

    @classmethod
    def of(cls, plan: Plan) -> PlanReads:
        """What this plan looks at."""
        found = tuple(_within(plan, set()))
        tests: dict[str, dict[Test, None]] = {}
        for test in found:
            if isinstance(test, _TESTS):
                for name in fields_of(test):
                    tests.setdefault(name, {})[test] = None
        compared = {s.compared_with for s in found if isinstance(s, SignatureStandard)}
        compared |= {s.field for s in found if isinstance(s, AgreementStandard)}
        names = {f.id for f in plan.rulebook.catalogue.fields if f.taken_from == "applicant.name"}
        stated: dict[str, set[str]] = {}
        for standard in found:
            if isinstance(standard, AgreementStandard):
                stated.setdefault(fold(standard.stated), set()).add(standard.field)
        beyond = dict.fromkeys(s.beyond for s in found if isinstance(s, ExpiryStandard))
        ages = dict.fromkeys(s.within for s in found if isinstance(s, AgeStandard))
        return cls(
            {field: tuple(own) for field, own in tests.items()},
            tuple(dict.fromkeys(t for t in found if isinstance(t, DateTest))),
            frozenset(compared - {""} | {HANDLING_ITEM_ID}),
            tuple(beyond),
            tuple(ages),
            frozenset(key for key, fields in stated.items() if fields <= names),
            frozenset(stated),
            any(isinstance(s, SignatureStandard) and s.roster for s in found),
        )

    def read(self, field: Field) -> bool:
        """Whether anything hangs on what a field says, or on whether it is stated at all."""
        return field.id in self.tests or field.id in self.exact

    def only_stated(self, field: Field) -> bool:
        """Whether of a text nothing counts but that it is there."""
        return field.id not in self.exact and self.untested(field)

    def untested(self, field: Field) -> bool:
        """Whether no condition asks what a text says; papers may be compared with it."""
        own = self.tests.get(field.id, ())
        return field.type is FieldType.TEXT and all(isinstance(t, StatedTest) for t in own)


def _within(thing: object, seen: set[int]) -> Iterator[object]:
    """Every test and standard inside a thing, however deep it lies."""
    if isinstance(thing, _WALLS) or id(thing) in seen:
        return
    seen.add(id(thing))
    yield thing
    inner: Iterator[object] = iter(())
    if is_dataclass(thing):
        inner = (getattr(thing, f.name) for f in fields(thing))
    elif isinstance(thing, Mapping):
        inner = iter(thing.values())
    elif isinstance(thing, (tuple, list, set, frozenset)):
        inner = iter(thing)
    for each in inner:
        yield from _within(each, seen)
