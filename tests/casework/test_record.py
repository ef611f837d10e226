"""A record proves an answer and tells nothing that was typed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.casework import DecisionRecord, Recorder
from permit_rules.casework.masking import HIDDEN, Mask
from tests.teahouse import IN_ORDER, RULES, application

KEY = b"an office's own secret"
CHECKER = pr.Checker(pr.load(RULES), engine="reference")

#: Parts of what people type: names, numbers of documents and telephones, addresses, markup.
_SURNAMES = st.sampled_from(["欧阳", "司马", "諸葛", "上官", "Ekaterina ", "Bob"])
_TAILS = st.text(st.sampled_from("娜琳翔骏瑶𠮷ŽQxz７８９0123 <>&*_\n"), min_size=2, max_size=70)
TYPED = st.one_of(
    st.builds("".join, st.tuples(_SURNAMES, _TAILS)),
    st.integers(13_000_000_000, 19_999_999_999).map(str),
    st.integers(110_101_1900_0101_000, 659_004_2020_1231_999).map(str),
    st.from_regex(r"示例路[1-9]{2}弄[1-9]{3}号[0-9]{3}室", fullmatch=True),
)


@st.composite
def applications(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """An application with typed texts wherever a text may stand, and these texts."""
    said: list[str] = []

    def typed() -> str:
        said.append(draw(TYPED))
        return said[-1]

    some = draw(st.sets(st.integers(0, 9)))
    payload = application()
    payload["applicant"] = {"name": typed(), "uscc": typed(), "address": typed(), "bars": []}
    payload["persons"] = [{"name": typed(), "role": "负责人"}, {"name": typed()}]
    facts = payload["facts"]
    places: list[Any] = [
        lambda: facts.update({"字号": typed()}),
        lambda: facts.update({"营业面积": typed()}),
        lambda: facts.update({"经营方式": typed()}),
        lambda: facts.update({typed(): typed()}),
        lambda: facts.update({"分店": [{"名称": typed(), "面积": typed(), typed(): typed()}]}),
        lambda: payload["materials"].append({"name": typed(), "states": {typed(): typed()}}),
        lambda: payload["materials"][1].update(states={"名称": typed()}),
        lambda: payload["materials"].append(
            {"name": "营业执照", "of": typed(), "signed_by": [typed()], "contents": [typed()]}
        ),
        lambda: payload.update(shared=[typed()], routes={typed(): "容缺"}),
        lambda: payload.update(receiving_authority=typed(), **{typed(): typed()}),
    ]
    for number in sorted(some):
        places[number]()
    if draw(st.booleans()):
        payload["history"] = {"withdrawn_commitments": [typed()], "false_commitments": [typed()]}
        payload["applicant"]["bars"] = [{"reason": typed(), "decided_on": "2026-01-05"}]
    return payload, said


@cache
def _checker(unobserved: Any) -> pr.Checker:
    return pr.Checker(CHECKER.library, unobserved=unobserved, engine="reference")


@given(applications(), st.sampled_from([KEY, None]), st.sampled_from(["unknown", "in_order"]))
def test_a_record_holds_nothing_that_was_typed(
    made: tuple[dict[str, Any], list[str]], key: bytes | None, unobserved: Any
) -> None:
    payload, said = made
    checker = _checker(unobserved)
    record = Recorder(checker, key=key).record(payload, checker.check(payload))
    shown = _bare(record.model_dump_json())

    for text in said:
        assert _bare(text)[:8] not in shown, text


def _bare(text: str) -> str:
    """Without what may be dropped or changed when a text is read and written."""
    return re.sub(r"\\n|[\s\"\\]", "", text)


def test_the_search_of_the_property_would_find_what_was_typed() -> None:
    payload = application(facts={"营业面积": "司马Žxq"})
    result = CHECKER.check(payload)

    assert "司马Žxq" in _bare(result.model_dump_json())


@pytest.mark.parametrize("name", ["李", "一", "12", "Bo", "A"])
def test_short_names_of_members_are_masked_where_they_stand_in_a_sentence(name: str) -> None:
    payload = application(facts={"分店": [{"店名": name}]})
    payload["applicant"]["name"] = name
    result = CHECKER.check(payload)
    masked = Recorder(CHECKER, key=KEY).record(payload, result).result.model_dump_json()

    assert f"（{name}）" not in masked
    assert f'"{name}"' not in masked


def test_declared_values_and_words_of_the_rules_stay_readable() -> None:
    payload = application(facts={"设有明火": "是"}, without=("申请书",))
    masked = Recorder(CHECKER, key=KEY).record(payload, CHECKER.check(payload)).result

    assert masked.findings[0].message == CHECKER.check(payload).findings[0].message
    assert masked.item_name == "茶馆经营许可"
    assert masked.handling_item == "新办"
    assert {c.value for p in masked.points for c in p.reason} >= {"是", "新办"}


def test_equal_values_are_recognised_with_a_key_and_not_without() -> None:
    def applicant(name: str, key: bytes | None) -> str:
        payload = application() | {"applicant": {"name": name, "bars": []}}
        return Recorder(CHECKER, key=key).record(payload, CHECKER.check(payload)).result.applicant

    assert applicant("示例茶馆", KEY) == applicant(" 示例 茶館", KEY)
    assert applicant("示例茶馆", KEY) != applicant("示例茶楼", KEY)
    assert applicant("示例茶馆", KEY) != applicant("示例茶馆", b"the secret of another office")
    assert applicant("示例茶馆", None) == applicant("示例茶楼", None) == HIDDEN


def test_an_unknown_item_and_place_are_typed_too() -> None:
    payload = {"item": "欧阳琳的申请", "place": "琳家", "received_on": "2026-03-02"}
    record = Recorder(CHECKER, key=KEY).record(payload, CHECKER.check(payload))

    assert "琳" not in record.model_dump_json()


def test_a_record_is_the_same_bytes_each_time_and_comes_back_from_json() -> None:
    payload = application()
    records = [
        Recorder(CHECKER, key=KEY).record(payload, CHECKER.check(payload)).model_dump_json()
        for _ in range(2)
    ]

    assert records[0] == records[1]
    assert DecisionRecord.model_validate_json(records[0]).model_dump_json() == records[0]


def test_the_payload_is_kept_only_if_wanted() -> None:
    recorder, result = Recorder(CHECKER, key=KEY), CHECKER.check(IN_ORDER)

    assert recorder.record(IN_ORDER, result).payload is None
    kept = recorder.record(IN_ORDER, result, keep_payload=True).payload
    assert kept is not None
    assert CHECKER.check(kept.text) == result


def test_a_short_key_is_refused_and_no_key_is_shown() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        Recorder(CHECKER, key=b"secret")
    assert "secret" not in repr(Mask(KEY))
