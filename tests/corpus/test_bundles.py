"""What the bundles of the corpus lead to, written from the law and not from the program."""

from __future__ import annotations

from collections import Counter

import pytest

from permit_rules.conditions import nodes
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.nodes import ChoicesTest, Node
from permit_rules.conditions.truth import Truth, truth
from permit_rules.loading.bundle_names import papers_of
from permit_rules.model.bundle import PaperOf, Scope
from tests.corpus.tables import library

OPENING: dict[str, Value] = {"business_purpose": "开办", "registered": "是"}
CLOSING: dict[str, Value] = {"business_purpose": "注销", "applicant_kind": "企业"}
CLEAN: dict[str, Value] = {
    "exclusions": frozenset({"无"}),
    "debts": "已清偿完结",
    "dues": "已结清",
}
#: 细则 art. 48, as the item lists them.
EXCLUSIONS = [
    choice.name
    for item in library().items
    for field in item.fields
    if field.id == "exclusions"
    for choice in field.choices
    if choice.name != "无"
]


def doing(*activities: str) -> dict[str, Value]:
    return {"business_activities": frozenset(activities)}


def needed(facts: dict[str, Value], place: str = "") -> dict[str, str]:
    """The handling item by item: of the needs for one item, the first that certainly holds."""
    found: dict[str, str] = {}
    for need in library().bundles_at(place).needs:
        if truth(need.when, Facts(facts), library().calendar) is Truth.YES:
            found.setdefault(need.item, need.handling_item)
    return found


def open_needs(facts: dict[str, Value], place: str = "") -> set[str]:
    """The items of needs that more facts may bring about."""
    return {
        n.item
        for n in library().bundles_at(place).needs
        if truth(n.when, Facts(facts), library().calendar) is Truth.CANNOT_TELL
    }


@pytest.mark.parametrize("bundle", library().bundles.bundles, ids=lambda b: b.id)
def test_every_bundle_leads_to_something_and_is_found_by_one_name(bundle: object) -> None:
    names = Counter(n for b in library().bundles.bundles for n in (b.id, b.name, *b.aliases))
    assert max(names.values()) == 1
    assert bundle.states["business_purpose"] in ("开办", "注销")  # type: ignore[attr-defined]


def test_a_hotel_with_restaurant_tobacco_counter_and_bookshop() -> None:
    facts = {
        **OPENING,
        **doing("住宿", "餐饮服务", "食品销售", "烟草零售", "出版物零售"),
        "assembly_place_kinds": frozenset({"宾馆", "饭店"}),
        "fire_check_by_commitment": "否",
        "outdoor_ad_planned": "否",
    }
    assert needed(facts) == {
        "food-business": "新办",
        "fire-safety-check": "非告知承诺方式",
        "public-hygiene": "新办",
        "hotel-special-trade": "新办",
        "tobacco-retail": "新办",
        "publications-retail": "新办",
    }
    assert needed({**facts, "fire_check_by_commitment": "是"})["fire-safety-check"] == (
        "告知承诺方式"
    )


def test_a_restaurant_needs_no_hygiene_permit() -> None:
    facts = {**OPENING, **doing("餐饮服务")}
    assert needed(facts) == {"food-business": "新办"}
    # Whether it is a place where the public gathers, and what it hangs outside, has to be asked.
    assert open_needs(facts) == {"fire-safety-check", "outdoor-advertising"}


@pytest.mark.parametrize(
    ("kind", "planned", "expected"),
    [
        ("个体工商户", None, {"individual-registration": "设立"}),
        ("企业", "有限责任公司", {"enterprise-registration": "有限责任公司设立"}),
        ("企业", "合伙企业", {"enterprise-registration": "合伙企业设立"}),
        ("农民专业合作社", None, {"enterprise-registration": "农民专业合作社设立"}),
        ("机关", None, {}),
    ],
)
def test_who_is_not_registered_registers(
    kind: str, planned: str | None, expected: dict[str, str]
) -> None:
    facts: dict[str, Value] = {**OPENING, **doing("单位食堂"), "registered": "否"}
    facts |= {"applicant_kind": kind} | ({"company_type_planned": planned} if planned else {})
    assert needed(facts) == {"food-business": "新办", **expected}


@pytest.mark.parametrize(
    ("place", "small", "expected"),
    [
        ("370000", "是", {"small-catering-registration"}),
        ("370000", "否", {"food-business"}),
        ("410500", "是", {"small-catering-registration"}),
        ("440400", "是", {"food-business"}),
    ],
)
def test_small_catering_is_registered_where_a_province_has_that(
    place: str, small: str, expected: set[str]
) -> None:
    facts = {**OPENING, **doing("餐饮服务"), "small_catering": small}
    assert set(needed(facts, place)) == expected


def test_devices_of_the_third_class_need_a_permit_and_those_of_the_second_a_filing() -> None:
    facts = {
        **OPENING,
        **doing("药品零售", "医疗器械经营"),
        "drug_classes": frozenset({"处方药"}),
        "device_classes": frozenset({"第二类", "第三类"}),
        "class3_permit_state": "随本次同时申请",
        "class2_filing_state": "随本次同时办理",
    }
    assert needed(facts) == {
        "drug-retail": "新办",
        "medical-device-class3": "新办",
        "medical-device-class2-filing": "备案",
    }
    held = needed({**facts, "class3_permit_state": "已经取得"})
    assert set(held) == {"drug-retail", "medical-device-class2-filing"}
    assert set(needed({**facts, "device_classes": frozenset({"第一类"})})) == {"drug-retail"}


