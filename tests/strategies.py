"""Hypothesis strategies for field catalogues, conditions, engine plans and facts.

A plan draws its tests first and joins them afterwards, so that conditions share tests as those
of a real rulebook do; facts are drawn for a plan, so that thresholds are met exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    Field,
    FieldCatalogue,
    FieldType,
)
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
    fields_of,
    tests_of,
)
from permit_rules.working_days import Calendar, Period, PeriodUnit, earlier, later

_T = TypeVar("_T")

# fmt: off
#: Ids that are slugs, among them names that an engine may want for itself.
FIELD_IDS = (
    "id", "sid", "s", "p0", "p1", "r0", "m", "all", "any", "not", "none", "null", "true", "type",
    "time", "length", "area", "seats", "licence_expires", "business-form", "x1", "x_1", "x-1",
    "a" * 64,
)
LABELS = (
    "经营面积", "就餐人数", "主体业态", "经营项目", "委托代理人", "成立日期", "有效期至", "字号",
    "营业场所", "自动设备台数", "是否连锁", "注册资本（万元）", "法定代表人", "从业人员", "仓库",
    "设备", "人员", "车辆", "股东", "住所", "備註", "人数①", "Ａ类", "〇",
)
CHOICE_NAMES = (
    "热食类食品制售", "冷食类食品制售", "预包装食品销售", "其他", "是", "否", "无", "“引号”",
    '半角"引号', "反斜杠\\", "0", "1", "null", "𠮷野家", "a", "ab",
)
#: Limits near which an engine may go wrong: zero, 32 and 53 bits, and the largest it takes.
LIMIT_EDGES = (0, 1, 2**31, 2**53, 2**61 - 1)
#: Whole numbers that may be stated: these, and far more than any limit.
STATED_EDGES = (*LIMIT_EDGES, 2**62, 2**63, 2**64, 10**30)
KEYS = ("M2:签章", "M2:有效期", "M3/1:份数", "id", "s", "p0", "表决权", 'key "quoted"')
#: Days at which years, months and calendars begin or end.
DAYS = (
    date(1, 1, 1), date(1, 1, 31), date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 10, 8), date(2024, 12, 31),
    date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 28), date(2025, 9, 30), date(2025, 10, 9),
    date(2025, 12, 31), date(2026, 1, 1), date(9999, 12, 1), date(9999, 12, 31),
)
# fmt: on


def some_of(values: Sequence[_T]) -> st.SearchStrategy[frozenset[_T]]:
    """A set of some of these values, perhaps of none."""
    return st.frozensets(st.sampled_from(values)) if values else st.just(frozenset())


# ---- catalogues ---------------------------------------------------------------------------


@st.composite
def catalogues(draw: st.DrawFn) -> FieldCatalogue:
    """A catalogue with a field of each of the seven types or more, and the day of receipt."""
    types = [*FieldType, *draw(st.lists(st.sampled_from(FieldType), max_size=4))]
    ids = _turned(FIELD_IDS, draw(st.integers(0, len(FIELD_IDS) - 1)))
    labels = _turned(LABELS, draw(st.integers(0, len(LABELS) - 1)))
    made = [draw(fields(*entry)) for entry in zip(types, ids, labels, strict=False)]
    return FieldCatalogue((RECEIVED_ON, *made))


def _turned(names: tuple[str, ...], by: int) -> tuple[str, ...]:
    return names[by:] + names[:by]


@st.composite
def fields(draw: st.DrawFn, kind: FieldType, field_id: str, label: str) -> Field:
    """A field of this type; a roster has members of the other types."""
    if kind is FieldType.ROSTER:
        others = [t for t in FieldType if t is not FieldType.ROSTER]
        chosen = draw(st.lists(st.sampled_from(others), min_size=1, max_size=4))
        names = zip(chosen, FIELD_IDS, LABELS, strict=False)
        members = tuple(draw(fields(t, f"{field_id}.{i}", n)) for t, i, n in names)
        return Field(id=field_id, label=label, type=kind, members=members)
    if kind in (FieldType.CHOICE, FieldType.CHOICES):
        names_of_choices = st.lists(
            st.sampled_from(CHOICE_NAMES), min_size=1, max_size=6, unique=True
        )
        choices = tuple(Choice(name) for name in draw(names_of_choices))
        return Field(id=field_id, label=label, type=kind, choices=choices)
    decimals = draw(st.integers(0, 2)) if kind is FieldType.NUMBER else 0
    return Field(id=field_id, label=label, type=kind, decimals=decimals)


def values_of(field: Field) -> tuple[str, ...]:
    """What a choice field may say."""
    return ("是", "否") if field.type is FieldType.YES_NO else tuple(c.name for c in field.choices)


# ---- tests and conditions -----------------------------------------------------------------


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar of few years, perhaps with a gap, with holidays and exchanged working days."""
    years = draw(st.frozensets(st.sampled_from((2023, 2024, 2025, 2026))))
    near = [day for day in DAYS if day.year in years]
    days = (
        st.frozensets(
            st.builds(_away, st.sampled_from(near), st.integers(-12, 12)).filter(
                lambda day: day.year in years
            ),
            max_size=8,
        )
        if near
        else st.just(frozenset[date]())
    )
    off, on = draw(days), draw(days)
    return Calendar(
        name="试验日历",
        years=years,
        holidays=frozenset(day for day in off if day not in on),
        extra_workdays=frozenset(day for day in on if day.isoweekday() > 5),
    )


