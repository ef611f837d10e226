"""A simulated year: the same for the same seed, whatever makes it, and really checked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from permit_rules.casework.case import Case
from permit_rules.casework.events import Noticed, NoticeKind, Submitted
from permit_rules.casework.outcomes import outcome_of
from permit_rules.casework.simulate import Year, lines_of_year, plan_year
from permit_rules.checking.checker import Checker
from tests.casework.simulate import year


def without_last_day(case: Case) -> dict[str, Any]:
    """A case without the last day up to which each answer holds."""
    data: dict[str, Any] = json.loads(case.model_dump_json())
    for event in data["events"]:
        event.get("outcome", {}).pop("holds_until", None)
    return data


def test_the_same_seed_makes_the_same_year_and_another_one_another() -> None:
    again = Year(year.library(), year.plan())
    assert [*again.cases(range(50, 90))] == [*year.cases()[50:90]]
    other = replace(year.plan(), settings=replace(year.SETTINGS, seed=12))
    assert [*Year(year.library(), other).cases(range(50, 90))] != [*year.cases()[50:90]]


def test_several_processes_make_the_same_bytes() -> None:
    small = replace(year.plan(), settings=replace(year.SETTINGS, cases=520))
    one, two = (b"".join(lines_of_year(year.library(), small, n)) for n in (1, 2))
    assert one == two
    assert one.count(b"\n") == 520


def test_an_answer_taken_over_is_the_answer_of_the_day() -> None:
    every = Year(year.library(), year.plan(), reuse=False)
    for number in range(0, year.SETTINGS.cases, 40):
        taken, asked = year.cases()[number], every.case(number)
        assert without_last_day(taken) == without_last_day(asked)
        for t, a in zip(taken.submissions, asked.submissions, strict=True):
            assert (t.outcome.holds_until or t.on) <= (a.outcome.holds_until or t.on)


def test_every_submission_was_really_checked() -> None:
    checker = Checker(year.library())
    for case in year.cases()[::90]:
        for handed_in in case.submissions:
            found = outcome_of(checker.check(handed_in.payload))
            same = handed_in.outcome.model_copy(update={"holds_until": found.holds_until})
            assert same == found


def test_submissions_are_compared_with_what_was_told() -> None:
    late = 0
    for case in year.cases():
        told: set[tuple[str, str, str]] = set()
        announced: set[str] = set()
        visible: set[tuple[str, str, str]] = set()
        for event in case.events:
            if isinstance(event, Submitted):
                found = {line.key for line in event.outcome.lines}
                withheld = {k for k in found & visible - told if k[0] not in announced}
                assert {x.key for x in event.late_notified} == withheld
                assert {x.key for x in event.carried_over} == found & told
                late += len(event.late_notified)
                visible = found
            elif isinstance(event, Noticed):
                told = {line.key for line in event.lines}
                announced = set(event.announced)
    assert late > 0


def test_there_are_cases_of_every_kind() -> None:
    notices = {n.notice for c in year.cases() for n in c.of(Noticed)}
    assert {
        NoticeKind.ACCEPTANCE,
        NoticeKind.CORRECTION,
        NoticeKind.NON_ACCEPTANCE,
        NoticeKind.NOT_REQUIRED,
        NoticeKind.QUESTIONS,
    } <= notices
    assert max(c.rounds for c in year.cases()) >= 5
    days = [c.received_on for c in year.cases()]
    assert days == sorted(d for d in days if d is not None)
    assert all(year.library().calendar.is_working_day(e.on) for c in year.cases() for e in c.events)


def test_a_year_that_is_not_published_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="2027"):
        plan_year(year.library(), year.tables(), replace(year.SETTINGS, year=2027))
    with pytest.raises(ValueError, match="no application"):
        plan_year(year.library(), (), year.SETTINGS)
