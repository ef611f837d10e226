"""The findings of all permits as one list: each document asked for once, the strictest way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from permit_rules.checking.demands import Demander
from permit_rules.checking.joint.answers import Answer
from permit_rules.checking.joint.by_document import Told, hand_in, one_each
from permit_rules.checking.joint.dependencies import Produced, still_asked
from permit_rules.checking.joint.permits import Permit
from permit_rules.checking.joint.strictness import only_where, strictest
from permit_rules.result import (
    ConditionalLine,
    ConditionData,
    Demand,
    Finding,
    FindingKind,
    PaperAsked,
    PointStatus,
    Requirement,
    Route,
)

T = TypeVar("T")
#: A document, and the member it is about.
Doc = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Held:
    """What one permit holds a document to, and where it asks for it at all."""

    permit: Permit
    requirement: Requirement
    when: ConditionData | None

    @classmethod
    def of(cls, answer: Answer, asked: Requirement, line: ConditionalLine | None) -> _Held:
        """As an answer says it, in a conditional line where one is given."""
        when = answer.names.condition(line.when) if line else None
        return cls(answer.permit, answer.names.requirement(asked), _both(answer.permit.when, when))


def _worded(held: Sequence[_Held]) -> Iterator[Requirement]:
    """The requirements; of a document of several permits those that are made on a condition say
    whose they are, and the conditional line of that permit says on which."""
    several = len({each.permit.id for each in held}) > 1
    for each in held:
        words = f"《{each.permit.name}》要这份材料的" if several else ""
        yield only_where(each.requirement, each.when, words)


@dataclass(slots=True)
class Merger:
    """Puts the findings and conditional lines of several answers together.

    ``made`` are the papers that other permits of the application end with; ``words`` says under
    which condition a permit is needed at all, by its id.
    """

    answers: Sequence[Answer]
    made: Mapping[tuple[str, str], Produced]
    words: Mapping[str, str]
    restated: frozenset[str]
    _held: dict[Doc, tuple[Requirement, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pool: dict[Doc, list[_Held]] = {}
        for answer in self.answers:
            for doc, held in self._requirements(answer):
                pool.setdefault(doc, []).append(held)
        self._held = {doc: strictest(_worded(found)) for doc, found in pool.items()}

    # ---- what documents are held to ----------------------------------------------------------

    def held_to(self, document: str, instance: str) -> tuple[Requirement, ...]:
        """Everything a document is held to, by all permits together."""
        return self._held.get((document, instance), ())

    def _requirements(self, answer: Answer) -> Iterator[tuple[Doc, _Held]]:
        own, names, permit = self._restated_of(answer), answer.names, answer.permit
        if permit.opened is None:
            return
        prepared = permit.opened.prepared
        demander = Demander(prepared.plan, prepared.explainer, own)
        lines = {(line.point, line.instance): line for line in answer.lines}
        for point, subject, ended in answer.demanded():
            label = ended.instance.label
            line = lines.get((f"{permit.item_id}/{point.id}", label))
            open_ = line if ended.status is PointStatus.CANNOT_TELL else None
            paper = subject.paper
            in_hand = [a for a in paper.alternatives if ended.instance.papers.get(a.id)]
            for each in (paper, *in_hand):
                for asked in demander.correction(each, ended).paper.requirements:
                    said = _Held.of(answer, asked, open_)
                    yield (names.paper(each.id), label), said
        for line in answer.lines:
            for demand in line.demands:
                for asked_ in (demand.paper, *demand.instead):
                    for asked in asked_.requirements:
                        said = _Held.of(answer, asked, line)
                        yield (names.paper(asked_.id), demand.instance), said
        for finding in answer.result.findings:
            for demand in finding.demands:
                for asked_ in (demand.paper, *demand.instead):
                    for asked in asked_.requirements:
                        said = _Held.of(answer, asked, None)
                        yield (names.paper(asked_.id), demand.instance), said

    def _restated_of(self, answer: Answer) -> frozenset[str]:
        permit = answer.permit
        return frozenset(f for f in permit.used_fields if permit.field(f) in self.restated)

    def demand(self, demand: Demand) -> Demand:
        """A demand held to everything that any permit holds the document to."""
        return demand.model_copy(
            update={
                "paper": self._strict(demand.paper, demand.instance),
                "instead": tuple(self._strict(p, demand.instance) for p in demand.instead),
            }
        )

    def _strict(self, paper: PaperAsked, instance: str) -> PaperAsked:
        held = self.held_to(paper.id, instance)
        return paper.model_copy(update={"requirements": held}) if held else paper

    # ---- findings ----------------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the permits that are applied for, those on one thing as one."""
        asked = [
            (answer, left)
            for answer in self.answers
            if answer.permit.certain
            for finding in answer.result.findings
            if (left := still_asked(finding, answer.permit.key, self.made)) is not None
        ]
        times = Counter(doc for answer, left in asked for doc in set(_documents(answer, left)))
        groups: dict[tuple[object, ...], list[Told]] = {}
        for answer, left in asked:
            wanted = [times[doc] > 1 for doc in _documents(answer, left)]
            for told in one_each(left, wanted, _notices(answer)):
                named = replace(told, finding=answer.names.finding(told.finding))
                groups.setdefault(_about(named.finding), []).append(named)
        return tuple(self._merged(group) for group in groups.values())

    def _merged(self, group: list[Told]) -> Finding:
        found = [told.finding for told in group]
        first = found[0]
        demands = tuple(map(self.demand, _one_each(d for f in found for d in f.demands)))
        if len(found) == 1:
            return first.model_copy(update={"demands": demands})
        message, remedy = first.message, "".join(_distinct(f.remedy for f in found))
        if first.kind is FindingKind.MISSING and len({f.message for f in found}) > 1:
            whose = f"（{first.instance}）" if first.instance else ""
            message = f"未提交《{demands[0].paper.name}》{whose}。"
            remedy = "".join((hand_in(demands), *_distinct(t.notice for t in group)))
        return first.model_copy(
            update={
                "points": _distinct(p for f in found for p in f.points),
                "parts": tuple({p.id: p for f in found for p in f.parts}.values()),
                "message": message,
                "remedy": remedy,
                "reason": _distinct(r for f in found for r in f.reason),
                "basis": _distinct(b for f in found for b in f.basis),
                "demands": demands,
                "routes": tuple(_common_routes([f.routes for f in found])),
                "correctable_on_spot": all(f.correctable_on_spot for f in found),
            }
        )

    # ---- conditional lines -------------------------------------------------------------------

    def lines(self) -> Iterator[ConditionalLine]:
        """What open points of the permits that are applied for would bring."""
        for answer in self.answers:
            for line in answer.lines if answer.permit.certain else ():
                if not self._elsewhere(answer, line):
                    yield self.line(answer.names.line(line))

    def _elsewhere(self, answer: Answer, line: ConditionalLine) -> bool:
        """Whether all a line asks for is what other permits end with."""
        return bool(line.demands) and all(
            (answer.permit.key, d.paper.id) in self.made for d in line.demands
        )

    def line(self, line: ConditionalLine) -> ConditionalLine:
        """A line whose papers are held to everything that any permit holds them to."""
        return line.model_copy(update={"demands": tuple(map(self.demand, line.demands))})


