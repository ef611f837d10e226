"""A street of two permits, and interviews about it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import permit_rules as pr
from permit_rules.interview import Interview

STREET = Path(__file__).parents[1] / "fixtures" / "street"
ON = date(2026, 3, 2)


@cache
def library() -> pr.Library:
    """The rules of the street."""
    return pr.load(STREET)


def about(bundle: str | None = None, item: str | None = None) -> Interview:
    """An interview before the first question."""
    return Interview(library(), bundle=bundle, item=item, on=ON)


def asked(interview: Interview) -> str:
    """The id of the field that is asked next; "" where nothing is."""
    question = interview.next_question()
    return question.key if question else ""


def answered(interview: Interview, **answers: object) -> Interview:
    """The interview with these answers, in whatever order it asks; the others are not known."""
    while key := asked(interview):
        known = key in answers
        interview = interview.answer(answers[key]) if known else interview.do_not_know()
    return interview
