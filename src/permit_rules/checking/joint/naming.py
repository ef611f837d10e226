"""One permit's answer in the words of the whole application: papers by document, a permit's own
fields by its key, and what is observed by whose paper it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from permit_rules.checking.joint.identity import Identities
from permit_rules.checking.joint.permits import Permit
from permit_rules.result import (
    CommitmentMade,
    ConditionalLine,
    ConditionData,
    Demand,
    Finding,
    Note,
    PaperAsked,
    PartRef,
    Question,
    Requirement,
    Route,
)

#: How the key of the observation ends that a paper was handed in.
HANDED: Final = "@handed"


@dataclass(frozen=True, slots=True)
class Names:
    """Renames what one permit's answer says."""

    permit: Permit
    identities: Identities
    # Conditions are told apart by identity; what is kept keeps them alive.
    _kept: dict[int, tuple[ConditionData, ConditionData]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def paper(self, paper_id: str) -> str:
        """The id of the document that a paper of this permit is."""
        document = self.permit.documents.get(paper_id)
        return document.id if document else paper_id

    def paper_name(self, paper_id: str, name: str) -> str:
        """What that document is called in the application."""
        return self.identities.shown.get(self.paper(paper_id), name)

    def key(self, key: str) -> str:
        """A field id, or the key of an observation."""
        if self._is_field(key):
            return self.permit.field(key)
        paper = key.removesuffix(HANDED)
        if paper != key and paper in self.permit.documents:
            return f"{self.paper(paper)}{HANDED}"
        return f"{self.permit.key}/{key}"

    def keys(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Several of them."""
        return tuple(dict.fromkeys(map(self.key, keys)))

    def _is_field(self, key: str) -> bool:
        try:
            self.permit.catalogue.by_id(key)
        except KeyError:
            return False
        return True

    # ---- conditions and papers ---------------------------------------------------------------

    def condition(self, when: ConditionData | None) -> ConditionData | None:
        """A condition about the fields of the application."""
        if when is None:
            return None
        kept = self._kept.get(id(when))
        if kept is None:
            kept = self._kept[id(when)] = (when, self._condition(when))
        return kept[1]

    def _condition(self, when: ConditionData) -> ConditionData:
        update: dict[str, Any] = {}
        if when.all is not None:
            update["all"] = self._each(when.all)
        if when.any is not None:
            update["any"] = self._each(when.any)
        if when.negated is not None:
            update["negated"] = self._condition(when.negated)
        if when.field:
            update["field"] = self.key(when.field)
        # What says nothing of this permit's own is the same for all of them.
        same = all(getattr(when, key) is value or (value == when.field and key == "field")
                   for key, value in update.items())  # fmt: skip
        return when if same else when.model_copy(update=update)

    def _each(self, parts: tuple[ConditionData, ...]) -> tuple[ConditionData, ...]:
        made = tuple(map(self._condition, parts))
        same = all(a is b for a, b in zip(made, parts, strict=True))
        return parts if same else made

    def requirement(self, asked: Requirement) -> Requirement:
        """What a paper is held to."""
        roster = self.permit.field(asked.roster) if asked.roster else ""
        agreeing = self.permit.field(asked.field) if asked.field else ""
        when = self.condition(asked.when)
        if (roster, agreeing) == (asked.roster, asked.field) and when is asked.when:
            return asked
        return asked.model_copy(update={"roster": roster, "field": agreeing, "when": when})

    def asked(self, paper: PaperAsked) -> PaperAsked:
        """A paper, by its document."""
        return PaperAsked(
            id=self.paper(paper.id),
            name=self.paper_name(paper.id, paper.name),
            when=self.condition(paper.when),
            requirements=tuple(map(self.requirement, paper.requirements)),
        )

    def demand(self, demand: Demand) -> Demand:
        """A demand, and what is accepted in its place."""
        return Demand(
            paper=self.asked(demand.paper),
            instance=demand.instance,
            instead=tuple(map(self.asked, demand.instead)),
        )

    def commitment(self, made: CommitmentMade) -> CommitmentMade:
        """What was promised in place of a document."""
        return made.model_copy(update={"material": self.paper(made.material)})

    def route(self, route: Route) -> Route:
        """A way, for the document it stands for."""
        return route.model_copy(
            update={
                "paper": self.paper(route.paper) if route.paper else "",
                "when": self.condition(route.when),
                "offer": self.commitment(route.offer) if route.offer else None,
            }
        )

    # ---- what is said ------------------------------------------------------------------------

    def finding(self, finding: Finding) -> Finding:
        """A finding about documents and fields of the application."""
        material = finding.material
        return finding.model_copy(
            update={
                "material": self.paper(material) if material else "",
                "material_name": self.paper_name(material, finding.material_name)
                if material
                else "",
                "parts": tuple(PartRef(id=self.paper(p.id), name=p.name) for p in finding.parts),
                "demands": tuple(map(self.demand, finding.demands)),
                "must": self.condition(finding.must),
                "routes": tuple(map(self.route, finding.routes)),
            }
        )

    def note(self, note: Note) -> Note:
        """A note; ``must`` about the fields of the application."""
        return note.model_copy(update={"must": self.condition(note.must)})

    def question(self, question: Question) -> Question:
        """A question; what is a permit's own is asked in its name."""
        key = self.key(question.key)
        own = question.kind == "field" and key != question.key
        where = key.removesuffix(f"/{question.key}") if own else ""
        shown = self.permit.name if where == self.permit.key else where
        return question.model_copy(
            update={
                "key": key,
                "label": f"{question.label}（{shown}）" if own else question.label,
                "text": f"{shown}：{question.text}" if own else question.text,
                "members": tuple(
                    m.model_copy(update={"key": self.key(m.key)}) for m in question.members
                ),
            }
        )

    def line(self, line: ConditionalLine) -> ConditionalLine:
        """A conditional line about documents and fields of the application."""
        return line.model_copy(
            update={
                "each": self.permit.field(line.each) if line.each else "",
                "when": self.condition(line.when),
                "must": self.condition(line.must),
                "demands": tuple(map(self.demand, line.demands)),
                "depends_on": self.keys(line.depends_on),
                "asks": tuple(map(self.question, line.asks)),
            }
        )
