"""Lists of values of any length are read in time, and what is said of them stays short."""

from __future__ import annotations

import time

import pytest

from permit_rules.conditions.fields import Choice, Field, FieldType
from permit_rules.conditions.mistakes import NotATest
from permit_rules.conditions.parse_choices import read_values

FIELD = Field(
    id="kind",
    label="类别",
    type=FieldType.CHOICES,
    choices=(Choice("甲"), Choice("乙、丙", aliases=("丁、戊､己",))),
)


def test_a_declared_name_may_hold_the_separator() -> None:
    assert read_values(FIELD, "甲、乙、丙") == ("甲", "乙、丙")
    assert read_values(FIELD, "丁、戊、己、甲") == ("乙、丙", "甲")


@pytest.mark.parametrize("entry", ["甲", "没有的", "乙", ""])
def test_a_list_without_end_is_read_in_time(entry: str) -> None:
    before = time.thread_time()
    with pytest.raises(NotATest) as caught:
        read_values(FIELD, "、".join([entry] * 20_000))
    assert time.thread_time() - before < 2
    assert len(caught.value.problems) <= 20
