"""Whatever is thrown at a checker, a result comes back and never an exception."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus.tables import Sited, cases_of, library
from tests.promises.applications import ITEMS

ITEM = Sited("food-business", "")
BASE = dict(cases_of(ITEM)[0].application)


def stated(facts: Mapping[Any, Any]) -> dict[str, Any]:
    """The base application with these facts laid over its own."""
    return BASE | {"facts": BASE["facts"] | dict(facts)}


CHECKERS = {item: pr.Checker(library(), item.item, item.place or None) for item in ITEMS}


def nested(depth: int) -> Any:
    value: Any = "x"
    for n in range(depth):
        value = [value] if n % 2 else {"a": value}
    return value


#: Keys that an engine, a serialiser or Python may want for itself.
ODD_KEYS = ("sid", "id", "$s", "$m", "$and", "__class__", "__proto__", "m", "r0", "", " ", "\0")

HOSTILE: dict[str, Any] = {
    "odd keys at the top": BASE | dict.fromkeys(ODD_KEYS, 1),
    "odd keys among the facts": stated(dict.fromkeys(ODD_KEYS, "是")),
    "odd keys in a paper": BASE | {"materials": [dict.fromkeys(ODD_KEYS, "x")]},
    "odd keys among the persons": BASE | {"persons": [dict.fromkeys(ODD_KEYS, "x")]},
    "odd keys as routes": BASE | {"routes": dict.fromkeys(ODD_KEYS, "later")},
    "keys that are no text": stated({2: 2, None: 3, (1, 2): 4, True: 5}),
    "lone surrogates": stated({"\ud800": "\udfff", "经营项目": "\ud83d"}),
    "a lone surrogate as a name": BASE | {"applicant": {"name": "\ud800公司"}},
    "a lone surrogate as a material": BASE | {"materials": ["\udcff"]},
    "NUL": stated({"\0": "\0"}) | {"applicant": {"name": "a\0b"}, "materials": ["\0"]},
    "control characters": BASE | {"materials": ["\x1b[31m\u202e申请书\u200b"]},
    "quotes and braces": BASE | {"materials": ['"}],"x":[{', "\\", "'; DROP"], "item": ITEM.item},
    "a huge number": stated({"每餐次平均用餐人数": 10**400}),
    "a huge decimal": stated({"每餐次平均用餐人数": Decimal("1E+999999")}),
    "a tiny decimal": stated({"质量负责人质量管理年限": Decimal("1E-999999")}),
    "a huge number as text": stated({"每餐次平均用餐人数": "9" * 5000}),
    "a number in words that never ends": stated({"每餐次平均用餐人数": "亿" * 4000}),
    "not a number": stated({"每餐次平均用餐人数": float("nan")}),
    "infinity": stated({"每餐次平均用餐人数": float("-inf")}),
    "minus zero": stated({"每餐次平均用餐人数": -0.0}),
    "just outside what an engine can hold": stated({"每餐次平均用餐人数": 2**63}),
    "a day far away": BASE | {"received_on": "9999-12-31"},
    "the first day there is": BASE | {"received_on": "0001-01-01"},
    "a day that does not exist": BASE | {"received_on": "2026-02-30"},
    "a permit that ends at the end of time": stated({"许可证有效期至": "9999-12-31"}),
    "a deep fact": stated({"经营项目": nested(25)}),
    "a fact too deep": stated({"经营项目": nested(200)}),
    "deep everywhere": nested(900),
    # How long ten thousand take is measured in tests/fuzz.
    "a thousand papers": BASE | {"materials": [f"材料{n}" for n in range(1_000)]},
    "a thousand times the same": BASE | {"materials": [{"code": "M1", "of": "x"}] * 1_000},
    "three hundred members": stated({"库房": [{"库房名称": f"{n}"} for n in range(300)]}),
    "a thousand bars": BASE | {"applicant": {"bars": [{"reason": "隐瞒有关情况"}] * 1_000}},
    "a long name": BASE | {"applicant": {"name": "长" * 100_000}},
    "everything null": dict.fromkeys(BASE),
    "everything a list": {k: [1] for k in BASE},
    "everything a text": dict.fromkeys(BASE, "x"),
    "everything an object": {k: {"a": 1} for k in BASE},
    "a paper within a paper within a paper": BASE
    | {"materials": [{"code": "M1", "parts": [{"code": "M1", "parts": ["M1"]}]}]},
    "a paper that covers itself": BASE | {"materials": [{"code": "M1", "covers": ["M1"] * 50}]},
    "objects of no kind": stated({"经营项目": object()}) | {"materials": [object()]},
    "bytes": stated({"经营项目": b"\xff\xfe"}),
    "a set": stated({"经营项目": {"热食", "冷食"}}),
    "an empty object": {},
    "an item that is a list": BASE | {"item": ["a"]},
    "a place that is none": BASE | {"place": "../../etc"},
    "a place of a thousand digits": BASE | {"place": "4" * 1000},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_payload_still_gets_an_answer(name: str) -> None:
    for item in ITEMS:
        result = CHECKERS[item].check(HOSTILE[name])
        assert isinstance(result, pr.CheckResult)
        json.loads(result.model_dump_json())
        if result.verdict is pr.Verdict.CANNOT_TELL:
            assert not result.complete


TEXTS = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"17",
    "null": b"null",
    "not UTF-8": b'{"item": "\xff"}',
    "a mark of byte order": "\ufeff{}".encode(),
    "NaN": b'{"facts": {"a": NaN}}',
    "a key twice": b'{"item": "a", "item": "b"}',
    "very deep": b"[" * 100_000,
    "a number of many digits": b'{"facts": {"a": ' + b"9" * 10_000 + b"}}",
    "a huge exponent": b'{"facts": {"a": 1e999999999}}',
    "an escaped lone surrogate": b'{"applicant": {"name": "\\ud800"}}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_bytes_still_get_an_answer(name: str) -> None:
    result = CHECKERS[ITEM].check(TEXTS[name])
    assert not result.complete
    json.loads(result.model_dump_json())


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from((*ODD_KEYS, "M1", "是", "长期", "2026-03-02", "440300", ITEM.item)),
)
ANY_KEY = st.one_of(st.sampled_from((*BASE, *ODD_KEYS, "name", "code", "parts", "bars")), st.text())
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(ANY_KEY, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(sorted({*BASE} - {"facts"})), ANYTHING),
    st.dictionaries(st.sampled_from(sorted(BASE["facts"])), ANYTHING, max_size=4),
)
def test_any_mixture_of_values_still_gets_an_answer(
    around: dict[str, Any], facts: dict[str, Any]
) -> None:
    result = CHECKERS[ITEM].check(stated(facts) | around)
    json.loads(result.model_dump_json())
