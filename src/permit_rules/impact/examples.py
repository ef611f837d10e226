"""One application of a kind, that really gets another answer: both libraries are asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product
from typing import Any, Final, TypeVar

from permit_rules.analysis.form import Form
from permit_rules.checking.checker import Checker
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import Day, Named, Node, StatedTest
from permit_rules.conditions.phrases import value_words
from permit_rules.conditions.truth import Truth, day_meant, truth
from permit_rules.impact.answers import ANSWERED, Answer, answer_about
from permit_rules.impact.aspect import Direction
from permit_rules.impact.axes import Axis, DaysAxis, GroupAxis, YesNoAxis
from permit_rules.impact.changes import Change, Concerned
from permit_rules.impact.compare import joint_catalogue
from permit_rules.impact.cover import Kind
from permit_rules.model.arrangements import Authority
from permit_rules.model.library import Library
from permit_rules.model.review_point import Bar, BarTarget
from permit_rules.result import PointStatus
from permit_rules.working_days import Calendar

_Ordered = TypeVar("_Ordered", int, date)
#: How many applications of one kind are tried before it is said that none shows the difference.
_TRIES: Final = 40
#: How many ways of leaving all gates closed are looked at.
_WAYS: Final = 4000
#: How far from one another two days are tried.
_DAYS: Final = 800
#: How many days ago a record may have been decided.
_AGO: Final = (30, 200, 500, 900, 1300, 1700, 2500, 3500, 6000)
#: How many days before and after a day that a test means.
_AROUND: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An application, and what both libraries answer to it about the point.

    ``facts`` are what it states, label and value; ``payload`` is the whole application.
    """

    facts: tuple[tuple[str, str], ...]
    payload: Mapping[str, Any]
    before: Answer
    after: Answer


@dataclass(frozen=True)
class Side:
    """One of the two libraries, and the day on which it is asked."""

    library: Library
    day: date

    def checker(self, item: str, place: str) -> Checker:
        """A checker of the library; the plain engine, which any set of extras has."""
        return Checker(self.library, item, place, engine="reference")


@dataclass
class Examples:
    """Finds examples for one item at one place."""

    item: str
    place: str
    old: Side
    new: Side
    _checkers: tuple[Checker, Checker] = field(init=False)

    def __post_init__(self) -> None:
        sides = (self.old, self.new)
        first, second = (s.checker(self.item, self.place) for s in sides)
        self._checkers = (first, second)

    def answers(self, change: Change) -> bool:
        """Whether an answer to an application says anything about such a statement."""
        return change.pair.section in ANSWERED

    def of(self, change: Change, concerned: Concerned) -> Example | None:
        """The first application of the kind that shows the difference; None: none was found.

        One to which both answer for certain is preferred to one that leaves something open.
        """
        open_one: Example | None = None
        for payload, facts in islice(self._applications(change, concerned.kind), _TRIES):
            before, after = (
                answer_about(
                    checker.check({**payload, "received_on": side.day.isoformat()}),
                    change.pair,
                    side.day,
                )
                for checker, side in zip(self._checkers, (self.old, self.new), strict=True)
            )
            if before.shown != after.shown:
                found = Example(facts=facts, payload=payload, before=before, after=after)
                if _clear(found, concerned.direction):
                    return found
                open_one = open_one or found
        return open_one

    def _applications(
        self, change: Change, kind: Kind
    ) -> Iterator[tuple[dict[str, Any], tuple[tuple[str, str], ...]]]:
        old, new = change.pair.books
        catalogue = joint_catalogue(old.catalogue, new.catalogue)
        own = (change.pair.id, change.pair.old_id)
        gates = [g.when for book in (old, new) for g in book.authorities if g.id not in own]
        gates += [g.when for book in (old, new) for g in book.applicability if g.id not in own]
        writer = _Writer(catalogue, new.calendar, self.new.day)
        for values in writer.values(kind):
            closed = writer.with_gates_closed(values, gates)
            for extra in _records(change, self.new.day):
                yield (
                    self._payload(closed, catalogue, new.calendar, extra),
                    tuple(
                        (f.label, value_words(f, value))
                        for field_id, value in closed.items()
                        if (f := _field(catalogue, field_id)) is not None
                        and field_id != RECEIVED_ON.id
                    ),
                )

    def _payload(
        self,
        values: Mapping[str, Value],
        catalogue: FieldCatalogue,
        calendar: Calendar,
        extra: Mapping[str, Any],
    ) -> dict[str, Any]:
        form = Form(catalogue, calendar)
        payload: dict[str, Any] = {
            "item": self.item,
            **({"place": self.place} if self.place else {}),
            "received_on": self.new.day.isoformat(),
            "facts": {},
            "materials": [],
            **extra,
        }
        members: dict[str, dict[str, Any]] = {}
        for field_id, value in values.items():
            known = _field(catalogue, field_id)
            if known is None or field_id == RECEIVED_ON.id:
                continue
            if "." in field_id:
                members.setdefault(field_id.partition(".")[0], {})[known.label] = _written(
                    known, value
                )
            else:
                form.write(payload, field_id, _written(known, value))
        for roster, member in members.items():
            form.write(payload, roster, [member])
        return payload


