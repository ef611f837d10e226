"""Rulebook → Plan: every review point becomes two conditions over facts and observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from permit_rules.compiling import observations as obs
from permit_rules.compiling.closings import closings
from permit_rules.compiling.mains import hang_on_mains, main_points
from permit_rules.compiling.material_points import material_points
from permit_rules.compiling.plan import (
    Competence,
    DemandPoint,
    Plan,
    PlannedPoint,
    WindowPoint,
    WindowSide,
)
from permit_rules.compiling.planning import Questions, planned
from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON
from permit_rules.conditions.nodes import (
    ALWAYS,
    ChoiceTest,
    DateTest,
    Day,
    Node,
    Not,
    Observed,
    Order,
    conjunction,
    negation,
)
from permit_rules.model.arrangements import Authority
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
    questions = Questions()
    gates = (
        *_competence(rulebook.authorities, questions),
        *(_gate(a, questions) for a in rulebook.applicability),
    )
    points: list[PlannedPoint] = []
    closed = dict(closings(rulebook))
    for material in rulebook.materials:
        points += material_points(material, closed, questions)
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
        in_parts=frozenset(p.id for p in points if _is_in_parts(p)),
    )


def _is_in_parts(point: PlannedPoint) -> bool:
    subject = point.subject
    return isinstance(subject, DemandPoint) and not subject.part and bool(subject.material.parts)


def _competence(authorities: tuple[Authority, ...], questions: Questions) -> Iterator[PlannedPoint]:
    """A gate for each authority: it is competent where its condition holds and no earlier one."""
    earlier: Node = ALWAYS
    for authority in authorities:
        applies = conjunction(earlier, authority.when)
        elsewhere = Not(Observed(obs.authority(authority.id)))
        yield planned(
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


def _gate(applicability: Applicability, questions: Questions) -> PlannedPoint:
    return planned(
        questions,
        id=applicability.id,
        kind=PointKind.APPLICABILITY,
        name=applicability.name,
        review_class=ReviewClass.FORMAL,
        applies=applicability.when,
        violated=ALWAYS,
        subject=applicability,
    )


def _condition_point(condition: ReviewCondition, questions: Questions) -> PlannedPoint:
    violated = None if condition.must is None else negation(condition.must)
    return planned(
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


def _window_points(window: RenewalWindow, questions: Questions) -> Iterator[PlannedPoint]:
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
        yield planned(
            questions,
            id=f"{window.id}/{side}",
            kind=PointKind.WINDOW,
            name=name,
            review_class=ReviewClass.FORMAL,
            applies=ChoiceTest(HANDLING_ITEM_ID, (window.handling_item,)),
            violated=violated,
            subject=WindowPoint(window, side),
        )


def _bar_point(bar: Bar, questions: Questions) -> PlannedPoint:
    return planned(
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
    rulebook: Rulebook, closed: Mapping[str, Node], questions: Questions
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
