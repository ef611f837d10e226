"""The other ways of meeting a demand for a paper: shared by the office, handed in later,
or replaced by a commitment.

Each is offered only where it is, or may be, open; a closed one names the clause that closed it.
The applicant chooses; nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from permit_rules.checking.decide import Ended
from permit_rules.checking.demands import Demander
from permit_rules.checking.explain import Explainer, cited, confirmed_by
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.nodes import Node, negation
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.material import Commitment, Demanded, Material, Tolerance
from permit_rules.result import CommitmentMade, Route


@dataclass(frozen=True, slots=True)
class RouteTeller:
    """Says which other ways there are, as far as they may be open to an application."""

    plan: Plan
    explainer: Explainer
    demander: Demander

    def routes(self, paper: Demanded, material: Material, ended: Ended) -> tuple[Route, ...]:
        """The ways for one paper, which is the material itself or a part of it."""
        return (
            *self._shared(paper if paper.shared else material, ended),
            *self._chosen(material, ended),
        )

    def _shared(self, paper: Demanded, ended: Ended) -> Iterator[Route]:
        for source in paper.shared:
            usable = truth(source.when, ended.facts, self.plan.rulebook.calendar)
            yield Route(
                kind="shared",
                open=usable is not Truth.NO,
                text=f"{confirmed_by(source)}的，免予提交",
                paper=paper.id,
                source=source.name,
                when=self.demander.open_condition(source.when, ended),
                reason=()
                if usable is Truth.YES
                else self.explainer.reasons(source.when, ended.facts),
            )

    def _chosen(self, material: Material, ended: Ended) -> Iterator[Route]:
        """The ways that the applicant has to choose and to promise something for."""
        if material.tolerance is not None:
            closed = self.plan.closings[f"tolerance/{material.id}"]
            yield self._promised("later", _later_words(material.tolerance), closed, material, ended)
        if material.commitment is not None:
            closed = self.plan.closings[f"commitment/{material.id}"]
            words = _commitment_words(material.commitment)
            offer = commitment_of(self.plan.item.id, material)
            yield self._promised("commitment", words, closed, material, ended, offer)

    def _promised(
        self,
        kind: str,
        text: str,
        closed: Node,
        material: Material,
        ended: Ended,
        offer: CommitmentMade | None = None,
    ) -> Route:
        open_ = truth(closed, ended.facts, self.plan.rulebook.calendar) is Truth.NO
        return Route(
            kind=kind,
            open=open_,
            text=text,
            paper=material.id,
            when=self.demander.open_condition(negation(closed), ended),
            reason=() if open_ else self.explainer.reasons(closed, ended.facts),
            offer=offer,
        )


def commitment_of(item: str, material: Material) -> CommitmentMade | None:
    """What is promised in place of a material of the item; None where nothing can be."""
    commitment = material.commitment
    if commitment is None:
        return None
    within = commitment.check_within
    return CommitmentMade(
        point=f"{item}/{material.id}",
        material=material.id,
        material_name=material.name,
        text=commitment.text,
        check_within=period_words(within) if within else "",
        consequence=commitment.consequence,
        basis=cited(commitment.basis),
    )


def _later_words(tolerance: Tolerance) -> str:
    text = f"可以书面承诺后先行受理，在{period_words(tolerance.period)}内补交"
    return f"{text}；逾期未补交的，{tolerance.consequence}" if tolerance.consequence else text


def _commitment_words(commitment: Commitment) -> str:
    text = f"可以书面承诺“{commitment.text}”，不再提交"
    if commitment.check_within is not None:
        text = f"{text}；作出决定后{period_words(commitment.check_within)}内核查"
    return f"{text}；违背承诺的，{commitment.consequence}" if commitment.consequence else text