def _clear(example: Example, direction: Direction) -> bool:
    """Whether both answer for certain, and the point is unmet on the side that asks for more."""
    before, after = example.before, example.after
    if not (before.settled and after.settled):
        return False
    if direction is Direction.OTHER:
        return before.words != after.words
    asking = after if direction is Direction.MORE else before
    return asking.status in (PointStatus.FINDING.label, "")


def _field(catalogue: FieldCatalogue, field_id: str) -> Field | None:
    try:
        return catalogue.by_id(field_id)
    except KeyError:
        return None


def _written(known: Field, value: Value) -> Any:
    """A value as an application states it."""
    if isinstance(value, int):
        return f"{Decimal(value).scaleb(-known.decimals).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [{known.members[0].label: "某某"}] if known.members else ["某某"]
    return value


def _records(change: Change, day: date) -> Iterator[dict[str, Any]]:
    """What else a statement looks at: a record of a bar, the office that received."""
    pair = (change.pair.old, change.pair.new)
    bars = [b for b in pair if isinstance(b, Bar)]
    offices = [a for a in pair if isinstance(a, Authority)]
    yield from _barred(bars, day)
    for authority in offices:
        for department in (authority.department, *authority.delegates):
            yield {"receiving_authority": {"department": department}}
    if not bars and not offices:
        yield {}


def _barred(bars: Sequence[Bar], day: date) -> Iterator[dict[str, Any]]:
    """Records of other items and of this one, decided some time ago."""
    for bar, ago, where in product(bars, _AGO, ({"item": "other"}, {})):
        decided = (day - timedelta(days=ago)).isoformat()
        records = [{"reason": r, "decided_on": decided, **where} for r in bar.reasons]
        if bar.target is BarTarget.APPLICANT:
            yield {"applicant": {"bars": records}}
        else:
            role = {"role": bar.roles[0]} if bar.roles else {}
            yield {"persons": [{"name": "某某", **role, "bars": records}]}


