"""Application → what an engine may read: typed facts and prepared observations, per instance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from permit_rules.checking.application import Application, SubmittedMaterial
from permit_rules.checking.authorities import (
    authority_assumed,
    local_competence,
    observe_authorities,
    read_receiver,
)
from permit_rules.checking.bars import (
    Records,
    no_records_assumed,
    observe_bars,
    read_records,
    record_mistakes,
)
from permit_rules.checking.choices import choice_mistakes, observe_choices
from permit_rules.checking.papers import Matched, PaperIndex, match_papers
from permit_rules.checking.standards import NOT_OBSERVED, Observation, Surroundings, observe_all
from permit_rules.checking.typed_facts import TypedFacts, member_label, type_facts
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Competence, Plan
from permit_rules.conditions.facts import Facts, Value
from permit_rules.diagnostics import Diagnostic
from permit_rules.model.material import Demanded, ManualStandard, Material, Paper
from permit_rules.result import Assumption
from permit_rules.written import fold

#: What a property that is not stated is taken for: nothing, or as it should be.
Unobserved = Literal["unknown", "in_order"]


@dataclass(frozen=True, slots=True)
class Instance:
    """The whole application, or one member of a roster, ready for the engine.

    ``seen`` says what stood on the papers; ``presumed`` are the observations that were not made
    and taken to be in order.
    """

    label: str
    facts: Facts
    seen: Mapping[str, Observation]
    papers: Mapping[str, list[SubmittedMaterial]]
    presumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    """One application under one plan.

    ``rosters`` maps a roster to its members; None marks a roster that was not stated.
    ``competence`` maps the ids of the authorities to their gates, as they are at this place.
    """

    root: Instance
    rosters: Mapping[str, tuple[Instance, ...] | None]
    typed: TypedFacts
    matched: Matched
    records: Records
    competence: Mapping[str, Competence] = field(default_factory=dict)
    assumed: tuple[Assumption, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def instances(self, scope: str) -> tuple[Instance, ...] | None:
        """The instances of a scope: the application itself for "", else a roster's members."""
        return self.rosters[scope] if scope else (self.root,)


def situate(
    application: Application,
    plan: Plan,
    index: PaperIndex,
    received_on: date,
    *,
    unobserved: Unobserved,
    damaged: frozenset[str] = frozenset(),
    place: str | None = None,
) -> Situation:
    """Type, match and compare everything an application states.

    ``place`` is the division code it is checked under; None: that of the plan's rulebook.
    """
    rulebook = plan.rulebook
    place = rulebook.place if place is None else place
    typed = type_facts(application, rulebook.catalogue, damaged)
    matched = match_papers(application.materials, index, damaged)
    around = Surroundings(
        received_on, application.channel, typed.values, rulebook.catalogue, rulebook.calendar
    )
    unread = _unread(application.materials, damaged)
    builder = _Builder(application, plan, matched, around, unobserved, unread)
    records = read_records(application, damaged)
    bars = observe_bars(rulebook.bars, records, plan.item, received_on, rulebook.calendar)
    receiver, unclear = read_receiver(application, rulebook, damaged)
    authorities = observe_authorities(rulebook.authorities, receiver, place)
    root = builder.root(
        {
            **{obs.bar(k): v for k, v in bars.items()},
            **{obs.authority(k): v for k, v in authorities.items()},
            **dict(observe_choices(application, rulebook.materials, damaged)),
        }
    )
    rosters = {r: builder.members(r, root) for r in plan.scopes}
    return Situation(
        root=root,
        rosters=rosters,
        typed=typed,
        matched=matched,
        records=records,
        competence=local_competence(plan, receiver, place),
        assumed=(
            *authority_assumed(rulebook.authorities, receiver),
            *no_records_assumed(application, rulebook.bars),
        ),
        diagnostics=(
            *unclear,
            *typed.diagnostics,
            *matched.diagnostics,
            *record_mistakes(rulebook.bars, records),
            *choice_mistakes(
                application, rulebook.materials, permit_first=bool(rulebook.permits_first)
            ),
        ),
    )


