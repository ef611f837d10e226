"""What a number of corrections sets off, by place, day and round."""

from __future__ import annotations

from datetime import date

import pytest

from permit_rules.casework import alerts_at
from permit_rules.model.casework import Alert, CaseworkRules, RoundThreshold
from tests.casework.cases import SHENZHEN, handed_in, payload
from tests.casework.cases import case as new_case
from tests.corpus.tables import library

DAY = date(2026, 3, 2)


def alerts(rules: CaseworkRules, rounds: int, place: str = SHENZHEN, day: date = DAY) -> list[str]:
    return [a.alert for a in alerts_at(rules, place, day, rounds)]


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        (1, []),
        (2, ["上门指导", "预警"]),
        (3, ["上门指导", "预警", "警报"]),
        (4, ["上门指导", "预警", "警报", "限制"]),
        (5, ["上门指导", "预警", "警报", "限制", "报告机关"]),
        (6, ["上门指导", "预警", "警报", "限制", "报告机关"]),
    ],
)
def test_a_threshold_counts_itself(rounds: int, expected: list[str]) -> None:
    assert alerts(library().casework, rounds) == expected


def test_place_and_day_bound_a_threshold() -> None:
    rules = library().casework
    assert alerts(rules, 5, "440305") == alerts(rules, 5)
    assert alerts(rules, 5, "440400") == []
    assert alerts(rules, 5, day=date(2024, 4, 17)) == []
    assert alerts(rules, 5, day=date(2024, 4, 18)) != []


def test_the_nearest_level_counts() -> None:
    def rule(name: str, place: str, rounds: int) -> RoundThreshold:
        return RoundThreshold(id=name, place=place, rounds=rounds, alert=Alert.WARNING)

    rules = CaseworkRules(
        thresholds=(rule("R1", "", 2), rule("R2", "440300", 5), rule("R3", "440300", 4))
    )
    assert alerts(rules, 3) == []
    assert alerts(rules, 4) == ["预警"]
    assert alerts(rules, 2, "440400") == ["预警"]


def test_the_whole_list_is_given_in_the_fifth_round_too() -> None:
    case, days = new_case(), range(2, 7)
    for day in days:
        done = handed_in(case, payload("库房平面图", "库房房产证"), date(2026, 3, day))
        assert done.noticed is not None
        assert done.noticed.lines == done.submitted.outcome.lines
        assert len(done.noticed.lines) == 2
        case = done.case
    assert case.rounds == 5
    assert done.alerts[-1].alert == "报告机关"
    assert done.alerts[-1].rounds == 5
    assert "第五次" in done.alerts[-1].text


def test_only_a_correction_notice_raises_an_alert() -> None:
    first = handed_in(new_case(), payload("库房平面图"))
    assert handed_in(first.case, payload(), DAY).alerts == ()
