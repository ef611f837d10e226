"""Rounds of correction: a case that is handed in to, what it was told, and what that set off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from permit_rules.casework import Case, Round, correction_due, submit, with_correction
from permit_rules.casework.events import Line
from permit_rules.working_days import Period
from tests.corpus.tables import library
from tests.features.steps.desk import Desk, checker, words


@dataclass(slots=True)
class Office:
    """One case, each of its rounds, and the period the office set for the correction."""

    case: Case | None = None
    rounds: list[Round] = field(default_factory=list)
    period: Period | None = None

    @property
    def last(self) -> Round:
        """What came of the last submission."""
        return self.rounds[-1]

    def receive(self, payload: dict[str, Any], day: str, **said: Any) -> None:
        """A submission; the first one opens the case."""
        case = self.case or Case(id="1", item=payload["item"], place=payload.get("place", ""))
        self.rounds.append(submit(case, payload, checker(), on=date.fromisoformat(day), **said))
        self.case = self.last.case


@pytest.fixture
def office() -> Office:
    """The window that handles the case of a scenario."""
    return Office()


def points(lines: tuple[Line, ...]) -> str:
    """The points of lines without the item, in the order of their ids."""
    return "、".join(sorted(line.point.partition("/")[2] for line in lines))


# ---- what is handed in -------------------------------------------------------------------------


@given(words("申请在「{place}」办理"))
def _place(desk: Desk, place: str) -> None:
    desk.payload["place"] = place


@when(words("没有提交「{name}」"))
def _left_out(desk: Desk, name: str) -> None:
    desk.take_back(name)


@when(words("办件在「{day}」收到申请"))
def _received(desk: Desk, office: Office, day: str) -> None:
    office.receive(desk.payload, day)


@when(words("办件在「{day}」收到申请，窗口只告知「{told}」"))
def _told_only(desk: Desk, office: Office, day: str, told: str) -> None:
    office.receive(desk.payload, day, told=told.split("、"))


@when(words("办件在「{day}」收到申请，窗口另外要求「{demand}」"))
def _demanded(desk: Desk, office: Office, day: str, demand: str) -> None:
    office.receive(desk.payload, day, demands=[demand])


@when(words("办件在「{day}」收到申请，补正期限「{period}」"))
def _within(desk: Desk, office: Office, day: str, period: str) -> None:
    office.receive(desk.payload, day)
    office.period = Period.parse(period)


@when(parsers.parse("办件连续 {times:d} 次收到同样的申请"))
def _again_and_again(desk: Desk, office: Office, times: int) -> None:
    for n in range(times):
        office.receive(desk.payload, (date(2026, 3, 2) + timedelta(days=n)).isoformat())


@when(words("申请人在「{day}」只补交「{name}」，属于「{member}」"))
def _only(desk: Desk, office: Office, day: str, name: str, member: str) -> None:
    assert office.case is not None
    correction = {"materials": [{"name": name, "of": member}]}
    office.receive(with_correction(office.case, correction, library()), day)


@when(words("当时的记录和告知里少了「{point}」"))
def _short(office: Office, point: str) -> None:
    """The journal of an office whose rules of then did not have the point."""
    assert office.case is not None

    def without(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line for line in lines if line.point.partition("/")[2] != point)

    first = office.last
    assert first.noticed is not None
    lines = without(first.submitted.outcome.lines)
    outcome = first.submitted.outcome.model_copy(update={"lines": lines})
    events = (
        first.submitted.model_copy(update={"outcome": outcome}),
        first.noticed.model_copy(update={"lines": without(first.noticed.lines)}),
    )
    office.case = office.case.model_copy(update={"events": events})


# ---- what was told -----------------------------------------------------------------------------


@then(words("这次告知的要点是「{expected}」"))
def _told(office: Office, expected: str) -> None:
    assert office.last.noticed is not None
    assert points(office.last.noticed.lines) == expected


@then("这次告知的和核对出来的一样多")
def _told_whole(office: Office) -> None:
    assert office.last.noticed is not None
    found = {p for f in office.last.result.findings for p in f.points}
    assert found
    assert {line.point for line in office.last.noticed.lines} == found


@then(parsers.parse("已发补正告知书 {count:d} 份"))
def _rounds(office: Office, count: int) -> None:
    assert office.last.case.rounds == count


@then(words("发出的是「{notice}」"))
def _notice(office: Office, notice: str) -> None:
    assert office.last.noticed is not None
    assert office.last.noticed.notice.value == notice


@then(words("已解决的要点是「{expected}」"))
def _resolved(office: Office, expected: str) -> None:
    assert points(office.last.submitted.resolved) == expected


@then(words("没有补齐的要点是「{expected}」"))
def _carried_over(office: Office, expected: str) -> None:
    assert points(office.last.submitted.carried_over) == expected


@then(words("补正带来的要点是「{expected}」"))
def _new(office: Office, expected: str) -> None:
    assert points(office.last.submitted.new) == expected


@then(words("漏告的要点是「{expected}」"))
def _late(office: Office, expected: str) -> None:
    assert points(office.last.submitted.late_notified) == expected


@then(words("这次按「{day}」核对"))
def _as_of(office: Office, day: str) -> None:
    assert office.last.result.received_on == date.fromisoformat(day)


@then(words("对「{demand}」的答复写明「{text}」"))
def _answered(office: Office, demand: str, text: str) -> None:
    assert office.last.noticed is not None
    [answer] = [d.answer for d in office.last.noticed.demands if d.text == demand]
    assert text in answer


# ---- what it set off ---------------------------------------------------------------------------


@then(words("提醒办件的人「{alert}」"))
def _alerted(office: Office, alert: str) -> None:
    assert alert in [a.alert for a in office.last.alerts]


@then(words("没有提醒办件的人「{alert}」"))
def _not_alerted(office: Office, alert: str) -> None:
    assert alert not in [a.alert for r in office.rounds for a in r.alerts]


@then("没有提醒办件的人")
def _nobody_alerted(office: Office) -> None:
    assert [a for r in office.rounds for a in r.alerts] == []


@then(words("补正到「{day}」为止，逾期「{consequence}」"))
def _due(office: Office, day: str, consequence: str) -> None:
    rules = library()
    due = correction_due(office.last.case, rules.casework, rules.calendar, office.period)
    assert due is not None
    assert (due.last_day, due.consequence) == (date.fromisoformat(day), consequence)
    assert due.overdue(date.fromisoformat(day)) is False
    assert due.overdue(date.fromisoformat(day) + timedelta(days=1)) is True
