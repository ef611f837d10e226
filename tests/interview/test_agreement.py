"""What an interview finds is what the check says: the same permits, papers and conditions."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

import pytest

import permit_rules as pr
from permit_rules.interview import FoundPermit, Interview
from permit_rules.result import CheckResult, PointStatus
from tests.corpus.tables import library as corpus_library
from tests.interview.answering import drawn
from tests.interview.street import ON, library

ZHUHAI = "440400"
#: What a check says of a point that asks for nothing.
SILENT = (PointStatus.NOT_APPLICABLE,)


@cache
def corpus() -> pr.Library:
    return corpus_library()


def ended(interview: Interview, seed: int) -> Interview:
    """An interview with random answers, some of them 不知道, to its end."""
    random = Random(seed)
    while (asking := interview.asking()) is not None:
        # An application that does not say what comes on top, or what is applied for, is one for
        # what the business is by itself, or for the first thing there is.
        stated = asking.besides or asking.question.key == "handling_item"
        interview = drawn(interview, asking, random, 0.0 if stated else 0.2)
    return interview


def same_permits(interview: Interview, plan: pr.BusinessPlan) -> None:
    found = interview.found()
    mine = {(p.item, p.handling_item if not p.turned_into else p.key) for p in found.permits}
    assert {i for i, _ in mine} == {p.item for p in plan.permits}
    certain = {p.item for p in found.permits if p.certain}
    assert certain == {p.item for p in plan.permits if p.certain}
    assert {(e.name, e.certain) for e in found.elsewhere} == {
        (e.name, e.certain) for e in plan.elsewhere
    }


def same_points(permit: FoundPermit, result: CheckResult) -> None:
    """Each paper and condition found is in question in the check, and each in question is found."""
    statuses = {p.point: p.status for p in result.points}
    lines = {p.id: p for p in (*permit.papers, *permit.conditions)}
    for point in result.points:
        if point.kind not in ("material", "part", "condition"):
            continue
        line = lines.get(point.point)
        if line is None:
            assert point.status in SILENT, (point.point, point.status)
        elif line.certain and not any(not g.certain for g in permit.gates):
            assert point.status not in SILENT, point.point
        if point.kind != "condition" and point.status is PointStatus.FINDING:
            assert line is not None
            assert line.certain, point.point
    for paper in permit.papers:
        sure = paper.certain and not permit.gates and not paper.each
        if sure and not paper.optional:
            assert statuses[paper.id] is PointStatus.FINDING, paper.id


def agree(interview: Interview, library: pr.Library, bundle: str | None) -> None:
    found, result = interview.found(), interview.result()
    if bundle is not None:
        place, facts = found.place, interview.facts()
        same_permits(interview, pr.plan(library, facts, place=place, bundle=bundle, on=found.on))
    for permit in found.permits:
        if permit.certain:
            [answer] = [a for a in result.permits if a.item == permit.item]
            same_points(permit, answer.result)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("bundle", ["", "inn-street", "tea-street"])
def test_on_a_street_of_two_permits(bundle: str, seed: int) -> None:
    interview = Interview(library(), bundle=bundle, on=ON)
    agree(ended(interview, seed), library(), bundle)


@pytest.mark.parametrize(
    ("bundle", "seed"),
    [("", 0), ("hotel-with-restaurant", 1), ("pharmacy", 2), ("deregistration", 3)],
)
def test_for_bundles_of_the_corpus(bundle: str, seed: int) -> None:
    begun = Interview(corpus(), bundle=bundle, place=ZHUHAI, on=date(2026, 3, 2))
    agree(ended(begun, seed), corpus(), bundle)


@pytest.mark.parametrize("item", ["food-business", "drug-retail", "enterprise-registration"])
def test_for_items_of_the_corpus(item: str) -> None:
    begun = Interview(corpus(), item=item, place=ZHUHAI, on=date(2026, 3, 2))
    for seed in range(2):
        agree(ended(begun, seed), corpus(), None)
