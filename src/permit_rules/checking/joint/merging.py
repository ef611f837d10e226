"""The findings of all permits as one list: each document asked for once, the strictest way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from permit_rules.checking.demands import Demander
from permit_rules.checking.joint.answers import Answer
from permit_rules.checking.joint.dependencies import Produced, still_asked
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
        pool: dict[Doc, list[Requirement]] = {}
        for answer in self.answers:
            for doc, requirement in self._requirements(answer):
                pool.setdefault(doc, []).append(requirement)
        self._held = {doc: strictest(found) for doc, found in pool.items()}

    # ---- what documents are held to ----------------------------------------------------------

    def held_to(self, document: str, instance: str) -> tuple[Requirement, ...]:
        """Everything a document is held to, by all permits together."""
        return self._held.get((document, instance), ())

    def _requirements(self, answer: Answer) -> Iterator[tuple[Doc, Requirement]]:
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
                    said = self._where(answer, names.requirement(asked), open_)
                    yield (names.paper(each.id), label), said
        for line in answer.lines:
            for demand in line.demands:
                for asked_ in (demand.paper, *demand.instead):
                    for asked in asked_.requirements:
                        said = self._where(answer, names.requirement(asked), line)
                        yield (names.paper(asked_.id), demand.instance), said
        for finding in answer.result.findings:
            for demand in finding.demands:
                for asked_ in (demand.paper, *demand.instead):
                    for asked in asked_.requirements:
                        said = self._where(answer, names.requirement(asked), None)
                        yield (names.paper(asked_.id), demand.instance), said

    def _restated_of(self, answer: Answer) -> frozenset[str]:
        permit = answer.permit
        return frozenset(f for f in permit.used_fields if permit.field(f) in self.restated)

    def _where(
        self, answer: Answer, asked: Requirement, line: ConditionalLine | None
    ) -> Requirement:
        if line is not None:
            asked = only_where(asked, answer.names.condition(line.when), line.condition)
        return only_where(asked, answer.permit.when, self.words.get(answer.permit.id, ""))

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
        groups: dict[tuple[object, ...], list[Finding]] = {}
        for answer in self.answers:
            if answer.permit.certain:
                for finding in answer.result.findings:
                    left = still_asked(finding, answer.permit.key, self.made)
                    if left is not None:
                        named = answer.names.finding(left)
                        groups.setdefault(_about(named), []).append(named)
        return _without_vain_routes([self._merged(group) for group in groups.values()])

    def _merged(self, group: list[Finding]) -> Finding:
        first = group[0]
        demands = tuple(map(self.demand, _one_each(d for f in group for d in f.demands)))
        if len(group) == 1:
            return first.model_copy(update={"demands": demands})
        message = first.message
        if first.kind is FindingKind.MISSING and len({f.message for f in group}) > 1:
            whose = f"（{first.instance}）" if first.instance else ""
            message = f"未提交《{demands[0].paper.name}》{whose}。"
        return first.model_copy(
            update={
                "points": _distinct(p for f in group for p in f.points),
                "parts": tuple({p.id: p for f in group for p in f.parts}.values()),
                "message": message,
                "remedy": "".join(_distinct(f.remedy for f in group)),
                "reason": _distinct(r for f in group for r in f.reason),
                "basis": _distinct(b for f in group for b in f.basis),
                "demands": demands,
                "routes": tuple(_common_routes([f.routes for f in group])),
                "correctable_on_spot": all(f.correctable_on_spot for f in group),
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


def _without_vain_routes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without ways around a document that another one asks for all the same.

    Of two findings that ask for one document, one may ask for it as a part of something.
    """
    wanted: dict[Doc, list[Finding]] = {}
    for finding in findings:
        for demand in finding.demands:
            wanted.setdefault((demand.paper.id, demand.instance), []).append(finding)

    def vain(route: Route, finding: Finding) -> bool:
        whole = not route.source or route.paper == finding.material
        docs = [(d.paper.id, d.instance) for d in finding.demands
                if whole or d.paper.id == route.paper]  # fmt: skip
        others = [f for doc in docs for f in wanted[doc] if f is not finding]
        return any(not _offers(other, route) for other in others)

    return tuple(
        f
        if all(not vain(r, f) for r in f.routes)
        else f.model_copy(update={"routes": tuple(r for r in f.routes if not vain(r, f))})
        for f in findings
    )


def _offers(finding: Finding, route: Route) -> bool:
    """Whether a finding takes the same source; what is promised is promised for one of them."""
    return bool(route.source) and any(r.source == route.source for r in finding.routes)


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
