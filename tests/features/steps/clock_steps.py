"""The clock of a case: what is due, how it stands, reminders; every step calls the public face."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_bdd import given, then, when

import permit_rules as pr
from permit_rules.casework import (
    Case,
    CaseClock,
    Course,
    Due,
    Licence,
    ReminderList,
    acceptance_order,
    clock,
    compression,
    reminders_due,
    renewal,
)
from permit_rules.casework.events import (
    Assigned,
    CommitmentChecked,
    Decided,
    Delivered,
    Event,
    Excluded,
    Extended,
    Forwarded,
    HandedInLater,
    Inspected,
    Line,
    Noticed,
    NoticeKind,
    Outcome,
    Post,
    Result,
    RouteWithdrawn,
    Submitted,
)
from permit_rules.model.casework import CaseworkRules, Reminder
from permit_rules.working_days import Period
from tests.corpus.tables import READER, library
from tests.features.steps.desk import words

_NOTICES: Final = {
    "告知补正": NoticeKind.CORRECTION,
    "受理": NoticeKind.ACCEPTANCE,
    "容缺受理": NoticeKind.DEFERRALS,
    "不予受理": NoticeKind.NON_ACCEPTANCE,
}


@dataclass(slots=True)
class Counter:
    """The case whose clock is looked at, the rules it runs by, and what the clock said."""

    rules: pr.Library = field(default_factory=library)
    case: Case = field(default_factory=lambda: Case(id="示例-1", item="", place=""))
    facts: dict[str, Any] = field(default_factory=dict)
    outcome: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Case] = field(default_factory=dict)
    told: CaseClock | None = None
    licences: list[Licence] = field(default_factory=list)
    list: ReminderList | None = None

    @property
    def clock(self) -> CaseClock:
        """What the clock said; a step that asks before somebody looked is a mistake."""
        assert self.told is not None, "还没有看期限"
        return self.told

    def due(self, name: str) -> Due:
        """The latest deadline of that clock."""
        found = [d for d in self.clock.dues if d.clock.value == name]
        assert found, f"没有「{name}」的期限：{[d.clock.value for d in self.clock.dues]}"
        return found[-1]


@pytest.fixture
def counter() -> Counter:
    """A counter with the rules of the corpus and no case yet."""
    return Counter()


def _day(text: str) -> date:
    return date.fromisoformat(text)


# ---- the case --------------------------------------------------------------------------------


@given(words("事项「{item}」在「{place}」的一个办件，申请写明"))
def _case(counter: Counter, item: str, place: str, datatable: list[list[str]]) -> None:
    counter.case = Case(id="示例-1", item=item, place="" if place == "全国" else place)
    counter.facts = {"facts": {}}
    for name, value in datatable:
        if name == "提交方式":
            counter.facts["channel"] = "online" if value == "线上" else "paper"
        else:
            counter.facts["facts"][name] = value


@given(words("核对的结论是「{verdict}」，缺「{points}」"))
def _outcome(counter: Counter, verdict: str, points: str) -> None:
    found = next(v for v in pr.Verdict if v.label == verdict)
    lines = tuple(
        Line(point=f"{counter.case.item}/{p}", code="missing") for p in points.split("、") if p
    )
    counter.outcome = {"verdict": found, "lines": lines}


@given("核对时这一件可以当场决定")
def _on_spot(counter: Counter) -> None:
    counter.outcome = {"verdict": pr.Verdict.ACCEPTED, "decided_on_spot": True}


@given(words("申请人选择「{point}」容缺后补"))
def _deferred(counter: Counter, point: str) -> None:
    verdict = pr.Verdict.ACCEPTED_WITH_DEFERRALS
    counter.outcome = {"verdict": verdict, "deferred": (f"{counter.case.item}/{point}",)}


@given(words("申请人对「{point}」作了书面承诺"))
def _committed(counter: Counter, point: str) -> None:
    counter.outcome = {
        "verdict": pr.Verdict.ACCEPTED,
        "committed": (f"{counter.case.item}/{point}",),
    }


@given(words("这一件属于「{course}」"))
def _course(counter: Counter, course: str) -> None:
    counter.case = counter.case.model_copy(update={"course": (Course(course),)})


@given("办件的经过是")
def _journal(counter: Counter, datatable: list[list[str]]) -> None:
    events = [_event(counter, _day(on), what, more) for on, what, more in datatable[1:]]
    counter.case = counter.case.with_event(*events)


def _event(counter: Counter, on: date, what: str, more: str) -> Event:
    if what == "收件":
        outcome = {"verdict": pr.Verdict.ACCEPTED, **counter.outcome}
        return Submitted(on=on, payload=counter.facts, outcome=Outcome(complete=True, **outcome))
    if what in _NOTICES:
        return Noticed(on=on, notice=_NOTICES[what])
    item = counter.case.item
    if what == "不计":
        name, until, noticed = (*re.split("[，；]", more), "")[:3]
        told = _day(noticed.removeprefix("告知于")) if noticed else None
        return Excluded(on=on, what=name, until=_day(until.removeprefix("至")), noticed_on=told)
    if what == "延长":
        days, _, reason = more.partition("日，")
        return Extended(on=on, days=int(days.rstrip("日")), reason=reason)
    simple: dict[str, Event] = {
        "准予": Decided(on=on, result=Result.GRANTED),
        "当场准予": Decided(on=on, result=Result.GRANTED, on_spot=True),
        "送达": Delivered(on=on),
        "指派": Assigned(
            on=on, post=Post.INSPECTION, persons=tuple(filter(None, more.split("、")))
        ),
        "核查": Inspected(on=on, mode="现场核查", inspectors=("01", "02"), passed=True),
        "初审完毕": Forwarded(on=on, to=more),
        "补交": HandedInLater(on=on, points=(f"{item}/{more}",)),
        "撤回": RouteWithdrawn(on=on, point=f"{item}/{more}"),
        "承诺没有兑现": CommitmentChecked(on=on, point=f"{item}/{more}", kept=False),
    }
    return simple[what]


@given(words("「{place}」的地方规则另外写明"))
def _local(counter: Counter, place: str, docstring: str, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / f"{place}-example"
    folder.mkdir(parents=True)
    item = re.search(r"^事项: (\S+)$", docstring, re.MULTILINE)
    assert item is not None
    (folder / f"{item[1]}.yaml").write_text(docstring, encoding="utf-8")
    counter.rules = READER.load(overlay=tmp_path / "rules")


@given("以下办件")
def _several(counter: Counter, datatable: list[list[str]]) -> None:
    for name, received, accepted in datatable[1:]:
        made = Case(id=name, item=counter.case.item or "tobacco-retail").with_event(
            Submitted(
                on=_day(received),
                payload={"facts": {"业务办理项": "新办"}},
                outcome=Outcome(verdict=pr.Verdict.ACCEPTED, complete=True),
            )
        )
        if accepted:
            made = made.with_event(Noticed(on=_day(accepted), notice=NoticeKind.ACCEPTANCE))
        counter.others[name] = made


# ---- looking -----------------------------------------------------------------------------------


@when(words("在「{day}」看办件的期限"))
def _look(counter: Counter, day: str) -> None:
    counter.told = clock(counter.case, counter.rules, _day(day))


# ---- what the clock says -----------------------------------------------------------------------


@then(words("「{name}」最后一天是「{day}」，「{state}」"))
def _due_is(counter: Counter, name: str, day: str, state: str) -> None:
    due = counter.due(name)
    assert (due.due, due.state.value) == (_day(day), state), due


@then(words("「{name}」算不出来：「{reason}」"))
def _cannot_tell(counter: Counter, name: str, reason: str) -> None:
    due = counter.due(name)
    assert due.due is None
    assert reason in due.reason


@then(words("「{name}」还没有起算"))
def _not_started(counter: Counter, name: str) -> None:
    assert counter.due(name).state.value == "未起算"


@then(words("「{name}」没有期限"))
def _no_due(counter: Counter, name: str) -> None:
    assert name not in [d.clock.value for d in counter.clock.dues]


@then(words("「{name}」的法定期限到「{day}」为止"))
def _statutory(counter: Counter, name: str, day: str) -> None:
    assert counter.due(name).statutory_due == _day(day)


@then(words("「{name}」注明「{remark}」"))
def _remarked(counter: Counter, name: str, remark: str) -> None:
    due = counter.due(name)
    assert remark in "；".join((*due.remarks, *due.not_counted)), due


@then(words("办件自「{day}」起受理：「{how}」"))
def _accepted(counter: Counter, day: str, how: str) -> None:
    found = counter.clock.acceptance
    assert found.accepted_on == _day(day), found
    assert found.how is not None
    assert found.how.value == how


@then(words("审查时仍要看缺少的「{points}」"))
def _gaps(counter: Counter, points: str) -> None:
    gaps = [line.point.rpartition("/")[2] for line in counter.clock.acceptance.gaps]
    assert gaps == points.split("、")


@then(words("办件没有受理：「{reason}」"))
def _not_accepted(counter: Counter, reason: str) -> None:
    found = counter.clock.acceptance
    assert found.accepted_on is None
    assert reason in found.reason


@then(words("后补的「{point}」最后一天是「{day}」，「{state}」，逾期的后果是「{consequence}」"))
def _later(counter: Counter, point: str, day: str, state: str, consequence: str) -> None:
    [found] = [d for d in counter.clock.later if d.point.endswith(f"/{point}")]
    assert (found.due, found.state.value) == (_day(day), state), found
    assert found.consequence == consequence


@then("后果现在就发生")
def _consequence_now(counter: Counter) -> None:
    open_ = (*counter.clock.later, *counter.clock.commitments)
    assert [d.consequence_due for d in open_] == [True], open_


@then("后果没有发生")
def _no_consequence(counter: Counter) -> None:
    open_ = (*counter.clock.later, *counter.clock.commitments)
    assert [d.consequence_due for d in open_] == [False], open_


@then("没有要后补的材料")
def _nothing_later(counter: Counter) -> None:
    assert counter.clock.later == ()


@then(words("承诺「{point}」要在「{day}」以前核查，违诺的后果是「{consequence}」"))
def _commitment(counter: Counter, point: str, day: str, consequence: str) -> None:
    [found] = [d for d in counter.clock.commitments if d.point.endswith(f"/{point}")]
    assert found.due == _day(day), found
    assert found.consequence == consequence


@then(words("延续视为准予，自「{day}」起"))
def _deemed(counter: Counter, day: str) -> None:
    assert counter.clock.renewal is not None
    assert counter.clock.renewal.deemed_on == _day(day), counter.clock.renewal


@then(words("延续没有视为准予：「{reason}」"))
def _not_deemed(counter: Counter, reason: str) -> None:
    assert counter.clock.renewal is not None
    assert counter.clock.renewal.deemed_on is None
    assert reason in counter.clock.renewal.reason, counter.clock.renewal


@then("延续没有视为准予")
def _not_yet_deemed(counter: Counter) -> None:
    assert counter.clock.renewal is not None
    assert counter.clock.renewal.deemed_on is None


@then(words("在「{day}」按受理先后排列是「{order}」"))
def _in_order(counter: Counter, day: str, order: str) -> None:
    told = [(c, clock(c, counter.rules, _day(day)).acceptance) for c in counter.others.values()]
    assert "、".join(c.id for c in acceptance_order(told)) == order


# ---- compression -------------------------------------------------------------------------------


@then(words("法定「{statutory}」、承诺「{committed}」，压缩「{rate}」，「{met}」压缩50%以上"))
def _compressed(statutory: str, committed: str, rate: str, met: str) -> None:
    found = compression(Period.parse(statutory), Period.parse(committed))
    assert found is not None
    assert (found.text, found.at_least(50)) == (rate, {"达到": True, "没有达到": False}[met])


@then(words("法定「{statutory}」、承诺「{committed}」，压缩多少不能比"))
def _not_comparable(statutory: str, committed: str) -> None:
    assert compression(Period.parse(statutory), Period.parse(committed)) is None


@then(words("决定时限压缩「{rate}」，「{met}」压缩50%以上"))
def _case_compressed(counter: Counter, rate: str, met: str) -> None:
    found = counter.clock.compression
    assert found is not None
    assert (found.text, found.at_least(50)) == (rate, {"达到": True, "没有达到": False}[met])


# ---- licences ----------------------------------------------------------------------------------


@given("到期提醒的规则是")
def _reminders(counter: Counter, datatable: list[list[str]]) -> None:
    rules = tuple(
        Reminder(id=f"R{n}", step=step, before=Period.parse(before))
        for n, (step, before) in enumerate(datatable, 1)
    )
    counter.rules = replace(counter.rules, casework=CaseworkRules(reminders=rules))


@given("以下证件")
def _licences(counter: Counter, datatable: list[list[str]]) -> None:
    for name, item, until, told, applied in datatable[1:]:
        counter.licences.append(
            Licence(
                id=name,
                item=item,
                valid_until=None if until == "没有写" else until,
                told=tuple(filter(None, told.split("、"))),
                applied_on=_day(applied) if applied else None,
            )
        )


@when(words("在「{day}」列出要提醒的"))
def _list(counter: Counter, day: str) -> None:
    counter.list = reminders_due(counter.licences, counter.rules, _day(day))


@then("要提醒的依次是")
def _listed(counter: Counter, datatable: list[list[str]]) -> None:
    assert counter.list is not None
    found = [[r.licence, r.step, r.on.isoformat()] for r in counter.list.due]
    assert found == datatable[1:]


@then("没有要提醒的")
def _nothing_listed(counter: Counter) -> None:
    assert counter.list is not None
    assert counter.list.due == ()
    assert counter.list.unclear == ()


@then(words("「{name}」说不准：「{reason}」"))
def _unclear(counter: Counter, name: str, reason: str) -> None:
    assert counter.list is not None
    assert any(n == name and reason in r for n, r in counter.list.unclear), counter.list


@then(words("「{item}」「{until}」届满的证，在「{day}」是「{state}」"))
def _licence_state(counter: Counter, item: str, until: str, day: str, state: str) -> None:
    counter.licences = [Licence(id="示例证", item=item, valid_until=_day(until))]
    found = renewal(counter.licences[0], counter.rules, _day(day))
    assert found.state.value == state, found


@then(words("延续从「{opens}」到「{closes}」申请，迟到的「{late}」"))
def _window(counter: Counter, opens: str, closes: str, late: str) -> None:
    found = renewal(counter.licences[0], counter.rules, date(2026, 1, 5))
    assert found.opens == (_day(opens) if opens else None), found
    assert (found.closes, found.late) == (_day(closes), late), found


@then(words("届满以后按「{afterwards}」办"))
def _afterwards(counter: Counter, afterwards: str) -> None:
    assert renewal(counter.licences[0], counter.rules, date(2026, 1, 5)).afterwards == afterwards


@then(words("申请期注明「{remark}」"))
def _reading(counter: Counter, remark: str) -> None:
    assert remark in renewal(counter.licences[0], counter.rules, date(2026, 1, 5)).remark
