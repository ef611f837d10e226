"""办件统计: cases written by hand, and the figures of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from pytest_bdd import given, then, when

import permit_rules as pr
from permit_rules.casework import Case, DecisionClock, Figures, Ratio, Span, Times, measure
from permit_rules.casework.events import (
    Complained,
    Decided,
    Event,
    Inspected,
    Joined,
    Line,
    Noticed,
    NoticeKind,
    Outcome,
    Post,
    Result,
    Submitted,
    Worked,
)
from permit_rules.conditions.nodes import Order
from permit_rules.joint_result import Tally
from permit_rules.model.casework import CaseworkRules, Target
from tests.corpus.tables import library
from tests.features.steps.desk import words

_DAY: Final = date(2025, 3, 10)
_YEAR: Final = Span(since=date(2025, 1, 1), through=date(2025, 12, 31))
_RATES: Final = {
    "两次补正率": "two_round_rate",
    "一次通过率": "first_pass_rate",
    "按时办结率": "on_time_rate",
}
_JOINT_RATES: Final = {
    "合并材料压减率": "papers_saved",
    "合并填报压减率": "fields_saved",
    "合并时限压减率": "limits_saved",
    "合并一次办成率": "done_at_once",
    "合并退件率": "returned",
}
_JUDGED: Final = {"达标": "met", "未达标": "missed", "无法判断": "cannot_tell"}


@dataclass
class Registry:
    """The cases of an office, when they were due, what is wanted, and what was measured."""

    cases: list[Case] = field(default_factory=list)
    due: dict[str, date] = field(default_factory=dict)
    limits: dict[str, Fraction] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    measured: Figures | None = None

    def add(self, *events: Event, office: str = "一号窗口", by: str = "B0101") -> Case:
        """A case with these events, decided on their last day unless they say how it ended."""
        case = Case(id=str(len(self.cases)), item="food-business", office=office)
        case = case.with_event(*events)
        if case.decided is None:
            case = case.with_event(Decided(on=events[-1].on, by=by, result=Result.GRANTED))
        self.cases.append(case)
        return case

    @property
    def figures(self) -> Figures:
        """What was measured."""
        assert self.measured is not None
        return self.measured


@pytest.fixture
def registry() -> Registry:
    return Registry()


def _submitted(handling_item: str = "新办", on: date = _DAY) -> Submitted:
    outcome = Outcome(verdict=pr.Verdict.ACCEPTED, complete=True, handling_item=handling_item)
    return Submitted(on=on, payload={}, outcome=outcome)


def _corrected(by: str = "A0101", code: str = "missing") -> Noticed:
    line = Line(point="food-business/M1", code=code)
    return Noticed(on=_DAY, by=by, notice=NoticeKind.CORRECTION, lines=(line,))


def _rounds(number: int, by: str = "A0101") -> tuple[Event, ...]:
    return (_submitted(), *(e for _ in range(number) for e in (_corrected(by), _submitted())))


# ---- 假如 ----------------------------------------------------------------------------------------


@given(words("有「{number}」件办件，补正「{rounds}」次"))
def _corrected_cases(registry: Registry, number: str, rounds: str) -> None:
    for _ in range(int(number)):
        registry.add(*_rounds(int(rounds)))


@given(words("有「{number}」件没有办结的办件，补正「{rounds}」次"))
def _open_cases(registry: Registry, number: str, rounds: str) -> None:
    for _ in range(int(number)):
        case = Case(id=f"open {len(registry.cases)}", item="food-business", office="一号窗口")
        registry.cases.append(case.with_event(*_rounds(int(rounds))))


@given(words("有「{number}」件办件，核查方式是「{mode}」"))
def _inspected(registry: Registry, number: str, mode: str) -> None:
    visit = Inspected(on=_DAY, mode=mode, inspectors=("C0101", "C0102"), passed=True)
    for _ in range(int(number)):
        registry.add(_submitted(), visit)


@given(words("有「{number}」件办件，业务办理项是「{name}」"))
def _situation(registry: Registry, number: str, name: str) -> None:
    for _ in range(int(number)):
        registry.add(_submitted(name))


@given(words("单位「{office}」的人员「{by}」有「{number}」件办件，补正「{rounds}」次"))
def _of_office(registry: Registry, office: str, by: str, number: str, rounds: str) -> None:
    for _ in range(int(number)):
        registry.add(*_rounds(int(rounds), by), office=office)


@given(words("单位「{office}」的人员「{by}」不予受理「{number}」件"))
def _turned_away(registry: Registry, office: str, by: str, number: str) -> None:
    away = Decided(on=_DAY, by=by, result=Result.NOT_ACCEPTED)
    for _ in range(int(number)):
        registry.add(_submitted(), away, office=office)


@given(words("有一件办件，补正原因是「{code}」"))
def _reason(registry: Registry, code: str) -> None:
    registry.add(_submitted(), _corrected(code=code), _submitted())


@given(words("有一件不予受理的办件，原因是「{reason}」"))
def _not_accepted(registry: Registry, reason: str) -> None:
    registry.add(_submitted(), Decided(on=_DAY, result=Result.NOT_ACCEPTED, reason=reason))


@given(words("有一件办件，有人投诉「{about}」"))
def _complained(registry: Registry, about: str) -> None:
    registry.add(_submitted(), Complained(on=_DAY, about=about))


@given(words("一件办件「{accepted}」受理，「{decided}」决定，审查岗位从受理做到决定"))
def _worked(registry: Registry, accepted: str, decided: str) -> None:
    start, end = date.fromisoformat(accepted), date.fromisoformat(decided)
    registry.add(
        _submitted(on=start),
        Noticed(on=start, notice=NoticeKind.ACCEPTANCE),
        Worked(on=start, by="B0101", post=Post.REVIEW, until=end),
        Decided(on=end, by="B0101", result=Result.GRANTED),
    )


@given(words("一件办件应当在「{due}」以前决定，「{decided}」决定"))
def _due(registry: Registry, due: str, decided: str) -> None:
    end = Decided(on=date.fromisoformat(decided), result=Result.GRANTED)
    case = registry.add(_submitted(), end)
    registry.due[case.id] = date.fromisoformat(due)


@given(
    words(
        "一份申请「{number}」的「{cases}」件都准予，材料「{papers}」份，分开要「{papers_apart}」份，"
        "填报「{fields}」项，分开要「{fields_apart}」项"
    )
)
def _joint(
    registry: Registry,
    number: str,
    cases: str,
    papers: str,
    papers_apart: str,
    fields: str,
    fields_apart: str,
) -> None:
    for n in range(int(cases)):
        tallies = (_tally(papers, papers_apart), _tally(fields, fields_apart))
        registry.add(_submitted(), _joined(number, n, int(cases), *tallies))


@given(
    words(
        "一份申请「{number}」的「{cases}」件里有一件不予受理，材料「{papers}」份，"
        "分开要「{papers_apart}」份，填报「{fields}」项，分开要「{fields_apart}」项"
    )
)
def _joint_with_one_returned(
    registry: Registry,
    number: str,
    cases: str,
    papers: str,
    papers_apart: str,
    fields: str,
    fields_apart: str,
) -> None:
    for n in range(int(cases)):
        tallies = (_tally(papers, papers_apart), _tally(fields, fields_apart))
        away = () if n else (Decided(on=_DAY, result=Result.NOT_ACCEPTED),)
        registry.add(_submitted(), _joined(number, n, int(cases), *tallies), *away)


def _tally(together: str, separately: str) -> Tally:
    return Tally(together=int(together), separately=int(separately))


def _joined(number: str, permit: int, cases: int, papers: Tally, fields: Tally) -> Joined:
    return Joined(
        on=_DAY,
        application=number,
        permit=f"permit-{permit}",
        cases=cases,
        papers=papers,
        fields=fields,
    )


@given(words("它们的时限是「{one}」和「{other}」个工作日"))
def _limits(registry: Registry, one: str, other: str) -> None:
    for case, days in zip(registry.cases[-2:], (one, other), strict=True):
        registry.limits[case.id] = Fraction(days)


@given(words("指标是「{figure}」低于「{value}」「{unit}」"))
def _below(registry: Registry, figure: str, value: str, unit: str) -> None:
    _target(registry, figure, Order.BELOW, value, unit)


@given(words("指标是「{figure}」不低于「{value}」「{unit}」"))
def _at_least(registry: Registry, figure: str, value: str, unit: str) -> None:
    _target(registry, figure, Order.AT_LEAST, value, unit)


def _target(registry: Registry, figure: str, order: Order, value: str, unit: str) -> None:
    number = f"T{len(registry.targets)}"
    registry.targets.append(
        Target(id=number, figure=figure, order=order, value=Decimal(value), unit=unit)
    )


# ---- 当 ------------------------------------------------------------------------------------------


@when("统计这些办件")
def _measure(registry: Registry) -> None:
    _measured(registry, show_staff=False)


@when("统计这些办件，写出工号")
def _measure_with_staff(registry: Registry) -> None:
    _measured(registry, show_staff=True)


def _measured(registry: Registry, *, show_staff: bool) -> None:
    rules = library()
    clock = DecisionClock(rules)
    registry.measured = measure(
        registry.cases,
        clock=lambda c: _times(registry, c) or clock(c),
        calendar=rules.calendar,
        period=_YEAR,
        rules=CaseworkRules(targets=tuple(registry.targets)),
        show_staff=show_staff,
    )


def _times(registry: Registry, case: Case) -> Times | None:
    """What a scenario says of the times of a case, if it says anything."""
    if case.id in registry.limits:
        return Times(statutory=registry.limits[case.id])
    return Times(due_on=registry.due[case.id]) if case.id in registry.due else None


# ---- 那么 ----------------------------------------------------------------------------------------


@then(words("统计项「{figure}」是「{shown}」"))
def _rate(registry: Registry, figure: str, shown: str) -> None:
    rate: Ratio = getattr(registry.figures, _RATES[figure])
    assert rate.words == shown


@then(words("统计项「{figure}」的统计办法里写明「{said}」"))
def _definition(registry: Registry, figure: str, said: str) -> None:
    assert said in registry.figures.definitions[figure]


@then(words("一照通行的「{figure}」是「{shown}」"))
def _joint_rate(registry: Registry, figure: str, shown: str) -> None:
    rate: Ratio = getattr(registry.figures.joint, _JOINT_RATES[figure])
    assert rate.words == shown


@then(words("指标「{figure}」「{judgement}」"))
def _judged(registry: Registry, figure: str, judgement: str) -> None:
    [found] = [t.judgement for t in registry.figures.targets if t.figure == figure]
    assert found == _JUDGED[judgement]


@then(words("没有办结、已补正五次及以上的有「{number}」件"))
def _open_five(registry: Registry, number: str) -> None:
    assert registry.figures.population.open_five_or_more == int(number)


@then(words("核查方式「{mode}」有「{number}」件"))
def _mode(registry: Registry, mode: str, number: str) -> None:
    assert [m.cases for m in registry.figures.modes if m.name == mode] == [int(number)]


@then(words("业务办理项「{name}」有「{number}」件"))
def _volume(registry: Registry, name: str, number: str) -> None:
    found = [s.counts.cases for s in registry.figures.situations if s.name == name]
    assert found == [int(number)]


@then(words("排在第一的单位是「{office}」，两次及以上补正「{repeated}」件，不予受理「{away}」件"))
def _first_office(registry: Registry, office: str, repeated: str, away: str) -> None:
    first = registry.figures.offices[0]
    assert first.name == office
    assert (first.counts.repeated, first.counts.not_accepted) == (int(repeated), int(away))


@then(words("排在第一的人员两次及以上补正「{repeated}」件，不予受理「{away}」件"))
def _first_person(registry: Registry, repeated: str, away: str) -> None:
    first = registry.figures.persons[0]
    assert (first.counts.repeated, first.counts.not_accepted) == (int(repeated), int(away))


@then(words("结果里没有「{text}」"))
def _not_in_result(registry: Registry, text: str) -> None:
    assert text not in registry.figures.model_dump_json()


@then(words("结果里有「{text}」"))
def _in_result(registry: Registry, text: str) -> None:
    assert text in registry.figures.model_dump_json()


@then(words("补正原因「{code}」有「{number}」件"))
def _correction_reason(registry: Registry, code: str, number: str) -> None:
    found = [r.cases for r in registry.figures.correction_reasons if r.reason == code]
    assert found == [int(number)]


@then(words("结果的原因「{reason}」有「{number}」件"))
def _decision_reason(registry: Registry, reason: str, number: str) -> None:
    found = [r.cases for r in registry.figures.decision_reasons if r.reason == reason]
    assert found == [int(number)]


@then(words("投诉咨询「{about}」有「{number}」次"))
def _complaints(registry: Registry, about: str, number: str) -> None:
    found = [c.cases for c in registry.figures.complaints if c.name == about]
    assert found == [int(number)]


@then(words("岗位「{post}」用时「{days}」个工作日"))
def _post(registry: Registry, post: str, days: str) -> None:
    assert [p.days for p in registry.figures.posts if p.name == post] == [int(days)]


@then(words("环节「{step}」用时「{days}」个工作日"))
def _step(registry: Registry, step: str, days: str) -> None:
    assert [s.days for s in registry.figures.steps if s.name == step] == [int(days)]
