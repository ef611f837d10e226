"""Each document once, held to the strictest of what all permits ask; who waits for whom."""

from __future__ import annotations

from typing import Any

import pytest

import permit_rules as pr
from permit_rules.checking.joint.strictness import covers, strictest
from permit_rules.result import Requirement

Joint = pr.Checker[pr.JointResult]


def asked(kind: str, text: str = "", **keys: Any) -> Requirement:
    return Requirement(point="item/M1", kind=kind, text=text or f"{kind}{keys}", **keys)


@pytest.mark.parametrize(
    ("strict", "loose"),
    [
        (asked("form", forms=("原件",)), asked("form", forms=("复印件",))),
        (asked("form", forms=("原件",)), asked("form", forms=("原件", "电子"))),
        (asked("copies", count=3), asked("copies", count=2)),
        (
            asked("signature", "须由申请人签名并盖章", method="签名并盖章"),
            asked("signature", "须由申请人签名", method="签名"),
        ),
        (
            asked("signature", "须由申请人盖章", method="盖章"),
            asked("signature", "须由申请人签名或盖章", method="签名或盖章"),
        ),
        (asked("expiry", beyond="30日"), asked("expiry")),
        (asked("expiry", beyond="30日"), asked("expiry", beyond="20日")),
        (asked("age", within="3个月"), asked("age", within="6个月")),
        (asked("content", content="面积和功能区"), asked("content", content="面积")),
    ],
)
def test_the_strictest_is_kept(strict: Requirement, loose: Requirement) -> None:
    assert covers(strict, loose)
    assert not covers(loose, strict)
    assert strictest([loose, strict]) == (strict,)
    assert strictest([strict, loose]) == (strict,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (asked("form", forms=("原件",)), asked("form", forms=("电子",))),
        (asked("age", within="3个月"), asked("age", within="60日")),
        (
            asked("signature", "须由申请人签名", method="签名"),
            asked("signature", "须由出租人签名", method="签名"),
        ),
        (
            asked("signature", "须由申请人签名", method="签名"),
            asked("signature", "须由申请人盖章", method="盖章"),
        ),
        (asked("content", content="面积"), asked("content", content="层高")),
        (asked("agree", stated="名称", field="a"), asked("agree", stated="名称", field="b")),
    ],
)
def test_what_does_not_cover_another_is_kept_beside_it(
    one: Requirement, other: Requirement
) -> None:
    assert set(strictest([one, other])) == {one, other}


def test_what_is_asked_in_some_cases_only_covers_nothing_else() -> None:
    when = pr.result.ConditionData(field="a", operator="stated", text="a")
    sometimes = asked("copies", count=3).model_copy(update={"when": when})
    always = asked("copies", count=2)
    assert strictest([sometimes, always]) == (sometimes, always)


def test_a_document_is_asked_for_once(shops: Joint, application: Any) -> None:
    facts = {
        "业务办理项": "新办", "经营项目": "散装食品销售", "主体业态": "食品销售经营者",
        "主体业态标注": "无", "高风险项目": "无", "设置专间或专用操作区": "无",
    }  # fmt: skip
    result = shops.check(application(facts))
    food = {f.material for f in result.permit("food-business").result.findings}
    assert "M2" in food
    (licence,) = (f for f in result.together.findings if f.material == "business-licence")
    assert licence.points[:1] == ("food-business/M2",)
    assert "tobacco-retail/M3" in licence.points
    (demand,) = licence.demands
    own = [
        r.text
        for p in result.permits
        for f in p.result.findings
        if {"food-business/M2", "tobacco-retail/M3"} & set(f.points)
        for d in f.demands
        for r in d.paper.requirements
    ]
    assert set(own) >= {r.text for r in demand.paper.requirements}
    (paper,) = (p for p in result.papers if p.identity == "business-licence")
    assert [(u.permit, u.paper) for u in paper.uses] == [
        ("food-business", "M2"),
        ("tobacco-retail", "M3"),
    ]
    assert result.paper_count.saved >= 2
    form = next(p for p in result.papers if p.identity == "joint-form")
    assert len(form.uses) == 2


