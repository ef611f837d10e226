"""The points of a material: the demand for it and for its parts, and their standards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import DemandPoint, PlannedPoint, StandardPoint
from permit_rules.compiling.planning import Questions, planned
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    Node,
    Not,
    Observed,
    conjunction,
    disjunction,
    negation,
)
from permit_rules.model.material import (
    Alternative,
    Demanded,
    ManualStandard,
    Material,
    Part,
    Standard,
)
from permit_rules.model.review_point import PointKind, ReviewClass


def material_points(
    material: Material, closed: Mapping[str, Node], questions: Questions
) -> Iterator[PlannedPoint]:
    subject = DemandPoint(material, None)
    demanded = subject.demanded
    later = _chosen(obs.deferred(material.id), closed.get(f"tolerance/{material.id}"))
    committed = _chosen(obs.committed(material.id), closed.get(f"commitment/{material.id}"))
    at_inspection = _chosen(obs.at_inspection(material.id), closed.get(f"inspection/{material.id}"))
    instead = disjunction(_instead(material), later, at_inspection, committed)
    # What a commitment stands for is not looked at, even where the paper lies there all the same;
    # nor is what the applicant puts right at the inspection.
    looked_at = negation(disjunction(committed, at_inspection))
    yield planned(
        questions,
        id=material.id,
        kind=PointKind.MATERIAL,
        name=material.name,
        review_class=ReviewClass.FORMAL,
        scope=material.each,
        applies=conjunction(demanded, _some_part(material)),
        violated=conjunction(
            negation(disjunction(Observed(obs.handed(material.id)), instead)),
            _some_part(material, still_asked=True),
        ),
        subject=subject,
    )
    yield from _standard_points(
        material, None, conjunction(demanded, looked_at), material.each, questions
    )
    for part in material.parts:
        scope = part.each or material.each
        wanted = DemandPoint(material, part)
        applies = wanted.demanded
        covered = disjunction(Observed(obs.handed(part.id)), _instead(part), instead)
        yield planned(
            questions,
            id=part.id,
            kind=PointKind.PART,
            name=part.name,
            review_class=ReviewClass.FORMAL,
            scope=scope,
            applies=applies,
            violated=negation(covered),
            subject=wanted,
        )
        yield from _standard_points(
            material, part, conjunction(applies, looked_at), scope, questions
        )


def _chosen(key: str, closed: Node | None) -> Node:
    """That the applicant chose a way that the rules offer, and that is not closed to him."""
    return NEVER if closed is None else conjunction(Observed(key), negation(closed))


def _some_part(material: Material, *, still_asked: bool = False) -> Node:
    """That something of a material in parts is asked for; always, for one without parts.

    ``still_asked`` leaves out parts that something else stands in for. Parts repeated for a
    roster the material is not repeated for are asked for by themselves, member by member.
    """
    if not material.parts:
        return ALWAYS
    return disjunction(
        *(
            conjunction(
                p.when,
                negation(p.unless),
                negation(_instead(p)) if still_asked else ALWAYS,
            )
            for p in material.parts
            if p.each in ("", material.each)
        )
    )


def _instead(paper: Demanded) -> Node:
    """What may stand in the place of a paper: an alternative, or a shared source."""
    return disjunction(
        *(conjunction(Observed(obs.handed(a.id)), a.when) for a in paper.alternatives),
        _confirmed(paper),
    )


def _confirmed(paper: Demanded) -> Node:
    return disjunction(
        *(
            conjunction(Observed(obs.shared(paper.id, n)), s.when)
            for n, s in enumerate(paper.shared, 1)
        )
    )


def _standard_points(
    material: Material, part: Part | None, demanded: Node, scope: str, questions: Questions
) -> Iterator[PlannedPoint]:
    paper = part or material
    # What the office confirmed by a shared source is not asked for, so a flaw in a paper that
    # was handed in all the same is no finding.
    asked = conjunction(
        demanded,
        negation(_confirmed(paper)),
        *(negation(_confirmed(material)) for _ in (part,) if part),
    )
    in_hand = Observed(obs.handed(paper.id))
    for standard in paper.standards:
        yield _standard_point(
            StandardPoint(material, part, None, standard),
            paper.id,
            conjunction(asked, in_hand, standard.when),
            scope,
            questions,
        )
    for alternative in paper.alternatives:
        applies = conjunction(
            asked, alternative.when, Observed(obs.handed(alternative.id)), Not(in_hand)
        )
        for standard in alternative.standards:
            yield _standard_point(
                StandardPoint(material, part, alternative, standard),
                alternative.id,
                conjunction(applies, standard.when),
                scope,
                questions,
            )


def _standard_point(
    subject: StandardPoint, paper_id: str, applies: Node, scope: str, questions: Questions
) -> PlannedPoint:
    standard: Standard = subject.standard
    named: Alternative | Demanded = subject.alternative or subject.paper
    key = obs.standard(paper_id, standard.code)
    violated = None if isinstance(standard, ManualStandard) else Not(Observed(key))
    return planned(
        questions,
        id=key,
        kind=PointKind.STANDARD,
        name=named.name,
        review_class=ReviewClass.MATERIAL_STANDARD,
        scope=scope,
        applies=applies,
        violated=violated,
        subject=subject,
    )
