"""What a set of applications tries out, counted on the teahouse."""

from __future__ import annotations

from typing import Any

import pytest

import permit_rules as pr
from permit_rules.analysis.coverage import Coverage, coverage
from tests.teahouse import RULES, application


def of(*applications: dict[str, Any]) -> Coverage:
    return coverage(pr.load(RULES), "teahouse", applications)


def test_without_applications_everything_is_missing() -> None:
    found = of()
    assert found.covered_statuses == found.covered_sides == 0
    assert len(found.missing) == found.statuses > found.points
    assert len(found.one_sided) == found.sides > 0
    assert not found.undecided
    assert any(point.startswith("M2/form") for point in found.unreachable)


def test_an_application_covers_the_statuses_it_brings_about() -> None:
    found = of(application())
    assert "M1（2020-01-01起）：符合" not in found.missing
    assert "M1（2020-01-01起）：不符" in found.missing
    assert found.covered_statuses == found.statuses - len(found.missing)
    both = of(application(), application(without=("申请书",)))
    assert "M1（2020-01-01起）：不符" not in both.missing


def test_versions_that_ask_differently_are_counted_apart() -> None:
    before = application(facts={"座位数": 101}, received_on="2025-04-14")
    assert "S1（2020-01-01起）：不符" not in of(before).missing
    assert "S1（2025-04-15起）：不符" in of(before).missing


def test_a_threshold_wants_both_neighbours() -> None:
    one = of(application(facts={"座位数": 100}))
    assert "S1：座位数 99个" in one.one_sided
    assert one.covered_sides == 1
    both = of(application(facts={"座位数": 100}), application(facts={"座位数": 99}))
    assert "S1：座位数 99个" not in both.one_sided
    # What was asked for before 2025-04-15 is another threshold.
    assert "S1：座位数 101个" in both.one_sided


@pytest.mark.parametrize(("day", "side"), [("2026-03-02", "最后一日"), ("2026-03-03", "届满次日")])
def test_the_last_day_of_a_bar_and_the_day_after_are_its_two_sides(day: str, side: str) -> None:
    bars = [{"reason": "提供虚假材料", "decided_on": "2025-03-02"}]
    found = of(application(applicant={"name": "清风茶馆", "bars": bars}, received_on=day))
    assert [s for s in found.one_sided if s.startswith("J1：")] != []
    assert f"J1：禁止期{side}" not in found.one_sided


def test_behind_a_gate_that_leads_elsewhere_the_other_handling_item_counts() -> None:
    found = of(application(facts={"售卖品种": ["预包装茶叶"]}))
    assert "M6（2020-01-01起）：不符" not in found.missing
    assert "B1（2020-01-01起）：不符" not in found.missing


def test_an_application_without_a_day_tries_out_nothing() -> None:
    assert of(application(received_on="")).covered_statuses == 0


def test_an_unknown_item_is_said() -> None:
    with pytest.raises(pr.UnknownItem):
        coverage(pr.load(RULES), "no-such-item", [application()])
