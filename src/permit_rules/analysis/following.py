"""A condition given as data: does it hold for what is stated, and how can it be made to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product
from typing import Any, TypeAlias

from permit_rules.analysis.form import Known, choices_of
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.result import ConditionData

#: Reads a field of the application, or of the member in question; None: not known.
Reader: TypeAlias = "Callable[[str], Known | None]"

#: How many ways of meeting one condition are tried.
MOST_WAYS = 12
_OPPOSITE = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≠": "="}


def holds(condition: ConditionData | None, read: Reader) -> bool | None:
    """Whether the condition holds; None where what is stated does not tell (Kleene)."""
    if condition is None:
        return True
    if condition.all is not None:
        return _joined(False, (holds(p, read) for p in condition.all))
    if condition.any is not None:
        return _joined(True, (holds(p, read) for p in condition.any))
    if condition.negated is not None:
        inner = holds(condition.negated, read)
        return None if inner is None else not inner
    return _test(condition, read)


def _joined(decisive: bool, parts: Iterator[bool | None]) -> bool | None:
    found: bool | None = not decisive
    for part in parts:
        if part is decisive:
            return decisive
        if part is None:
            found = None
    return found


def _test(test: ConditionData, read: Reader) -> bool | None:
    value = read(test.field) if test.operator != "observed" else None
    if test.operator == "stated":
        return value not in (None, frozenset())
    if value is None:
        return None
    if isinstance(value, frozenset):
        named = frozenset(test.values)
        if test.operator == "any_of":
            return not value.isdisjoint(named)
        if test.operator == "all_of":
            return value >= named
        return bool(value) and value <= named if test.operator == "only" else None
    if isinstance(value, str):
        return value in test.values if test.operator == "one_of" else None
    limit = _limit(test)
    return None if limit is None else _compare(value, test.operator, limit)


def _limit(test: ConditionData) -> Decimal | date | None:
    """What a number or a day is compared with; None for a day that is not a literal one."""
    if test.operator not in _OPPOSITE or len(test.values) != 1:
        return None
    try:
        return date.fromisoformat(test.values[0])
    except ValueError:
        pass
    try:
        return Decimal(test.values[0])
    except ArithmeticError:
        return None


def _compare(value: Any, operator: str, limit: Any) -> bool | None:
    if type(value) is not type(limit):
        return None
    if operator in ("=", "≠"):
        return (value == limit) is (operator == "=")
    if operator in ("≥", ">"):
        return bool(value > limit or (operator == "≥" and value == limit))
    return bool(value < limit or (operator == "≤" and value == limit))


def tests_in(condition: ConditionData | None) -> Iterator[ConditionData]:
    """Every single test of a condition, in writing order."""
    if condition is None:
        return
    parts = (*(condition.all or ()), *(condition.any or ()))
    if condition.negated is not None:
        parts = (*parts, condition.negated)
    for part in parts:
        yield from tests_in(part)
    if condition.operator:
        yield condition


# ---- making a condition hold -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One field changed: set to ``value``, or a set of choices with some ``added`` or ``removed``.

    A set that would be left empty takes ``otherwise`` instead, where the form has such a choice.
    """

    field: str
    value: Any = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    otherwise: str = ""

    def applied(self, now: Known | None) -> Any:
        """What to write, as a payload has it."""
        if not self.added and not self.removed:
            return _thawed(self.value)
        have = now if isinstance(now, frozenset) else frozenset[str]()
        kept = sorted((have | frozenset(self.added)) - frozenset(self.removed))
        return kept or ([self.otherwise] if self.otherwise else [])


