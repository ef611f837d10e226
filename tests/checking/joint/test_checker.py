"""One application for several permits: one verdict, one list, each permit's own answer in it."""

from __future__ import annotations

from typing import Any

import pytest

import permit_rules as pr
from permit_rules.checking.joint.worst import ORDER, overall, worst
from permit_rules.result import Verdict


def test_each_permit_gets_the_answer_it_gets_alone(
    library: pr.Library, shops: pr.Checker[pr.JointResult], application: Any
) -> None:
    payload = application({"业务办理项": "新办", "经营项目": "热食类食品制售"})
    result = shops.check(payload)
    shares = shops.shares(payload)
    assert [p.key for p in result.permits] == ["food-business", "tobacco-retail"]
    for permit in result.permits:
        alone = pr.Checker(library, permit.item, "440400").check(shares[permit.key])
        assert permit.result.model_dump_json() == alone.model_dump_json()
        assert result.permit(permit.key) is permit
    with pytest.raises(KeyError):
        result.permit("hotel-special-trade")


def test_the_whole_is_the_worst_that_counts(
    shops: pr.Checker[pr.JointResult], application: Any
) -> None:
    result = shops.check(application({"业务办理项": "新办"}))
    assert result.verdict is worst(p.verdict for p in result.permits)
    assert result.together.verdict is result.verdict
    assert result.verdict_label == "补正"


def test_the_order_of_verdicts() -> None:
    labels = [v.label for v in ORDER]
    assert labels == ["不予受理", "补正", "无法判断", "容缺受理", "受理", "不需要许可"]
    assert worst(()) is Verdict.NOT_REQUIRED
    assert overall([Verdict.ACCEPTED], whole=False) is Verdict.CANNOT_TELL
    assert overall([Verdict.CORRECTION], whole=False) is Verdict.CORRECTION


def test_a_filing_holds_nothing_up(library: pr.Library, application: Any) -> None:
    items = ["medical-device-class2-filing", "tobacco-retail"]
    with pr.Checker(library, items=items, place="440400") as checker:
        result = checker.check(application({"medical-device-class2-filing/业务办理项": "备案"}))
    filing, permit = (result.permit(i) for i in items)
    assert not filing.counts
    assert permit.counts
    assert result.verdict is permit.verdict


def test_what_is_needed_follows_from_the_facts(
    businesses: pr.Checker[pr.JointResult], application: Any
) -> None:
    bare = businesses.check(application({"办理事由": "开办", "经营活动": "烟草零售"}))
    assert [p.item for p in bare.permits] == ["tobacco-retail"]
    (permit,) = bare.permits
    assert permit.handling_item == "新办"
    assert {c.truth for c in permit.needed_because} == {"yes"}
    assert permit.basis[0].instrument == "中华人民共和国烟草专卖法"
    more = businesses.check(application({"办理事由": "开办", "经营活动": ["烟草零售", "住宿"]}))
    assert {"tobacco-retail", "hotel-special-trade"} <= {p.item for p in more.permits}


def test_an_open_need_is_a_question_and_a_line(
    businesses: pr.Checker[pr.JointResult], application: Any
) -> None:
    result = businesses.check(application({"办理事由": "开办", "经营活动": "住宿"}))
    assert "fire-safety-check" not in {p.item for p in result.permits}
    waiting = [q.label for q in result.together.questions if "bundles/X1" in q.points]
    assert "公众聚集场所类别" in waiting
    lines = [line for line in result.together.conditional if line.point == "bundles/X2"]
    assert [line.text.partition("，还须")[2] for line in lines] == [
        "办理《公众聚集场所投入使用、营业前消防安全检查》（非告知承诺方式）。"
    ]
    # What it would ask for is said under the same condition.
    own = [x for x in result.together.conditional if x.point.startswith("fire-safety-check/M")]
    assert own
    assert all(x.when is not None for x in own)
    assert not result.complete
    assert any("公众聚集场所" in why for why in result.incomplete_because)


def test_a_bundle_only_states_facts(library: pr.Library, application: Any) -> None:
    with pr.Checker(library, bundle="hotel", place="440400") as checker:
        result = checker.check(application())
        named = checker.check(application(bundle="catering"))
        otherwise = checker.check(application({"经营活动": "烟草零售"}))
    assert {p.item for p in result.permits} == {"public-hygiene", "hotel-special-trade"}
    assert result.bundle_name == "住宿"
    assert result.plan is not None
    assert result.plan.facts["经营活动"] == "住宿"
    assert [p.code for p in named.payload] == ["SH876"]
    assert not named.complete
    # Whoever states otherwise is believed.
    assert {p.item for p in otherwise.permits} == {"tobacco-retail"}


