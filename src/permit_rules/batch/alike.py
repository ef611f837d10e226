"""Which applications the rules cannot tell apart: those under one key have the same rows.

The key holds everything that a check can see of an application, in the form in which the rules
see it: numbers and choices by their cells, days by how their comparisons turn out, the name of
the applicant by which papers state it. Whatever is not known to be seen so stands in the key as
it is written; an application that needs a closer look has no key, and is checked for itself.

Where a row names what was typed, the one application that is checked for all of its likes holds
marks instead, and each gets its own back (:class:`Swaps`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final, TypeAlias

from permit_rules.batch.alike_days import EXPIRED, GOOD, DayCells
from permit_rules.batch.alike_facts import STATED, FactCells
from permit_rules.batch.alike_papers import PaperCells
from permit_rules.batch.plan_reads import PlanReads
from permit_rules.checking.papers import PaperIndex
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.kept import Kept
from permit_rules.written import fold

#: More papers, or papers within papers so deep, are taken as they stand.
MOST_PAPERS: Final = 200
MOST_DEPTH: Final = 3
#: What stands for the name of the applicant, for another name on a paper, and for a last day.
NAME: Final = "\ue0a1"
OTHER_NAME: Final = "\ue0a2"
LONG_AGO: Final = "1907-01-01"
#: A longer name is cut where it is shown, so that a mark could not stand for it.
LONGEST_NAME: Final = 60

#: Of how many keys, under which papers state something, the folded form is kept.
FOLDS_KEPT: Final = 4096

#: To how much that was seen of parts of applications numbers are given.
NUMBERS_KEPT: Final = 200_000

_SAME: Final = ("=",)
_OTHER: Final = ("≠",)

Payload: TypeAlias = "Mapping[str, Any]"


@dataclass(frozen=True, slots=True)
class Swaps:
    """What an application has where its like that is checked has marks; "" where it has none."""

    name: str = ""
    other: str = ""
    expired: str = ""
    expired_on: date | None = None

    def marks(self) -> tuple[tuple[str, str], ...]:
        """Each mark with what stands for it in the rows of this application."""
        pairs = ((NAME, self.name), (OTHER_NAME, self.other))
        shown = self.expired_on.isoformat() if self.expired_on else ""
        return tuple((m, own) for m, own in (*pairs, (LONG_AGO, shown)) if own)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The key of an application, and what it does not share with the others under it."""

    key: Hashable
    swaps: Swaps | None = None


class _TakeAsItStands(Exception):
    """The application has no likes that could be told."""


@dataclass(slots=True)
class _Seeing:
    """What has been seen of the papers and persons of one application."""

    received_on: date
    name: str | None
    channel: object = None
    channel_seen: bool = True
    others: set[str] = field(default_factory=set)
    expired: set[str] = field(default_factory=set)
    exact: bool = False


class Numbers:
    """Numbers that stand for what was seen: the same for the same, never given twice."""

    def __init__(self, most: int = NUMBERS_KEPT) -> None:
        self._count = count()
        self._kept = Kept[int](most)

    def of(self, seen: Hashable) -> int:
        """The number of what was seen; forgotten things get a new one."""
        kept = self._kept.get(seen)
        return self._kept.keep(seen, next(self._count)) if kept is None else kept


