"""Spoiled payloads for several permits: always a whole result, the same by both engines, and every
share a payload that its own checker answers alike."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from tests.corpus import tables
from tests.fuzz.counting import examples
from tests.fuzz.payload_mutations import Slip, as_text, changed, slips

PLACE = "440400"
BASE: dict[str, Any] = {
    "received_on": "2026-03-02",
    "channel": "paper",
    "applicant": {"name": "示例", "kind": "企业", "bars": []},
    "permits": [{"item": "tobacco-retail", "premises": "东店"}, "publications-retail"],
    "facts": {"已完成市场主体登记": "是", "东店/零售场所地址": "东路1号",
              "tobacco-retail/业务办理项": "新办"},
    "materials": [{"code": "business-licence", "form": "复印件"}, "营业执照",
                  {"code": "premises-title", "premises": "东店", "copies": 1}],
    "held": [{"licence": "营业执照", "states": {"名称": "示例"}, "expires_on": "长期"}],
    "identity": {"name": "示例"},
    "earlier": {"场所名称": "示例店"},
    "shared": ["电子营业执照"],
    "routes": {"business-licence": {"kind": "later", "promised": True}, "*": "permit_first"},
    "history": {"withdrawn_commitments": ["营业执照"]},
}  # fmt: skip


@cache
def checker(*, reference: bool = False) -> pr.Checker[pr.JointResult]:
    """Whatever the facts say, by durable-rules confirmed by the reference, or by the latter."""
    if reference:
        return pr.Checker(tables.library(), bundle="", place=PLACE, engine="reference")
    return pr.Checker(tables.library(), bundle="", place=PLACE, verify=True)


@cache
def alone() -> pr.Checker:
    """The single route, for whatever item a share names."""
    return pr.Checker(tables.library(), None, PLACE, engine="reference")


def expect_whole(payload: Any) -> None:
    """The result names each thing once, says the same of each share, and is the same both ways."""
    result = checker().check(payload)
    assert result.model_dump_json() == checker(reference=True).check(payload).model_dump_json()
    places = [(p.code, p.where, p.message) for p in result.payload]
    assert len(places) == len(set(places))
    assert result.complete == (not result.incomplete_because)
    told = [(p, f.instance, f.material) for f in result.together.findings for p in f.points]
    assert len(told) == len(set(told))
    for key, share in checker().shares(payload).items():
        assert alone().check(share) == result.permit(key).result


@examples(14)
@given(changed(st.builds(lambda: deepcopy(BASE))))
def test_a_spoiled_payload_gets_a_whole_result(payload: dict[str, Any]) -> None:
    expect_whole(payload)


@examples(9)
@given(changed(st.builds(lambda: deepcopy(BASE)), most=2), st.integers(0, 95), slips())
def test_a_spoiled_text_gets_a_whole_result(
    payload: dict[str, Any], how: int, changes: list[Slip]
) -> None:
    sent = as_text(payload, how)
    if sent is None:
        return
    content = sent if isinstance(sent, bytes) else sent.encode("utf-8", "surrogatepass")
    for change in changes:
        content = change(content)
    expect_whole(content)
