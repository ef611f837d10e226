"""What a paper is held to, as data and in words: said with the demand, before it is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from permit_rules.checking.condition_data import condition_data
from permit_rules.checking.endings import Ended
from permit_rules.checking.explain import Explainer
from permit_rules.checking.requirements import requirement
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth, truth
from permit_rules.conditions.wording import sentence
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    Alternative,
    ContentStandard,
    CopiesStandard,
    Demanded,
    ExpiryStandard,
    FormStandard,
    Paper,
    SignatureStandard,
    Standard,
)
from permit_rules.result import ConditionData, Demand, PaperAsked, Requirement


@dataclass(frozen=True, slots=True)
class Demander:
    """Says what is demanded with a paper, as far as it may apply to an application.

    ``restated`` are fields that the applicant is told to state otherwise: what hangs on them is
    said with its condition, as if they were open.
    """

    plan: Plan
    explainer: Explainer
    restated: frozenset[str] = frozenset()

    def demand(self, paper: Demanded, ended: Ended) -> Demand:
        """The paper and those accepted in its place, each with its standards."""
        facts = self._open(ended)
        instead = tuple(
            self._instead(a, facts) for a in paper.alternatives if self._possible(a.when, facts)
        )
        return Demand(
            paper=self._asked(paper, facts), instance=ended.instance.label, instead=instead
        )

    def correction(self, paper: Paper, ended: Ended) -> Demand:
        """One paper to be handed in anew, with all its standards."""
        return Demand(paper=self._asked(paper, self._open(ended)), instance=ended.instance.label)

    def open_condition(self, node: Node, ended: Ended) -> ConditionData | None:
        """What is left of a condition, as data; None where it certainly holds."""
        return self._data(self._left(node, self._open(ended)))

    def _data(self, left: Node) -> ConditionData | None:
        return None if left == ALWAYS else condition_data(left, self.plan.rulebook.catalogue)

    def _instead(self, paper: Alternative, facts: Facts) -> PaperAsked:
        asked = self._asked(paper, facts)
        return asked.model_copy(update={"when": self._data(self._left(paper.when, facts))})

    def _asked(self, paper: Paper, facts: Facts) -> PaperAsked:
        return PaperAsked(
            id=paper.id, name=paper.name, requirements=tuple(self._requirements(paper, facts))
        )

    def _requirements(self, paper: Paper, facts: Facts) -> Iterator[Requirement]:
        for standard in paper.standards:
            if self._possible(standard.when, facts):
                yield self._requirement(standard, paper, facts)

    def _requirement(self, standard: Standard, paper: Paper, facts: Facts) -> Requirement:
        point, kept = obs.standard(paper.id, standard.code), self.explainer.requirements
        key = (point, self.explainer.reads.of(standard.when, facts))
        return kept.get(key) or kept.keep(key, self._made(standard, point, facts))

    def _made(self, standard: Standard, point: str, facts: Facts) -> Requirement:
        book = self.plan.rulebook
        left = self._left(standard.when, facts)
        case = "" if left == ALWAYS else f"若{sentence(left, book.catalogue)}，"
        said = Requirement(
            point=f"{self.plan.item.id}/{point}",
            kind=standard.code.partition("-")[0],
            text=case + requirement(standard, book.catalogue),
            when=self._data(left),
        )
        return said.model_copy(update=_details(standard))

    def _possible(self, node: Node, facts: Facts) -> bool:
        return truth(node, facts, self.plan.rulebook.calendar) is not Truth.NO

    def _left(self, node: Node, facts: Facts) -> Node:
        return residual(node, facts, self.plan.rulebook.calendar)

    def _open(self, ended: Ended) -> Facts:
        return without(ended.facts, self.restated)


def without(facts: Facts, fields: frozenset[str]) -> Facts:
    """The facts with these fields unstated."""
    if fields.isdisjoint(facts.values):
        return facts
    return replace(facts, values={k: v for k, v in facts.values.items() if k not in fields})


def _details(standard: Standard) -> dict[str, object]:
    """The keys of a requirement that belong to its kind."""
    if isinstance(standard, FormStandard):
        return {"forms": tuple(f.value for f in standard.forms)}
    if isinstance(standard, CopiesStandard):
        return {"count": standard.count}
    if isinstance(standard, SignatureStandard):
        return {"method": standard.method.value, "roster": standard.roster}
    if isinstance(standard, ExpiryStandard):
        return {"beyond": period_words(standard.beyond) if standard.beyond else ""}
    if isinstance(standard, AgeStandard):
        return {"within": period_words(standard.within)}
    if isinstance(standard, AgreementStandard):
        return {"stated": standard.stated, "field": standard.field}
    if isinstance(standard, ContentStandard):
        return {"content": standard.content}
    return {}
