"""The interview: what it asks, in which order, and what becomes of the answers."""

from __future__ import annotations

import pytest

import permit_rules as pr
from permit_rules.errors import AnswerRefused
from tests.interview.street import ON, about, answered, asked, library


def test_what_a_permit_hangs_on_is_asked_before_what_it_asks_for() -> None:
    interview = about("")
    assert asked(interview) == "purpose"
    interview = interview.answer("开办")
    assert asked(interview) == "activities"
    assert asked(interview.answer([])) == ""


def test_a_permit_that_is_not_needed_asks_nothing() -> None:
    interview = about("").answer("开办").answer(["卖书"])
    assert interview.finished
    assert interview.found().permits == ()


def test_deregistration_ends_with_what_other_offices_want() -> None:
    found = answered(about(""), purpose="注销").found()
    assert found.permits == ()
    [other] = found.elsewhere
    assert (other.name, other.department, other.certain) == ("清税", "税务机关", True)
    assert [c.text for c in other.reason] == ["办理事由为注销"]


def test_what_a_bundle_states_is_not_asked_and_what_it_offers_is_asked_on_top() -> None:
    interview = about("inn-street")
    asking = interview.asking()
    assert asking is not None
    assert asking.question.key == "activities"
    assert asking.question.options == ("茶水", "卖书")
    assert asking.question.text.startswith("除了住宿，还")
    assert asking.besides == ("住宿",)
    assert asking.several
    both = interview.answer("茶水")
    assert both.facts() == {"办理事由": "开办", "经营活动": ["茶水", "住宿"]}
    assert {p.item for p in both.found().permits} == {"tea", "inn"}
    alone = interview.answer([])
    assert alone.facts()["经营活动"] == ["住宿"]
    assert [p.item for p in alone.found().permits] == ["inn"]


def test_only_what_is_offered_can_be_chosen() -> None:
    with pytest.raises(AnswerRefused) as caught:
        about("inn-street").answer(["唱戏"])
    assert "这里没有「唱戏」这个选项。可选的有：茶水、卖书" in caught.value.diagnostic.message


def test_a_person_may_state_otherwise_than_the_bundle() -> None:
    interview = about("tea-street").answer("注销", to="purpose")
    assert interview.finished
    assert interview.found().permits == ()
    assert [e.name for e in interview.found().elsewhere] == ["清税"]


def test_what_follows_is_not_asked_and_is_told() -> None:
    interview = answered(about("inn-street"), activities=[], rooms=3)
    assert "takes_guests" not in interview.answered
    [fact] = [f for f in interview.found().facts if f.field == "takes_guests"]
    assert (fact.value, fact.source, fact.why) == ("是", "inferred", "住宿就是接待旅客")
    assert "接待旅客" not in interview.facts()
    # Asked for by itself nothing follows, so it has to be asked.
    assert asked(about(item="inn")) == "takes_guests"


def test_what_a_person_states_wins_over_what_follows() -> None:
    interview = about("inn-street").answer("否", to="takes_guests")
    [permit] = answered(interview, activities=[]).found().permits
    assert permit.turned_into == "不需要许可"
    assert permit.papers == ()


def test_a_gate_that_closes_asks_nothing_behind_it() -> None:
    interview = about(item="tea").answer("新办", to="handling_item").answer(3, to="seats")
    assert interview.finished
    [permit] = interview.found().permits
    assert permit.turned_into == "不需要许可"
    assert (permit.papers, permit.conditions) == ((), ())


def test_a_gate_that_leads_elsewhere_brings_what_that_asks_for() -> None:
    interview = answered(about("tea-street"), seats=10, bottled_only="是")
    [permit] = interview.found().permits
    assert permit.turned_into == "备案（备案）"
    assert permit.handling_item == "备案"
    assert [p.name for p in permit.papers] == ["备案表"]


def test_what_does_not_matter_any_more_is_not_asked() -> None:
    interview = answered(about("tea-street"), seats=10, bottled_only="是")
    # Whether there is a fire decides nothing about a filing but a time limit, so that is asked.
    assert set(interview.answered) == {"seats", "bottled_only", "open_fire"}
    # Whether the condition is met (茶艺师人数) is never asked, nor what only labels things.
    interview = answered(about("tea-street"), seats=10, bottled_only="否", open_fire="否")
    assert set(interview.answered) == {"seats", "bottled_only", "open_fire", "opened_on"}


def test_silence_is_shown_and_asked_all_the_same() -> None:
    interview = about("tea-street").answer(10, to="seats").answer("否", to="bottled_only")
    asking = interview.asking("open_fire")
    assert asking is not None
    assert (asking.silence, asking.silence_reason) == ("否", "没有写明的视为没有")
    fire = interview.answer("是", to="open_fire").found()
    assert "消防安全方案" in [p.name for p in fire.permits[0].papers]
    unknown = interview.do_not_know(to="open_fire").found()
    assert "消防安全方案" not in [p.name for p in unknown.permits[0].papers]
    [fact] = [f for f in unknown.facts if f.field == "open_fire"]
    assert (fact.value, fact.source) == ("否", "silence")