@pytest.mark.parametrize(
    ("classes", "commits", "expected"),
    [
        ({"乙类非处方药"}, "是", "乙类非处方药告知承诺"),
        ({"乙类非处方药"}, "否", "新办"),
        ({"乙类非处方药", "处方药"}, "是", "新办"),
    ],
)
def test_only_a_shop_for_the_second_class_of_otc_drugs_may_commit(
    classes: set[str], commits: str, expected: str
) -> None:
    facts = {**OPENING, **doing("药品零售"), "drug_classes": frozenset(classes)}
    assert needed({**facts, "drug_retail_by_commitment": commits}) == {"drug-retail": expected}


def test_a_gym_is_nothing_and_its_pool_is_two_things() -> None:
    assert needed({**OPENING, **doing("健身")}) == {}
    assert needed({**OPENING, **doing("健身", "游泳")}) == {
        "public-hygiene": "新办",
        "high-risk-sports": "新办",
    }


# ---- S1-7: 注销一件事 ---------------------------------------------------------------------------


def test_who_owes_nothing_deregisters_simply() -> None:
    assert needed({**CLOSING, **CLEAN}) == {"simple-deregistration": "简易注销"}
    single = {**CLOSING, **CLEAN, "applicant_kind": "个体工商户"}
    assert needed(single) == {"simple-deregistration": "简易注销"}


@pytest.mark.parametrize("choice", EXCLUSIONS)
def test_each_exclusion_of_article_48_leads_to_the_ordinary_way(choice: str) -> None:
    facts = {**CLOSING, **CLEAN, "exclusions": frozenset({choice})}
    assert needed(facts) == {"enterprise-registration": "注销"}
    assert needed({**facts, "applicant_kind": "个体工商户"}) == {"individual-registration": "注销"}


@pytest.mark.parametrize("owed", [{"debts": "尚未清偿"}, {"dues": "尚未结清"}])
def test_who_still_owes_something_goes_the_ordinary_way(owed: dict[str, Value]) -> None:
    assert needed({**CLOSING, **CLEAN, **owed}) == {"enterprise-registration": "注销"}


def test_the_two_ways_exclude_each_other_and_one_is_always_open() -> None:
    routes = {"enterprise-registration", "simple-deregistration"}
    assert needed(CLOSING) == {}
    assert routes <= open_needs(CLOSING)


def test_the_permits_held_are_cancelled_with_the_registration() -> None:
    held = frozenset({"食品经营许可证", "烟草专卖零售许可证", "公共场所卫生许可证"})
    assert needed({**CLOSING, **CLEAN, "permits_held": held}) == {
        "simple-deregistration": "简易注销",
        "food-business": "注销",
        "tobacco-retail": "歇业",
        "public-hygiene": "注销",
    }


def test_the_five_departments_of_the_notice_are_named() -> None:
    facts = Facts({**CLOSING, "customs_filed": "是", "staff_insured": "是"})
    told = {
        o.department
        for o in library().bundles.elsewhere
        if truth(o.when, facts, library().calendar) is Truth.YES
    }
    assert told == {"税务机关", "海关", "人力资源社会保障部门", "医疗保障部门"}


# ---- what is shared -----------------------------------------------------------------------------


def test_every_value_of_what_is_done_is_read_by_a_need() -> None:
    field = library().catalogue.by_id("business_activities")
    read = {v for n in library().bundles.needs for v in _values(n.when)}
    assert {c.name for c in field.choices} - read == {"其他活动"}


def _values(node: Node) -> set[str]:
    return {
        v
        for t in nodes.tests_of(node)
        if isinstance(t, ChoicesTest) and t.field == "business_activities"
        for v in t.values
    }


def test_no_business_licence_of_a_needed_item_is_left_a_paper_of_its_own() -> None:
    rules = library().bundles
    items = {n.item for n in rules.needs}
    shared = {p for d in rules.papers for p in d.papers}
    alone = {
        f"{item.id}/{paper}"
        for item in library().items
        if item.id in items
        for paper, name in papers_of(item, library().overlays).items()
        if "营业执照" in name and PaperOf(item.id, paper, item.place) not in shared
    }
    # The originals are handed back when the registration ends; a branch has a licence of its own;
    # and licence and articles of an internet café are two papers.
    assert alone == {
        *(f"simple-deregistration/{i}" for i in ("M3", "M3a", "M3a-alt1", "M3b", "M3b-alt1")),
        "hr-services/GD5",
        "internet-cafe/M1",
    }


def test_floor_plans_of_different_content_stay_apart() -> None:
    rules = library().bundles
    plans = [
        ("public-hygiene", "M3b"), ("fire-safety-check", "M6"), ("food-business", "M3b"),
        ("hotel-special-trade", "M6"), ("entertainment-venue", "M6"), ("drug-retail", "M6b"),
    ]  # fmt: skip
    assert [rules.shared(*plan) for plan in plans] == [None] * len(plans)
    shop = rules.shared("medical-device-class3", "M4b")
    assert shop is not None
    assert shop.scope is Scope.PREMISES
    assert shop == rules.shared("medical-device-class2-filing", "M4b")


def test_what_waits_for_registration_is_every_licence_that_a_new_business_hands_in() -> None:
    rules = library().bundles
    licence = next(p for p in rules.papers if p.id == "business-licence")
    first = next(p for p in rules.prerequisites if p.item == "enterprise-registration")
    items = {n.item for n in rules.needs}
    assert {p for p in licence.papers if p.item in items} == set(first.papers)
    assert [p.item for p in rules.prerequisites if p.before_registration] == [
        "hazardous-chemicals-business"
    ]
