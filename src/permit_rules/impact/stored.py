"""What a change would have meant for applications that were really handed in, in counts.

Every application is checked with both; nothing of it is kept but a few numbers of cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

from permit_rules.checking.checker import Checker
from permit_rules.model.library import Library
from permit_rules.model.place import ancestors
from permit_rules.result import CheckResult

#: Each application is checked as of its own day of receipt.
_OWN_DAYS: Final[tuple[date | None, date | None]] = (None, None)
#: How many numbers of cases are named of each kind.
_NAMED: Final = 5
#: What may be shown of a case: an office's own number, in which no telephone or identity number
#: can stand.
_NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}")
_LONG_FIGURE: Final = re.compile(r"[0-9]{11}")


class Outcome(str, Enum):
    """What becomes of one application."""

    MORE = "多了要求"
    LESS = "少了要求"
    BOTH = "有多有少"
    VERDICT = "只是结论不同"
    SAME = "相同"
    UNCHECKED = "没有核对"


@dataclass(frozen=True, slots=True)
class PointCount:
    """In how many applications a point is a finding only now, and only before."""

    point: str
    more: int
    less: int


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """The counts; ``named`` are some numbers of cases of each kind, ``verdicts`` what they became.

    ``passed_over`` applications are about other items or places.
    """

    read: int
    passed_over: int
    outcomes: Mapping[Outcome, int]
    named: Mapping[Outcome, tuple[str, ...]]
    points: tuple[PointCount, ...]
    verdicts: tuple[tuple[str, str, int], ...]

    @property
    def differing(self) -> int:
        """How many applications get another answer."""
        return sum(
            n for o, n in self.outcomes.items() if o not in (Outcome.SAME, Outcome.UNCHECKED)
        )


@dataclass
class StoredImpact:
    """Takes applications one at a time; memory does not grow with them.

    ``item`` and ``place`` limit what is looked at (a place with all below it). With ``days`` the
    application is checked as if it had been received on the one and on the other day; without, on
    its own. ``renumbered`` are ids of points before, by item and id after.
    """

    old: Library
    new: Library
    item: str | None = None
    place: str | None = None
    days: tuple[date, date] | None = None
    renumbered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _read: int = 0
    _passed_over: int = 0
    _outcomes: Counter[Outcome] = field(default_factory=Counter)
    _named: dict[Outcome, list[str]] = field(default_factory=dict)
    _more: Counter[str] = field(default_factory=Counter)
    _less: Counter[str] = field(default_factory=Counter)
    _verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _checkers: tuple[Checker, Checker] = field(init=False)

    def __post_init__(self) -> None:
        self._checkers = (
            Checker(self.old, engine="reference"),
            Checker(self.new, engine="reference"),
        )

    def add(self, number: str, payload: Mapping[str, Any]) -> None:
        """Check one application with both and count what is different."""
        self._read += 1
        if not self._wanted(payload):
            self._passed_over += 1
            return
        days = self.days or _OWN_DAYS
        before, after = (
            checker.check(payload if day is None else {**payload, "received_on": day.isoformat()})
            for checker, day in zip(self._checkers, days, strict=True)
        )
        outcome = self._compared(before, after)
        self._outcomes[outcome] += 1
        named = self._named.setdefault(outcome, [])
        if len(named) < _NAMED:
            named.append(_shown(number, self._read))

    def figures(self) -> StoredFigures:
        """The counts so far."""
        points = sorted(
            {*self._more, *self._less},
            key=lambda p: (-self._more[p] - self._less[p], p),
        )
        return StoredFigures(
            read=self._read,
            passed_over=self._passed_over,
            outcomes={o: self._outcomes[o] for o in Outcome},
            named={o: tuple(self._named.get(o, ())) for o in Outcome},
            points=tuple(PointCount(p, self._more[p], self._less[p]) for p in points),
            verdicts=tuple((one, other, n) for (one, other), n in sorted(self._verdicts.items())),
        )

    def _wanted(self, payload: Mapping[str, Any]) -> bool:
        item, place = str(payload.get("item", "")), str(payload.get("place") or "")
        if self.item is not None and item != self.item:
            return False
        return not self.place or self.place in ancestors(place)

    def _compared(self, before: CheckResult, after: CheckResult) -> Outcome:
        if not (before.points or after.points):
            return Outcome.UNCHECKED
        # What is told of a point may be put otherwise; it is the same demand all the same.
        now = {(f.point, f.instance) for f in after.findings}
        then = {(self._as_now(before.item, f.point), f.instance) for f in before.findings}
        more, less = now - then, then - now
        self._more.update({point for point, _ in more})
        self._less.update({point for point, _ in less})
        if before.verdict is not after.verdict:
            self._verdicts[before.verdict.label, after.verdict.label] += 1
        if more or less:
            return Outcome.BOTH if more and less else Outcome.MORE if more else Outcome.LESS
        return Outcome.SAME if before.verdict is after.verdict else Outcome.VERDICT

    def _as_now(self, item: str, point: str) -> str:
        """The point by the id it has after the change."""
        local, slash, rest = point.removeprefix(f"{item}/").partition("/")
        return f"{item}/{self.renumbered.get((item, local), local)}{slash}{rest}"


def _shown(number: str, read: int) -> str:
    """The number of a case where it is no more than that; else the how manieth it was."""
    if _NUMBER.fullmatch(number) and not _LONG_FIGURE.search(number):
        return number
    return f"第{read}份"
