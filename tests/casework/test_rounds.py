"""Rounds of correction: resolved, carried over, new, and what should have been said before."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.casework import Case, outcome_of, submit
from permit_rules.casework.events import Decided, Line, Noticed, NoticeKind, Result
from permit_rules.model.item import CountFrom
from tests.casework.cases import DAY, checker, handed_in, payload, texts
from tests.casework.cases import case as new_case
from tests.teahouse import RULES, application

LATER = date(2026, 3, 9)
DIPLOMA = "质量负责人学历证书"
PLAN = "库房平面图"


def points(lines: tuple[Line, ...]) -> list[str]:
    return [line.point.partition("/")[2] for line in lines]


def test_the_first_submission_is_compared_with_nothing() -> None:
    first = handed_in(new_case(), payload(DIPLOMA, PLAN))
    assert first.noticed is not None
    assert points(first.noticed.lines) == ["M1c", "M4e"]
    assert first.noticed.lines == first.submitted.outcome.lines
    assert first.case.events == (first.submitted, first.noticed)
    assert first.case.rounds == 1
    told = first.submitted
    assert (told.resolved, told.carried_over, told.new, told.late_notified) == ((), (), (), ())


def test_what_was_put_right_is_resolved_and_the_rest_carried_over() -> None:
    first = handed_in(new_case(), payload(DIPLOMA, PLAN))
    second = handed_in(first.case, payload(PLAN), LATER).submitted
    assert points(second.resolved) == ["M1c"]
    assert points(second.carried_over) == ["M4e"]
    assert (second.new, second.late_notified) == ((), ())


def test_what_the_correction_brings_is_new() -> None:
    first = handed_in(new_case(), payload(PLAN))
    corrected = payload()
    del corrected["materials"][1]
    second = handed_in(first.case, corrected, LATER).submitted
    assert points(second.resolved) == ["M4e"]
    assert len(second.new) == 1
    assert second.late_notified == ()


def test_what_could_be_seen_and_was_not_told_is_late() -> None:
    first = handed_in(new_case(), payload(DIPLOMA, PLAN), told=["M4e"])
    assert first.noticed is not None
    assert points(first.noticed.lines) == ["M4e"]
    second = handed_in(first.case, payload(DIPLOMA), LATER).submitted
    assert points(second.late_notified) == ["M1c"]
    assert (points(second.resolved), second.new) == (["M4e"], ())


def test_what_the_rules_of_today_see_in_the_earlier_submission_is_late() -> None:
    first = handed_in(new_case(), payload(DIPLOMA, PLAN))
    submitted, noticed = first.case.events
    short = submitted.outcome.model_copy(  # type: ignore[union-attr]
        update={"lines": submitted.outcome.lines[1:], "digest": "before"}  # type: ignore[union-attr]
    )
    events = (
        submitted.model_copy(update={"outcome": short}),
        noticed.model_copy(update={"lines": short.lines}),
    )
    second = handed_in(first.case.model_copy(update={"events": events}), payload(DIPLOMA), LATER)
    assert points(second.submitted.late_notified) == ["M1c"]


def test_what_was_announced_is_not_late() -> None:
    checks = pr.Checker(pr.load(RULES), engine="reference")
    case = Case(id="1", item="teahouse")
    first = submit(case, application(without=("营业执照",), facts={"设有明火": None}), checks)
    assert first.noticed is not None
    assert first.noticed.announced
    announced = first.noticed.announced[0]
    line = Line(point=announced, code="missing", text="示例")
    shown = first.submitted.outcome.model_copy(
        update={"lines": (*first.submitted.outcome.lines, line)}
    )
    seen = first.submitted.model_copy(update={"outcome": shown})
    for told, late in ((first.noticed.announced, False), ((), True)):
        noticed = first.noticed.model_copy(update={"announced": told})
        before = case.with_event(seen, noticed)
        result = checks.check(first.submitted.payload)
        again = _Answering(checks.library, _with_line(result, line))
        second = submit(before, first.submitted.payload, again, on=LATER).submitted
        assert (line.key in {each.key for each in second.late_notified}) is late
        assert (line.key in {each.key for each in second.new}) is not late


class _Answering:
    """A checker that gives one answer."""

    def __init__(self, library: pr.Library, result: pr.CheckResult) -> None:
        self.library = library
        self.result = result

    def check(self, application: Any) -> pr.CheckResult:
        return self.result


def _with_line(result: pr.CheckResult, line: Line) -> pr.CheckResult:
    finding = result.findings[0].model_copy(
        update={"points": (line.point,), "code": line.code, "instance": "", "demands": ()}
    )
    return result.model_copy(update={"findings": (*result.findings, finding)})


def test_a_part_handed_in_settles_that_part() -> None:
    checks = pr.Checker(pr.load(RULES), engine="reference")
    first = submit(Case(id="1", item="teahouse"), application(without=("M3",)), checks)
    assert {"M3", "M3a"} < set(points(first.submitted.outcome.lines))
    parts = {"code": "M3", "parts": [{"code": "M3a", "contents": ["面积", "消防通道"]}]}
    second = submit(first.case, application(without=("M3",), more=(parts,)), checks, on=LATER)
    assert "M3a" in points(second.submitted.resolved)
    assert points(second.submitted.carried_over)
    assert (second.submitted.new, second.submitted.late_notified) == ((), ())


# ---- which day counts --------------------------------------------------------------------------


def licence(expires: str) -> dict[str, Any]:
    return application(paper={"营业执照": {"expires_on": expires}}, without=("申请书",))


@pytest.mark.parametrize("count_from", list(CountFrom))
def test_the_item_says_which_day_counts(count_from: Any) -> None:
    library = pr.load(RULES)
    items = tuple(replace(i, count_from=count_from) for i in library.items)
    checks = pr.Checker(replace(library, items=items), engine="reference")
    case = Case(id="1", item="teahouse")
    first = submit(case, licence("2026-03-05"), checks, on=DAY)
    assert points(first.submitted.outcome.lines) == ["M1"]
    corrected = application(paper={"营业执照": {"expires_on": "2026-03-05"}})
    second = submit(first.case, corrected, checks, on=LATER).submitted
    again = count_from is CountFrom.RESUBMISSION
    assert points(second.outcome.lines) == (["M2/expiry"] if again else [])
    assert second.on == LATER
    assert second.payload["received_on"] == (LATER if again else DAY).isoformat()
    # A paper that ran out since was in order when the first notice was given.
    assert points(second.new) == points(second.outcome.lines)
    assert second.late_notified == ()


# ---- notices -----------------------------------------------------------------------------------


def test_the_notice_is_that_of_the_verdict() -> None:
    done = handed_in(new_case(), payload())
    assert done.noticed is not None
    assert done.noticed.notice is NoticeKind.ACCEPTANCE
    assert done.case.rounds == 0


def test_nothing_told_is_no_notice() -> None:
    first = handed_in(new_case(), payload(PLAN), told=())
    assert first.noticed is None
    assert (first.case.rounds, first.alerts) == (0, ())
    second = handed_in(first.case, payload(PLAN), LATER).submitted
    assert second.late_notified == ()


def test_a_notice_may_be_given_on_a_later_day() -> None:
    first = handed_in(new_case(), payload(PLAN), noticed_on=LATER)
    assert [e.on for e in first.case.events] == [DAY, LATER]


def test_a_notice_in_two_pieces_counts_as_told() -> None:
    first = handed_in(new_case(), payload(DIPLOMA, PLAN), told=["M4e"])
    rest = outcome_of(first.result).lines[:1]
    more = Noticed(on=DAY, notice=NoticeKind.CORRECTION, lines=rest)
    second = handed_in(first.case.with_event(more), payload(DIPLOMA, PLAN), LATER).submitted
    assert sorted(points(second.carried_over)) == ["M1c", "M4e"]
    assert second.late_notified == ()


def test_what_is_put_right_on_the_spot_is_no_round() -> None:
    result = handed_in(new_case(), payload(PLAN)).result
    spot = [f.model_copy(update={"correctable_on_spot": True}) for f in result.findings]
    answer = result.model_copy(update={"findings": tuple(spot)})
    done = submit(new_case(), payload(PLAN), _Answering(checker().library, answer), on=DAY)
    assert done.submitted.outcome.lines
    assert (done.noticed, done.case.rounds) == (None, 0)
    mixed = result.model_copy(update={"findings": (*spot, *result.findings)})
    done = submit(new_case(), payload(PLAN), _Answering(checker().library, mixed), on=DAY)
    assert done.case.rounds == 1


# ---- what the office wants besides -------------------------------------------------------------


def test_a_demand_without_a_rule_has_no_basis_and_is_not_told() -> None:
    done = handed_in(new_case(), payload(PLAN), demands=["公司章程公证书"])
    assert done.noticed is not None
    [demand] = done.noticed.demands
    assert demand.point == ""
    for words in ("没有依据", "行政许可法第三十一条", "优化营商环境条例第三十五条"):
        assert words in demand.answer
    assert "公司章程公证书" not in "".join(texts(done.noticed.lines))


def test_a_point_a_person_judges_is_told_and_late_if_it_could_be_judged_before() -> None:
    first = handed_in(new_case(), payload(PLAN))
    second = handed_in(first.case, payload(PLAN), LATER, demands=["S3"])
    assert second.noticed is not None
    assert second.noticed.demands[0].point == "medical-device-class3/S3"
    assert points(second.noticed.lines) == ["M4e", "S3"]
    assert points(second.submitted.late_notified) == ["S3"]
    named = handed_in(first.case, payload(PLAN), LATER, demands=["经营场所与经营范围、规模相适应"])
    assert points(named.submitted.late_notified) == ["S3"]
    in_time = handed_in(new_case(), payload(PLAN), demands=["S3"])
    third = handed_in(in_time.case, payload(PLAN), LATER, demands=["S3"]).submitted
    assert (points(third.carried_over), third.late_notified) == (["M4e", "S3"], ())


def test_a_demand_judged_by_hand_makes_a_complete_application_a_round() -> None:
    done = handed_in(new_case(), payload(), demands=["S3"])
    assert done.case.rounds == 1


def test_what_the_rules_hold_to_be_met_is_not_demanded_again() -> None:
    done = handed_in(new_case(), payload(PLAN), demands=["M4e", "M1c"])
    assert done.noticed is not None
    listed, met = done.noticed.demands
    assert listed.answer.startswith("已在清单内")
    assert met.answer.startswith("按规则已经符合")
    assert points(done.noticed.lines) == ["M4e"]


# ---- plain values and mistakes of the caller ---------------------------------------------------


def test_a_case_is_a_plain_value() -> None:
    handed = payload(PLAN)
    before = copy.deepcopy(handed)
    case = new_case()
    after = case.submit(handed, checker(), on=DAY, by="A01")
    assert handed == before
    assert case.events == ()
    handed["materials"].clear()
    assert after.submissions[0].payload["materials"]
    assert Case.model_validate_json(after.model_dump_json()) == after
    assert after.submissions[0].by == "A01"


def test_what_a_caller_gets_wrong_is_said() -> None:
    first = handed_in(new_case(), payload(PLAN))
    with pytest.raises(ValueError, match="demands="):
        handed_in(new_case(), payload(PLAN), told=["M9z"])
    with pytest.raises(ValueError, match="the day of a submission"):
        submit(new_case(), {k: v for k, v in payload().items() if k != "received_on"}, checker())
    with pytest.raises(ValueError, match="not food-business"):
        handed_in(new_case(), {**payload(), "item": "food-business"})
    with pytest.raises(ValueError, match="cannot follow"):
        handed_in(first.case, payload(), date(2026, 3, 1))
    decided = first.case.with_event(Decided(on=LATER, result=Result.REFUSED))
    with pytest.raises(ValueError, match="was decided"):
        handed_in(decided, payload(), LATER)
