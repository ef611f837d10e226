"""The figures of cases written by hand: every bound, on both sides."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from permit_rules.casework.case import Case
from permit_rules.casework.events import Noticed, NoticeKind, Result
from permit_rules.casework.figures import Clock, Figures, Measuring, Ratio, Span, Times, measure
from permit_rules.casework.figures.definitions import DEFINITIONS
from permit_rules.model.casework import Figure
from permit_rules.result import Verdict
from tests.casework.made_cases import (
    DAY,
    EXPIRED,
    MISSING,
    Complained,
    Delivered,
    Inspected,
    Post,
    Worked,
    accepted,
    case,
    corrected,
    decided,
    submitted,
    with_rounds,
)
from tests.corpus.tables import library

CALENDAR = library().calendar
ONE = timedelta(days=1)


def no_clock(_: Case) -> Times:
    """Nothing is known of any time."""
    return Times()


def figures(cases: Iterable[Case], clock: Clock = no_clock, **more: Any) -> Figures:
    """The figures of cases."""
    return measure(cases, clock=clock, calendar=CALENDAR, **more)


# ---- rounds --------------------------------------------------------------------------------------


def test_a_case_counts_from_its_second_correction_on() -> None:
    found = figures([with_rounds(r, id=str(r)) for r in (0, 1, 2, 3)])
    assert found.two_round_rate == Ratio(numerator=2, denominator=4)
    assert found.first_pass_rate == Ratio(numerator=1, denominator=4)
    assert [(r.rounds, r.cases) for r in found.rounds] == [(0, 1), (1, 1), (2, 1), (3, 1)]


def test_only_correction_notices_are_rounds() -> None:
    other = Noticed(on=DAY, notice=NoticeKind.QUESTIONS)
    one = case(submitted(DAY, Verdict.CANNOT_TELL), other, other, accepted(DAY), decided(DAY))
    assert figures([one]).first_pass_rate == Ratio(numerator=1, denominator=1)


@pytest.mark.parametrize(("rounds", "counted"), [(4, 0), (5, 1), (6, 1)])
def test_five_itself_is_five_or_more(rounds: int, counted: int) -> None:
    assert figures([with_rounds(rounds)]).five_or_more == counted


def test_who_was_turned_away_did_not_pass() -> None:
    away = with_rounds(0, result=Result.NOT_ACCEPTED)
    assert figures([away]).first_pass_rate == Ratio(numerator=0, denominator=1)


def test_of_nothing_there_is_no_rate() -> None:
    found = figures([])
    assert found.two_round_rate.value is None
    assert found.two_round_rate.percent == "无法计算"
    assert found.on_time_rate.value is None
    assert found.limit_compression.value is None


def test_every_figure_says_how_it_is_counted() -> None:
    said = figures([]).definitions
    assert set(said) == {"统计范围", *(f.value for f in Figure)}
    assert "两次及以上" in said["两次补正率"]
    assert "期间内办结的全部办件" in said["两次补正率"]
    assert set(DEFINITIONS) == set(Figure)


# ---- the period ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "counted"),
    [(DAY - ONE, 0), (DAY, 1), (DAY + 4 * ONE, 1), (DAY + 5 * ONE, 0)],
)
def test_both_edges_of_the_period_belong_to_it(on: date, counted: int) -> None:
    period = Span(since=DAY, through=DAY + 4 * ONE)
    found = figures([with_rounds(2, on=on)], period=period)
    assert found.population.decided == counted
    assert found.two_round_rate.denominator == counted


def test_a_case_without_decision_is_no_denominator_but_is_not_hidden() -> None:
    waiting = case(submitted(DAY), *(corrected(DAY) for _ in range(5)))
    found = figures([waiting, with_rounds(0)])
    assert found.two_round_rate == Ratio(numerator=0, denominator=1)
    assert found.five_or_more == 0
    assert (found.population.open, found.population.open_five_or_more) == (1, 1)


def test_a_case_decided_after_the_period_was_open_by_its_end() -> None:
    late = case(
        submitted(DAY), *(corrected(DAY + n * ONE) for n in range(5)), decided(DAY + 9 * ONE)
    )
    by_then = figures([late], period=Span(through=DAY + 3 * ONE)).population
    assert (by_then.open, by_then.open_five_or_more, by_then.decided) == (1, 0, 0)
    later = figures([late], period=Span(through=DAY + 4 * ONE)).population
    assert (later.open, later.open_five_or_more) == (1, 1)
    before = figures([late], period=Span(through=DAY - ONE)).population
    assert (before.open, before.outside) == (0, 1)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before"):
        Span(since=DAY, through=DAY - ONE)


def test_other_items_and_offices_are_left_out() -> None:
    cases = [
        with_rounds(2, id="1"),
        with_rounds(0, id="2", item="drug-retail"),
        with_rounds(0, id="3", office="乙窗口"),
    ]
    found = figures(cases, items=["food-business"], offices=["甲窗口"])
    assert found.population.model_dump() == {
        "read": 3,
        "other": 2,
        "outside": 0,
        "open": 0,
        "open_five_or_more": 0,
        "decided": 1,
    }
    assert found.two_round_rate == Ratio(numerator=1, denominator=1)


# ---- late-notified -------------------------------------------------------------------------------


def test_lines_told_too_late_are_counted_by_line_and_by_case() -> None:
    late = submitted(DAY + ONE, Verdict.CORRECTION, late_notified=(MISSING, EXPIRED))
    again = submitted(DAY + 2 * ONE, Verdict.CORRECTION, late_notified=(EXPIRED,))
    notices = [corrected(DAY, "A1"), corrected(DAY + ONE, "A2"), corrected(DAY + 2 * ONE, "A3")]
    bad = case(submitted(DAY, Verdict.CORRECTION), late, again, *notices, decided(DAY + 3 * ONE))
    # On one day the submission stands before the notice that answers it.
    ordered = case(id="1").with_event(
        submitted(DAY, Verdict.CORRECTION), notices[0], late, notices[1], again, notices[2],
        decided(DAY + 3 * ONE),
    )  # fmt: skip
    assert bad.rounds == ordered.rounds
    found = figures([ordered, with_rounds(0, id="2")], show_staff=True)
    assert (found.late_notified_cases, found.late_notified_lines) == (1, 3)
    by_person = {p.name: p.counts.late_notified for p in found.persons}
    assert by_person == {"A1": 2, "A2": 1, "A3": 0, "B1": 0}


# ---- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "on_time"), [(-1, 1), (0, 1), (1, 0)])
def test_a_decision_on_the_last_day_is_in_time(by: int, on_time: int) -> None:
    found = figures([with_rounds(0, on=DAY + by * ONE)], lambda _: Times(due_on=DAY))
    assert found.on_time_rate == Ratio(numerator=on_time, denominator=1)
    assert found.due_unknown == 0


def test_a_case_whose_last_day_is_not_known_is_neither_in_time_nor_late() -> None:
    due = {"1": Times(due_on=DAY), "2": Times()}
    found = figures([with_rounds(0, id="1"), with_rounds(0, id="2")], lambda c: due[c.id])
    assert found.on_time_rate == Ratio(numerator=1, denominator=1)
    assert found.due_unknown == 1


def test_compression_is_one_minus_the_share_of_the_statutory_limit() -> None:
    times = {
        # 30 → 15 is exactly a half, 60 → 25 is 58.3 % (S2-5); no promise counts as no compression.
        "1": Times(statutory=Fraction(30), committed=Fraction(15), used=10),
        "2": Times(statutory=Fraction(60), committed=Fraction(25), used=60),
        "3": Times(statutory=Fraction(10), used=None),
        "4": Times(),
    }
    found = figures([with_rounds(0, id=n) for n in times], lambda c: times[c.id])
    assert found.limit_compression == Ratio(numerator=50, denominator=100)
    assert found.time_compression == Ratio(numerator=20, denominator=90)
    assert (found.limits_left_out, found.times_left_out) == (1, 2)


def test_half_a_working_day_is_counted_exactly() -> None:
    half = Times(statutory=Fraction(3), committed=Fraction(1, 2))
    found = figures([with_rounds(0)], lambda _: half)
    assert found.limit_compression.value == Fraction(5, 6)


def test_posts_and_steps_are_counted_in_working_days() -> None:
    friday = date(2025, 3, 14)
    one = case(
        submitted(DAY, Verdict.CORRECTION),
        Worked(on=DAY, by="A1", post=Post.ACCEPTANCE, until=DAY),
        corrected(DAY + ONE),
        submitted(DAY + 3 * ONE),
        accepted(friday),
        Worked(on=friday, by="B1", post=Post.REVIEW, until=date(2025, 3, 18)),
        decided(date(2025, 3, 18)),
        Delivered(on=date(2025, 3, 19)),
    )
    found = figures([one])
    assert [(p.name, p.times, p.days, p.longest) for p in found.posts] == [
        ("受理", 1, 0, 0),
        ("审查", 1, 2, 2),
    ]
    assert [(s.name, s.days) for s in found.steps] == [
        ("收件至首次告知", 1),
        ("申请人补正", 2),
        ("收件至受理", 4),
        ("受理至决定", 2),
        ("决定至送达", 1),
    ]
    assert found.posts[1].mean == Ratio(numerator=2, denominator=1)


def test_days_of_a_year_without_a_calendar_are_said_to_be_unknown() -> None:
    end = date(2026, 12, 31)
    work = Worked(on=end, by="B1", post=Post.REVIEW, until=date(2027, 1, 5))
    found = figures([case(submitted(end), work, decided(end))])
    assert (found.posts[0].times, found.posts[0].unknown) == (0, 1)


# ---- groups --------------------------------------------------------------------------------------


def test_volume_by_situation_and_by_mode() -> None:
    video = Inspected(on=DAY, mode="远程视频核查", inspectors=("C1", "C2"), passed=False)
    again = video.model_copy(update={"passed": True})
    site = video.model_copy(update={"mode": "现场核查"})
    change = submitted(DAY, handling_item="变更")
    found = figures(
        [
            case(submitted(DAY), video, again, decided(DAY), id="1"),
            case(change, video, site, decided(DAY), id="2"),
            case(change, decided(DAY), id="3"),
        ]
    )
    assert [(s.item, s.name, s.counts.cases) for s in found.situations] == [
        ("food-business", "变更", 2),
        ("food-business", "新办", 1),
    ]
    # A case inspected twice in the same way is one case.
    assert {m.name: m.cases for m in found.modes} == {
        "远程视频核查": 2,
        "现场核查": 1,
        "没有核查记录": 1,
    }


def test_reasons_are_counted_by_case_and_by_line() -> None:
    one = case(
        submitted(DAY, Verdict.CORRECTION),
        corrected(DAY, "A1", MISSING, MISSING, EXPIRED),
        corrected(DAY, "A1", MISSING),
        decided(DAY, Result.NOT_ACCEPTED, reason="barred"),
        Complained(on=DAY, about="咨询进度"),
    )
    found = figures([one, with_rounds(0, id="2")])
    assert [(r.reason, r.cases, r.lines) for r in found.correction_reasons] == [
        ("defective/expiry", 1, 1),
        ("missing", 1, 3),
    ]
    assert [(r.reason, r.cases) for r in found.decision_reasons] == [("不予受理：barred", 1)]
    assert [(c.name, c.cases) for c in found.complaints] == [("咨询进度", 1)]


def test_offices_and_persons_by_their_repeated_corrections() -> None:
    shared = case(
        submitted(DAY, Verdict.CORRECTION),
        corrected(DAY, "A1"),
        corrected(DAY, "A2"),
        accepted(DAY, "A2"),
        decided(DAY, by="B1"),
        id="1",
    )
    away = case(submitted(DAY), decided(DAY, Result.NOT_ACCEPTED, by="A1"), id="2", office="乙")
    found = figures([shared, away], show_staff=True)
    offices = {o.name: o.counts for o in found.offices}
    assert (offices["甲窗口"].corrections, offices["甲窗口"].repeated) == (2, 1)
    assert (offices["乙"].not_accepted, offices["乙"].repeated) == (1, 0)
    persons = {p.name: p.counts for p in found.persons}
    assert found.persons[0].name == "A1"
    assert (persons["A1"].corrections, persons["A1"].repeated) == (1, 1)
    assert (persons["A1"].not_accepted, persons["A1"].cases) == (1, 2)
    assert (persons["A2"].corrections, persons["A2"].repeated) == (1, 1)
    assert (persons["B1"].corrections, persons["B1"].repeated) == (0, 0)


def test_staff_numbers_are_masked_unless_they_are_asked_for() -> None:
    cases = [with_rounds(2, by="A0417")]
    assert "A0417" not in figures(cases).model_dump_json()
    assert "A0417" in figures(cases, show_staff=True).model_dump_json()
    first, other = (figures(cases, staff_key=key).persons for key in ("甲", "乙"))
    assert first == figures(cases, staff_key="甲").persons
    assert first != other
    assert "A0417" not in first[0].name


def test_materials_saved_by_sharing_are_those_of_the_last_submission() -> None:
    one = case(submitted(DAY, shared=3), submitted(DAY, shared=2), decided(DAY))
    [saved] = figures([one, with_rounds(0, id="2")]).saved
    assert (saved.by, saved.cases, saved.materials) == ("共享核验", 1, 2)


# ---- reading once --------------------------------------------------------------------------------


def alive() -> int:
    """How many cases there are in the memory of this process."""
    gc.collect()
    return sum(isinstance(each, Case) for each in gc.get_objects())


def test_cases_are_gone_through_once_and_none_is_kept() -> None:
    measuring = Measuring(no_clock, CALENDAR)
    before = alive()
    for n in range(300):
        measuring.add(with_rounds(n % 3, id=str(n)))
    assert alive() <= before
    first = measuring.figures()
    assert first == measuring.figures()
    assert first.two_round_rate == Ratio(numerator=100, denominator=300)
    again = figures(with_rounds(n % 3, id=str(n)) for n in reversed(range(300)))
    assert again == first


def test_figures_serialise() -> None:
    found = figures([with_rounds(2)])
    assert Figures.model_validate_json(found.model_dump_json()) == found