def _away(day: date, days: int) -> date:
    """The day so many days away, or the last there is in that direction."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def periods() -> st.SearchStrategy[Period]:
    """Periods of every unit, some so long that they leave the calendar or the range of dates."""
    short = st.integers(0, 40)
    return st.builds(
        Period,
        amount=st.one_of(short, short, short, st.sampled_from((90, 400, 10_000))),
        unit=st.sampled_from(PeriodUnit),
    )


def days(date_fields: Sequence[Field]) -> st.SearchStrategy[Day]:
    """Days to compare with: a literal or a field, as it stands or moved by a period."""
    ids = st.sampled_from([field.id for field in date_fields])
    starts = st.one_of(
        st.builds(Day, literal=st.sampled_from(DAYS)),
        st.builds(Day, field=ids),
    )
    moved = st.builds(
        lambda start, period, before: Day(start.literal, start.field, period, before),
        starts,
        periods(),
        st.booleans(),
    )
    return st.one_of(starts, moved, moved)


def numbers(edges: Sequence[int]) -> st.SearchStrategy[int]:
    """Whole numbers, mostly small and shared, sometimes beside one of ``edges`` or its negative."""
    beside = st.builds(
        lambda edge, sign, by: sign * edge + by,
        st.sampled_from(edges),
        st.sampled_from((1, -1)),
        st.integers(-1, 1),
    )
    return st.one_of(st.integers(0, 5), st.integers(-300, 3000), beside)


@st.composite
def single_tests(draw: st.DrawFn, readable: Sequence[Field]) -> Test:
    """One test on one of these fields, or an observation."""
    by_type: dict[FieldType, list[Field]] = {}
    for field in readable:
        by_type.setdefault(field.type, []).append(field)
    # Numbers and dates have the most ways of going wrong, so they come up twice as often.
    twice = [kind for kind in by_type if kind in (FieldType.NUMBER, FieldType.DATE)]
    kind = draw(st.sampled_from((*by_type, *twice, None)))
    if kind is None:
        return Observed(draw(st.sampled_from(KEYS)))
    field = draw(st.sampled_from(by_type[kind]))
    if kind in (FieldType.TEXT, FieldType.ROSTER) or draw(st.integers(0, 9)) == 9:
        return StatedTest(field.id)
    if kind is FieldType.NUMBER:
        return NumberTest(field.id, draw(st.sampled_from(Order)), draw(numbers(LIMIT_EDGES)))
    if kind is FieldType.DATE:
        others = [other for other in by_type[kind] if other is not field]
        return DateTest(field.id, draw(st.sampled_from(Order)), draw(days([*others, field])))
    values = tuple(sorted(draw(some_of(values_of(field)))))
    if kind is FieldType.CHOICES:
        return ChoicesTest(field.id, draw(st.sampled_from(Holding)), values)
    return ChoiceTest(field.id, values)


def conditions(pool: Sequence[Test], depth: int = 3) -> st.SearchStrategy[Node]:
    """Conditions over these tests, joined at most ``depth`` levels deep."""
    leaf: st.SearchStrategy[Node] = st.sampled_from(pool)
    if depth == 0:
        return leaf
    part = conditions(pool, depth - 1)
    some = st.lists(part, min_size=2, max_size=3)
    parts = st.one_of(some, some, some, st.lists(part, max_size=1)).map(tuple)
    return st.one_of(
        leaf,
        st.builds(All, parts),
        st.builds(AnyOf, parts),
        st.builds(Not, part),
        st.builds(Named, st.sampled_from(LABELS), part),
    )


# ---- plans --------------------------------------------------------------------------------


def readable_in(catalogue: FieldCatalogue, scope: str) -> tuple[Field, ...]:
    """The fields a condition of this scope may read; a member reads the application's too."""
    members = catalogue.by_id(scope).members if scope else ()
    return (*catalogue.fields, *members)