class Alike:
    """Finds the keys of applications that are decided by one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        reads = self._reads = PlanReads.of(plan)
        catalogue = plan.rulebook.catalogue
        self._facts = FactCells(catalogue, reads, plan.rulebook.calendar)
        self._days = DayCells(plan, reads)
        self._folds = Kept[str](FOLDS_KEPT)
        self._numbers = Numbers()
        self._papers_seen = PaperCells(plan, reads, PaperIndex(plan.rulebook))
        taken: dict[str, list[Field]] = {}
        for f in catalogue.fields:
            if f.taken_from:
                taken.setdefault(f.taken_from, []).append(f)
        #: What of the applicant becomes one fact, or none.
        self._taken = {
            key: next(iter(own), None)
            for key in ("uscc", "address", "country", "kind")
            if len(own := taken.get(f"applicant.{key}", [])) < 2
        }
        channels = taken.get("channel", [])
        self._channel_free = not any(reads.read(f) for f in channels)
        named = [f for f in catalogue.fields if f.taken_from == "applicant.name"]
        self._name_free = all(reads.untested(f) for f in named)
        # A list of persons that the rules read may show its members and be asked about their days.
        rosters = [f for f in catalogue.fields if f.taken_from == "persons"]
        self._persons_read = any(
            f.id in reads.exact
            or f.id in plan.scopes
            or reads.tests.get(f.id)
            or any(m.type is not FieldType.TEXT or reads.tests.get(m.id) for m in f.members)
            for f in rosters
        )
        self._without_marks = not any(
            mark in repr(plan.rulebook) for mark in ("1907-", NAME, OTHER_NAME)
        )

    def key(self, payload: Payload, received_on: date) -> Likeness | None:
        """The likeness of an application received on a day on which the plan is in force."""
        try:
            return self._key(payload, received_on)
        except Exception:
            # A likeness only saves a check. Whatever shape it stumbles over, the check can tell.
            return None

    def _key(self, payload: Payload, received_on: date) -> Likeness | None:
        if type(payload.get("channel")) not in (str, type(None)):
            raise _TakeAsItStands
        applicant = payload.get("applicant")
        seeing = _Seeing(received_on, self._name(applicant), payload.get("channel"))
        stated = payload.get("facts", {})
        facts = self._facts.seen(stated) if type(stated) is dict else None
        if facts is None:
            return None
        number = self._numbers.of
        told: list[Hashable] = []
        for key, value in payload.items():
            if key in ("received_on", "channel"):
                continue
            if key == "facts":
                told.append(number(("facts", facts.cells)))
            elif key == "materials":
                told.append(tuple(number(p) for p in self._papers(value, seeing)))
            elif key == "applicant" and type(value) is dict:
                told.append(number(("applicant", self._applicant(value, seeing))))
            elif key == "persons":
                told.append(number(("persons", self._persons(value, seeing))))
            else:
                told.append(number((key, value if type(value) is str else (repr(value),))))
        channel = seeing.channel
        if not (self._channel_free and seeing.channel_seen and channel in ("online", "paper")):
            told.append((repr(channel), "channel" in payload))
        told.append(number(("days", self._days.sign(received_on, facts.days))))
        if facts.exact or seeing.exact:
            told.append(received_on)
            told.append(facts.days)
        likes = tuple(told)
        if not (seeing.others or seeing.expired):
            return Likeness(likes)
        return Likeness(likes, self._swaps(seeing, repr(payload)))

    # ---- the applicant and other persons -----------------------------------------------------

    def _name(self, applicant: object) -> str | None:
        """The name of the applicant where all that counts is which papers state it."""
        if not self._name_free or not isinstance(applicant, dict) or applicant.get("bars"):
            return None
        name = applicant.get("name")
        if not isinstance(name, str) or not _shown(name) or not fold(name):
            return None
        return name

    def _applicant(self, applicant: dict[str, Any], seeing: _Seeing) -> Hashable:
        told: list[Hashable] = []
        for key, value in applicant.items():
            told.append(key)
            if key == "name" and seeing.name is not None:
                told.append(_SAME)
            elif key in self._taken and type(value) is str and _shown(value):
                told.append(self._of_applicant(key, value))
            else:
                if (key == "bars" and value) or (
                    key == "credit" and (type(value) is not dict or value.get("lists"))
                ):
                    seeing.exact = True
                told.append(value if type(value) is str else (repr(value),))
        return tuple(told)

    def _of_applicant(self, key: str, value: str) -> Hashable:
        taken = self._taken[key]
        return _SAME if taken is None else self._facts.taken(taken, value)

    def _persons(self, persons: object, seeing: _Seeing) -> Hashable:
        if (
            type(persons) is not list
            or self._persons_read
            or any(type(p) is not dict or p.get("bars") for p in persons)
        ):
            seeing.exact = True
            return (repr(persons),)
        return tuple(
            STATED if k in ("name", "姓名") and type(v) is str and _shown(v) else (k, repr(v))
            for p in persons
            for k, v in (("", len(p)), *p.items())
        )

    # ---- papers ------------------------------------------------------------------------------

    def _papers(self, papers: object, seeing: _Seeing) -> list[Hashable]:
        if type(papers) is not list or len(papers) > MOST_PAPERS:
            raise _TakeAsItStands
        told: list[Hashable] = []
        for paper in papers:
            written = self._paper(paper, seeing, 0)
            if type(paper) is dict:
                written, less = self._papers_seen.seen(paper, written, seeing.channel)
                seeing.channel_seen = seeing.channel_seen and less
            told.append(written)
        return told

    def _paper(self, paper: Any, seeing: _Seeing, depth: int) -> Hashable:
        if type(paper) is str:
            return paper
        if type(paper) is not dict or depth > MOST_DEPTH:
            raise _TakeAsItStands
        told: list[Hashable] = []
        for key, value in paper.items():
            told.append(key)
            if type(value) is str:
                told.append(self._said(key, value, seeing))
            elif key == "parts" and type(value) is list:
                told.append(tuple(self._paper(p, seeing, depth + 1) for p in value))
            elif key == "states" and type(value) is dict:
                told.append(self._states(value, seeing))
            else:
                told.append((repr(value),))
        return tuple(told)

    def _said(self, key: str, value: str, seeing: _Seeing) -> Hashable:
        if key == "expires_on":
            seen = self._days.expiry(value, seeing.received_on)
            if seen is EXPIRED:
                seeing.expired.add(value)
            return seen
        return self._days.issued(value, seeing.received_on) if key == "issued_on" else value

    def _states(self, states: dict[str, Any], seeing: _Seeing) -> Hashable:
        told: list[Hashable] = []
        for key, value in states.items():
            told.append(key)
            if type(value) is not str:
                told.append((repr(value),))
            elif seeing.name is None or self._folded(key) not in self._reads.name_keys:
                told.append(value)
            elif value == seeing.name or fold(value) == fold(seeing.name):
                told.append(_SAME)
            else:
                seeing.others.add(value)
                told.append(_OTHER)
        return tuple(told)

    def _folded(self, key: str) -> str:
        kept = self._folds.get(key)
        return self._folds.keep(key, fold(key)) if kept is None else kept

    # ---- marks -------------------------------------------------------------------------------

    def _swaps(self, seeing: _Seeing, written: str) -> Swaps:
        if (
            not self._without_marks
            or len(seeing.others) > 1
            or len(seeing.expired) > 1
            or any(
                mark in written for mark in ("1907-", ascii(NAME)[1:-1], ascii(OTHER_NAME)[1:-1])
            )
        ):
            raise _TakeAsItStands
        name = other = expired = ""
        if seeing.others:
            (other,) = seeing.others
            name = seeing.name or ""
            if not all(
                _shown(n) and n.strip() == n and len(n) <= LONGEST_NAME for n in (name, other)
            ):
                raise _TakeAsItStands
        if seeing.expired:
            (expired,) = seeing.expired
        return Swaps(name, other, expired, self._days.last_day(expired) if expired else None)

    def marked(self, payload: Payload, swaps: Swaps) -> dict[str, Any]:
        """The application with marks where it is to be swapped."""
        made = dict(payload)
        if swaps.other:
            made["applicant"] = {**payload["applicant"], "name": NAME}
        made["materials"] = [self._marked(p, swaps) for p in payload["materials"]]
        return made

    def _marked(self, paper: Any, swaps: Swaps) -> Any:
        if type(paper) is not dict:
            return paper
        made = dict(paper)
        if swaps.expired and made.get("expires_on") == swaps.expired:
            made["expires_on"] = LONG_AGO
        if swaps.other and type(made.get("states")) is dict:
            made["states"] = {k: self._marked_name(k, v, swaps) for k, v in made["states"].items()}
        if type(made.get("parts")) is list:
            made["parts"] = [self._marked(p, swaps) for p in made["parts"]]
        return made

    def _marked_name(self, key: str, value: Any, swaps: Swaps) -> Any:
        if type(value) is not str or self._folded(key) not in self._reads.name_keys:
            return value
        return OTHER_NAME if value == swaps.other else NAME


def _shown(text: str) -> bool:
    """Whether a text has something in it and nothing that would be cleaned away."""
    return text.isprintable() and bool(text.strip())


__all__ = ["GOOD", "LONG_AGO", "NAME", "OTHER_NAME", "Alike", "Likeness", "Swaps"]
