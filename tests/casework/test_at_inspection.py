"""Materials that may be handed in at the inspection: when they are open, done, and overdue."""

from __future__ import annotations

from datetime import date

import pytest

import permit_rules as pr
from permit_rules.casework import Case, CaseClock, clock
from permit_rules.casework.events import Event, HandedInLater, Inspected
from tests.corpus.tables import library
from tests.features.steps.applications import application

POINTS = ("food-business/M3a", "food-business/M3b", "food-business/M3c")


def shenzhen_case() -> Case:
    """A restaurant in Shenzhen that brings its plans to the inspection."""
    payload = application("一家餐饮店新办食品经营许可")
    payload["place"] = "440300"
    names = {"主要设备设施文件", "经营布局图", "操作流程文件"}
    payload["materials"] = [
        m
        for m in payload["materials"]
        if m.get("name") not in names and not m.get("parts") and m.get("code") not in ("M3",)
    ]
    payload["routes"] = {"M3": {"kind": "at_inspection", "promised": True}}
    checker = pr.Checker(library(), item="food-business", place="440300")
    case = Case(id="示例-1", item="food-business", place="440300")
    return case.submit(payload, checker, on=date(2026, 3, 2))


def at(case: Case, on: date, *events: Event) -> CaseClock:
    return clock(case.with_event(*events), library(), on)


def visit(*supplied: str) -> Inspected:
    return Inspected(
        on=date(2026, 3, 9),
        mode="现场核查",
        inspectors=("1", "2"),
        passed=True,
        supplied=supplied,
    )


def test_what_was_chosen_is_in_the_journal() -> None:
    outcome = shenzhen_case().submissions[0].outcome
    assert outcome.verdict is pr.Verdict.ACCEPTED_WITH_DEFERRALS
    assert outcome.at_inspection
    assert not outcome.deferred


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "未到期"),
        ((visit("food-business/M3", *POINTS),), "按时"),
        ((visit(),), "逾期未办"),
        ((HandedInLater(on=date(2026, 3, 6), points=("M3", *POINTS)), visit()), "按时"),
        ((visit(), HandedInLater(on=date(2026, 3, 10), points=("M3", *POINTS))), "逾期办结"),
    ],
)
def test_the_inspection_is_the_last_day(events: tuple[Event, ...], state: str) -> None:
    told = at(shenzhen_case(), date(2026, 3, 12), *events)
    assert {d.state.value for d in told.later} == {state}
    assert all(d.period == "核查时" for d in told.later)
