"""Hypothesis strategies for conditions over the example catalogue, and facts for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from permit_rules.conditions.facts import AtLeast, Value
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
    Test,
)
from permit_rules.working_days import Calendar, Period, PeriodUnit
from tests.conditions.catalogue import CATALOGUE, MACHINES

#: What a condition on a machine may read: the application, and the machine's own fields.
READABLE: Final[tuple[Field, ...]] = (*CATALOGUE.fields, *MACHINES.members)
_DATES: Final = tuple(f.id for f in READABLE if f.type is FieldType.DATE)
_KEYS: Final = ("M2:签章", "M3:有效期")
_FIRST: Final = date(2025, 1, 6)
CALENDAR: Final = Calendar(
    name="2025",
    years=frozenset({2025}),
    holidays=frozenset({date(2025, 1, 1), date(2025, 1, 10)}),
    extra_workdays=frozenset({date(2025, 1, 11)}),
)

_ORDERS: Final = st.sampled_from(Order)
_NUMBERS: Final = st.integers(0, 4) | st.integers(-3, 1_000_002)
_DAYS: Final = st.integers(0, 12).map(lambda n: _FIRST + timedelta(days=n))
_PERIODS: Final = st.builds(Period, st.integers(0, 4), st.sampled_from(PeriodUnit))


def _named(field: Field) -> list[str]:
    return ["是", "否"] if field.type is FieldType.YES_NO else [c.name for c in field.choices]


def _some_of(field: Field) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(_named(field))).map(lambda names: tuple(sorted(names)))


@st.composite
def _day(draw: st.DrawFn) -> Day:
    literal = draw(_DAYS | st.none())
    field = "" if literal else draw(st.sampled_from(_DATES))
    return Day(literal, field, draw(_PERIODS | st.none()), draw(st.booleans()))


@st.composite
def single_test(draw: st.DrawFn) -> Test:
    """One test on a field of the catalogue or of a machine, or an observation."""
    if draw(st.integers(0, 9)) == 0:
        return Observed(draw(st.sampled_from(_KEYS)))
    field = draw(st.sampled_from(READABLE))
    if field.type is FieldType.NUMBER:
        return NumberTest(field.id, draw(_ORDERS), draw(_NUMBERS))
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        return ChoiceTest(field.id, draw(_some_of(field)))
    if field.type is FieldType.CHOICES:
        return ChoicesTest(field.id, draw(st.sampled_from(Holding)), draw(_some_of(field)))
    if field.type is FieldType.DATE:
        return DateTest(field.id, draw(_ORDERS), draw(_day()))
    return StatedTest(field.id)


POOLS: Final = st.lists(single_test(), min_size=1, max_size=6)


def conditions(pool: Sequence[Test], depth: int = 2) -> st.SearchStrategy[Node]:
    """Conditions over these tests, joined at most ``depth`` levels deep."""
    leaf: st.SearchStrategy[Node] = st.sampled_from(pool)
    if depth == 0:
        return leaf
    part = conditions(pool, depth - 1)
    parts = st.lists(part, max_size=3).map(tuple)
    return st.one_of(
        leaf,
        st.builds(All, parts),
        st.builds(AnyOf, parts),
        st.builds(Not, part),
        st.builds(Named, st.just("大型热食餐饮"), part),
    )


def values(field: Field, tests: Sequence[Test]) -> st.SearchStrategy[Value]:
    """What an application may state for a field, often exactly on a threshold or beside it."""
    if field.type is FieldType.NUMBER:
        limits = [t.value for t in tests if isinstance(t, NumberTest) and t.field == field.id]
        near = st.builds(int.__add__, st.sampled_from(limits or [0]), st.integers(-1, 1))
        low = 0 if field.minimum is not None else -5
        high = 1_000_000
        return (near | near | _NUMBERS).map(lambda n: min(max(n, low), high))
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        return st.sampled_from(_named(field))
    if field.type is FieldType.CHOICES:
        return _some_of(field).map(frozenset)
    if field.type is FieldType.DATE:
        return _DAYS
    if field.type is FieldType.TEXT:
        return st.just("某人")
    return st.just(({"machines.name": "一号机"},))


@st.composite
def stated(draw: st.DrawFn, tests: Sequence[Test]) -> dict[str, Value]:
    """A value for each field that can be read; what no test reads is always the same."""
    read = {f for t in tests if not isinstance(t, Observed) for f in (t.field,)}
    read |= {t.day.field for t in tests if isinstance(t, DateTest)}
    return {f.id: draw(values(f, tests)) for f in READABLE if f.id in read}


@st.composite
def left_out(draw: st.DrawFn, whole: dict[str, Value]) -> dict[str, Value]:
    """The same values with some left out, and some numbers known from below alone."""
    found: dict[str, Value] = {}
    for field_id, value in whole.items():
        kept = draw(st.integers(0, 3))
        if kept == 1 and isinstance(value, int):
            found[field_id] = AtLeast(value - draw(st.integers(0, 3)))
        elif kept > 1:
            found[field_id] = value
    return found