def test_what_is_not_known_stays_open_and_is_told_as_a_condition() -> None:
    interview = answered(
        about("tea-street"), bottled_only="否", open_fire="否", opened_on="2026-05-01"
    )
    assert interview.finished
    [permit] = interview.found().permits
    [gate] = permit.gates
    assert (gate.name, gate.certain, gate.when) == ("座位很少", False, "座位数低于5个")
    [plan] = [p for p in permit.papers if p.name == "消防安全方案"]
    assert (plan.certain, plan.when) == (False, "座位数不低于100个")
    [form] = [p for p in permit.papers if p.name == "茶水经营许可申请书"]
    assert form.certain
    assert "座位数" not in interview.facts()


def test_what_may_come_on_top_and_is_not_known_is_told_as_a_condition() -> None:
    found = answered(about("inn-street"), rooms=3).found()
    tea, inn = found.permits
    assert (tea.item, tea.certain) == ("tea", False)
    assert "经营活动含茶水" in tea.when
    assert tea.left is not None
    assert (inn.item, inn.certain) == ("inn", True)
    assert [c.text for c in inn.reason] == ["办理事由为开办", "经营活动含住宿"]


def test_a_number_known_from_below_is_not_asked_again() -> None:
    interview = about("tea-street").answer("60余个", to="seats")
    interview = answered(interview, bottled_only="否", open_fire="否", opened_on="2026-05-01")
    assert interview.answered.count("seats") == 1
    [permit] = interview.found().permits
    first = permit.conditions[0]
    assert (first.name, first.certain) == ("设卫生负责人", True)
    [plan] = [p for p in permit.papers if p.name == "消防安全方案"]
    assert not plan.certain


def test_papers_of_a_list_are_told_for_each_and_the_list_is_not_asked() -> None:
    interview = answered(about("tea-street"), seats=10, bottled_only="否", open_fire="否")
    [permit] = interview.found().permits
    [photo] = [p for p in permit.papers if p.name == "分店照片"]
    assert (photo.each, photo.certain, photo.when) == ("分店", False, "分店座位数不低于20个")


def test_going_back_drops_what_followed() -> None:
    interview = about("").answer("开办").answer(["茶水"]).answer(10, to="seats")
    assert interview.back().answered == ("purpose", "activities")
    again = interview.back(to="activities")
    assert again.answered == ("purpose",)
    assert again.answer(["住宿"]).found().permits[0].item == "inn"
    changed = interview.answer(["住宿"], to="activities")
    assert changed.answered == ("purpose", "activities")
    assert interview.answered == ("purpose", "activities", "seats")
    assert about("").back().answered == ()


def test_one_interview_never_changes() -> None:
    first = about("")
    first.answer("开办").answer(["茶水"])
    assert first.answered == ()
    assert asked(first) == "purpose"


def test_the_same_answers_lead_to_the_same_questions() -> None:
    one, other = about(""), about("")
    for value in ("开办", ["茶水", "住宿"]):
        assert one.next_question() == other.next_question()
        one, other = one.answer(value), other.answer(value)
    assert one.found() == other.found()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("一些", "「座位数」无法采用"),
        ("10 平方米", "单位应当是「个」"),
        (-1, "不能小于 0"),
        ("", "没有填写"),
    ],
)
def test_a_wrong_answer_is_refused_with_one_line(value: object, told: str) -> None:
    with pytest.raises(AnswerRefused) as caught:
        about("tea-street").answer(value, to="seats")
    assert told in caught.value.diagnostic.message
    assert caught.value.diagnostic.code == "SH811"


def test_what_is_not_asked_cannot_be_answered() -> None:
    for key in ("branches", "received_on", "nonsense"):
        with pytest.raises(AnswerRefused) as caught:
            about("tea-street").answer("是", to=key)
        assert caught.value.diagnostic.code == "SH810"
    with pytest.raises(AnswerRefused):
        about("").back(to="seats")
    with pytest.raises(AnswerRefused):
        about("").answer("注销").answer("什么")


def test_the_question_says_what_hangs_on_it() -> None:
    question = about("tea-street").next_question()
    assert question is not None
    assert question.key == "seats"
    assert question.unit == "个"
    assert "tea/M2" in question.points
    assert "tea/S1" in question.points


def test_either_a_bundle_or_an_item() -> None:
    for given in ({}, {"bundle": "", "item": "tea"}):
        with pytest.raises(ValueError, match="either a bundle or an item"):
            pr.Interview(library(), on=ON, **given)  # type: ignore[arg-type]
    with pytest.raises(pr.UnknownBundle, match="did you mean 'tea-street'"):
        about("tea-stret")
    with pytest.raises(pr.UnknownItem):
        about(item="coffee")
