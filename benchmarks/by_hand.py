"""What somebody might write by hand for one item: JSON in, closures over dictionaries, a verdict.

It knows the traffic of :mod:`benchmarks.traffic` and no more: values are written in one way, papers
bear known names, nothing is explained, questions that are open are not settled, and what it cannot
read it calls open. The conditions are those of the plan, each turned into a closure once.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import permit_rules as pr
from benchmarks.traffic import ITEM, PLACE
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.verdict import can_change_verdict
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan, WindowPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    StatedTest,
)
from permit_rules.conditions.truth import Truth, compare, truth
from permit_rules.model.material import (
    AgreementStandard,
    ContentStandard,
    ExpiryStandard,
    FormStandard,
    MaterialForm,
    SignatureStandard,
    Standard,
)
from permit_rules.model.review_point import Applicability, Bar, Effect, Outcome, ReviewCondition
from permit_rules.resolving import change_days
from permit_rules.working_days import Calendar

Values: TypeAlias = "dict[str, Any]"
Closure: TypeAlias = "Callable[[Values], bool | None]"
_VERDICTS = {"barred": "not_accepted", "lacking": "correction", "open": "cannot_tell"}
_NUMBER = re.compile(r"\d+")


class Conditions:
    """The conditions of a plan, each a closure over what is seen of an application."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def add(self, node: Node) -> Callable[[Any], bool | None]:
        """How the condition comes out, to be asked of what :meth:`decided` gives."""
        return _closure(node, self.calendar)

    def decided(self, seen: Values) -> Any:
        """What is seen, with what was decided of it at once."""
        return seen


class ByHand:
    """One item at one place, any day."""

    conditions: type[Conditions] = Conditions

    def __init__(self, library: pr.Library) -> None:
        self._library = library
        self._days = change_days(library, ITEM, PLACE)
        self._plans: dict[int, _Plan] = {}
        self._checker = pr.Checker(library, ITEM, PLACE)

    def verdict(self, text: bytes) -> str:
        """The verdict on an application."""
        try:
            payload = self.read(text)
        except ValueError:
            return "cannot_tell"
        day = date.fromisoformat(payload["received_on"])
        stretch = bisect_right(self._days, day)
        plan = self._plans.get(stretch)
        if plan is None:
            opened = self._checker.plan_on(ITEM, PLACE, day)
            plan = self._plans[stretch] = _Plan(opened, self.conditions)
        return plan.verdict(payload, day)

    def read(self, text: bytes) -> Values:
        """The application that is written; ValueError where it is none."""
        read: Values = json.loads(text)
        return read


class _Plan:
    def __init__(self, plan: Plan, kind: type[Conditions]) -> None:
        catalogue = plan.rulebook.catalogue
        self.conditions = kind(plan.rulebook.calendar)
        add = self.conditions.add
        self.fields = {n: f for f in catalogue.fields for n in f.names}
        self.silent = {f.id: f.silence for f in catalogue.fields if f.silence is not None}
        index = PaperIndex(plan.rulebook)
        self.ids = {
            n: index.find(n)
            for a in index.by_id.values()
            for n in (a.paper.id, a.paper.name, *a.paper.aliases, f"{a.paper.name}复印件")
        } | {n: index.find(n) for n in ("营业执照", "营业执照复印件")}
        self.papers = {
            i: [(obs.standard(i, s.code), s) for s in a.paper.standards]
            for i, a in index.by_id.items()
        }
        self.parts = {m.id: [p.id for p in m.parts] for m in plan.rulebook.materials}
        self.shared = [
            (obs.shared(p.id, n), s.name)
            for m in plan.rulebook.materials
            for p in (m, *m.parts)
            for n, s in enumerate(p.shared, 1)
        ]
        # Nobody chooses another way or was barred in this traffic; whoever received may.
        self.never = [obs.deferred(m.id) for m in plan.rulebook.materials]
        self.never += [obs.at_inspection(m.id) for m in plan.rulebook.materials]
        self.never += [obs.bar(b.id) for b in plan.rulebook.bars] + [obs.PERMIT_FIRST]
        self.competent = [obs.authority(a.id) for a in plan.rulebook.authorities]
        self.gates = [(g.subject, add(g.violated_node)) for g in plan.gates]
        self.points = [
            (
                p.subject,
                can_change_verdict(p),
                add(p.applies_node),
                None if p.violated is None else add(p.violated_node),
            )
            for p in plan.points
        ]

    def verdict(self, payload: Values, day: date) -> str:
        seen = self.conditions.decided(self._seen(payload, day))
        for gate, holds in self.gates:
            held = holds(seen)
            if held is not False:
                return _turned(gate, held)
        kinds = {
            _kind(subject, violated(seen))
            for subject, counts, applies, violated in self.points
            if counts and violated is not None and applies(seen) is not False
        }
        return next((v for kind, v in _VERDICTS.items() if kind in kinds), "accepted")

    def _seen(self, payload: Values, day: date) -> Values:
        seen: Values = {"received_on": day, **self.silent}
        seen["channel"] = {"online": "线上", "paper": "线下"}[payload["channel"]]
        for name, raw in payload["facts"].items():
            field = self.fields[name]
            seen[field.id] = _read(field, raw)
        seen["applicant_name"] = payload["applicant"]["name"]
        seen.update(dict.fromkeys(self.never, False))
        seen.update(dict.fromkeys(self.competent, True))
        for key, source in self.shared:
            seen[key] = source in payload["shared"]
        handed: dict[str, Values] = {}
        for paper in payload["materials"]:
            for inner in (paper, *paper.get("parts", ())):
                for paper_id in self.ids.get(inner["name"], ()):
                    handed[paper_id] = inner
        for paper_id, standards in self.papers.items():
            there = handed.get(paper_id)
            seen[obs.handed(paper_id)] = there is not None
            for key, standard in standards:
                seen[key] = None if there is None else _meets(standard, there, seen)
        for material_id, parts in self.parts.items():
            if parts:
                seen[obs.handed(material_id)] |= any(p in handed for p in parts)
        return seen


