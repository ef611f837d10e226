"""Each authority gets what its permit needs, and nothing more."""

from __future__ import annotations

import json
from typing import Any

import pytest

import permit_rules as pr

Joint = pr.Checker[pr.JointResult]


def test_only_what_the_rules_read_goes_to_a_permit(shops: Joint, application: Any) -> None:
    payload = application(
        {"业务办理项": "新办", "经营项目": "热食类食品制售", "零售场所地址": "示例路1号"},
        materials=[
            {"code": "tobacco-retail/M2", "form": "复印件"},
            {"code": "food-business/M3b", "name": "布局图"},
        ],
        shared=["电子营业执照"],
        routes={"food-business/M2": "later"},
        persons=[{"name": "某某", "role": "经营者", "身份证号": "0"}],
    )
    shares = shops.shares(payload)
    food, tobacco = shares["food-business"], shares["tobacco-retail"]
    assert "经营项目" in food["facts"]
    assert "经营项目" not in tobacco["facts"]
    assert "零售场所地址" in tobacco["facts"]
    assert "零售场所地址" not in food["facts"]
    assert food["materials"] == [{"name": "布局图", "code": "M3b"}]
    assert tobacco["materials"] == [{"form": "复印件", "code": "M2"}]
    assert list(food["routes"]) == ["M2"]
    assert tobacco["routes"] == {}
    assert not any("身份证号" in p for p in food.get("persons", ()))
    result = shops.check(payload)
    assert result.permit("food-business").papers == (1,)
    assert result.permit("tobacco-retail").papers == (0,)
    json.dumps(shares, ensure_ascii=False)


def test_a_permit_has_facts_of_its_own(shops: Joint, application: Any) -> None:
    permits = [
        {
            "item": "food-business",
            "handling_item": "延续",
            "facts": {"许可证有效期至": "2026-05-01"},
        },
        "tobacco-retail",
    ]
    payload = application({"业务办理项": "新办", "许可证有效期至": "2027-01-01"}, permits=permits)
    shares = shops.shares(payload)
    assert shares["food-business"]["facts"]["业务办理项"] == "延续"
    assert shares["food-business"]["facts"]["许可证有效期至"] == "2026-05-01"
    assert shares["tobacco-retail"]["facts"]["业务办理项"] == "新办"
    named = application({"food-business/业务办理项": "延续", "业务办理项": "新办"})
    shares = shops.shares(named)
    assert [s["facts"]["业务办理项"] for s in shares.values()] == ["延续", "新办"]


def test_own_facts_of_nobody_are_told(shops: Joint, application: Any) -> None:
    result = shops.check(application({"drug-retail/业务办理项": "新办", "food-business/没有": "1"}))
    assert {(p.code, p.where) for p in result.payload} == {
        ("SH877", "facts.drug-retail/业务办理项"),
        ("SH810", "facts.food-business/没有"),
    }


def test_a_paper_is_the_same_document_where_the_rules_say_so(
    shops: Joint, application: Any
) -> None:
    licence = {"form": "复印件", "expires_on": "长期"}
    for code in ({"code": "business-licence"}, {"name": "营业执照"}, {"name": "主体资格证明"}):
        shares = shops.shares(application(materials=[{**licence, **code}]))
        assert [s["materials"][0]["code"] for s in shares.values()] == ["M2", "M3"]


def test_papers_called_alike_are_not_taken_for_both(shops: Joint, application: Any) -> None:
    result = shops.check(application(materials=[{"code": "M2"}]))
    (told,) = result.payload
    assert (told.code, told.where) == ("SH864", "materials[0].code")
    assert "business-licence（营业执照）" in told.help
    assert "representative-id" in told.help
    assert not result.complete
    assert all(not p.papers for p in result.permits)
    # A name beside the number decides.
    named = shops.check(application(materials=[{"code": "M2", "name": "营业执照"}]))
    assert named.payload == ()
    assert [p.papers for p in named.permits] == [(0,), ()]


def test_what_is_not_asked_for_is_told_once(shops: Joint, application: Any) -> None:
    result = shops.check(application(materials=["从来没有要过的材料"]))
    texts = [n.text for n in result.together.notes if "从来没有要过" in n.text]
    assert texts == ["《从来没有要过的材料》不在材料清单内，不需要提交。"]


def test_three_floor_plans_of_three_premises_are_three(library: pr.Library) -> None:
    places = ("东店", "西店")
    permits = [{"item": "tobacco-retail", "handling_item": "新办", "premises": p} for p in places]
    facts = {"东店/零售场所地址": "东路1号", "西店/零售场所地址": "西路2号"}
    payload: dict[str, Any] = {
        "received_on": "2026-03-02",
        "permits": permits,
        "facts": facts,
        "materials": [
            {"code": "business-licence"},
            {"code": "premises-title", "premises": "东店"},
        ],
    }
    with pr.Checker(library, bundle="", place="440400") as checker:
        result = checker.check(payload)
        shares = checker.shares(payload)
        vague = checker.check({**payload, "materials": [{"code": "premises-title"}]})
        nowhere = checker.check(
            {**payload, "materials": [{"code": "premises-title", "premises": "南店"}]}
        )
    assert [p.key for p in result.permits] == ["tobacco-retail@东店", "tobacco-retail@西店"]
    assert [[m["code"] for m in s["materials"]] for s in shares.values()] == [["M3", "M4"], ["M3"]]
    assert [s["facts"]["零售场所地址"] for s in shares.values()] == ["东路1号", "西路2号"]
    missing = {f.material for f in result.together.findings if f.kind.value == "missing"}
    assert "premises-title@西店" in missing
    assert "premises-title@东店" not in missing
    assert [p.code for p in vague.payload] == ["SH864"]
    assert [p.code for p in nowhere.payload] == ["SH865"]


@pytest.mark.parametrize(
    ("permits", "code"),
    [
        (["tobacco-retail", "tobacco-retail"], "SH873"),
        (["tobaco-retail"], "SH840"),
        ([{"premises": "东店"}], "SH807"),
        (["drug-retail"], "SH872"),
        (7, "SH807"),
    ],
)
def test_what_is_wrong_with_the_permits_is_told(
    shops: Joint, application: Any, permits: Any, code: str
) -> None:
    result = shops.check(application(permits=permits))
    assert code in {p.code for p in result.payload}


def test_damage_stays_where_it_is(shops: Joint, application: Any) -> None:
    payload = application(
        {"业务办理项": "新办", "经营项目": float("nan"), "零售场所地址": ["不是文字"]},
        materials=[7, {"code": "business-licence", "copies": "许多"}],
        held=[{"licence": "没有的证照"}],
        没有的项=1,
    )
    result = shops.check(payload)
    told = {(p.code, p.where) for p in result.payload}
    assert told >= {
        ("SH804", "facts.经营项目"),
        ("SH811", "facts.零售场所地址"),
        ("SH807", "materials[0]"),
        ("SH806", "materials[1].copies"),
        ("SH861", "held[0]"),
        ("SH805", "没有的项"),
    }
    assert len(told) == len(result.payload)
    # Of a paper nobody can read nobody knows whose it is: no list is whole.
    assert not any(p.result.complete for p in result.permits)
    assert all(0 in p.papers for p in result.permits)


@pytest.mark.parametrize("payload", [None, 7, "[]", b"\xff", "{", {}, [1]])
def test_what_is_no_application_is_answered(shops: Joint, payload: Any) -> None:
    result = shops.check(payload)
    assert result.verdict is pr.Verdict.CANNOT_TELL
    assert not result.complete