def test_a_way_is_offered_only_where_every_permit_offers_it(
    library: pr.Library, application: Any
) -> None:
    payload = application({"办理事由": "开办", "经营活动": ["住宿", "烟草零售", "出版物零售"]})
    with pr.Checker(library, bundle="", place="440400") as checker:
        result = checker.check(payload)
    by_point = {p: f for q in result.permits for f in q.result.findings for p in f.points}
    for finding in result.together.findings:
        for route in finding.routes:
            for point in finding.points:
                own = by_point[point]
                if finding.kind.value == "missing" and not own.parts:
                    assert route.kind in {r.kind for r in own.routes}


def test_what_another_permit_ends_with_is_not_asked_for(library: pr.Library) -> None:
    items = ["fire-safety-check", "entertainment-venue"]
    payload = {
        "received_on": "2026-03-02",
        "facts": {"fire-safety-check/业务办理项": "非告知承诺方式",
                  "entertainment-venue/业务办理项": "新办", "依法须办的其他审批": "消防"},
    }  # fmt: skip
    with pr.Checker(library, items=items, place="440400") as checker:
        result = checker.check(payload)
    own = result.permit("entertainment-venue")
    assert any("M2a" in {d.paper.id for d in f.demands} for f in own.result.findings)
    (depends,) = (d for d in result.dependencies if d.needs == "fire-safety-check")
    assert depends.permit == "entertainment-venue"
    assert depends.paper == "fire-opinion"
    assert depends.basis
    assert own.waits_for == ("fire-safety-check",)
    assert not depends.put_off
    demanded = {d.paper.id for f in result.together.findings for d in f.demands}
    assert "fire-opinion" not in demanded
    (paper,) = (p for p in result.papers if p.identity == "fire-opinion")
    assert paper.comes_from == "fire-safety-check"


def test_no_way_leads_around_a_document_that_is_asked_for_all_the_same(
    library: pr.Library,
) -> None:
    # The hotel wants the identity card as a part of something, and takes no source for it.
    items = ["public-hygiene", "hotel-special-trade"]
    payload = {
        "received_on": "2026-03-02",
        "channel": "paper",
        "facts": {"业务办理项": "新办", "公共场所类别": "宾馆", "接待旅客住宿": "是"},
    }
    with pr.Checker(library, items=items, place="440400") as checker:
        result = checker.check(payload)
    own = next(
        f for f in result.permit("public-hygiene").result.findings if f.points[0].endswith("/M2")
    )
    assert {r.kind for r in own.routes} == {"shared"}
    asking = [
        f for f in result.together.findings
        if "representative-id" in {d.paper.id for d in f.demands}
    ]  # fmt: skip
    (finding,) = asking
    assert {p.partition("/")[0] for p in finding.points} == set(items)
    assert finding.routes == ()


def test_a_document_inside_another_paper_is_asked_about_for_all(library: pr.Library) -> None:
    # The papers of the internet café may have the licence in them; fire safety wants it, too.
    items = ["internet-cafe", "fire-safety-check"]
    payload = {
        "received_on": "2026-03-02",
        "channel": "paper",
        "facts": {"internet-cafe/业务办理项": "申请筹建",
                  "fire-safety-check/业务办理项": "非告知承诺方式",
                  "公众聚集场所类别": "公共娱乐场所"},
        "materials": [{"code": "internet-cafe/M1"}],
    }  # fmt: skip
    with pr.Checker(library, items=items, place="440400") as checker:
        questions = {q.key: q for q in checker.check(payload).together.questions}
    handed = questions["business-licence@handed"]
    assert {"internet-cafe/M1a", "fire-safety-check/M3"} <= set(handed.points)
    assert "fire-safety-check/M3/agree-1" in questions
    assert list(questions).index(handed.key) < list(questions).index("fire-safety-check/M3/agree-1")
