"""The clock of a case beyond its scenarios: odd journals, days before and after, and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.casework import (
    Case,
    CaseClock,
    Course,
    Due,
    DueState,
    HowAccepted,
    Licence,
    RenewalState,
    clock,
    reminders_due,
    renewal,
    rulebook_of,
)
from permit_rules.casework.events import (
    Decided,
    Event,
    Excluded,
    Extended,
    Line,
    Noticed,
    NoticeKind,
    Outcome,
    Result,
    Submitted,
)
from permit_rules.model.casework import CaseworkRules, Reminder
from permit_rules.working_days import Calendar, Period
from tests.corpus.tables import library

RECEIVED = date(2026, 3, 2)
LINE = Line(point="food-business/M1", code="missing")


def submitted(on: date, **facts: str) -> Submitted:
    """A submission for a new food permit that lacks one paper."""
    payload: dict[str, Any] = {"facts": {"业务办理项": "新办", **facts}}
    return Submitted(
        on=on,
        payload=payload,
        outcome=Outcome(verdict=pr.Verdict.CORRECTION, complete=True, lines=(LINE,)),
    )


def noticed(on: date, notice: NoticeKind = NoticeKind.ACCEPTANCE) -> Noticed:
    """A written notice."""
    return Noticed(on=on, notice=notice)


def case(*events: Event, item: str = "food-business", place: str = "", **more: Any) -> Case:
    """A case with these events."""
    return Case(id="示例-1", item=item, place=place, **more).with_event(*events)


def accepted(*events: Event, item: str = "food-business", **more: Any) -> Case:
    """A case accepted on the day of receipt."""
    return case(submitted(RECEIVED), noticed(RECEIVED), *events, item=item, **more)


def decision(of: Case, on: date, rules: pr.Library | None = None) -> Due:
    """The deadline of its decision."""
    due = clock(of, rules or library(), on).decision
    assert due is not None
    return due


def test_nothing_is_due_before_anything_came() -> None:
    told = clock(accepted(), library(), date(2026, 3, 1))
    assert told.reason == "还没有收到申请"
    assert told.dues == ()


def test_only_what_happened_by_then_is_looked_at() -> None:
    whole = accepted(Decided(on=date(2026, 3, 12), result=Result.GRANTED))
    assert decision(whole, date(2026, 3, 11)).state is DueState.RUNNING
    assert decision(whole, date(2026, 3, 12)).state is DueState.IN_TIME


def test_a_day_before_the_known_rules_has_no_clock() -> None:
    told = clock(case(submitted(date(2010, 3, 2))), library(), date(2010, 3, 20))
    assert told.reason == "规则库没有这一天施行的规定"


def test_an_unknown_item_is_an_error_for_the_caller() -> None:
    with pytest.raises(pr.UnknownItem):
        clock(case(submitted(RECEIVED), item="teashop"), library(), RECEIVED)


def test_a_rulebook_gives_the_same_answer_as_its_library() -> None:
    one = accepted()
    book = rulebook_of(one, library())
    assert clock(one, book, RECEIVED) == clock(one, library(), RECEIVED)
    with pytest.raises(ValueError, match="no submission"):
        rulebook_of(case(), library())


def test_the_clock_survives_json() -> None:
    told = clock(accepted(), library(), date(2026, 3, 20))
    assert CaseClock.model_validate_json(told.model_dump_json()) == told


def test_a_turned_away_case_has_no_deadlines_but_that_of_the_answer() -> None:
    notice = noticed(date(2026, 3, 4), NoticeKind.NON_ACCEPTANCE)
    told = clock(case(submitted(RECEIVED), notice), library(), date(2026, 3, 20))
    assert told.acceptance.closed
    assert [d.clock.value for d in told.dues] == ["一次告知"]


def test_who_adds_something_unasked_leaves_the_office_no_more_time() -> None:
    events = (submitted(RECEIVED), submitted(date(2026, 3, 6)))
    told = clock(case(*events), library(), date(2026, 3, 10))
    assert told.acceptance.how is HowAccepted.SILENCE
    assert told.acceptance.accepted_on == RECEIVED
    answered = case(*events, noticed(date(2026, 3, 9), NoticeKind.CORRECTION))
    assert clock(answered, library(), date(2026, 3, 10)).acceptance.accepted_on is None


def test_a_correction_that_nobody_answers_is_accepted_from_its_own_receipt() -> None:
    told = clock(
        case(
            submitted(RECEIVED),
            noticed(date(2026, 3, 4), NoticeKind.CORRECTION),
            submitted(date(2026, 3, 16)),
        ),
        library(),
        date(2026, 3, 24),
    )
    assert told.acceptance.accepted_on == date(2026, 3, 16)
    assert [d.due for d in told.acceptance.notices] == [date(2026, 3, 9), date(2026, 3, 23)]


def test_a_late_refusal_to_accept_is_left_to_a_person() -> None:
    late = noticed(date(2026, 3, 11), NoticeKind.NON_ACCEPTANCE)
    told = clock(case(submitted(RECEIVED), late), library(), date(2026, 3, 12))
    assert told.acceptance.how is HowAccepted.SILENCE
    assert told.acceptance.reason


def test_an_application_that_was_withdrawn_is_not_accepted() -> None:
    over = Decided(on=date(2026, 3, 4), result=Result.WITHDRAWN)
    told = clock(case(submitted(RECEIVED), over), library(), date(2026, 3, 20))
    assert told.acceptance.closed
    assert told.acceptance.accepted_on is None


def test_without_a_published_year_nothing_is_guessed() -> None:
    told = clock(case(submitted(date(2026, 12, 29))), library(), date(2027, 2, 1))
    assert told.acceptance.accepted_on is None
    assert "尚未公布" in told.acceptance.reason
    [notice] = told.acceptance.notices
    assert (notice.due, notice.state) == (None, DueState.CANNOT_TELL)


def test_a_notice_that_comes_after_the_end_excludes_nothing() -> None:
    late = Excluded(
        on=date(2026, 3, 9), what="检验", until=date(2026, 3, 13), noticed_on=date(2026, 3, 17)
    )
    due = decision(accepted(late), date(2026, 3, 18))
    assert due.due == date(2026, 3, 16)
    assert "期限已于2026-03-16届满" in due.not_counted[0]
    assert due.excluded == ()


def test_what_stood_still_is_told_merged_and_cut_to_the_running_period() -> None:
    def still(first: int, last: int) -> Excluded:
        return Excluded(
            on=date(2026, 3, first),
            what="检验",
            until=date(2026, 3, last),
            noticed_on=date(2026, 3, first),
        )

    due = decision(accepted(still(2, 4), still(4, 5)), date(2026, 3, 18))
    assert [(i.first.day, i.last.day) for i in due.excluded] == [(3, 5)]
    assert due.due == date(2026, 3, 19)


def test_a_limit_is_extended_once() -> None:
    more = [Extended(on=date(2026, 3, d), days=3, reason="案情复杂") for d in (10, 11)]
    due = decision(accepted(*more), date(2026, 3, 18))
    assert due.due == date(2026, 3, 19)
    assert "只可以延长一次" in due.not_counted[0]
    assert due.extended == "3个工作日"


def test_where_no_rule_allows_an_extension_there_is_none() -> None:
    book = rulebook_of(accepted(), library())
    bare = replace(book, limits=tuple(li for li in book.limits if "延长" not in li.step))
    more = Extended(on=date(2026, 3, 10), days=3, reason="案情复杂")
    due = clock(accepted(more), bare, date(2026, 3, 18)).decision
    assert due is not None
    assert due.due == date(2026, 3, 16)
    assert "没有可以延长的规定" in due.not_counted[0]


def test_an_extension_in_working_days_follows_a_period_of_days() -> None:
    # 20 days end on 22 March, a Sunday; ten working days from there on end on 3 April.
    more = Extended(on=date(2026, 3, 20), days=10, reason="案情复杂")
    due = decision(accepted(more, item="road-freight"), date(2026, 3, 23))
    assert due.due == date(2026, 4, 3)


def test_half_a_working_day_is_told_and_not_counted() -> None:
    one = case(
        submitted(RECEIVED, 业务办理项="设立登记"),
        noticed(RECEIVED),
        item="enterprise-registration",
        place="430700",
    )
    due = decision(one, RECEIVED)
    assert due.committed == "0.5个工作日"
    assert due.committed_due is None
    assert due.due == due.statutory_due == date(2026, 3, 5)
    assert "只告知" in due.remarks[0]
    told = clock(one, library(), RECEIVED)
    assert told.compression is not None
    assert told.compression.text == "83.3%"


def test_a_handling_item_that_nobody_stated_leaves_the_decision_open() -> None:
    bare = Submitted(
        on=RECEIVED, payload={}, outcome=Outcome(verdict=pr.Verdict.ACCEPTED, complete=True)
    )
    due = decision(case(bare, noticed(RECEIVED), item="drug-retail"), RECEIVED)
    assert due.due is None
    assert "业务办理项" in due.reason
    said = bare.model_copy(
        update={"outcome": bare.outcome.model_copy(update={"handling_item": "新办"})}
    )
    told = decision(case(said, noticed(RECEIVED), item="drug-retail"), RECEIVED)
    assert told.due == date(2026, 3, 30)


def test_a_filing_has_no_deadline_for_a_notice() -> None:
    filing = case(submitted(RECEIVED, 业务办理项="备案"), item="hr-services")
    assert clock(filing, library(), RECEIVED).acceptance.notices == ()


def test_a_renewal_in_time_is_decided_before_the_permit_ends() -> None:
    # 20 working days from 20 August end on 17 September, after the last day of the permit.
    dates = {"业务办理项": "延续", "许可证有效期至": "2026-09-10"}
    one = case(
        submitted(date(2026, 7, 6), **dates),
        noticed(date(2026, 7, 8), NoticeKind.CORRECTION),
        submitted(date(2026, 8, 19), **dates),
        noticed(date(2026, 8, 20)),
        item="labour-dispatch",
    )
    due = decision(one, date(2026, 9, 1))
    assert due.statutory_due == date(2026, 9, 17)
    assert due.due == date(2026, 9, 10)


def test_a_renewal_that_does_not_say_until_when_is_told() -> None:
    one = case(submitted(RECEIVED, 业务办理项="延续"), noticed(RECEIVED))
    told = clock(one, library(), RECEIVED).renewal
    assert told is not None
    assert "没有写明" in told.reason


def test_joint_cases_have_a_limit_of_their_own() -> None:
    told = clock(accepted(course=(Course.JOINT,)), library(), RECEIVED)
    assert told.decision is not None
    assert told.decision.statutory == "45个工作日"


# ---- properties ----------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 3, 3), date(2026, 4, 30))
EXCLUDED = st.builds(
    lambda on, days, noticed: Excluded(
        on=on,
        what="检验",
        until=on + timedelta(days=days),
        noticed_on=on + timedelta(days=noticed) if noticed is not None else None,
    ),
    DAYS,
    st.integers(0, 15),
    st.none() | st.integers(-3, 3),
)
ITEMS = st.sampled_from(["food-business", "road-freight", "entertainment-venue"])
END = date(2026, 6, 1)


def journal(*excluded: Excluded, item: str) -> Case:
    """An accepted case with these intervals, in the order of their days."""
    return accepted(*sorted(excluded, key=lambda e: e.on), item=item)


@settings(max_examples=40)
@given(ITEMS, st.lists(EXCLUDED, max_size=3), EXCLUDED)
def test_one_more_interval_never_makes_a_deadline_earlier(
    item: str, excluded: list[Excluded], more: Excluded
) -> None:
    before = decision(journal(*excluded, item=item), END).due
    after = decision(journal(*excluded, more, item=item), END).due
    assert before is not None
    assert after is not None
    assert after >= before


@settings(max_examples=40)
@given(ITEMS, st.lists(EXCLUDED, max_size=3))
def test_without_a_written_notice_nothing_is_excluded(item: str, excluded: list[Excluded]) -> None:
    silent = [e.model_copy(update={"noticed_on": None}) for e in excluded]
    due = decision(journal(*silent, item=item), END)
    assert due.due == decision(journal(item=item), END).due
    assert len(due.not_counted) == len(silent)


@settings(max_examples=40)
@given(ITEMS, DAYS)
def test_one_more_day_off_never_makes_a_deadline_earlier(item: str, off: date) -> None:
    calendar = library().calendar
    more = Calendar(
        calendar.name, calendar.years, calendar.holidays | {off}, calendar.extra_workdays - {off}
    )
    before = decision(accepted(item=item), END).due
    after = decision(accepted(item=item), END, replace(library(), calendar=more)).due
    assert before is not None
    assert after is not None
    assert after >= before


@settings(max_examples=30)
@given(st.dates(date(2026, 3, 2), date(2026, 4, 30)), st.integers(0, 30))
def test_silence_never_accepts_before_the_last_day_is_over(received: date, later: int) -> None:
    on = received + timedelta(days=later)
    told = clock(case(submitted(received)), library(), on)
    [notice] = told.acceptance.notices
    assert notice.due is not None
    assert (told.acceptance.accepted_on == received) is (on > notice.due)


# ---- licences ----------------------------------------------------------------------------------


def with_reminders(*rules: Reminder) -> pr.Library:
    """The corpus with these rules about reminders."""
    return replace(library(), casework=CaseworkRules(reminders=rules))


def reminder(step: str, before: str, place: str = "") -> Reminder:
    """A rule about reminding."""
    return Reminder(id=step + place, step=step, before=Period.parse(before), place=place)


def test_the_nearest_level_says_when_to_remind() -> None:
    rules = with_reminders(reminder("提醒", "60 日"), reminder("提醒", "30 日", "440300"))
    days = {
        place: renewal(
            Licence(id="1", item="food-business", place=place, valid_until=date(2026, 8, 31)),
            rules,
            date(2026, 6, 1),
        )
        .reminders[0]
        .on
        for place in ("440100", "440300")
    }
    assert days == {"440100": date(2026, 6, 11), "440300": date(2026, 7, 11)}


@pytest.mark.parametrize("key", ["applied_on", "closed_on"])
def test_what_is_done_with_is_off_the_list_from_that_day_on(key: str) -> None:
    rules = with_reminders(reminder("提醒", "60 日"))
    licence = Licence.model_validate(
        {
            "id": "1",
            "item": "food-business",
            "valid_until": date(2026, 8, 31),
            key: date(2026, 7, 1),
        }
    )
    assert reminders_due([licence], rules, date(2026, 6, 30)).due
    assert not reminders_due([licence], rules, date(2026, 7, 1)).due


def test_the_list_is_in_the_order_of_the_days_and_stable() -> None:
    rules = with_reminders(reminder("提醒", "60 日"))
    licences = [
        Licence(id=str(n), item="food-business", valid_until=date(2026, 8, 31 - n % 3))
        for n in range(9)
    ]
    found = reminders_due(licences, rules, date(2026, 8, 1)).due
    assert [r.licence for r in found] == [
        r.licence for r in sorted(found, key=lambda r: (r.on, int(r.licence)))
    ]
    assert len(found) == 9


def test_an_item_without_any_window_cannot_be_told() -> None:
    licence = Licence(
        id="1", item="small-catering-registration", place="370000", valid_until=date(2026, 8, 31)
    )
    assert renewal(licence, library(), date(2026, 6, 1)).closes == date(2026, 8, 1)
    fields = {"id": "1", "item": "publications-online-filing", "place": "310000"}
    none = Licence.model_validate({**fields, "valid_until": date(2026, 8, 31)})
    found = renewal(none, library(), date(2026, 6, 1))
    assert (found.state, found.reason) == (
        RenewalState.CANNOT_TELL,
        "规则没有写什么时候可以申请延续",
    )