def test_permits_may_be_named(businesses: pr.Checker[pr.JointResult], application: Any) -> None:
    facts = {"办理事由": "开办", "经营活动": ["烟草零售", "出版物零售"]}
    result = businesses.check(application(facts, permits=["tobacco-retail"]))
    assert [p.key for p in result.permits] == ["tobacco-retail"]
    assert any(
        "还须办理《出版物零售许可》" in n.text and n.point == "bundles/P1"
        for n in result.together.notes
    )


def test_unknown_names_are_refused(library: pr.Library) -> None:
    with pytest.raises(pr.UnknownBundle, match="did you mean 'hotel'"):
        pr.Checker(library, bundle="hotell")
    with pytest.raises(pr.UnknownItem):
        pr.Checker(library, items=["no-such-item"])
    with pytest.raises(ValueError, match="list of ids"):
        pr.Checker(library, items="food-business")
    with pytest.raises(ValueError, match="alone"):
        pr.Checker(library, "food-business", items=["food-business"])  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="no shares"):
        pr.Checker(library, "food-business").shares({})


def test_limits_stand_side_by_side(shops: pr.Checker[pr.JointResult], application: Any) -> None:
    limits = shops.check(application({"业务办理项": "新办"})).limits
    assert [(x.step, x.statutory) for x in limits] == [
        ("食品经营许可：决定", "10个工作日"),
        ("烟草专卖零售许可：决定", "20个工作日"),
        ("统一、联合、集中办理", "45个工作日"),
        ("统一、联合、集中办理的延长", "15个工作日"),
    ]


def test_each_goes_to_its_authority(shops: pr.Checker[pr.JointResult], application: Any) -> None:
    result = shops.check(application(receiving_authority="一个窗口"))
    assert [p.authority for p in result.permits] == [
        "珠海市的市场监督管理部门",
        "珠海市的县级烟草专卖行政主管部门",
    ]
    # The window that receives for all of them is held against none.
    assert not [f for f in result.together.findings if f.kind.value == "other_authority"]


def test_plan(library: pr.Library) -> None:
    made = pr.plan(library, {"经营活动": "烟草零售"}, place="440400", bundle="hotel")
    assert "tobacco-retail" in {p.item for p in made.permits if p.certain}
    assert made.bundle_name == "住宿"
    assert {p.item for p in made.not_needed} >= {"road-freight"}
    assert all(c.truth == "no" for p in made.not_needed for c in p.reason)
    assert made.questions
    assert all(q.points for q in made.questions)
    verified = pr.plan(
        library, {"经营活动": "烟草零售"}, place="440400", bundle="hotel", verify=True
    )
    assert verified == made
    with pytest.raises(pr.UnknownBundle):
        pr.plan(library, {}, bundle="no-such")


def test_a_plan_says_what_it_inferred(library: pr.Library) -> None:
    made = pr.plan(library, {"已完成市场主体登记": "是"}, bundle="hotel")
    inferred = {i.label: (i.value, i.by) for i in made.inferred}
    assert inferred["接待旅客住宿"] == ("是", "I4")
    assert inferred["已取得营业执照等主体资格"] == ("是", "I3")
    # What is stated wins.
    stated = pr.plan(library, {"接待旅客住宿": "否"}, bundle="hotel")
    assert "接待旅客住宿" not in {i.label for i in stated.inferred}


def test_deregistration_names_the_other_offices(library: pr.Library) -> None:
    made = pr.plan(library, {}, bundle="deregistration")
    assert ("清税", "税务机关", True) in {(e.name, e.department, e.certain) for e in made.elsewhere}
    assert {e.certain for e in made.elsewhere} == {True, False}


def test_that_no_permit_is_needed_is_said_beforehand(
    businesses: pr.Checker[pr.JointResult], application: Any
) -> None:
    open_ = businesses.check(application({"办理事由": "开办", "经营活动": "其他商品零售"}))
    assert open_.verdict is Verdict.CANNOT_TELL
    assert "bundles/none" in {n.point for n in open_.together.notes}
    facts = {"办理事由": "开办", "经营活动": "其他商品零售", "公众聚集场所类别": "其他场所",
             "公共场所类别": "其他场所", "设置户外广告": "否"}  # fmt: skip
    none = businesses.check(application(facts))
    assert none.permits == ()
    assert (none.verdict, none.complete) == (Verdict.NOT_REQUIRED, True)
    assert [n.text for n in none.together.notes] == ["按所填的情况，没有需要办理的许可。"]


def test_an_answer_holds_until_the_rules_of_any_permit_begin(
    library: pr.Library, application: Any
) -> None:
    items = ["animal-clinic", "tobacco-retail"]
    with pr.Checker(library, items=items, place="440400") as checker:
        result = checker.check({**application(), "received_on": "2022-03-01"})
    known = library.item_for("animal-clinic", "440400")
    assert known is not None
    holds = result.together.holds_until
    assert holds is not None
    assert holds < known.known_from
    assert result.together.changes
