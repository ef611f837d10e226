"""Dated versions: several live side by side under one id; the day picks one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from permit_rules.diagnostics import Span

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Validity:
    """A half-open stretch of days: from ``start`` up to, not including, ``end`` (None: open)."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the stretch."""
        return self.start <= day and (self.end is None or day < self.end)


class Before(str, Enum):
    """What is known of the time before a point's first version (YAML 此前)."""

    UNKNOWN = "未知"
    ABSENT = "无此要求"


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """One version and where it stands in the rule files."""

    validity: Validity
    value: T
    where: Span


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """All versions of one thing under one id, in the order of their days."""

    id: str
    versions: tuple[Version[T], ...]
    before: Before = Before.UNKNOWN
    withdrawn_on: date | None = None

    def on(self, day: date) -> Version[T] | None:
        """The version in force on ``day``, or None."""
        return next((v for v in self.versions if v.validity.covers(day)), None)

    def known_absent(self, day: date) -> bool:
        """Whether the rules say that nothing is asked on ``day``, as against saying nothing.

        Known are: the time before the first version where 此前 says so, and the time after the
        last version that was ended on purpose. A gap between two versions is not known.
        """
        if self.on(day) is not None or not self.versions:
            return False
        if day < self.versions[0].validity.start:
            return self.before is Before.ABSENT
        last = self.versions[-1].validity
        return last.end is not None and day >= last.end

    @property
    def change_days(self) -> tuple[date, ...]:
        """Every day on which something about this id begins or ends."""
        days = {v.validity.start for v in self.versions}
        days |= {v.validity.end for v in self.versions if v.validity.end is not None}
        return tuple(sorted(days))
