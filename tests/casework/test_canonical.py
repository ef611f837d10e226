"""The same payload has the same form; what the checker reads differently has another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.casework.canonical import canonical
from permit_rules.casework.record import answer_bytes
from tests.teahouse import RULES, application

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": [2, "甲"]}, ' { "b": [2, "\\u7532"],\n"a":1} '),
        ({"a": 1}, b'\xef\xbb\xbf{"a":1}'),
        ({"day": date(2026, 3, 2)}, {"day": "2026-03-02"}),
        ({"a": 1.5}, '{"a": 1.5}'),
        ({"a": Decimal("1.50")}, '{"a": 1.50}'),
        ({"a": ("x",)}, {"a": ["x"]}),
        ({"a": float("nan")}, '{"a": NaN}'),
        (pr.Application(item="tea"), {"item": "tea"}),
    ],
)
def test_the_same_payload_has_the_same_form(one: Any, other: Any) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1}, {"a": True}),
        ({"a": None}, {}),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}),
        ('{"a": 1, "a": 2}', '{"a": 2}'),
        ('{"a": 1', "no JSON"),
        ("\x00", b"\xff"),
        ("é", "e\u0301"),
    ],
)
def test_another_payload_has_another_form(one: Any, other: Any) -> None:
    assert canonical(one).encoded != canonical(other).encoded


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_form_of_the_form_is_itself(payload: dict[str, Any]) -> None:
    form = canonical(payload)

    assert canonical(form.payload) == form


@given(facts=st.dictionaries(st.sampled_from(["营业面积", "座位数", "投资额", "別的"]), JSON))
def test_the_checker_answers_the_form_as_it_answers_the_payload(facts: dict[str, Any]) -> None:
    payload = application() | {"facts": facts}

    same = CHECKER.check(canonical(payload).payload)
    assert answer_bytes(CHECKER.check(payload)) == answer_bytes(same)


CHECKER = pr.Checker(pr.load(RULES), engine="reference")


@pytest.mark.parametrize(
    "text", ["", "{", "[1", b"\xff\xfe", "[" * 100_000, b"null", '{"a": 1e9999}']
)
def test_what_is_no_application_has_a_form_too(text: str | bytes) -> None:
    form = canonical(text)

    assert CHECKER.check(form.payload) == CHECKER.check(text)


def test_what_json_cannot_say_is_named() -> None:
    with pytest.raises(TypeError, match=r"payload\.facts\.x\[0\] is a object"):
        canonical({"facts": {"x": [object()]}})
    with pytest.raises(TypeError, match="a key of payload is a tuple"):
        canonical({(1, 2): "x"})  # type: ignore[dict-item]
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="deeply"):
        canonical({"x": deep})
