"""The state of an interview: as JSON, and under rules that changed."""

from __future__ import annotations

import dataclasses
import json

import pytest

import permit_rules as pr
from permit_rules.conditions.fields import Choice, Field
from permit_rules.errors import AnswerRefused
from permit_rules.interview import Interview
from tests.interview.street import about, answered, asked, library


def half_way() -> Interview:
    return about("").answer("开办").answer(["茶水"]).answer("12个", to="seats")


def test_an_interview_goes_on_where_it_was_left() -> None:
    interview = half_way().do_not_know(to="bottled_only")
    state = json.loads(json.dumps(interview.state(), ensure_ascii=False))
    again = Interview.resume(library(), state)
    assert again.answered == interview.answered
    assert again.state() == interview.state()
    assert asked(again) == asked(interview)
    assert again.changed == ()
    assert Interview.resume(library(), interview.state_json()).state() == state


def test_the_state_has_the_digest_of_the_rules() -> None:
    assert half_way().state()["digest"] == library().digest


def test_what_was_prepared_serves_again() -> None:
    interview = half_way()
    again = Interview.resume(library(), interview.state(), like=about(""))
    assert again.found() == interview.found()
    other = Interview.resume(library(), interview.state(), like=about("tea-street"))
    assert other.found() == interview.found()


def changed_library(**changes: object) -> pr.Library:
    """The street with another 座位数."""
    items = []
    for item in library().items:
        fields = tuple(
            dataclasses.replace(f, **changes) if f.id == "seats" else f  # type: ignore[arg-type]
            for f in item.fields
        )
        items.append(dataclasses.replace(item, fields=fields))
    return dataclasses.replace(library(), items=tuple(items), digest="another")


def test_under_other_rules_only_what_changed_is_asked_again() -> None:
    same = changed_library()
    again = Interview.resume(same, half_way().state())
    assert again.answered == ("purpose", "activities", "seats")
    assert again.changed == ("规则在保存以后有改动，已按现在的规则接着问。",)

    other = changed_library(question="一共有多少个座位？")
    again = Interview.resume(other, half_way().state())
    assert again.answered == ("purpose", "activities")
    assert "「座位数」的问法或者选项改了，请重新回答。" in again.changed
    assert answered(again, seats=9).answered[:2] == ("purpose", "activities")


def test_an_answer_to_what_is_gone_is_dropped_and_told() -> None:
    def renamed(field: Field) -> Field:
        choices = tuple(Choice(c.name) for c in field.choices if c.name != "茶水")
        return dataclasses.replace(field, choices=choices) if field.id == "activities" else field

    catalogue = library().catalogue
    fields = tuple(map(renamed, catalogue.fields))
    other = dataclasses.replace(
        library(), catalogue=dataclasses.replace(catalogue, fields=fields), digest="another"
    )
    again = Interview.resume(other, half_way().state())
    assert again.answered == ("purpose", "seats")
    without = dataclasses.replace(
        other,
        bundles=dataclasses.replace(other.bundles, needs=other.bundles.needs[1:]),
    )
    again = Interview.resume(without, half_way().state())
    assert again.answered == ("purpose",)
    assert "「座位数」不再需要，原来的回答已去掉。" in again.changed


@pytest.mark.parametrize(
    "state",
    [
        "",
        "[]",
        "{}",
        '{"format": 1, "on": "2026-03-02"}',
        b"\xff",
        {"format": 2, "bundle": "", "on": "2026-03-02"},
    ],
)
def test_what_is_no_state_is_refused(state: object) -> None:
    with pytest.raises(AnswerRefused) as caught:
        Interview.resume(library(), state)  # type: ignore[arg-type]
    assert caught.value.diagnostic.code == "SH881"
    assert "不是问答的记录" in caught.value.diagnostic.message
