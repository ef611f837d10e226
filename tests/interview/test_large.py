"""Conditions too large to be drawn, and how long a step takes."""

from __future__ import annotations

import time
from datetime import date

from permit_rules.interview import Interview
from permit_rules.interview.answers import Answer, read_answer
from permit_rules.interview.choosing import Standing
from permit_rules.interview.prepared import Prepared, prepare_bundle
from permit_rules.interview.telling import Teller
from tests.corpus.tables import library as corpus_library
from tests.interview.street import ON, library

ANSWERS = {"seats": 60, "bottled_only": "否", "open_fire": "是", "opened_on": "2020-05-01"}


def asked_out(prepared: Prepared) -> tuple[list[Answer], Standing]:
    answers: list[Answer] = []
    while key := (standing := Standing.after(prepared, answers)).next_field():
        answers.append(read_answer(prepared, key, ANSWERS[key]))
    return answers, standing


def test_what_is_too_large_to_draw_is_asked_by_what_is_left_of_it() -> None:
    exact = prepare_bundle(library(), "tea-street", "", ON)
    small = prepare_bundle(library(), "tea-street", "", ON, room=2)
    assert not any(t.vague for t in exact.told)
    assert any(t.vague for t in small.told)
    drawn, sharp = asked_out(exact)
    read, blunt = asked_out(small)
    assert {a.key for a in drawn} <= {a.key for a in read}
    assert list(Teller(blunt).permits()) == list(Teller(sharp).permits())


def test_a_step_over_everything_a_street_may_do_is_quick() -> None:
    interview = Interview(corpus_library(), bundle="", place="440400", on=date(2026, 3, 2))
    interview = interview.answer("开办")
    # Of the processor: how busy the machine is says nothing. The bound leaves room for slow ones.
    begun = time.process_time()
    interview.answer(["住宿", "餐饮服务"]).next_question()
    assert time.process_time() - begun < 1.0
