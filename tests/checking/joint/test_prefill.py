"""What the applicant need not write, where it came from, and what if he says otherwise."""

from __future__ import annotations

from typing import Any

import permit_rules as pr

Joint = pr.Checker[pr.JointResult]
LICENCE = {
    "licence": "营业执照",
    "states": {"名称": "示例有限公司", "统一社会信用代码": "91440400MA5TEST001", "类型": "企业"},
    "expires_on": "长期",
}


def sources(result: pr.JointResult) -> dict[str, str]:
    return {f.field: f.source for f in result.fields}


def test_a_licence_fills_in_and_spares_the_paper(shops: Joint) -> None:
    payload: dict[str, Any] = {
        "received_on": "2026-03-02", "facts": {"业务办理项": "新办"}, "held": [LICENCE],
    }  # fmt: skip
    bare, held = shops.check({**payload, "held": []}), shops.check(payload)
    assert held.applicant == "示例有限公司"
    assert sources(held)["applicant_name"] == "营业执照"
    assert "电子营业执照" in shops.shares(payload)["food-business"]["shared"]
    missing = [f.material for f in held.together.findings]
    assert "business-licence" in [f.material for f in bare.together.findings]
    # Only where the item's own material offers that source.
    tobacco = [f.material for f in held.permit("tobacco-retail").result.findings]
    assert ("M3" in tobacco) == ("business-licence" in missing)
    assert held.field_count.together < held.field_count.separately


def test_identity_and_earlier_cases(shops: Joint) -> None:
    result = shops.check(
        {
            "received_on": "2026-03-02",
            "identity": {"name": "实名认证的名称", "uscc": "91440400MA5TEST001"},
            "earlier": {"零售场所地址": "示例路1号", "业务办理项": "延续", "从来没有": 1},
        }
    )
    assert result.applicant == "实名认证的名称"
    assert sources(result)["applicant_name"] == "身份认证"
    assert sources(result)["shop_address"] == "以前的办件"
    # What is applied for is not carried over from another case.
    assert all(not p.handling_item for p in result.permits)
    assert [(p.code, p.where) for p in result.payload] == [("SH810", "earlier.从来没有")]


def test_what_is_written_wins_and_a_contradiction_is_told(shops: Joint, application: Any) -> None:
    payload = application(held=[{**LICENCE, "states": {"名称": "另一个有限公司"}}])
    result = shops.check(payload)
    assert result.applicant == "示例有限公司"
    (told,) = result.payload
    assert (told.code, told.where, told.severity) == ("SH863", "applicant.name", "warning")
    assert sources(result)["applicant_name"] == ""


def test_an_expired_licence_is_not_used(shops: Joint) -> None:
    expired = {**LICENCE, "expires_on": "2026-03-01"}
    result = shops.check({"received_on": "2026-03-02", "held": [expired]})
    assert result.applicant == ""
    assert [p.code for p in result.payload] == ["SH862"]


def test_choices_of_several_licences_add_up(library: pr.Library) -> None:
    held = ["食品经营许可证", "烟草专卖零售许可证"]
    with pr.Checker(library, bundle="deregistration", place="440400") as checker:
        result = checker.check(
            {"received_on": "2026-03-02", "applicant": {"kind": "企业"}, "held": held}
        )
    assert {"food-business", "tobacco-retail"} <= {p.item for p in result.permits}
    assert result.plan is not None
    assert result.plan.facts["已持有的许可证"] == "食品经营许可证、烟草专卖零售许可证"


def test_what_follows_is_filled_in(businesses: Joint, application: Any) -> None:
    result = businesses.check(application({"办理事由": "开办", "经营活动": "出版物零售"}))
    entry = next(f for f in result.fields if f.label == "出版物发行业务")
    assert (entry.source, entry.stated) == ("推得", True)
    assert result.payload == ()