def _frozen(value: Any) -> Any:
    """A value as a payload has it, so that it can be compared and hashed."""
    if isinstance(value, dict):
        return frozenset(value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    if isinstance(value, frozenset):
        return dict(value)
    return [_thawed(v) for v in value] if isinstance(value, tuple) else value


def ways_to_hold(
    condition: ConditionData, read: Reader, field_of: Callable[[str], Field | None]
) -> tuple[tuple[Change, ...], ...]:
    """Ways of making a condition hold that fails now, each a few changes of stated facts.

    At most :data:`MOST_WAYS`; none where the condition is about a paper, or about a day that is
    not told as data.
    """
    return tuple(islice(_ways(condition, True, read, field_of), MOST_WAYS))


def _ways(
    condition: ConditionData,
    wanted: bool,
    read: Reader,
    field_of: Callable[[str], Field | None],
) -> Iterator[tuple[Change, ...]]:
    if holds(condition, read) is wanted:
        yield ()
        return
    if condition.negated is not None:
        yield from _ways(condition.negated, not wanted, read, field_of)
        return
    parts, every = condition.all, wanted
    if condition.any is not None:
        parts, every = condition.any, not wanted
    if parts is None:
        yield from ((c,) for c in _single(condition, wanted, read, field_of(condition.field)))
        return
    each = [list(islice(_ways(p, wanted, read, field_of), MOST_WAYS)) for p in parts]
    if every:
        for combined in islice(product(*each), MOST_WAYS):
            yield tuple(dict.fromkeys(c for part in combined for c in part))
    else:
        for ways in each:
            yield from ways


def _single(
    test: ConditionData, wanted: bool, read: Reader, field: Field | None
) -> Iterator[Change]:
    if field is None:
        return
    if test.operator == "stated":
        yield from (Change(field.id, _frozen(v)) for v in some_values(field) if wanted)
    elif field.type is FieldType.CHOICES:
        yield from _set_changes(test, wanted, field)
    elif test.operator == "one_of":
        names = (n for n in choices_of(field) if (n in test.values) is wanted)
        yield from (Change(field.id, name) for name in names)
    else:
        yield from _line_changes(test, wanted, field)


def _line_changes(test: ConditionData, wanted: bool, field: Field) -> Iterator[Change]:
    operator = test.operator if wanted else _OPPOSITE.get(test.operator, "")
    limit = _limit(test)
    if isinstance(limit, Decimal):
        numbers = (n for n in _beside(limit, operator, finest(field)) if within(field, n))
        yield from (Change(field.id, str(number)) for number in numbers)
    elif isinstance(limit, date):
        for by in _beside(Decimal(0), operator, Decimal(1)):
            yield Change(field.id, (limit + timedelta(days=int(by))).isoformat())


def _beside(limit: Decimal, operator: str, unit: Decimal) -> tuple[Decimal, ...]:
    """The value next to the limit on the wanted side, and one further off."""
    far = unit * 1000
    return {
        "≥": (limit, limit + far),
        ">": (limit + unit, limit + far),
        "≤": (limit, limit - unit),
        "<": (limit - unit, limit - unit * 2),
        "=": (limit,),
        "≠": (limit + unit, limit - unit),
    }.get(operator, ())


def _set_changes(test: ConditionData, wanted: bool, field: Field) -> Iterator[Change]:
    named, declared = test.values, choices_of(field)
    other = next((c for c in ("无", *declared) if c in declared and c not in named), "")
    if test.operator == "any_of" and wanted:
        yield from (Change(field.id, added=(v,)) for v in named)
        yield from (Change(field.id, (v,)) for v in named)
    elif test.operator == "any_of":
        yield Change(field.id, removed=named, otherwise=other)
    elif test.operator == "all_of" and wanted:
        yield Change(field.id, added=named)
        yield Change(field.id, named)
    elif test.operator == "all_of":
        yield from (Change(field.id, removed=(v,), otherwise=other) for v in named)
    elif test.operator == "only" and wanted:
        outside = tuple(v for v in declared if v not in named)
        yield Change(field.id, removed=outside, otherwise=named[0] if named else "")
        yield from (Change(field.id, (v,)) for v in named)
    elif test.operator == "only":
        yield from (Change(field.id, added=(v,)) for v in declared if v not in named)


# ---- what the form allows --------------------------------------------------------------------


def finest(field: Field) -> Decimal:
    """One of the finest unit of a number."""
    return Decimal(1).scaleb(-field.decimals)


def within(field: Field, number: Decimal) -> bool:
    """Whether the form takes this number."""
    low, high = field.minimum, field.maximum
    return (low is None or number >= low) and (high is None or number <= high)


def some_values(field: Field) -> Sequence[Any]:
    """A few values of a field, as a payload has them, from everywhere in its domain."""
    if field.type is FieldType.NUMBER:
        low = field.minimum if field.minimum is not None else Decimal(0)
        high = field.maximum if field.maximum is not None else low + 1_000_000
        return [str(low), str(high)]
    if field.type in (FieldType.YES_NO, FieldType.CHOICE):
        return list(choices_of(field))
    if field.type is FieldType.CHOICES:
        return [[c] for c in choices_of(field)]
    if field.type is FieldType.DATE:
        return ["2000-01-01", "2030-12-31"]
    if field.type is FieldType.ROSTER:
        key = field.member(field.member_key)
        return [[{key.label: "甲1"}]] if key else []
    return ["某某"]