def _read(field: Field, raw: Any) -> Any:
    if field.type is FieldType.NUMBER:
        digits = _NUMBER.search(raw)
        assert digits is not None
        return int(digits[0]) * 10**field.decimals
    if field.type is FieldType.CHOICES:
        return frozenset(raw)
    return date.fromisoformat(raw) if field.type is FieldType.DATE else raw


def _turned(gate: object, held: bool | None) -> str:
    """The verdict where a gate holds, or nobody can tell whether it does."""
    if held is None or not isinstance(gate, Applicability):
        return "cannot_tell"
    closing = gate.outcome in (Outcome.OTHER_AUTHORITY, Outcome.REFUSED)
    return "not_accepted" if closing else "not_required"


def _kind(subject: object, found: bool | None) -> str:
    """What an outcome of a point means for the verdict."""
    if not found:
        return "open" if found is None else ""
    refused = isinstance(subject, (Bar, ReviewCondition)) and subject.effect is Effect.REFUSAL
    return "barred" if refused or isinstance(subject, WindowPoint) else "lacking"


def _meets(standard: Standard, paper: Values, seen: Values) -> bool | None:
    if isinstance(standard, FormStandard):
        form = paper.get("form")
        if form is None:
            return None
        forms = {f.value for f in standard.forms}
        return (
            form in forms or form == "电子" or (form == "原件" and MaterialForm.COPY.value in forms)
        )
    if isinstance(standard, SignatureStandard):
        said = (paper.get("signed"), paper.get("sealed"))
        return True if True in said else None if None in said else False
    if isinstance(standard, ExpiryStandard):
        last = paper.get("expires_on")
        if last is None:
            return None
        return bool(last == "长期" or date.fromisoformat(last) >= seen["received_on"])
    if isinstance(standard, AgreementStandard):
        told = paper.get("states", {}).get(standard.stated)
        value = seen.get(standard.field)
        return None if told is None or value is None else bool(told == value)
    if isinstance(standard, ContentStandard):
        inside = paper.get("contents")
        return None if inside is None else any(standard.content in c for c in inside)
    return True


def _closure(node: Node, calendar: Calendar) -> Closure:
    if isinstance(node, Named):
        return _closure(node.part, calendar)
    if isinstance(node, Not):
        part = _closure(node.part, calendar)

        def negated(seen: Values) -> bool | None:
            held = part(seen)
            return None if held is None else not held

        return negated
    if isinstance(node, (All, AnyOf)):
        decisive = isinstance(node, AnyOf)
        parts = [_closure(p, calendar) for p in node.parts]

        def joined(seen: Values) -> bool | None:
            found: bool | None = not decisive
            for each in parts:
                held = each(seen)
                if held is decisive:
                    return decisive
                if held is None:
                    found = None
            return found

        return joined
    return tested(node, calendar)


def tested(node: Any, calendar: Calendar) -> Closure:
    """The outcome of a single test."""
    if isinstance(node, Observed):
        key = node.key
        return lambda seen: seen.get(key)
    name = node.field
    if isinstance(node, StatedTest):
        return lambda seen: bool(seen.get(name))
    if isinstance(node, NumberTest):
        order, limit = node.order, node.value
        return lambda seen: compare(seen[name], order, limit) if name in seen else None
    if isinstance(node, ChoiceTest):
        among = frozenset(node.values)
        return lambda seen: seen[name] in among if name in seen else None
    if isinstance(node, ChoicesTest):
        named = frozenset(node.values)
        compared: dict[Holding, Callable[[frozenset[str]], bool]] = {
            Holding.ANY: lambda v: not v.isdisjoint(named),
            Holding.ALL: lambda v: v >= named,
            Holding.ONLY: lambda v: bool(v) and v <= named,
        }
        asks = compared[node.holding]
        return lambda seen: asks(seen[name]) if name in seen else None

    def dated(seen: Values) -> bool | None:
        days = {k: seen[k] for k in (name, node.day.field) if k in seen}
        held = truth(node, Facts(days), calendar)
        return None if held is Truth.CANNOT_TELL else held is Truth.YES

    return dated
