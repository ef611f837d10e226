"""The other ways than the ordinary one: shared by the office, handed in later or at the inspection,
replaced by a commitment; for the application as a whole, permitted first and inspected afterwards.

Each says whether it is open, and a closed one names the clause that closed it. The applicant
chooses; nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace

from permit_rules.checking.decide import Decision
from permit_rules.checking.demands import Demander
from permit_rules.checking.endings import Ended
from permit_rules.checking.explain import Explainer, cited, confirmed_by
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import Node, Observed, negation
from permit_rules.conditions.phrases import period_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.arrangements import PermitFirst
from permit_rules.model.material import (
    AtInspection,
    Commitment,
    Demanded,
    Material,
    Tolerance,
)
from permit_rules.result import CommitmentMade, Deferral, Route, Way

#: When what is handed in at the inspection is due.
INSPECTION = "现场核查时"
#: What has to be done before a way opens that lacking main materials have closed.
REOPENS = "主要材料补齐并符合要求后，仍可以选用"


@dataclass(frozen=True, slots=True)
class RouteTeller:
    """Says which other ways there are, as far as they may be open to an application.

    A way that is closed to one of ten thousand members is closed to most of them for the same
    reason: what was said once is ``kept``.
    """

    plan: Plan
    explainer: Explainer
    demander: Demander
    kept: dict[Hashable, Route] = field(default_factory=dict, repr=False, compare=False)

    def routes(self, paper: Demanded, material: Material, ended: Ended) -> tuple[Route, ...]:
        """The ways for one paper, which is the material itself or a part of it."""
        return (
            *self._shared(paper if paper.shared else material, ended),
            *self._chosen(material, ended),
        )

    def for_the_whole(self, decision: Decision, ended: Ended) -> Iterator[Route]:
        """The ways for the application as a whole; none once it is turned away by a gate."""
        if decision.gate is not None:
            return
        for way in self.plan.rulebook.permits_first:
            if truth(way.when, ended.facts, self.plan.rulebook.calendar) is not Truth.NO:
                closed = self.plan.closings[f"permit_first/{way.id}"]
                yield self._told(_permit_first(way), obs.PERMIT_FIRST, closed, ended)

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
        closings, own = self.plan.closings, material.id
        if material.tolerance is not None:
            said = _later(material.tolerance, own)
            yield self._told(said, obs.deferred(own), closings[f"tolerance/{own}"], ended)
        if material.at_inspection is not None:
            said = _at_inspection(material.at_inspection, own)
            yield self._told(said, obs.at_inspection(own), closings[f"inspection/{own}"], ended)
        if material.commitment is not None:
            offer = commitment_of(self.plan.item.id, material)
            said = _commitment(material.commitment, own, offer)
            yield self._told(said, obs.committed(own), closings[f"commitment/{own}"], ended)

    def _told(self, said: Route, key: str, closed: Node, ended: Ended) -> Route:
        """The way with whether it is open to this application, and why not."""
        chosen = bool(ended.facts.observed.get(key))
        read = (key, chosen, self.explainer.reads.of(closed, ended.facts))
        kept = self.kept.get(read)
        if kept is None:
            kept = self.kept[read] = self._made(said, chosen, closed, ended)
        return kept

    def _made(self, said: Route, chosen: bool, closed: Node, ended: Ended) -> Route:
        calendar = self.plan.rulebook.calendar
        open_ = truth(closed, ended.facts, calendar) is Truth.NO
        # What the same notice has put right does not stand against the way for good.
        put_right = _without(ended.facts, obs.MAIN_LACKING)
        left = residual(closed, put_right, calendar)
        reopens = not open_ and left == Observed(obs.MAIN_LACKING)
        return said.model_copy(
            update={
                "open": open_,
                "chosen": chosen,
                "when": self.demander.open_condition(
                    negation(closed), ended if open_ else replace(ended, facts=put_right)
                ),
                "reopens": REOPENS if reopens else "",
                "reason": () if open_ else self.explainer.reasons(closed, ended.facts),
            }
        )


def _without(facts: Facts, key: str) -> Facts:
    return replace(facts, observed={k: v for k, v in facts.observed.items() if k != key})


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


def deferral_of(point: str, paper: Demanded, material: Material, way: Way) -> Deferral:
    """What the applicant put off by choosing a way; ``point`` is the review point of the paper."""
    if way is Way.AT_INSPECTION:
        assert material.at_inspection is not None
        said = _at_inspection(material.at_inspection, material.id)
        within = ""
    else:
        assert material.tolerance is not None
        said = _later(material.tolerance, material.id)
        within = said.deadline
    return Deferral(
        point=point,
        material=paper.name,
        kind=said.kind,
        within=within,
        consequence=said.consequence,
        basis=said.basis,
    )


def deferral_words(put_off: Deferral) -> str:
    """容缺后补，须在5个工作日内补交；逾期未补交的，…."""
    if put_off.kind == "at_inspection":
        tail = f"；核查时仍未补充的，{put_off.consequence}" if put_off.consequence else ""
        return f"容缺受理，须在{INSPECTION}补充{tail}"
    tail = f"；逾期未补交的，{put_off.consequence}" if put_off.consequence else ""
    return f"容缺后补，须在{put_off.within}内补交{tail}"


def _later(tolerance: Tolerance, paper: str) -> Route:
    promise = "书面承诺后" if tolerance.promise_required else ""
    text = f"可以{promise}先行受理，在{period_words(tolerance.period)}内补交"
    return Route(
        kind="later",
        open=False,
        text=f"{text}；逾期未补交的，{tolerance.consequence}" if tolerance.consequence else text,
        paper=paper,
        deadline=period_words(tolerance.period),
        consequence=tolerance.consequence,
        basis=cited(tolerance.basis),
    )


def _at_inspection(offered: AtInspection, paper: str) -> Route:
    promise = "书面承诺后" if offered.promise_required else ""
    text = f"可以{promise}先行受理，在{INSPECTION}补充"
    return Route(
        kind="at_inspection",
        open=False,
        text=f"{text}；核查时仍未补充的，{offered.consequence}" if offered.consequence else text,
        paper=paper,
        deadline=INSPECTION,
        consequence=offered.consequence,
        basis=cited(offered.basis),
    )


def _commitment(commitment: Commitment, paper: str, offer: CommitmentMade | None) -> Route:
    within = period_words(commitment.check_within) if commitment.check_within else ""
    text = f"可以书面承诺“{commitment.text}”，不再提交"
    if within:
        text = f"{text}；作出决定后{within}内核查"
    return Route(
        kind="commitment",
        open=False,
        text=f"{text}；违背承诺的，{commitment.consequence}" if commitment.consequence else text,
        paper=paper,
        check_within=within,
        consequence=commitment.consequence,
        basis=cited(commitment.basis),
        offer=offer,
    )


def _permit_first(way: PermitFirst) -> Route:
    return Route(
        kind="permit_first",
        open=False,
        text=way.words,
        check_within=period_words(way.check_within) if way.check_within else "",
        consequence=way.consequence,
        basis=cited(way.basis),
    )