@st.composite
def plans(draw: st.DrawFn, most: int = 40, kind: FieldType | None = None) -> EnginePlan:
    """A plan of 1 to ``most`` questions, of the application and of its rosters.

    With ``kind`` the conditions read fields of this type alone, in greater variety.
    """
    catalogue = draw(catalogues())
    joined: dict[str, st.SearchStrategy[Node]] = {}
    for scope in scopes_of(catalogue):
        size = draw(st.integers(1, 10))
        readable = readable_in(catalogue, scope)
        test = single_tests([f for f in readable if kind in (None, f.type)])
        joined[scope] = conditions(draw(st.lists(test, min_size=size, max_size=size)))
    questions = tuple(
        Question(index, scope, draw(joined[scope]))
        for index in range(draw(st.integers(1, most)))
        # Half of the questions are the application's, however many rosters there are.
        for scope in (draw(st.sampled_from(("", *joined))) if index % 2 else "",)
    )
    return EnginePlan("试验", questions, catalogue, draw(calendars()))


def scopes_of(catalogue: FieldCatalogue) -> tuple[str, ...]:
    """Every scope that can be asked for, also one without a question."""
    return ("", *(f.id for f in catalogue.fields if f.type is FieldType.ROSTER))


# ---- facts --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """What the conditions of one scope read and compare with."""

    fields: frozenset[str]
    numbers: Mapping[str, tuple[int, ...]]
    dates: tuple[DateTest, ...]
    keys: tuple[str, ...]


def _read_in(plan: EnginePlan, scope: str) -> _Read:
    tests = dict.fromkeys(
        test for q in plan.questions if q.scope == scope for test in tests_of(q.node)
    )
    numbers: dict[str, tuple[int, ...]] = {}
    for test in tests:
        if isinstance(test, NumberTest):
            numbers[test.field] = (*numbers.get(test.field, ()), test.value)
    return _Read(
        frozenset(field for test in tests for field in fields_of(test)),
        numbers,
        tuple(test for test in tests if isinstance(test, DateTest)),
        tuple(dict.fromkeys(test.key for test in tests if isinstance(test, Observed))),
    )


@st.composite
def facts(draw: st.DrawFn, plan: EnginePlan, scope: str) -> Facts:
    """Facts for one run of a plan: known and unknown, beside and exactly on what it compares."""
    read = _read_in(plan, scope)
    values: dict[str, Value] = {}
    for field in readable_in(plan.catalogue, scope):
        # Of what is read one in six stays unknown; of the rest a little is stated all the same.
        if draw(st.integers(0, 5)) != 5 if field.id in read.fields else draw(st.booleans()):
            values[field.id] = draw(stated(field, read.numbers.get(field.id, ())))
    _set_on_the_boundary(draw, values, read.dates, plan.calendar)
    observed = {key: draw(st.booleans()) for key in read.keys if draw(st.integers(0, 3)) != 3}
    settled = draw(some_of(read.dates)) if draw(st.integers(0, 3)) == 3 else frozenset()
    return Facts(values, observed, {test: draw(st.booleans()) for test in settled})


def stated(field: Field, thresholds: Sequence[int] = ()) -> st.SearchStrategy[Value]:
    """A value of a field, for a number often at one of the thresholds or beside it."""
    if field.type is FieldType.NUMBER:
        number = numbers(STATED_EDGES)
        if thresholds:
            near = st.builds(int.__add__, st.sampled_from(thresholds), st.integers(-1, 1))
            number = st.one_of(near, near, number)
        return st.one_of(number, number, st.builds(AtLeast, number))
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        return st.sampled_from(values_of(field))
    if field.type is FieldType.CHOICES:
        return some_of(values_of(field))
    if field.type is FieldType.DATE:
        return st.builds(_away, st.sampled_from(DAYS), st.integers(-3, 3))
    if field.type is FieldType.TEXT:
        return st.sampled_from(("张三", "null", "0", '"', "\\"))
    return st.lists(_members(field), max_size=2).map(tuple)


@st.composite
def _members(draw: st.DrawFn, roster: Field) -> Mapping[str, Value]:
    return {m.id: draw(stated(m)) for m in roster.members if draw(st.booleans())}


def _set_on_the_boundary(
    draw: st.DrawFn, values: dict[str, Value], dates: Sequence[DateTest], calendar: Calendar
) -> None:
    """Move the field of some date tests to the day compared with, or to a day beside it."""
    for test in dates:
        day = test.day
        start = day.literal or values.get(day.field)
        if not isinstance(start, date) or test.field == day.field or draw(st.booleans()):
            continue
        count = earlier if day.before else later
        boundary = start if day.period is None else count(start, day.period, calendar)
        if boundary is not None:
            values[test.field] = _away(boundary, draw(st.sampled_from((0, -1, 1))))
