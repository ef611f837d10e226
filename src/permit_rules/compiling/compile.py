"""Rulebook → Plan: every review point becomes two conditions over facts and observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from permit_rules.compiling import observations as obs
from permit_rules.compiling.closings import closings
from permit_rules.compiling.mains import hang_on_mains, main_points
from permit_rules.compiling.plan import (
    Competence,
    DemandPoint,
    Plan,
    PlannedPoint,
    StandardPoint,
    Subject,
    WindowPoint,
    WindowSide,
)
from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ChoiceTest,
    DateTest,
    Day,
    Named,
    Node,
    Not,
    Observed,
    Order,
    conjunction,
    disjunction,
    negation,
)
from permit_rules.model.arrangements import Authority
from permit_rules.model.material import (
    Alternative,
    Demanded,
    ManualStandard,
    Material,
    Part,
    Standard,
)
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    Outcome,
    PointKind,
    RenewalWindow,
    ReviewClass,
    ReviewCondition,
)
from permit_rules.model.rulebook import Rulebook


def compile_rulebook(rulebook: Rulebook) -> Plan:
    """The plan of a rulebook; the same rulebook gives the same plan.

    The order of the points is the order of the rule files: materials with their parts and
    standards, then conditions, windows and bars. Of the gates the authorities come first.
    """
    questions = _Questions()
    gates = (
        *_competence(rulebook.authorities, questions),
        *(_gate(a, questions) for a in rulebook.applicability),
    )
    points: list[PlannedPoint] = []
    closed = dict(closings(rulebook))
    for material in rulebook.materials:
        points += _material_points(material, closed, questions)
    points += (_condition_point(c, questions) for c in rulebook.conditions)
    for window in rulebook.windows:
        points += _window_points(window, questions)
    points += (_bar_point(b, questions) for b in rulebook.bars)
    extras = dict(_extras(rulebook, closed, questions))
    name = f"{rulebook.item.id}@{rulebook.place or 'nation'}"
    engine = EnginePlan(name, questions.all, rulebook.catalogue, rulebook.calendar)
    after = hang_on_mains(points)
    return Plan(
        rulebook=rulebook,
        engine=engine,
        gates=gates,
        points=tuple(points),
        extras=extras,
        closings=closed,
        mains=main_points(points) if after else frozenset(),
        after_mains=after,
    )


class _Questions:
    """Numbers distinct conditions: equal ones in one scope are asked once."""

    def __init__(self) -> None:
        self._index: dict[tuple[str, Node], int] = {}

    def ask(self, node: Node, scope: str) -> int:
        return self._index.setdefault((scope, without_names(node)), len(self._index))

    @property
    def all(self) -> tuple[Question, ...]:
        return tuple(Question(i, scope, node) for (scope, node), i in self._index.items())


def without_names(node: Node) -> Node:
    """The condition with every named situation replaced by what it stands for, flattened."""
    if isinstance(node, Named):
        return without_names(node.part)
    if isinstance(node, Not):
        part = without_names(node.part)
        return part.part if isinstance(part, Not) else Not(part)
    if isinstance(node, All):
        return conjunction(*map(without_names, node.parts))
    if isinstance(node, AnyOf):
        return disjunction(*map(without_names, node.parts))
    return node


def _planned(
    questions: _Questions,
    *,
    id: str,
    kind: PointKind,
    name: str,
    review_class: ReviewClass,
    applies: Node,
    violated: Node | None,
    subject: Subject,
    scope: str = "",
) -> PlannedPoint:
    whole = NEVER if violated is None else conjunction(applies, violated)
    return PlannedPoint(
        id=id,
        kind=kind,
        name=name,
        review_class=review_class,
        scope=scope,
        subject=subject,
        applies=questions.ask(applies, scope),
        applies_node=applies,
        violated=None if violated is None else questions.ask(whole, scope),
        violated_node=whole,
    )


def _competence(
    authorities: tuple[Authority, ...], questions: _Questions
) -> Iterator[PlannedPoint]:
    """A gate for each authority: it is competent where its condition holds and no earlier one."""
    earlier: Node = ALWAYS
    for authority in authorities:
        applies = conjunction(earlier, authority.when)
        elsewhere = Not(Observed(obs.authority(authority.id)))
        yield _planned(
            questions,
            id=authority.id,
            kind=PointKind.AUTHORITY,
            name=f"由{authority.who}办理",
            review_class=ReviewClass.FORMAL,
            applies=applies,
            violated=elsewhere,
            subject=Competence(
                id=authority.id,
                name="收件机关不是办理本事项的机关",
                when=conjunction(applies, elsewhere),
                outcome=Outcome.OTHER_AUTHORITY,
                target=authority.words,
                basis=authority.basis,
                authority=authority,
            ),
        )
        earlier = conjunction(earlier, negation(authority.when))


def _gate(applicability: Applicability, questions: _Questions) -> PlannedPoint:
    return _planned(
        questions,
        id=applicability.id,
        kind=PointKind.APPLICABILITY,
        name=applicability.name,
        review_class=ReviewClass.FORMAL,
        applies=applicability.when,
        violated=ALWAYS,
        subject=applicability,
    )


def _material_points(
    material: Material, closed: Mapping[str, Node], questions: _Questions
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
    yield _planned(
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
        yield _planned(
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
    material: Material, part: Part | None, demanded: Node, scope: str, questions: _Questions
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
    subject: StandardPoint, paper_id: str, applies: Node, scope: str, questions: _Questions
) -> PlannedPoint:
    standard: Standard = subject.standard
    named: Alternative | Demanded = subject.alternative or subject.paper
    key = obs.standard(paper_id, standard.code)
    violated = None if isinstance(standard, ManualStandard) else Not(Observed(key))
    return _planned(
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


def _condition_point(condition: ReviewCondition, questions: _Questions) -> PlannedPoint:
    violated = None if condition.must is None else negation(condition.must)
    return _planned(
        questions,
        id=condition.id,
        kind=PointKind.CONDITION,
        name=condition.name,
        review_class=condition.review_class,
        scope=condition.each,
        applies=condition.when,
        violated=violated,
        subject=condition,
    )


def _window_points(window: RenewalWindow, questions: _Questions) -> Iterator[PlannedPoint]:
    def received(order: Order, day: Day) -> DateTest:
        return DateTest(RECEIVED_ON.id, order, day)

    expiry = Day(field=window.expiry)
    opens = Day(field=window.expiry, period=window.opens, before=True) if window.opens else None
    closes = Day(field=window.expiry, period=window.closes, before=True)
    sides = (
        *([(WindowSide.EARLY, "延续申请期开始", received(Order.BELOW, opens))] if opens else []),
        (
            WindowSide.LATE,
            "延续申请期届满",
            conjunction(received(Order.ABOVE, closes), received(Order.AT_MOST, expiry)),
        ),
        (WindowSide.EXPIRED, "许可证有效期届满", received(Order.ABOVE, expiry)),
    )
    for side, name, violated in sides:
        yield _planned(
            questions,
            id=f"{window.id}/{side}",
            kind=PointKind.WINDOW,
            name=name,
            review_class=ReviewClass.FORMAL,
            applies=ChoiceTest(HANDLING_ITEM_ID, (window.handling_item,)),
            violated=violated,
            subject=WindowPoint(window, side),
        )


def _bar_point(bar: Bar, questions: _Questions) -> PlannedPoint:
    return _planned(
        questions,
        id=bar.id,
        kind=PointKind.BAR,
        name=bar.name,
        review_class=ReviewClass.FORMAL,
        applies=bar.when,
        violated=Observed(obs.bar(bar.id)),
        subject=bar,
    )


def _extras(
    rulebook: Rulebook, closed: Mapping[str, Node], questions: _Questions
) -> Iterator[tuple[str, int]]:
    yield "decided_on_spot", questions.ask(rulebook.item.decided_on_spot, "")
    if any(a.when == ALWAYS for a in rulebook.authorities):
        others = (Not(Observed(obs.authority(a.id))) for a in rulebook.authorities)
        yield "no_competence", questions.ask(conjunction(*others), "")
    for way in rulebook.permits_first:
        name = f"permit_first/{way.id}"
        yield name, questions.ask(closed[name], "")
    for material in rulebook.materials:
        for kind in ("tolerance", "inspection", "commitment"):
            name = f"{kind}/{material.id}"
            if name in closed:
                yield name, questions.ask(closed[name], material.each)
        for paper in (material, *material.parts):
            scope = paper.each or material.each
            for n, source in enumerate(paper.shared, 1):
                yield f"shared/{paper.id}/{n}", questions.ask(source.when, scope)
            for alternative in paper.alternatives:
                yield f"alternative/{alternative.id}", questions.ask(alternative.when, scope)
