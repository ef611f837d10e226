"""The condition language: every form it has, and whatever else is written."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Field,
    FieldCatalogue,
    FieldType,
)
from permit_rules.conditions.mistakes import CODES
from permit_rules.conditions.nodes import (
    ALWAYS,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Order,
    StatedTest,
)
from permit_rules.working_days import Period, PeriodUnit
from tests.conditions.catalogue import (
    CATALOGUE,
    MACHINES,
    Data,
)
from tests.conditions.reading import (
    CANTEEN,
    COLD,
    HOT,
    LARGE,
    ORGANIC,
    PACKED,
    parse,
    understood,
)


def number(order: Order, value: int) -> NumberTest:
    return NumberTest("area", order, value)


# ---- every form -----------------------------------------------------------------------------

AT_LEAST_200: Final = number(Order.AT_LEAST, 2000)


@pytest.mark.parametrize(
    "written",
    [
        "≥ 200 平方米",
        "≥200平方米",
        ">= 200 平方米",
        "＞＝200平方米",
        "≧ 200 平方米",
        "⩾ 200㎡",
        "不低于 200 平方米",
        "不少于 200 平方米",
        "至少 200 平方米",
        "不低於 200 平方米",
        "不低于 ２００ 平方米",
        "不低于 二百 平方米",
        "不低于 贰佰 平方米",
        "不低于 200.0 平方米",
        "不低于　200㎡",
        "不低于 200 m²",
        "不低于 0.02 万平方米",
    ],
)
def test_at_least_is_written_in_many_ways(written: str) -> None:
    assert understood({"经营面积": written}) == AT_LEAST_200


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("> 1000 人", Order.ABOVE),
        ("＞ 1000 人", Order.ABOVE),
        ("超过 1000 人", Order.ABOVE),
        ("高于 1000 人", Order.ABOVE),
        ("多于 1000 人", Order.ABOVE),
        ("超過 1000 人", Order.ABOVE),
        ("≤ 1000 人", Order.AT_MOST),
        ("<= 1000 人", Order.AT_MOST),
        ("≦ 1000 人", Order.AT_MOST),
        ("不超过 1000 人", Order.AT_MOST),
        ("不高于 1000 人", Order.AT_MOST),
        ("不多于 1000 人", Order.AT_MOST),
        ("至多 1000 人", Order.AT_MOST),
        ("< 1000 人", Order.BELOW),
        ("＜1000人", Order.BELOW),
        ("低于 1000 人", Order.BELOW),
        ("少于 1000 人", Order.BELOW),
        ("不满 1000 人", Order.BELOW),
        ("不足 1000 人", Order.BELOW),
        ("= 1000 人", Order.EQUAL),
        ("＝ 1,000 人", Order.EQUAL),
        ("等于 一千 人", Order.EQUAL),
        ("≠ 1000 人", Order.NOT_EQUAL),
        ("!= 1000 人", Order.NOT_EQUAL),
        ("不等于 1000 人", Order.NOT_EQUAL),
    ],
)
def test_each_comparison_of_numbers(written: str, order: Order) -> None:
    assert understood({"每餐次平均用餐人数": written}) == NumberTest("diners", order, 1000)


@pytest.mark.parametrize(
    ("field", "written", "node"),
    [
        ("经营面积", "不低于 200.5 平方米", number(Order.AT_LEAST, 2005)),
        ("注册资本", "不低于 100 万元", NumberTest("capital", Order.AT_LEAST, 10000)),
        ("注册资本", "不低于 1 亿元", NumberTest("capital", Order.AT_LEAST, 1000000)),
        ("注册资本", "不低于 5000 元", NumberTest("capital", Order.AT_LEAST, 50)),
        ("注册资本", "不低于 叁佰万元", NumberTest("capital", Order.AT_LEAST, 30000)),
        ("货值", "低于 1 万元", NumberTest("value", Order.BELOW, 10000)),
        ("货值", "低于 0.5 亿元", NumberTest("value", Order.BELOW, 50000000)),
        ("自动设备台数", "超过 0", NumberTest("machine_count", Order.ABOVE, 0)),
        ("自动设备台数", "不低于 -3", NumberTest("machine_count", Order.AT_LEAST, -3)),
        ("持股比例", "不低于 25.5%", NumberTest("share", Order.AT_LEAST, 2550)),
        ("持股比例", "不低于 25 ％", NumberTest("share", Order.AT_LEAST, 2500)),
    ],
)
def test_numbers_are_whole_counts_of_the_finest_unit(field: str, written: str, node: Node) -> None:
    assert understood({field: written}) == node


def test_numbers_of_many_digits_are_not_rounded() -> None:
    exact = "123456789012345678901234567.8"
    field = Field(id="n", label="数", type=FieldType.NUMBER, decimals=2)
    node = understood({"数": f"≥ {exact}"}, catalogue=FieldCatalogue((field,)))
    assert node == NumberTest("n", Order.AT_LEAST, 12345678901234567890123456780)


FROM_200_BELOW_500: Final = All((number(Order.AT_LEAST, 2000), number(Order.BELOW, 5000)))


@pytest.mark.parametrize(
    "written",
    [
        "200 至 500 平方米（含200，不含500）",
        "200至500平方米(含200,不含500)",
        "200 到 500 平方米（含 200、不含 500）",
        "200—500平方米（含200；不含500）",
        "200 ~ 500 平方米（不含500，含200）",
        "200平方米至500平方米（含200平方米，不含500平方米）",
        "二百至五百平方米（含二百，不含五百）",
        "200 至 500 ㎡（含200.0，不含五百）",
    ],
)
def test_intervals_state_both_ends(written: str) -> None:
    assert understood({"经营面积": written}) == FROM_200_BELOW_500


@pytest.mark.parametrize(
    ("field", "written", "node"),
    [
        (
            "经营面积",
            "200 至 500 平方米（不含200，含500）",
            All((number(Order.ABOVE, 2000), number(Order.AT_MOST, 5000))),
        ),
        # An end on the limit of the domain is no mistake as long as the other one cuts.
        (
            "经营面积",
            "0 至 200 平方米（含0，不含200）",
            All((number(Order.AT_LEAST, 0), number(Order.BELOW, 2000))),
        ),
        (
            "注册资本",
            "1万元至2万元（含1万，不含2万）",
            All(
                (
                    NumberTest("capital", Order.AT_LEAST, 100),
                    NumberTest("capital", Order.BELOW, 200),
                )
            ),
        ),
        (
            "货值",
            "1万至2万元（含1万，含2万）",
            All(
                (
                    NumberTest("value", Order.AT_LEAST, 10000),
                    NumberTest("value", Order.AT_MOST, 20000),
                )
            ),
        ),
        (
            "自动设备台数",
            "3 至 5（含3，含5）",
            All(
                (
                    NumberTest("machine_count", Order.AT_LEAST, 3),
                    NumberTest("machine_count", Order.AT_MOST, 5),
                )
            ),
        ),
        (
            "持股比例",
            "10 至 25%（含10，不含25）",
            All(
                (NumberTest("share", Order.AT_LEAST, 1000), NumberTest("share", Order.BELOW, 2500))
            ),
        ),
    ],
)
def test_intervals_in_other_units(field: str, written: str, node: Node) -> None:
    assert understood({field: written}) == node


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("单位食堂", CANTEEN),
        ("單位食堂", CANTEEN),
        ("餐饮", ChoiceTest("form", ("餐饮服务经营者",))),
        ("单位食堂、餐饮", ChoiceTest("form", ("单位食堂", "餐饮服务经营者"))),
        ("[单位食堂, 餐饮]", ChoiceTest("form", ("单位食堂", "餐饮服务经营者"))),
        ("≠ 单位食堂", Not(CANTEEN)),
        ("!= 单位食堂", Not(CANTEEN)),
        ("不是 单位食堂", Not(CANTEEN)),
        ("不是单位食堂、餐饮", Not(ChoiceTest("form", ("单位食堂", "餐饮服务经营者")))),
    ],
)
def test_choices_of_one(written: str, node: Node) -> None:
    assert understood({"主体业态": written}) == node


@pytest.mark.parametrize(("written", "value"), [("是", "是"), ("否", "否"), (" 是 ", "是")])
def test_yes_and_no(written: str, value: str) -> None:
    assert understood({"委托代理人": written}) == ChoiceTest("agent", (value,))


def holds(holding: Holding, *values: str) -> ChoicesTest:
    return ChoicesTest("projects", holding, tuple(sorted(values)))


@pytest.mark.parametrize(
    ("written", "node"),
    [
        (f"含 {HOT}", holds(Holding.ANY, HOT)),
        (f"含{HOT}", holds(Holding.ANY, HOT)),
        ("含有机食品", holds(Holding.ANY, ORGANIC)),
        (f"含任一 {HOT}、{COLD}", holds(Holding.ANY, HOT, COLD)),
        (f"含任一 [{HOT}, {COLD}]", holds(Holding.ANY, HOT, COLD)),
        (f"含任一【{HOT}，{COLD}】", holds(Holding.ANY, HOT, COLD)),
        (f"含全部 {HOT}、{COLD}", holds(Holding.ALL, HOT, COLD)),
        (f"含全部 {PACKED}、{COLD}", holds(Holding.ALL, PACKED, COLD)),
        (f"不含 {HOT}", Not(holds(Holding.ANY, HOT))),
        (f"不含任一 {HOT}、{COLD}", Not(holds(Holding.ANY, HOT, COLD))),
        (f"只含 {HOT}", holds(Holding.ONLY, HOT)),
        (f"只含 {HOT}、{PACKED}", holds(Holding.ONLY, HOT, PACKED)),
        (f"只含 [{HOT}、{COLD}]", holds(Holding.ONLY, HOT, COLD)),
    ],
)
def test_choices_of_many(written: str, node: Node) -> None:
    assert understood({"经营项目": written}) == node


def period(amount: int, unit: PeriodUnit) -> Period:
    return Period(amount, unit)


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("早于 2024-12-01", Order.BELOW, Day(literal=date(2024, 12, 1))),
        ("不早于 2024年12月1日", Order.AT_LEAST, Day(literal=date(2024, 12, 1))),
        ("晚于 收件日", Order.ABOVE, Day(field="received_on")),
        ("不晚于 收件日", Order.AT_MOST, Day(field="received_on")),
        (
            "不晚于 收件日后30日",
            Order.AT_MOST,
            Day(field="received_on", period=period(30, PeriodUnit.DAY)),
        ),
        (
            "不早于 收件日前 90 工作日",
            Order.AT_LEAST,
            Day(field="received_on", period=period(90, PeriodUnit.WORKING_DAY), before=True),
        ),
        (
            "晚于 2024-12-01后 三个月",
            Order.ABOVE,
            Day(literal=date(2024, 12, 1), period=period(3, PeriodUnit.MONTH)),
        ),
        (
            "早于 2024年12月1日前1年",
            Order.BELOW,
            Day(literal=date(2024, 12, 1), period=period(1, PeriodUnit.YEAR), before=True),
        ),
    ],
)
def test_dates(written: str, order: Order, day: Day) -> None:
    assert understood({"许可证有效期至": written}) == DateTest("expires", order, day)


def test_the_day_of_receipt_compared_with_a_date_field() -> None:
    day = Day(field="expires", period=period(90, PeriodUnit.WORKING_DAY), before=True)
    written = {"收件日": "不早于 许可证有效期至前 90 工作日"}
    assert understood(written) == DateTest("received_on", Order.AT_LEAST, day)


def test_the_day_of_receipt_belongs_to_every_catalogue() -> None:
    without = FieldCatalogue(tuple(f for f in CATALOGUE.fields if f != RECEIVED_ON))
    node = understood({"收件日": "早于 2025-01-01"}, catalogue=without)
    assert node == DateTest("received_on", Order.BELOW, Day(literal=date(2025, 1, 1)))


@pytest.mark.parametrize("label", ["食品安全总监", "自动设备", "经营面积", "委托代理人", "收件日"])
def test_stated_and_not_stated_in_a_requirement(label: str) -> None:
    field = CATALOGUE.find(label)
    assert field is not None
    stated = StatedTest(field.id)
    assert understood({label: "已填"}, in_requirement=True) == stated
    assert understood({label: "未填"}, in_requirement=True) == Not(stated)


def test_situations_are_named() -> None:
    named = Named("机关等单位食堂", CANTEEN)
    assert understood({"情形": "机关等单位食堂"}) == named
    both = AnyOf((named, Named("大型热食餐饮", LARGE)))
    assert understood({"情形": "机关等单位食堂、大型热食餐饮"}) == both


def test_a_map_is_all_and_a_list_is_any() -> None:
    first = {"主体业态": "单位食堂", "经营面积": "不低于 200 平方米"}
    all_of_it = All((CANTEEN, AT_LEAST_200))
    assert understood(first) == all_of_it
    agent = ChoiceTest("agent", ("是",))
    assert understood([first, {"委托代理人": "是"}]) == AnyOf((all_of_it, agent))
    assert understood([first]) == all_of_it


def test_an_interval_joins_the_other_lines_of_its_map() -> None:
    written: Data = {"经营面积": "200 至 500 平方米（含200，不含500）", "委托代理人": "是"}
    agent = ChoiceTest("agent", ("是",))
    assert understood(written) == All((*FROM_200_BELOW_500.parts, agent))


@pytest.mark.parametrize("name", ["经营面积", "area", "面积", "經營面積", " 经营面积 "])
def test_fields_are_found_by_every_name(name: str) -> None:
    assert understood({name: "不低于 200 平方米"}) == AT_LEAST_200


@pytest.mark.parametrize("name", ["面积", "machines.area", "area"])
def test_inside_a_roster_its_members_come_first(name: str) -> None:
    node = understood({name: "不低于 2 平方米", "委托代理人": "是"}, roster=MACHINES)
    member = NumberTest("machines.area", Order.AT_LEAST, 2)
    assert node == All((member, ChoiceTest("agent", ("是",))))


# ---- anything at all ------------------------------------------------------------------------

_PIECES: Final = (
    "不低于",
    "超过",
    "≥",
    "<",
    "200",
    "平方米",
    "万",
    "至",
    "（含200，不含500）",
    "以上",
    "含",
    "不含",
    "只含",
    "任一",
    "、",
    HOT,
    "单位食堂",
    "是",
    "不是",
    "≠",
    "早于",
    "收件日",
    "前",
    "后",
    "30",
    "工作日",
    "2024-12-01",
    "已填",
    " ",
    "(",
    "]",
    "“",
    "一",
    "余",
    "-",
    "约",
    "%",
    "元",
    "大型热食餐饮",
    "\n",
)
_WRITTEN: Final = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(_PIECES), max_size=8).map("".join),
)


@given(
    name=st.sampled_from([f.label for f in CATALOGUE.fields] + ["情形", "设备类型", "月球", "或"]),
    written=_WRITTEN,
    style=st.sampled_from(["plain", "quoted", "block"]),
    in_requirement=st.booleans(),
)
def test_whatever_is_written_is_read_or_told(
    name: str, written: str, style: str, in_requirement: bool
) -> None:
    node, found = parse({name: written}, style=style, in_requirement=in_requirement, subject="x/1")
    assert (node == ALWAYS) is bool(found)
    for each in found:
        assert each.code in CODES
        assert each.where is not None
        assert each.help
        assert each.subject == "x/1"


@given(
    st.recursive(
        _WRITTEN,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["经营面积", "情形", "主体业态", "月球"]), inner, max_size=3
            )
        ),
        max_leaves=6,
    )
)
def test_no_tree_raises(data: Data) -> None:
    node, found = parse(data)
    assert found or node != ALWAYS


def test_a_very_long_text_is_refused_quickly() -> None:
    for piece in ("1至", "以上", "含任一 甲", "不早于 9", "不低于 一万"):
        written = piece * 20000
        for label in ("经营面积", "经营项目", "许可证有效期至"):
            _, found = parse({label: written})
            assert found


def test_the_unit_of_a_field_may_be_written_as_a_sign() -> None:
    sign = Field(id="area", label="经营面积", type=FieldType.NUMBER, unit="㎡")
    for written in ("不低于 200 平方米", "不低于 200 ㎡"):
        assert understood({"经营面积": written}, catalogue=FieldCatalogue((sign,))) == NumberTest(
            "area", Order.AT_LEAST, 200
        )
