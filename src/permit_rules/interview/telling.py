"""Where an interview stands → what it found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.explain import cited
from permit_rules.checking.requirements import requirement
from permit_rules.compiling.plan import DemandPoint, StandardPoint
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node, conjunction, disjunction
from permit_rules.conditions.phrases import limit_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth
from permit_rules.conditions.wording import clauses, sentence
from permit_rules.interview.answers import offered_values, stated_by_bundle
from permit_rules.interview.choosing import Standing
from permit_rules.interview.diagrams import FAILS, HOLDS
from permit_rules.interview.found import (
    FoundElsewhere,
    FoundLine,
    FoundPaper,
    FoundPermit,
)
from permit_rules.interview.prepared import Ready, Told
from permit_rules.interview.topics import TopicKind
from permit_rules.model.basis import LegalBasis
from permit_rules.model.bundle import OtherOffice
from permit_rules.model.material import Alternative, Necessity, SharedSource, Standard
from permit_rules.model.review_point import Applicability, ReviewCondition
from permit_rules.model.time_limit import TimeLimit
from permit_rules.result import Clause

_TRUTH_WORDS: Final = {Truth.YES: "yes", Truth.NO: "no", Truth.CANNOT_TELL: "cannot_tell"}


@dataclass(frozen=True)
class Teller:
    """Tells what is certain, what is possible, and on what it hangs."""

    standing: Standing

    # ---- permits -----------------------------------------------------------------------------

    def permits(self) -> Iterator[FoundPermit]:
        """The permits that are needed or may be, in writing order."""
        for ready in self.standing.prepared.permits:
            if self._left(ready.root, ready.needed) != NEVER:
                yield self._permit(ready)

    def _permit(self, ready: Ready) -> FoundPermit:
        permit, need = ready.permit, ready.permit.need
        left = self._needed(ready)
        worlds = self._worlds(ready)
        gates = tuple(self._gates(ready))
        sure = next((g for g in gates if g.certain), None)
        own = {t.topic.id: t for t in self._own(ready)}
        return FoundPermit(
            key=permit.key,
            item=permit.item,
            item_name=permit.name,
            handling_item=self._handling(ready, worlds),
            certain=left == ALWAYS,
            when="" if left == ALWAYS else self._sentence(left),
            left=None if left == ALWAYS else condition_data(left, self.standing.prepared.catalogue),
            reason=self._reason(ready.own) if left == ALWAYS else (),
            basis=cited(need.basis) if need else (),
            note=need.note if need else "",
            known=permit.plan is not None,
            turned_into=sure.text if sure else "",
            gates=gates,
            papers=tuple(self._papers(ready, own.values(), worlds)),
            conditions=tuple(self._lines(ready, own.values(), worlds, TopicKind.CONDITION)),
            limits=tuple(self._lines(ready, own.values(), worlds, TopicKind.LIMIT)),
        )

    def _needed(self, ready: Ready) -> Node:
        """What is left of the need; without those before it where they make no difference."""
        left, own = ready.root, ready.own_root
        if left is not None and own is not None:
            one, other = self.standing.restricted(left), self.standing.restricted(own)
            if one == other:
                return self._left(own, ready.own)
        return self._left(left, ready.needed)

    def _handling(self, ready: Ready, worlds: tuple[int, ...]) -> str:
        names = {ready.worlds[n].handling for n in worlds}
        stated = self.standing.known.values.get(HANDLING_ITEM_ID)
        if names == {""} and isinstance(stated, str):
            return stated
        return names.pop() if len(names) == 1 else ready.permit.handling

    def _worlds(self, ready: Ready) -> tuple[int, ...]:
        """The numbers of the worlds that are still possible."""
        pairs = zip(ready.roots, ready.worlds, strict=True)
        return tuple(
            number
            for number, (root, world) in enumerate(pairs)
            if self._left(root, conjunction(ready.needed, world.when)) != NEVER
        )

    def _gates(self, ready: Ready) -> Iterator[FoundLine]:
        for told in self._own(ready):
            gate = told.topic.subject
            if isinstance(gate, Applicability):
                line = self._line(ready, told, ())
                if line is not None:
                    yield line.model_copy(update={"text": _gate_words(gate)})

    def elsewhere(self) -> Iterator[FoundElsewhere]:
        """The matters of other offices, in writing order."""
        for told in self.standing.prepared.told:
            other = told.topic.subject
            if isinstance(other, OtherOffice):
                left = self._left(told.root, told.cases[0][1])
                if left != NEVER:
                    yield FoundElsewhere(
                        id=other.id,
                        name=other.name,
                        department=other.department,
                        certain=left == ALWAYS,
                        when="" if left == ALWAYS else self._sentence(left),
                        reason=self._reason(told.cases[0][1]) if left == ALWAYS else (),
                        text=other.note,
                        basis=cited(other.basis),
                    )

    # ---- what a permit brings ----------------------------------------------------------------

    def _papers(
        self, ready: Ready, own: Iterable[Told], worlds: tuple[int, ...]
    ) -> Iterator[FoundPaper]:
        own = tuple(own)
        lines = {t.topic.id: self._line(ready, t, worlds) for t in own}
        for told in own:
            demand, line = told.topic.subject, lines[told.topic.id]
            if not isinstance(demand, DemandPoint) or line is None:
                continue
            paper, item = demand.paper, ready.permit.item
            each = paper.each or demand.material.each
            yield FoundPaper(
                **line.model_dump(),
                part_of=f"{item}/{demand.material.id}" if demand.part else "",
                each=self.standing.prepared.catalogue.by_id(each).label if each else "",
                optional=demand.material.necessity is Necessity.OPTIONAL,
                standards=tuple(self._standards(paper.id, paper.standards, item, lines)),
                instead=tuple(self._instead(paper.alternatives, item, lines)),
                shared=tuple(self._shared(paper.id, paper.shared, item, lines)),
            )

    def _standards(
        self,
        paper: str,
        standards: tuple[Standard, ...],
        item: str,
        lines: dict[str, FoundLine | None],
    ) -> Iterator[FoundLine]:
        for standard in standards:
            key = f"{item}/{paper}/{standard.code}"
            words = requirement(standard, self.standing.prepared.catalogue)
            line = lines.get(key) if key in lines else FoundLine(id=key, name="")
            if line is not None:
                yield line.model_copy(update={"name": words, "basis": cited(standard.basis)})

    def _instead(
        self, papers: tuple[Alternative, ...], item: str, lines: dict[str, FoundLine | None]
    ) -> Iterator[FoundLine]:
        for paper in papers:
            key = f"{item}/{paper.id}"
            line = lines.get(key) if key in lines else FoundLine(id=key, name=paper.name)
            if line is not None:
                yield line

    def _shared(
        self,
        paper: str,
        sources: tuple[SharedSource, ...],
        item: str,
        lines: dict[str, FoundLine | None],
    ) -> Iterator[FoundLine]:
        for number, source in enumerate(sources, 1):
            key = f"{item}/{paper}@shared-{number}"
            line = lines.get(key) if key in lines else FoundLine(id=key, name=source.name)
            if line is not None:
                yield line

    def _lines(
        self, ready: Ready, own: Iterable[Told], worlds: tuple[int, ...], kind: TopicKind
    ) -> Iterator[FoundLine]:
        for told in own:
            if told.topic.kind is kind:
                line = self._line(ready, told, worlds)
                if line is not None:
                    yield line

    def _own(self, ready: Ready) -> tuple[Told, ...]:
        return self._by_permit.get(id(ready.permit), ())

    @cached_property
    def _by_permit(self) -> dict[int, tuple[Told, ...]]:
        found: dict[int, list[Told]] = {}
        for told in self.standing.prepared.told:
            if told.topic.permit is not None:
                found.setdefault(id(told.topic.permit), []).append(told)
        return {key: tuple(own) for key, own in found.items()}

    # ---- one line ----------------------------------------------------------------------------

    def _line(self, ready: Ready, told: Told, worlds: tuple[int, ...]) -> FoundLine | None:
        """A topic as told beside its permit; None where it certainly does not apply."""
        cases = [(n, node) for n, node in told.cases if n < 0 or n in worlds]
        if self._fails(told) or not cases:
            return None
        certain = self._goes_with(ready, told, worlds)
        node = (
            cases[0][1]
            if len(cases) == 1
            else disjunction(*(conjunction(ready.worlds[n].when, own) for n, own in cases))
        )
        left = ALWAYS if certain else self._residual(node)
        return FoundLine(
            id=told.topic.id,
            name=_name(told),
            certain=certain,
            when="" if certain else self._sentence(left),
            reason=self._reason(self._handled(node)) if certain else (),
            text=self._text(told),
            basis=cited(_basis(told)),
        )

    def _fails(self, told: Told) -> bool:
        if told.root is not None:
            return self.standing.left[told.root] == FAILS
        assert told.vague is not None
        return self._residual(told.vague) == NEVER

    def _goes_with(self, ready: Ready, told: Told, worlds: tuple[int, ...]) -> bool:
        """Whether it applies for certain where the permit is needed and granted at all."""
        roots = [ready.roots[n] for n in worlds] if told.topic.in_worlds else [ready.root]
        if told.root is None or None in roots:
            return all(
                self._residual(node) == ALWAYS for n, node in told.cases if n < 0 or n in worlds
            )
        standing = self.standing
        around = standing.table.some(standing.restricted(r) for r in roots if r is not None)
        return standing.left[told.root] == around

    def _text(self, told: Told) -> str:
        subject = told.topic.subject
        if isinstance(subject, ReviewCondition):
            if subject.must is None:
                return f"由人核验：{subject.manual}"
            return sentence(subject.must, self.standing.prepared.catalogue)
        if isinstance(subject, TimeLimit):
            committed = (
                f"，承诺{limit_words(subject.committed)}" if subject.committed is not None else ""
            )
            note = f"（{subject.note}）" if subject.note else ""
            return f"法定{limit_words(subject.statutory)}{committed}{note}"
        return ""

    # ---- conditions --------------------------------------------------------------------------

    def _left(self, root: int | None, node: Node) -> Node:
        """What is left of a condition: exact where it has a diagram."""
        if root is not None:
            left = self.standing.restricted(root)
            if left in (FAILS, HOLDS):
                return ALWAYS if left == HOLDS else NEVER
        return self._residual(node)

    def _residual(self, node: Node) -> Node:
        calendar = self.standing.prepared.library.calendar
        return residual(node, Facts(self.standing.known.values), calendar)

    def _sentence(self, node: Node) -> str:
        return sentence(node, self.standing.prepared.catalogue)

    def _reason(self, node: Node) -> tuple[Clause, ...]:
        """The clauses that made a condition hold. What a kind of business has for sure counts."""
        prepared = self.standing.prepared
        found = clauses(node, self._sure, prepared.catalogue, prepared.library.calendar)
        return tuple(Clause(text=c.text, value=c.value, truth=_TRUTH_WORDS[c.truth]) for c in found)

    def _handled(self, node: Node) -> Node:
        """The condition without what is applied for: that stands above everything it brings."""
        values = self.standing.known.values
        own = {k: values[k] for k in (HANDLING_ITEM_ID,) if k in values}
        return residual(node, Facts(own), self.standing.prepared.library.calendar)

    @cached_property
    def _sure(self) -> Facts:
        prepared, values = self.standing.prepared, dict(self.standing.known.values)
        for field_id in prepared.bundle.offers if prepared.bundle else ():
            if offered_values(prepared, field_id) is not None:
                least = stated_by_bundle(prepared, prepared.catalogue.by_id(field_id))
                values.setdefault(field_id, least)
        return Facts(values)


def _gate_words(gate: Applicability) -> str:
    target = gate.target_name or gate.target or gate.handling_item
    return f"{gate.outcome.value}{f'（{target}）' if target else ''}"


def _name(told: Told) -> str:
    subject = told.topic.subject
    if isinstance(subject, DemandPoint):
        return subject.paper.name
    if isinstance(subject, StandardPoint):
        return (subject.alternative or subject.paper).name
    if isinstance(subject, TimeLimit):
        return subject.step
    return (
        subject.name
        if isinstance(subject, (Applicability, ReviewCondition, Alternative, SharedSource))
        else ""
    )


def _basis(told: Told) -> tuple[LegalBasis, ...]:
    subject = told.topic.subject
    if isinstance(subject, DemandPoint):
        return subject.paper.basis
    if isinstance(subject, (Applicability, ReviewCondition, TimeLimit)):
        return subject.basis
    return ()
