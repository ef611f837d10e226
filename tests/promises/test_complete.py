"""Promise 1 and 5: each point ends exactly once, and each line says what to do and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import Sited, library
from tests.promises.applications import ITEMS, SHARE, applications, checker_of


def points_of(rulebook: pr.Rulebook) -> Iterator[str]:
    """The ids of all review points, counted from the rulebook alone."""
    yield from (a.id for a in (*rulebook.authorities, *rulebook.applicability))
    for material in rulebook.materials:
        for paper in (material, *material.parts):
            yield paper.id
            for each in (paper, *paper.alternatives):
                yield from (f"{each.id}/{s.code}" for s in each.standards)
    yield from (c.id for c in rulebook.conditions)
    for window in rulebook.windows:
        first = ("early",) if window.opens else ()
        yield from (f"{window.id}/{side}" for side in (*first, "late", "expired"))
    yield from (b.id for b in rulebook.bars)


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data())
def test_each_point_ends_in_exactly_one_status(item: Sited, data: st.DataObject) -> None:
    application = data.draw(applications(item))
    result = checker_of(item).check(application)
    if not isinstance(result.received_on, date):
        assert not result.complete
        return
    rulebook = pr.resolve(library(), item.item, result.place, result.received_on)
    expected = Counter(f"{item.item}/{point}" for point in points_of(rulebook))
    assert Counter(p.point for p in result.points) == expected
    counts = result.counts
    assert counts.total == expected.total()
    assert counts.total == (
        counts.met + counts.finding + counts.not_applicable + counts.cannot_tell + counts.manual
    )
    if counts.cannot_tell or rulebook.gaps:
        assert not result.complete
    if not result.complete:
        assert result.incomplete_because


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data())
def test_each_finding_says_what_is_wrong_and_how_to_mend_it(
    item: Sited, data: st.DataObject
) -> None:
    result = checker_of(item).check(data.draw(applications(item)))
    ended = {p.point: p.status.value for p in result.points}
    for finding in result.findings:
        assert finding.code, finding
        assert finding.message.endswith("。"), finding
        assert finding.remedy.strip(), finding
        assert finding.basis, finding
        assert all(b.instrument and b.grade for b in finding.basis), finding
        assert finding.reason, finding
        assert {ended[p] for p in finding.points} == {"finding"}, finding
    told = Counter(p for f in result.findings for p in set(f.points))
    told.update({n.point for n in result.notes if n.point})
    silent = [p for p, status in ended.items() if status == "finding" and not told[p]]
    assert silent == [] or _closed(result), silent
    for question in result.questions:
        assert question.text
        # Without a day of receipt there are no rules, and so no points that could wait.
        assert question.points or result.received_on is None


def _closed(result: pr.CheckResult) -> bool:
    """Whether a gate closed the application, so that only the first that holds is told."""
    kinds = ("authority", "applicability")
    gates = [p for p in result.points if p.kind in kinds and p.status == "finding"]
    return len(gates) > 1


@pytest.mark.parametrize("item", ITEMS, ids=str)
@SHARE
@given(data=st.data())
def test_both_engines_agree_on_whole_applications(item: Sited, data: st.DataObject) -> None:
    application: dict[str, Any] = data.draw(applications(item))
    verified = checker_of(item).check(application)
    plain = checker_of(item, reference=True).check(application)
    assert verified.model_dump_json() == plain.model_dump_json()
