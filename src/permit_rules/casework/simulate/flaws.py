"""What may be wrong with an application that was in order, and how it is put into a payload."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, Final, TypeAlias

Payload: TypeAlias = "dict[str, Any]"

_HANDLING_ITEM: Final = "业务办理项"
_DAY_LENGTH: Final = len("2025-01-01")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as it should be.

    Either the paper with this number in the list is not there (``key`` "") or says ``value``
    under ``key``; or, with ``fact``, a fact is not stated. ``points`` are the review points by
    which a notice tells of it.
    """

    paper: int = -1
    key: str = ""
    value: Any = None
    fact: str = ""
    points: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """Another way the applicant takes for the paper with this number (共享、容缺、告知承诺)."""

    paper: int
    material: str
    kind: str
    source: str = ""


def possible_flaws(payload: Payload, day: date) -> Iterator[Flaw]:
    """Everything that may be wrong with an application received on a day, the kinds in turn."""
    papers = payload.get("materials") or ()
    missing = (Flaw(paper=number) for number in range(len(papers)))
    defects = (
        flaw
        for number, paper in enumerate(papers)
        if isinstance(paper, Mapping)
        for flaw in _defects(number, paper, day)
    )
    facts = (Flaw(fact=label) for label in payload.get("facts") or {} if label != _HANDLING_ITEM)
    for each in zip_longest(missing, defects, facts):
        yield from (flaw for flaw in each if flaw is not None)


def _defects(number: int, paper: Mapping[str, Any], day: date) -> Iterator[Flaw]:
    for key in ("signed", "sealed"):
        if paper.get(key):
            yield Flaw(paper=number, key=key, value=False)
    if paper.get("expires_on"):
        expired = (day - timedelta(days=40)).isoformat()
        yield Flaw(paper=number, key="expires_on", value=expired)
    if paper.get("contents"):
        yield Flaw(paper=number, key="contents", value=[])
    if isinstance(paper.get("states"), Mapping):
        others = dict.fromkeys(paper["states"], "另一个名称")
        yield Flaw(paper=number, key="states", value=others)


def flawed(payload: Payload, flaws: Collection[Flaw], choice: Choice | None = None) -> Payload:
    """The application with these flaws and the chosen way; what was given is not changed."""
    gone = {f.paper for f in flaws if f.paper >= 0 and not f.key}
    said: dict[int, Payload] = {}
    for flaw in flaws:
        if flaw.key:
            said.setdefault(flaw.paper, {})[flaw.key] = flaw.value
    unstated = {f.fact for f in flaws if f.fact}
    made = dict(payload)
    if choice is not None:
        gone.add(choice.paper)
        made.update(_chosen(payload, choice))
    made["facts"] = {k: v for k, v in (payload.get("facts") or {}).items() if k not in unstated}
    made["materials"] = [
        {**paper, **said[number]} if number in said else paper
        for number, paper in enumerate(payload.get("materials") or ())
        if number not in gone
    ]
    return made


def _chosen(payload: Payload, choice: Choice) -> Payload:
    if choice.source:
        return {"shared": [*(payload.get("shared") or ()), choice.source]}
    way = {"kind": choice.kind, "promised": True}
    return {"routes": {**(payload.get("routes") or {}), choice.material: way}}


def moved(value: Any, by: timedelta) -> Any:
    """The same data with every day in it (``2025-01-01``) so much later."""
    if isinstance(value, str):
        return _moved_day(value, by)
    if isinstance(value, Mapping):
        return {key: moved(own, by) for key, own in value.items()}
    if isinstance(value, (list, tuple)):
        return [moved(own, by) for own in value]
    return value


def _moved_day(text: str, by: timedelta) -> str:
    if len(text) != _DAY_LENGTH or text[4] != "-":
        return text
    try:
        return (date.fromisoformat(text) + by).isoformat()
    except (ValueError, OverflowError):
        return text
