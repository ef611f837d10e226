"""Typed facts: what an application states, as the condition language sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from permit_rules.conditions.nodes import DateTest


@dataclass(frozen=True, slots=True, order=True)
class AtLeast:
    """A number known only from below (“380余”); ``value`` counts the finest unit."""

    value: int


#: One member of a roster: member field id (``roster.member``) to value.
Member: TypeAlias = "Mapping[str, Value]"

#: 数值 → int (whole count of the finest unit) or AtLeast; 是否 → "是" / "否"; 单选 → the declared
#: name; 多选 → frozenset of declared names; 日期 → date; 文本 → non-empty str; 名单 → tuple of
#: members.
Value: TypeAlias = "int | AtLeast | str | frozenset[str] | date | tuple[Member, ...]"


@dataclass(slots=True)
class Facts:
    """Everything an engine may read: nothing here is guessed, and nothing is ever changed.

    It is not frozen, because one is made for every check and every completion of an open point,
    and freezing makes that three times as dear; that nothing is assigned is checked statically.

    ``values`` holds the stated fields by id (inside a roster also the member's own fields);
    a field that was not stated, or not usable, is absent. ``observed`` holds the prepared
    observations by key; one that was not made is absent. ``settled`` fixes the outcome of
    single date tests when the possible answers to an open question are tried one by one.
    """

    values: Final[Mapping[str, Value]] = field(default_factory=dict)
    observed: Final[Mapping[str, bool]] = field(default_factory=dict)
    settled: Final[Mapping[DateTest, bool]] = field(default_factory=dict)

    def says(self, field_id: str) -> bool:
        """Whether the field is stated, a roster or a set of choices with something in it."""
        return self.values.get(field_id, ()) not in ((), frozenset())
