"""A correction that does not come: the last day and what follows, by place and item."""

from __future__ import annotations

from datetime import date

import pytest

from permit_rules.casework import correction_due, correction_term
from permit_rules.casework.events import Decided, Result
from permit_rules.model.casework import CaseworkRules, CorrectionTerm
from permit_rules.working_days import Period, PeriodUnit
from tests.casework.cases import DAY, ITEM, handed_in, payload
from tests.casework.cases import case as new_case
from tests.corpus.tables import library

TEN = Period(10, PeriodUnit.WORKING_DAY)


@pytest.mark.parametrize(
    ("item", "place", "day", "expected"),
    [
        ("food-business", "440300", "2026-03-02", "视为放弃申请"),  # P-26
        ("food-business", "330000", "2026-03-02", "视为撤回申请"),  # P-27
        (ITEM, "330100", "2026-03-02", "视为撤回申请"),
        (ITEM, "330000", "2018-12-31", None),
        (ITEM, "410500", "2026-03-02", "视为撤回申请"),  # P-28
        (ITEM, "410700", "2026-03-02", None),
        (ITEM, "", "2026-03-02", None),
    ],
)
def test_the_consequence_is_that_of_the_place_and_the_item(
    item: str, place: str, day: str, expected: str | None
) -> None:
    term = correction_term(library().casework, item, place, date.fromisoformat(day))
    assert (term.consequence if term else None) == expected


def test_at_one_place_the_items_own_rule_comes_first() -> None:
    def term(name: str, item: str) -> CorrectionTerm:
        return CorrectionTerm(id=name, item=item, consequence=name)

    rules = CaseworkRules(corrections=(term("B1", ""), term("B2", ITEM), term("B3", "other")))
    for item, expected in ((ITEM, "B2"), ("food-business", "B1")):
        found = correction_term(rules, item, "440300", DAY)
        assert found is not None
        assert found.id == expected


def test_the_last_day_is_counted_in_working_days_from_the_day_after_the_notice() -> None:
    case = handed_in(new_case("330000"), payload("库房平面图")).case
    due = correction_due(case, library().casework, library().calendar, TEN)
    assert due is not None
    assert (due.noticed_on, due.last_day) == (DAY, date(2026, 3, 16))
    assert due.consequence == "视为撤回申请"
    assert due.overdue(date(2026, 3, 16)) is False
    assert due.overdue(date(2026, 3, 17)) is True


def test_a_last_day_off_moves_to_the_next_working_day() -> None:
    case = handed_in(new_case(), payload("库房平面图")).case
    due = correction_due(case, library().casework, library().calendar, Period(5, PeriodUnit.DAY))
    assert due is not None
    assert due.last_day == date(2026, 3, 9)


def test_without_a_period_the_office_sets_it() -> None:
    case = handed_in(new_case("330000"), payload("库房平面图")).case
    due = correction_due(case, library().casework, library().calendar)
    assert due is not None
    assert (due.last_day, due.overdue(date(2030, 1, 1))) == (None, None)
    own = CaseworkRules(corrections=(CorrectionTerm(id="B1", period=TEN, consequence="终止"),))
    due = correction_due(case, own, library().calendar)
    assert due is not None
    assert (due.last_day, due.consequence) == (date(2026, 3, 16), "终止")


def test_nothing_is_waited_for_once_it_came_or_the_case_ended() -> None:
    rules, calendar = library().casework, library().calendar
    assert correction_due(new_case(), rules, calendar, TEN) is None
    first = handed_in(new_case(), payload("库房平面图")).case
    assert correction_due(first, rules, calendar, TEN) is not None
    assert correction_due(handed_in(first, payload(), DAY).case, rules, calendar, TEN) is None
    ended = first.with_event(Decided(on=DAY, result=Result.WITHDRAWN))
    assert correction_due(ended, rules, calendar, TEN) is None