@dataclass(slots=True)
class _Seen:
    """Observations being collected for one instance."""

    all: dict[str, Observation] = field(default_factory=dict)
    presumed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Builder:
    application: Application
    plan: Plan
    matched: Matched
    around: Surroundings
    unobserved: Unobserved
    #: The papers, and parts of papers, of which something was stated that cannot be read.
    unread: frozenset[int]

    def root(self, known: Mapping[str, Observation]) -> Instance:
        seen = _Seen(dict(known))
        papers = {i: list(p) for i, p in self.matched.papers.items()}
        for material in self.plan.rulebook.materials:
            self._confirmed(material, seen)
            self._demand(material, "", papers, seen)
        return self._instance("", self.around.values, papers, seen)

    def members(self, roster_id: str, root: Instance) -> tuple[Instance, ...] | None:
        stated = self.around.values.get(roster_id)
        if not isinstance(stated, tuple):
            return None
        roster = self.around.catalogue.by_id(roster_id)
        names = [member_label(roster, m, n) for n, m in enumerate(stated, 1)]
        shares = {i: _Shares.of(p, names) for i, p in self.matched.papers.items()}
        return tuple(
            self._member(roster_id, name, label, shares, {**root.facts.values, **member}, root)
            for name, label, member in zip(names, _labels(names), stated, strict=True)
        )

    def _member(
        self,
        roster_id: str,
        name: str,
        label: str,
        shares: Mapping[str, _Shares],
        values: Mapping[str, Value],
        root: Instance,
    ) -> Instance:
        # What a member's paper is compared with are the member's own facts first.
        own = replace(self, around=replace(self.around, values=values))
        seen = _Seen(dict(root.seen), set(root.presumed))
        papers = {i: share.papers(name) for i, share in shares.items()}
        unclear = {i for i, share in shares.items() if share.unclear(name)}
        for material in self.plan.rulebook.materials:
            own._demand(material, roster_id, papers, seen, unclear)
        return self._instance(label, values, papers, seen)

    def _instance(
        self,
        label: str,
        values: Mapping[str, Value],
        papers: Mapping[str, list[SubmittedMaterial]],
        seen: _Seen,
    ) -> Instance:
        observed = {k: o.met for k, o in seen.all.items() if o.met is not None}
        observed |= dict.fromkeys(seen.presumed, True)
        return Instance(
            label,
            Facts(values=values, observed=observed),
            seen.all,
            papers,
            frozenset(seen.presumed),
        )

    def _confirmed(self, material: Material, seen: _Seen) -> None:
        confirmed = {fold(s.source) for s in self.application.shared if not s.disputed}
        for paper in (material, *material.parts):
            for n, source in enumerate(paper.shared, 1):
                seen.all[obs.shared(paper.id, n)] = Observation(fold(source.name) in confirmed)

    def _demand(
        self,
        material: Material,
        scope: str,
        papers: Mapping[str, list[SubmittedMaterial]],
        seen: _Seen,
        unclear: Collection[str] = (),
    ) -> None:
        if material.each == scope:
            handed = any(papers.get(i) for i in _family(material))
            vague = any(i in unclear for i in _family(material))
            self._handed(material.id, handed, vague, seen)
            self._standards(material, papers, seen)
        for part in material.parts:
            if (part.each or material.each) == scope:
                self._part(material, part, papers, seen, unclear)

    def _part(
        self,
        material: Material,
        part: Demanded,
        papers: Mapping[str, list[SubmittedMaterial]],
        seen: _Seen,
        unclear: Collection[str],
    ) -> None:
        key = obs.handed(part.id)
        alternatives = any(papers.get(a.id) for a in part.alternatives)
        if papers.get(part.id) or not self.matched.papers.get(material.id):
            self._handed(part.id, bool(papers.get(part.id)), part.id in unclear, seen)
        elif material.id in self.matched.parts_stated or alternatives:
            self._handed(part.id, False, part.id in unclear, seen)
        else:  # the material is there, and nobody said what it consists of
            seen.all[key] = NOT_OBSERVED
            self._presume(key, self.matched.papers[material.id], seen)
        self._standards(part, papers, seen)

    def _handed(self, paper_id: str, handed: bool, vague: bool, seen: _Seen) -> None:
        sure = handed or not (vague or self.matched.unidentified)
        seen.all[obs.handed(paper_id)] = Observation(handed if sure else None)

    def _standards(
        self, paper: Demanded, papers: Mapping[str, list[SubmittedMaterial]], seen: _Seen
    ) -> None:
        for alternative in paper.alternatives:
            self._handed(alternative.id, bool(papers.get(alternative.id)), False, seen)
        for owner in (paper, *paper.alternatives):
            self._observe(owner, papers.get(owner.id, []), seen)

    def _observe(self, owner: Paper, papers: list[SubmittedMaterial], seen: _Seen) -> None:
        for standard in owner.standards:
            if isinstance(standard, ManualStandard):
                continue
            key = obs.standard(owner.id, standard.code)
            seen.all[key] = observe_all(standard, papers, self.around)
            if seen.all[key].met is None:
                self._presume(key, papers, seen)

    def _presume(self, key: str, papers: Iterable[SubmittedMaterial], seen: _Seen) -> None:
        """What is not stated may be presumed; what is stated and cannot be read may not."""
        if self.unobserved == "in_order" and self.unread.isdisjoint(map(id, papers)):
            seen.presumed.add(key)


