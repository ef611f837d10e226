"""Every way in which what is still open could turn out, up to a bound.

Kleene logic is safe but not sharp: an open condition may have the same answer whatever the open
facts are. Trying the cells of those facts one by one finds out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, product

from permit_rules.conditions.domains import (
    choice_cells,
    day_line,
    groups_of,
    is_literal,
    number_line,
    sets_of,
)
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    ChoiceTest,
    DateTest,
    Day,
    Node,
    Observed,
    StatedTest,
    Test,
    tests_of,
)
from permit_rules.conditions.truth import compare


def completions(
    nodes: Node | Iterable[Node],
    facts: Facts,
    catalogue: FieldCatalogue,
    *,
    limit: int,
) -> Iterator[Facts] | None:
    """``facts`` with everything filled in that ``nodes`` read and that is not stated.

    An unstated field takes one value of each of its cells, a number known from below one of each
    cell it may lie in, an observation both values. Date tests that read an unstated field are
    ``settled``: those on one field against literal days together, as one day would settle them;
    those against the same moved or stated day together, as before, on and after it; otherwise
    independently, so that an outcome found is possible and not proven.

    A field that a 已填 test asks for stays unstated, because filling it in would answer that
    test, too; so does a field without any declared value.

    Yields in an order that depends on the order of ``nodes`` alone; the last question turns
    fastest. Returns None where there are more than ``limit`` completions. ``facts`` itself is
    the one completion where nothing is open.
    """
    found = all_completions(nodes, facts, catalogue, limit=limit)
    return None if found is None else iter(found)


def all_completions(
    nodes: Node | Iterable[Node], facts: Facts, catalogue: FieldCatalogue, *, limit: int
) -> Completions | None:
    """The same as :func:`completions`, with their number, and as often as wanted."""
    several = nodes if isinstance(nodes, Iterable) else (nodes,)
    tests = tuple(dict.fromkeys(chain.from_iterable(tests_of(node) for node in several)))
    questions: list[tuple[_Answer, ...]] = []
    for answers in (
        _fields(tests, facts, catalogue, limit),
        _days(tests, facts),
        _observations(tests, facts),
    ):
        if answers is None:
            return None
        questions.extend(answers)
    if math.prod(map(len, questions)) > limit:
        return None
    return Completions(facts, questions)


@dataclass(frozen=True, slots=True)
class Completions:
    """The ways in which everything open may turn out: how many they are, and each in turn."""

    facts: Facts
    questions: Sequence[tuple[_Answer, ...]]

    def __len__(self) -> int:
        return math.prod(map(len, self.questions))

    def __iter__(self) -> Iterator[Facts]:
        return (_filled(self.facts, answers) for answers in product(*self.questions))


@dataclass(frozen=True, slots=True)
class _Answer:
    """One possible answer to one open question."""

    values: Mapping[str, Value] = field(default_factory=dict)
    observed: Mapping[str, bool] = field(default_factory=dict)
    settled: Mapping[DateTest, bool] = field(default_factory=dict)


def _filled(facts: Facts, answers: Sequence[_Answer]) -> Facts:
    values, observed, settled = dict(facts.values), dict(facts.observed), dict(facts.settled)
    for answer in answers:
        values.update(answer.values)
        observed.update(answer.observed)
        settled.update(answer.settled)
    return Facts(values, observed, settled)


# ---- fields ---------------------------------------------------------------------------------


def _fields(
    tests: Sequence[Test], facts: Facts, catalogue: FieldCatalogue, limit: int
) -> list[tuple[_Answer, ...]] | None:
    """The possible values of each open field that is not a date; None where they are too many."""
    by_field: dict[str, list[Test]] = {}
    kept_open = {t.field for t in tests if isinstance(t, StatedTest)}
    for test in tests:
        if isinstance(test, (StatedTest, Observed, DateTest)):
            continue
        value = facts.values.get(test.field)
        if isinstance(value, AtLeast) or (value is None and test.field not in kept_open):
            by_field.setdefault(test.field, []).append(test)
    found: list[tuple[_Answer, ...]] = []
    for field_id, own in by_field.items():
        described = catalogue.by_id(field_id)
        possible = _values(described, own, facts.values.get(field_id), limit)
        if possible is None:
            return None
        if possible:
            found.append(tuple(_Answer(values={field_id: value}) for value in possible))
    return found


def _values(
    described: Field, tests: Sequence[Test], known: Value | None, limit: int
) -> tuple[Value, ...] | None:
    """One value of each cell that the field may still be found in; None where they are too many."""
    if described.type is FieldType.NUMBER:
        least = known.value if isinstance(known, AtLeast) else None
        return number_line(described, tests, least).points
    if described.type is FieldType.YES_NO:
        return ("是", "否")
    if described.type is FieldType.CHOICES:
        return sets_of(groups_of(described, tests), limit)
    # Values that the same tests name answer alike: one of them is enough.
    asked = [t for t in tests if isinstance(t, ChoiceTest)]
    first_of: dict[tuple[bool, ...], str] = {}
    for value in choice_cells(described, asked):
        first_of.setdefault(tuple(value in t.values for t in asked), value)
    return tuple(first_of.values())


# ---- dates ----------------------------------------------------------------------------------


def _days(tests: Sequence[Test], facts: Facts) -> list[tuple[_Answer, ...]]:
    """The possible outcomes of the date tests that read an unstated field."""
    literal: dict[str, list[DateTest]] = {}
    free: dict[tuple[str, Day], list[DateTest]] = {}
    for test in tests:
        if not isinstance(test, DateTest) or test in facts.settled:
            continue
        if test.field in facts.values and (not test.day.field or test.day.field in facts.values):
            continue
        if is_literal(test):
            literal.setdefault(test.field, []).append(test)
        else:
            free.setdefault((test.field, test.day), []).append(test)
    return [_on_the_calendar(own) for own in literal.values()] + [
        _around_one_day(own) for own in free.values()
    ]


def _on_the_calendar(tests: Sequence[DateTest]) -> tuple[_Answer, ...]:
    days = (date.fromordinal(point) for point in day_line(tests).points)
    return tuple(
        _Answer(
            settled={
                t: compare(day, t.order, t.day.literal) for t in tests if t.day.literal is not None
            }
        )
        for day in days
    )


def _around_one_day(tests: Sequence[DateTest]) -> tuple[_Answer, ...]:
    outcomes: dict[tuple[bool, ...], None] = {}
    for before_on_after in (-1, 0, 1):
        outcomes[tuple(compare(before_on_after, t.order, 0) for t in tests)] = None
    return tuple(_Answer(settled=dict(zip(tests, each, strict=True))) for each in outcomes)


# ---- observations ---------------------------------------------------------------------------


def _observations(tests: Sequence[Test], facts: Facts) -> list[tuple[_Answer, ...]]:
    open_keys = (t.key for t in tests if isinstance(t, Observed) and t.key not in facts.observed)
    return [(_Answer(observed={key: True}), _Answer(observed={key: False})) for key in open_keys]
