"""Cells: the finitely many ways in which a field can differ for a set of conditions.

A condition compares a field only with constants, so the domain of the field falls into cells
within which no test changes its answer; one value stands for each. A test that compares two
facts, or that counts a period, is no cut of one field's domain: its outcome is a free cell of
its own (:func:`free_tests`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from permit_rules.conditions.completions import completions
from permit_rules.conditions.domains import (
    choice_cells,
    day_line,
    first_unnamed,
    groups_of,
    is_literal,
    number_line,
    set_standing_for,
    sets_of,
)
from permit_rules.conditions.facts import AtLeast, Value
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import ChoicesTest, ChoiceTest, DateTest, NumberTest, Test

__all__ = ["DEFAULT_LIMIT", "cells", "completions", "free_tests", "representative"]

#: How many subsets of a 多选 field are listed when the caller names no bound.
DEFAULT_LIMIT: Final = 4096


def cells(
    field: Field,
    tests: Iterable[Test],
    *,
    limit: int = DEFAULT_LIMIT,
) -> tuple[Value, ...] | None:
    """One value for each cell into which ``tests`` cut the domain of ``field``, in a fixed order.

    Tests on other fields and free tests are passed over. 数值 and 日期: rising values, of two
    neighbouring cells those next to the cut where the lower one is the first (so ``≥ 200``
    gives 199 and 200), within minimum and maximum. 单选: every value that a test names, and one
    declared value that none names. 多选: sets of values, the empty one first, where values that
    the very same tests name stand for one another. 是否: 是 and 否. 文本 and 名单 are compared
    with nothing: no cells.

    Returns None where a 多选 field has more than ``limit`` cells.
    """
    own = _own(field, tests)
    if field.type is FieldType.NUMBER:
        return number_line(field, own).points
    if field.type is FieldType.DATE:
        return tuple(date.fromordinal(point) for point in day_line(own).points)
    if field.type is FieldType.YES_NO:
        return ("是", "否")
    if field.type is FieldType.CHOICE:
        return choice_cells(field, own)
    if field.type is FieldType.CHOICES:
        return sets_of(groups_of(field, own), limit)
    return ()


def representative(field: Field, tests: Iterable[Test], value: Value) -> Value:
    """The value that stands for the cell of ``value``: every cutting test answers the same.

    A value outside the declared domain stands for itself; so does a text and a roster.
    """
    own = _own(field, tests)
    if isinstance(value, AtLeast):
        return AtLeast(number_line(field, own).standing_for(value.value))
    if isinstance(value, int):
        return number_line(field, own).standing_for(value)
    if isinstance(value, date):
        return date.fromordinal(day_line(own).standing_for(value.toordinal()))
    if isinstance(value, frozenset):
        return set_standing_for(groups_of(field, own), value)
    if isinstance(value, str) and field.type is FieldType.CHOICE:
        named = {v for t in own if isinstance(t, ChoiceTest) for v in t.values}
        other = first_unnamed(field, named)
        return value if value in named or other is None else other
    return value


def free_tests(tests: Iterable[Test]) -> tuple[DateTest, ...]:
    """The date tests whose outcome is a cell of its own: they compare two facts or count."""
    return tuple(dict.fromkeys(t for t in tests if isinstance(t, DateTest) and not is_literal(t)))


def _own(field: Field, tests: Iterable[Test]) -> tuple[Test, ...]:
    return tuple(
        t
        for t in tests
        if isinstance(t, (NumberTest, ChoiceTest, ChoicesTest, DateTest)) and t.field == field.id
    )
