"""The other ways of meeting a demand for a paper: shared by the office, or handed in later.

Each is offered only where it is, or may be, open; a closed one names the clause that closed it.
The applicant chooses; nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from permit_rules.checking.decide import Ended
from permit_rules.checking.demands import Demander
from permit_rules.checking.explain import Explainer, confirmed_by
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.nodes import negation
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.material import Demanded, Material, Tolerance
from permit_rules.result import Route


@dataclass(frozen=True, slots=True)
class RouteTeller:
    """Says which other ways there are, as far as they may be open to an application."""

    plan: Plan
    explainer: Explainer
    demander: Demander

    def routes(self, paper: Demanded, material: Material, ended: Ended) -> tuple[Route, ...]:
        """The ways for one paper, which is the material itself or a part of it."""
        later = () if material.tolerance is None else (self._later(material, ended),)
        return (*self._shared(paper if paper.shared else material, ended), *later)

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

    def _later(self, material: Material, ended: Ended) -> Route:
        tolerance = material.tolerance
        assert tolerance is not None
        closed = truth(tolerance.unless, ended.facts, self.plan.rulebook.calendar)
        open_ = closed is Truth.NO
        return Route(
            kind="later",
            open=open_,
            text=_later_words(tolerance),
            paper=material.id,
            when=self.demander.open_condition(negation(tolerance.unless), ended),
            reason=() if open_ else self.explainer.reasons(tolerance.unless, ended.facts),
        )


def _later_words(tolerance: Tolerance) -> str:
    text = f"可以书面承诺后先行受理，在{period_words(tolerance.period)}内补交"
    return f"{text}；逾期未补交的，{tolerance.consequence}" if tolerance.consequence else text