def _documents(answer: Answer, finding: Finding) -> list[Doc]:
    """The documents that a finding asks for, each with the member it is about."""
    return [(answer.names.paper(d.paper.id), d.instance) for d in finding.demands]


def _notices(answer: Answer) -> dict[str, str]:
    """What the rules of a permit have told of a paper in their own words (告知), by point."""
    item = answer.permit.item_id
    return {f"{item}/{point.id}": paper.paper.notice for point, paper, _ in answer.demanded()}


def _about(finding: Finding) -> tuple[object, ...]:
    """What a finding is about: the same where it is one thing to put right."""
    if finding.kind is FindingKind.MISSING and finding.demands:
        return "missing", finding.demands[0].paper.id, finding.instance
    if finding.kind is FindingKind.DEFECTIVE and finding.demands:
        held = next(
            (r.text for r in finding.demands[0].paper.requirements if r.point == finding.point),
            finding.message,
        )
        return finding.code, finding.demands[0].paper.id, finding.instance, held
    return finding.code, finding.message, finding.remedy, finding.instance, finding.must


def _one_each(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Each document once; in its place what every permit takes in its place."""
    found: dict[Doc, Demand] = {}
    for demand in demands:
        key = (demand.paper.id, demand.instance)
        known = found.get(key)
        if known is None:
            found[key] = demand
            continue
        others = {p.id: p for p in demand.instead}
        instead = tuple(_either(p, others[p.id]) for p in known.instead if p.id in others)
        found[key] = known.model_copy(update={"instead": instead})
    return tuple(found.values())


def _either(one: PaperAsked, other: PaperAsked) -> PaperAsked:
    return one.model_copy(update={"when": _both(one.when, other.when)})


def _both(one: ConditionData | None, other: ConditionData | None) -> ConditionData | None:
    if one is None or other is None or one == other:
        return one or other
    return ConditionData(all=(one, other))


def _common_routes(offered: list[tuple[Route, ...]]) -> Iterator[Route]:
    """The ways that every permit offers for the document: only these spare the applicant it."""
    for route in offered[0]:
        same = [
            next((r for r in own if (r.kind, r.source) == (route.kind, route.source)), None)
            for own in offered
        ]
        if all(same):
            yield _joined([r for r in same if r is not None])


def _joined(routes: list[Route]) -> Route:
    first = routes[0]
    when: ConditionData | None = None
    for route in routes:
        when = _both(when, route.when)
    possible = all(r.open or r.reopens for r in routes)
    return first.model_copy(
        update={
            "open": all(r.open for r in routes),
            "chosen": all(r.chosen for r in routes),
            "text": "；".join(_distinct(r.text for r in routes)),
            "when": when,
            "reopens": next((r.reopens for r in routes if r.reopens), "") if possible else "",
            "reason": _distinct(c for r in routes for c in r.reason),
            "consequence": "；".join(_distinct(r.consequence for r in routes if r.consequence)),
            "basis": _distinct(b for r in routes for b in r.basis),
        }
    )


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