# ---- values --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writer:
    catalogue: FieldCatalogue
    calendar: Calendar
    day: date

    def values(self, kind: Kind) -> Iterator[dict[str, Value]]:
        """Facts of one cell of the kind after another, those that are told first."""
        axes = kind.space.axes
        several = [sorted(places) for places in kind.places]
        if math.prod(map(len, several)) == 0:
            return
        for cell in product(*several):
            values: dict[str, Value] = {RECEIVED_ON.id: self.day}
            if all(
                self._place(axis, place, values)
                # Days that hang on others come last, when those are known.
                for axis, place in sorted(
                    zip(axes, cell, strict=True), key=lambda pair: pair[0].free
                )
            ):
                yield values

    def _place(self, axis: Axis, place: int, values: dict[str, Value]) -> bool:
        """State what stands for a place of an axis; False where that cannot be done."""
        if isinstance(axis, DaysAxis):
            return self._days(axis, place, values)
        value = axis.value(place)
        if isinstance(axis, YesNoAxis):
            if isinstance(axis.asked, Named):
                return self._situation(axis.asked, place == 1, values)
            if isinstance(axis.asked, StatedTest) and place:
                values.setdefault(axis.asked.field, self._anything(axis.asked.field))
            return True
        field_id = axis.field.id  # type: ignore[attr-defined]
        if isinstance(axis, GroupAxis):
            before = values.get(field_id, frozenset())
            assert isinstance(before, frozenset)
            assert isinstance(value, frozenset)
            values[field_id] = before | value
        elif value is not None:
            values[field_id] = value
        return True

    def _anything(self, field_id: str) -> Value:
        known = self.catalogue.by_id(field_id)
        if known.type is FieldType.ROSTER:
            return ({},)
        if known.type is FieldType.NUMBER:
            return int(10**known.decimals)
        if known.type is FieldType.DATE:
            return self.day
        if known.type is FieldType.YES_NO:
            return "是"
        if known.type is FieldType.CHOICES:
            return frozenset({known.choices[0].name})
        return known.choices[0].name if known.type is FieldType.CHOICE else "某某"

    def _situation(self, situation: Named, holds: bool, values: dict[str, Value]) -> bool:
        wanted = Truth.of(holds)
        tried = completions(situation.part, Facts(), self.catalogue, limit=_WAYS) or iter(())
        for way in tried:
            if truth(situation.part, way, self.calendar) is wanted:
                values.update(way.values)
                return True
        return False

    def _days(self, axis: DaysAxis, place: int, values: dict[str, Value]) -> bool:
        """Put the one day, or the other one, where the place wants it."""
        base = axis.days[0].field
        asked = [f for f in (base, axis.field) if f and f not in values]
        if len(asked) == 2:
            values[asked.pop()] = self.day
        if not asked:
            return self._stands(axis, place, values)
        for day in self._near(axis, asked[0], values):
            values[asked[0]] = day
            if self._stands(axis, place, values):
                return True
        return False

    def _near(self, axis: DaysAxis, asked: str, values: Mapping[str, Value]) -> Iterator[date]:
        """Days at which the answer to one of the tests may turn, and the days around."""
        stated = values.get(axis.field)
        for day in axis.days:
            if asked == axis.field:
                meant = day_meant(day, Facts(values), self.calendar)
            elif isinstance(stated, date) and day.period is not None:
                back = Day(literal=stated, period=day.period, before=not day.before)
                meant = day_meant(back, Facts(), self.calendar)
            else:
                meant = None
            if meant is not None:
                yield from _around(meant)
        yield from (self.day + timedelta(days=by) for by in sorted(range(-_DAYS, _DAYS), key=abs))

    def _stands(self, axis: DaysAxis, place: int, values: Mapping[str, Value]) -> bool:
        stated = values.get(axis.field)
        if not isinstance(stated, date):
            return False
        for number, day in enumerate(axis.days):
            meant = day_meant(day, Facts(values), self.calendar)
            if meant is None or _order(stated, meant) != _order(place, 2 * number + 1):
                return False
        return True

    def with_gates_closed(self, values: Mapping[str, Value], gates: list[Node]) -> dict[str, Value]:
        """The same, with whatever else the gates ask answered so that none of them leads away."""
        stated = dict(values)
        for gate in gates:
            if truth(gate, Facts(stated), self.calendar) is Truth.NO:
                continue
            for way in completions(gate, Facts(stated), self.catalogue, limit=_WAYS) or ():
                if truth(gate, way, self.calendar) is Truth.NO:
                    stated.update(way.values)
                    break
        return stated


def _around(day: date) -> Iterator[date]:
    return (day + timedelta(days=by) for by in range(-_AROUND, _AROUND + 1))


def _order(one: _Ordered, other: _Ordered) -> tuple[bool, bool]:
    return one < other, one > other
