"""The promises over applications for several permits: the single route gives the same answer, in
any order; each share holds nothing extra; the one list lacks nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.analysis.joint_prove import JointStartingPoints
from permit_rules.checking.joint.naming import Names
from permit_rules.checking.joint.reading import read_joint
from permit_rules.checking.joint.strictness import covers
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.result import Demand, Finding, PaperAsked
from tests.corpus.tables import Sited, cases_of, library, sited
from tests.promises.test_same_answer import shuffled

PLACE = "440400"
BUNDLES = [b.id for b in library().bundles.bundles]
#: An application costs as much as all its permits do; the bundles share the examples.
SHARE = settings(max_examples=max(2, settings().max_examples // 200))
SEEDS = st.integers(0, 2**32)
#: What costs no second engine is tried with some bundles in each run, and with all in long ones.
FEW = settings(max_examples=max(8, settings().max_examples // 20))
ANY_BUNDLE = st.sampled_from(BUNDLES)


@cache
def checker(*, reference: bool = False) -> pr.Checker[pr.JointResult]:
    """One checker for all bundles: both engines, or the reference alone."""
    if reference:
        return pr.Checker(library(), bundle="", place=PLACE, engine="reference")
    return pr.Checker(library(), bundle="", place=PLACE, verify=True)


@cache
def alone(item: str) -> pr.Checker:
    """The single route."""
    return pr.Checker(library(), item, PLACE, engine="reference")


@cache
def start(bundle: str) -> JointStartingPoints:
    """The applications of a bundle."""
    return JointStartingPoints(library(), bundle, PLACE)


@pytest.mark.parametrize("bundle", BUNDLES)
@SHARE
@given(seed=SEEDS)
def test_the_single_route_gives_the_same_answer(bundle: str, seed: int) -> None:
    application = start(bundle).drawn(seed)
    result, plain = checker().check(application), checker(reference=True).check(application)
    assert result.model_dump_json() == plain.model_dump_json()
    shares = checker().shares(application)
    assert list(shares) == [p.key for p in result.permits]
    for permit in result.permits:
        single = alone(permit.item).check(shares[permit.key])
        assert permit.result.model_dump_json() == single.model_dump_json()


@FEW
@given(bundle=ANY_BUNDLE, seed=SEEDS)
def test_the_order_of_permits_papers_and_facts_changes_nothing(bundle: str, seed: int) -> None:
    application = start(bundle).drawn(seed)
    named = [{"item": i} for i in start(bundle).items]
    one = {**application, "permits": list(dict.fromkeys(p["item"] for p in named))}
    other = shuffled(one, seed)
    random.Random(seed).shuffle(other["permits"])
    first, second = (checker(reference=True).check(p) for p in (one, other))
    assert _without_places(first) == _without_places(second)
    assert sorted(p.code for p in first.payload) == sorted(p.code for p in second.payload)


def _without_places(result: pr.JointResult) -> dict[str, Any]:
    """An answer without what names a paper by its place in the list."""
    made = result.model_dump(mode="json", exclude={"payload": True})
    for answer in (made["together"], *(p["result"] for p in made["permits"])):
        del answer["payload"]
    for permit in made["permits"]:
        permit["papers"] = len(permit["papers"])
        permit["fields"] = sorted(permit["fields"])
    made["fields"] = sorted(made["fields"], key=lambda f: f["field"])
    return made


@FEW
@given(bundle=ANY_BUNDLE, seed=SEEDS)
def test_a_share_holds_nothing_that_its_rules_do_not_read(bundle: str, seed: int) -> None:
    application = start(bundle).drawn(seed)
    taker = checker(reference=True)._joint
    assert taker is not None
    apart = taker._taker.apart(read_joint(application))
    for permit in apart.permits:
        assert permit.opened is not None or not permit.used_fields
        share = apart.shares[permit.id].payload
        for key in share["facts"]:
            asked = permit.catalogue.find(key)
            assert asked is not None
            # What is applied for is always said, also on a day without rules.
            assert asked.id in {HANDLING_ITEM_ID, *permit.used_fields}
        for paper in share["materials"]:
            assert permit.index is not None
            assert paper["code"] in permit.index.by_id
        sources = {s.name for m in _materials(permit) for p in (m, *m.parts) for s in p.shared}
        assert {s if isinstance(s, str) else s["source"] for s in share["shared"]} <= sources


def _materials(permit: Any) -> Any:
    return permit.index.rulebook.materials if permit.index else ()


@FEW
@given(bundle=ANY_BUNDLE, seed=SEEDS)
def test_the_one_list_lacks_nothing_of_any_permit(bundle: str, seed: int) -> None:
    application = start(bundle).drawn(seed)
    taker = checker(reference=True)._joint
    assert taker is not None
    apart = taker._taker.apart(read_joint(application))
    result = checker(reference=True).check(application)
    together = result.together
    told = {p for f in together.findings for p in f.points}
    waits = {(d.permit, d.paper) for d in result.dependencies}
    asked = {q.key: set(q.points) for q in together.questions}
    lines = {(x.point, x.instance) for x in together.conditional}
    for permit in apart.permits:
        if not permit.certain:
            continue
        names, own = Names(permit, apart.identities), result.permit(permit.key).result
        for finding in own.findings:
            left = [p for p in finding.points if p not in told]
            assert not left or _waits(finding, names, waits)
            for demand in finding.demands:
                _as_strict(names.demand(demand), together.findings)
        for question in own.questions:
            assert set(question.points) <= asked[names.key(question.key)]
        for line in own.conditional:
            assert (line.point, line.instance) in lines or all(
                (permit.key, names.paper(d.paper.id)) in waits for d in line.demands
            )


def _waits(finding: Finding, names: Names, waits: set[tuple[str, str]]) -> bool:
    """Whether a finding is about what another permit of the application ends with."""
    papers = {names.paper(d.paper.id) for d in finding.demands}
    return any((names.permit.key, p) in waits for p in papers)


def _as_strict(demand: Demand, findings: tuple[Finding, ...]) -> None:
    """Wherever the document is demanded, whatever is asked of it here is asked there as well."""
    for other in _demanded(findings):
        if (other.paper.id, other.instance) == (demand.paper.id, demand.instance):
            _each_covered(demand.paper, other.paper)


def _demanded(findings: tuple[Finding, ...]) -> Iterator[Demand]:
    for finding in findings:
        yield from finding.demands


def _each_covered(one: PaperAsked, other: PaperAsked) -> None:
    for wanted in one.requirements:
        assert any(covers(r, wanted) for r in other.requirements), (wanted, other.requirements)


ITEMS = [s for s in sited() if cases_of(s)]


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_a_share_lacks_nothing_that_bears_on_the_answer(item: Sited) -> None:
    """A written case shared out to its only permit gets the answer to the case itself, but for
    papers that nobody asks for, which the one list names."""
    cases = cases_of(item)
    with pr.Checker(library(), engine="reference") as single:
        for case in cases[:: max(1, len(cases) // 3)]:
            application = {"item": item.item, "place": item.place, **case.application}
            places = {"items": [item.item], "place": application["place"]}
            with pr.Checker(library(), engine="reference", **places) as joint:
                result = joint.check(application)
            expected, (permit,) = single.check(application), result.permits
            assert _apart_from_papers(permit.result) == _apart_from_papers(expected)
            assert set(expected.notes) <= {*permit.result.notes, *result.together.notes}
            assert {(p.code, p.where) for p in expected.payload} <= {
                (p.code, p.where) for p in result.payload
            }


def _apart_from_papers(result: pr.CheckResult) -> pr.CheckResult:
    kept = tuple(n for n in result.notes if n.point)
    return result.model_copy(update={"payload": (), "notes": kept})