def _unread(papers: Sequence[SubmittedMaterial], damaged: Iterable[str]) -> frozenset[int]:
    """Which papers, by ``id``, and which of their parts, something was left out of on reading."""
    found: set[int] = set()
    for path in damaged:
        inside = re.match(r"materials(?:\[(\d+)\](?=[.\[]))?", path)
        if inside is None:
            continue
        # Where a whole entry was left out, those behind it have other numbers now.
        number = int(inside[1]) if inside[1] else -1
        for paper in papers[number : number + 1] if 0 <= number < len(papers) else papers:
            found.update(map(id, (paper, *(paper.parts or ()))))
    return frozenset(found)


def _family(material: Material) -> Iterator[str]:
    """The material itself and everything whose presence shows that it was handed in."""
    yield material.id
    for part in material.parts:
        yield part.id
        yield from (a.id for a in part.alternatives)


def _labels(names: Sequence[str]) -> Iterator[str]:
    """The names of members, told apart where several have the same one."""
    counts = Counter(names)
    for number, name in enumerate(names, 1):
        label = name
        while counts[label] > (label == name):
            label = f"{label}（第{number}项）"
        yield label


@dataclass(frozen=True, slots=True)
class _Shares:
    """The papers that stand for one thing asked for, and whose they are.

    Unlabelled papers are enough when there is one for each member that has none of its own.
    """

    own: Mapping[str, list[SubmittedMaterial]]
    unlabelled: list[SubmittedMaterial]
    enough: bool

    @classmethod
    def of(cls, papers: Iterable[SubmittedMaterial], names: Iterable[str]) -> _Shares:
        """Deal out these papers among the members of these names, in one pass over each."""
        own: dict[str, list[SubmittedMaterial]] = {}
        unlabelled = []
        for paper in papers:
            if not paper.of:
                unlabelled.append(paper)
            else:
                own.setdefault(fold(paper.of), []).append(paper)
        without = sum(fold(name) not in own for name in names)
        return cls(own, unlabelled, len(unlabelled) >= without)

    def papers(self, name: str) -> list[SubmittedMaterial]:
        """The papers of one member."""
        own = self.own.get(fold(name))
        return own or (self.unlabelled if self.enough else [])

    def unclear(self, name: str) -> bool:
        """Whether an unlabelled paper may or may not belong to this member."""
        return bool(self.unlabelled) and not self.papers(name)
