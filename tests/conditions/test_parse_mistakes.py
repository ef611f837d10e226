"""Every mistake a condition can have: one message, its place, and a repair that works."""

from __future__ import annotations

from typing import Final

import pytest

from permit_rules.conditions.fields import (
    Choice,
    Field,
    FieldCatalogue,
    FieldType,
)
from permit_rules.conditions.mistakes import CODES
from permit_rules.conditions.nodes import (
    ALWAYS,
    ChoiceTest,
    NumberTest,
    Order,
    StatedTest,
)
from permit_rules.conditions.parse import parse_condition
from permit_rules.diagnostics import Severity
from permit_rules.yaml_tree import Entry, Map, Scalar
from tests.conditions.catalogue import (
    AREA,
    MACHINES,
    Data,
    tree,
)
from tests.conditions.reading import (
    CANTEEN,
    COLD,
    HOT,
    parse,
    scope,
    understood,
)

AT_LEAST_200: Final = NumberTest("area", Order.AT_LEAST, 2000)


# ---- every mistake --------------------------------------------------------------------------

#: Field, what is written, the code, and what the repair proposes (it must parse), if anything.
MISTAKES: Final = [
    # comparisons of numbers
    ("经营面积", "200 平方米", "SH306", "不低于 200 平方米"),
    ("经营面积", "200 平方米", "SH306", "等于 200 平方米"),
    ("经营面积", "200", "SH306", "不低于 200 平方米"),
    ("自动设备台数", "3", "SH306", "不低于 3"),
    ("每餐次平均用餐人数", "1000人以上", "SH307", "不低于 1000 人"),
    ("每餐次平均用餐人数", "1000 人（含）以上", "SH307", "不低于 1000 人"),
    ("每餐次平均用餐人数", "1000人及以上", "SH307", "不低于 1000 人"),
    ("每餐次平均用餐人数", "1000人以上（不含1000）", "SH307", "超过 1000 人"),
    ("每餐次平均用餐人数", "1000人以下", "SH307", "不超过 1000 人"),
    ("每餐次平均用餐人数", "1000（不含）人以下", "SH307", "低于 1000 人"),
    ("每餐次平均用餐人数", "1000人以内", "SH307", "不超过 1000 人"),
    ("每餐次平均用餐人数", "1000人之内", "SH307", "不超过 1000 人"),
    ("每餐次平均用餐人数", "1000人以外", "SH307", "超过 1000 人"),
    ("每餐次平均用餐人数", "1000以上", "SH307", "不低于 1000 人"),
    ("每餐次平均用餐人数", "不低于1000人以上", "SH307", "不低于 1000 人"),
    ("每餐次平均用餐人数", "以上", "SH307", "不低于 1000 人"),
    ("经营面积", "200平方米以上500平方米以下", "SH307", "200 至 500 平方米（含200，含500）"),
    ("经营面积", "200平方米以上不足500平方米", "SH307", "200 至 500 平方米（含200，不含500）"),
    ("经营面积", "200以上不满500平方米", "SH307", "200 至 500 平方米（含200，不含500）"),
    ("经营面积", "大于 200 平方米", "SH308", "超过 200 平方米"),
    ("经营面积", "大于等于 200 平方米", "SH308", "不低于 200 平方米"),
    ("经营面积", "不小于 200 平方米", "SH308", "不低于 200 平方米"),
    ("经营面积", "满 200 平方米", "SH308", "不低于 200 平方米"),
    ("经营面积", "小于 200", "SH308", "低于 200 平方米"),
    ("经营面积", "不到 200 平方米", "SH308", "低于 200 平方米"),
    ("经营面积", "不得超过 200 平方米", "SH308", "不超过 200 平方米"),
    ("经营面积", "最多 200 平方米", "SH308", "不超过 200 平方米"),
    ("经营面积", "为 200 平方米", "SH308", "等于 200 平方米"),
    ("经营面积", "不是 200 平方米", "SH308", "不等于 200 平方米"),
    ("经营面积", "不低于 很大", "SH309", None),
    ("经营面积", "很大", "SH309", None),
    ("经营面积", "不低于", "SH309", None),
    ("经营面积", "不低于 约200平方米", "SH309", None),
    ("经营面积", "不低于 一百五平方米", "SH309", None),
    ("经营面积", "不超过 200 至 500 平方米", "SH309", None),
    ("持股比例", "不低于 三分之一", "SH309", None),
    ("每餐次平均用餐人数", "不低于 380余人", "SH309", "不低于 380 人"),
    ("经营面积", "不低于 200", "SH310", "不低于 200 平方米"),
    ("经营面积", "≥ 二百", "SH310", "不低于 二百 平方米"),
    ("货值", "1至2万元（含1，不含2）", "SH310", None),
    ("经营面积", "不低于 2 公顷", "SH311", None),
    ("经营面积", "不低于 3 亩", "SH311", None),
    ("每餐次平均用餐人数", "不低于 200 平方米", "SH311", None),
    ("自动设备台数", "不低于 3 台", "SH311", None),
    ("经营面积", "不低于 200.55 平方米", "SH312", None),
    ("每餐次平均用餐人数", "不低于 0.5 人", "SH312", None),
    ("注册资本", "不低于 5 元", "SH312", None),
    ("经营面积", "200 至 500 平方米", "SH313", "200 至 500 平方米（含200，不含500）"),
    ("经营面积", "200 至 500 平方米（均含）", "SH313", "200 至 500 平方米（含200，不含500）"),
    ("经营面积", "200-500 平方米（含200）", "SH313", "200 至 500 平方米（含200，不含500）"),
    (
        "经营面积",
        "200 至 500 平方米（含20，不含500）",
        "SH313",
        "200 至 500 平方米（含200，不含500）",
    ),
    ("货值", "1万元至2万元（含1，不含2）", "SH313", "10000 至 20000 元（含10000，不含20000）"),
    (
        "经营面积",
        "500 至 200 平方米（含500，不含200）",
        "SH314",
        "200 至 500 平方米（含200，不含500）",
    ),
    ("经营面积", "200 至 200 平方米（含200，含200）", "SH314", "等于 200 平方米"),
    ("经营面积", "不低于 0 平方米", "SH315", None),
    ("经营面积", "低于 0 平方米", "SH315", None),
    ("经营面积", "超过 100000 平方米", "SH315", None),
    ("经营面积", "不超过 100000 平方米", "SH315", None),
    ("经营面积", "等于 100000.1 平方米", "SH315", None),
    ("每餐次平均用餐人数", "不低于 -1 人", "SH315", None),
    ("经营面积", "0 至 100000 平方米（含0，含100000）", "SH315", None),
    ("经营面积", "200 至 200000 平方米（含200，含200000）", "SH315", None),
    ("经营面积", "100000 至 200000 平方米（不含100000，含200000）", "SH315", None),
    ("经营面积", "不低于 200 平方米。", "SH325", "不低于 200 平方米"),
    ("委托代理人", "是，", "SH325", "是"),
    # 单选
    ("主体业态", "单位食塘", "SH204", "单位食堂"),
    ("主体业态", "单位食堂、餐饮店", "SH204", "餐饮"),
    ("主体业态", "不是 单位食塘", "SH204", "单位食堂"),
    ("主体业态", "月球", "SH204", None),
    ("主体业态", "单位食堂或餐饮", "SH317", "单位食堂、餐饮"),
    ("主体业态", "含 餐饮", "SH317", "餐饮服务经营者"),
    ("主体业态", "只含 餐饮", "SH317", "餐饮服务经营者"),
    ("主体业态", "不含 餐饮", "SH317", "不是 餐饮服务经营者"),
    ("主体业态", "= 餐饮", "SH317", "餐饮服务经营者"),
    ("主体业态", "为单位食堂", "SH317", "单位食堂"),
    ("主体业态", "单位食堂、单位食堂", "SH317", None),
    ("主体业态", "单位食堂、", "SH303", None),
    ("主体业态", "≠", "SH303", None),
    # 是否
    ("委托代理人", "有", "SH316", "是"),
    ("委托代理人", "没有", "SH316", "否"),
    ("委托代理人", "true", "SH316", "是"),
    ("委托代理人", "no", "SH316", "否"),
    ("委托代理人", "≠ 是", "SH316", "否"),
    ("委托代理人", "不是否", "SH316", "是"),
    ("委托代理人", "为否", "SH316", "否"),
    ("委托代理人", "也许", "SH316", None),
    # 多选
    ("经营项目", HOT, "SH317", f"含 {HOT}"),
    ("经营项目", HOT, "SH317", f"只含 {HOT}"),
    ("经营项目", f"{HOT}、{COLD}", "SH317", f"含任一 {HOT}、{COLD}"),
    ("经营项目", f"{HOT}、{COLD}", "SH317", f"含全部 {HOT}、{COLD}"),
    ("经营项目", f"含 {HOT}、{COLD}", "SH317", f"含任一 {HOT}、{COLD}"),
    ("经营项目", f"含 {HOT}、{COLD}", "SH317", f"含全部 {HOT}、{COLD}"),
    ("经营项目", f"不含 {HOT}、{COLD}", "SH317", f"不含任一 {HOT}、{COLD}"),
    ("经营项目", f"仅限 {HOT}", "SH317", f"只含 {HOT}"),
    ("经营项目", f"包含 {HOT}", "SH317", f"含 {HOT}"),
    ("经营项目", f"≠ {HOT}", "SH317", f"不含 {HOT}"),
    ("经营项目", f"不只含 {HOT}", "SH317", None),
    ("经营项目", "含 热食类食品制造", "SH204", HOT),
    ("经营项目", "含任一 热食、有机食品", "SH204", HOT),
    ("经营项目", "含", "SH303", None),
    ("经营项目", f"含任一 [{HOT}", "SH305", None),
    # dates
    ("许可证有效期至", "2024-12-01", "SH306", "不早于 2024-12-01"),
    ("许可证有效期至", "收件日", "SH306", "不早于 收件日"),
    ("许可证有效期至", "2024-12-01以前", "SH318", "不晚于 2024-12-01"),
    ("许可证有效期至", "2024-12-01之前", "SH318", "早于 2024-12-01"),
    ("许可证有效期至", "在收件日以后", "SH318", "晚于 收件日"),
    ("许可证有效期至", "2024-12-01起", "SH318", "不早于 2024-12-01"),
    ("许可证有效期至", "≥ 2024-12-01", "SH318", "不早于 2024-12-01"),
    ("许可证有效期至", "< 2024-12-01", "SH318", "早于 2024-12-01"),
    ("许可证有效期至", "不迟于 收件日后 5 日", "SH318", "不晚于 收件日后 5 日"),
    ("许可证有效期至", "超过 收件日", "SH318", "晚于 收件日"),
    ("许可证有效期至", "= 2024-12-01", "SH318", None),
    ("许可证有效期至", "不早于 收件日30日后", "SH318", "收件日后 30日"),
    ("许可证有效期至", "不早于 2026-02-30", "SH319", None),
    ("许可证有效期至", "不早于 2024-12", "SH319", None),
    ("许可证有效期至", "不早于 24-12-01", "SH319", None),
    ("许可证有效期至", "不早于 收件曰", "SH203", "收件日"),
    ("许可证有效期至", "不早于 下雪那天", "SH203", None),
    ("许可证有效期至", "不早于", "SH303", None),
    ("许可证有效期至", "不早于 经营面积", "SH322", None),
    ("许可证有效期至", "不早于 经营面积前 30 日", "SH322", None),
    ("许可证有效期至", "不早于 收件日后 30", "SH323", "收件日后 30 日"),
    ("许可证有效期至", "不早于 收件日后 30 公里", "SH323", "收件日后 30 日"),
    ("许可证有效期至", "不早于 许可证有效期至前 30 日", "SH315", None),
    # 文本 and 名单
    ("食品安全总监", "张三", "SH321", None),
    ("自动设备", "3 台", "SH321", None),
    ("食品安全总监", "已填", "SH320", None),
    ("经营面积", "未填", "SH320", None),
    # what YAML leaves of a test
    ("经营面积", "", "SH303", None),
    ("经营面积", "  ", "SH303", None),
    ("经营面积", "不低于\n200 平方米", "SH304", None),
    ("经营面积", "200 至 500 平方米（含200，不含500", "SH305", None),
    ("经营面积", "200 至 500 平方米 含200，不含500）", "SH305", None),
    ("主体业态", "“单位食堂", "SH305", None),
    # names
    ("经营面只", "不低于 200 平方米", "SH203", "经营面积"),
    ("大型热食餐饮", "是", "SH203", "情形: 大型热食餐饮"),
    ("设备类型", "售货机", "SH203", "逐个: 自动设备"),
    ("月球", "是", "SH203", None),
    ("情形", "大型热食", "SH201", "大型热食餐饮"),
    ("情形", "大型热食餐饮、单位食堂", "SH201", "机关等单位食堂"),
    ("情形", "大型热食餐饮、", "SH303", None),
    ("或", "单位食堂", "SH301", "- "),
    ("且", "单位食堂", "SH301", None),
    ("非", "单位食堂", "SH301", "不是"),
]


@pytest.mark.parametrize(("field", "written", "code", "repair"), MISTAKES)
def test_each_mistake_is_one_message_with_a_repair(
    field: str, written: str, code: str, repair: str | None
) -> None:
    node, found = parse({field: written}, subject="food-business/M3")
    assert [d.code for d in found] == [code], [str(d) for d in found]
    (only,) = found
    assert node == ALWAYS
    assert only.severity is Severity.ERROR
    assert only.subject == "food-business/M3"
    assert only.message.endswith("。")
    assert only.help
    if repair is not None:
        assert f"「{repair}」" in only.help


@pytest.mark.parametrize(
    ("field", "repair"),
    sorted(
        {
            (field, repair)
            for field, _, code, repair in MISTAKES
            if repair
            and code not in ("SH203", "SH323", "SH201", "SH301")
            and repair != "收件日后 30日"
            and (field, repair) != ("经营项目", HOT)
        }
    ),
)
def test_each_proposed_repair_is_understood(field: str, repair: str) -> None:
    understood({field: repair})


def test_several_mistakes_in_one_condition_are_all_told() -> None:
    node, found = parse(
        [
            {"经营面只": "不低于 200 平方米", "委托代理人": "有"},
            {"主体业态": "月球、火星、单位食堂"},
            {"每餐次平均用餐人数": "不低于 1000 人"},
        ]
    )
    assert [d.code for d in found] == ["SH203", "SH316", "SH204", "SH204"]
    # Harmless: what remains of the three ways is the one that is always open.
    assert node == ALWAYS


def test_an_interval_tells_the_mistakes_of_both_ends() -> None:
    _, found = parse({"经营面积": "200.55 平方米至 5 公顷（含200.55，不含5）"})
    assert [d.code for d in found] == ["SH312", "SH311"]


def test_a_wrong_unit_is_told_beside_a_wrong_order() -> None:
    _, found = parse({"经营面积": "1000人以上"})
    assert [d.code for d in found] == ["SH307", "SH311"]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("不低于 0 平方米", "都成立"),
        ("低于 0 平方米", "都不成立"),
        ("0 至 100000 平方米（含0，含100000）", "都成立"),
        ("200 至 200000 平方米（含200，含200000）", "有一端都成立"),
        ("100000 至 200000 平方米（不含100000，含200000）", "都不成立"),
    ],
)
def test_a_test_that_says_nothing_is_told_what_it_would_answer(written: str, answer: str) -> None:
    _, found = parse({"经营面积": written})
    assert found[0].message.endswith(f"，「经营面积」取任何值时{answer}。")
    assert "不低于 0 平方米、不超过 100000 平方米" in (found[0].help or "")


def test_the_other_lines_stay_when_one_is_wrong() -> None:
    node, found = parse({"经营面只": "不低于 200 平方米", "主体业态": "单位食堂"})
    assert node == CANTEEN
    assert len(found) == 1


def test_messages_stand_where_the_mistake_is() -> None:
    _, found = parse({"经营面只": "不低于 200 平方米", "委托代理人": "有"})
    assert [(d.where.text, d.where.line) for d in found if d.where] == [("经营面只", 2), ("有", 5)]


def test_a_folded_block_is_an_eaten_comparison() -> None:
    _, found = parse({"经营面积": "200 平方米\n"}, style="block")
    (only,) = found
    assert only.code == "SH304"
    assert only.help is not None
    assert "「超过 200 平方米」" in only.help


def test_a_quoted_test_is_as_good_as_a_plain_one() -> None:
    node, found = parse({"经营面积": ">= 200 平方米"}, style="quoted")
    assert (node, found) == (AT_LEAST_200, [])


@pytest.mark.parametrize(
    ("data", "code", "help"),
    [
        ("新办", "SH301", "申请信息: 测试"),
        ("业务办理项：新办", "SH301", "「业务办理项: 新办」"),
        ("", "SH303", "申请信息: 测试"),
        ({}, "SH303", "申请信息: 测试"),
        ([], "SH303", "申请信息: 测试"),
        (["新办"], "SH301", "申请信息: 测试"),
        ([[{"委托代理人": "是"}]], "SH302", "「情形定义」"),
        ([{}], "SH303", "申请信息: 测试"),
        ({"主体业态": {"餐饮": "是"}}, "SH302", "「情形定义」"),
        ({"主体业态": [{"餐饮": "是"}]}, "SH302", "「情形定义」"),
        ({"主体业态": []}, "SH302", "「情形定义」"),
        ({"主体业态": ["单位食堂", "餐饮"]}, "SH302", "「单位食堂、餐饮」"),
        ({"经营项目": [HOT, COLD]}, "SH302", f"「含任一 {HOT}、{COLD}」"),
        ({"情形": ["大型热食餐饮", "机关等单位食堂"]}, "SH302", "「大型热食餐饮、机关等单位食堂」"),
        ({"任一": [{"委托代理人": "是"}]}, "SH301", "「- 」"),
        ({"冷食类食品制售]": ""}, "SH203", "「、」"),
    ],
)
def test_trees_that_are_no_conditions(data: Data, code: str, help: str) -> None:
    node, found = parse(data)
    (only,) = found
    assert only.code == code
    assert only.help is not None
    assert help in only.help
    assert node == ALWAYS


def test_absence_may_not_be_read_by_a_roster_condition_either() -> None:
    _, found = parse({"设备名称": "已填"}, roster=MACHINES)
    assert [d.code for d in found] == ["SH320"]
    assert understood({"设备名称": "已填"}, roster=MACHINES, in_requirement=True) == StatedTest(
        "machines.name"
    )


def test_a_declared_value_wins_over_a_word_of_the_language() -> None:
    states = Field(
        id="state",
        label="填报",
        type=FieldType.CHOICE,
        choices=(Choice("已填"), Choice("含酒精"), Choice("不是新办")),
    )
    catalogue = FieldCatalogue((states,))
    for name in ("已填", "含酒精", "不是新办"):
        assert understood({"填报": name}, catalogue=catalogue) == ChoiceTest("state", (name,))


def test_at_most_twelve_values_are_listed() -> None:
    many = Field(
        id="kind",
        label="类别",
        type=FieldType.CHOICE,
        choices=tuple(Choice(f"第{n}类") for n in range(1, 31)),
    )
    _, found = parse({"类别": "月球"}, catalogue=FieldCatalogue((many,)))
    (only,) = found
    assert only.help is not None
    assert "第12类 等 30 个" in only.help
    assert "第13类" not in only.help


def test_a_field_without_values_says_so() -> None:
    bare = Field(id="kind", label="类别", type=FieldType.CHOICE)
    _, found = parse({"类别": "月球"}, catalogue=FieldCatalogue((bare,)))
    assert "还没有声明取值" in (found[0].help or "")


def test_every_code_has_a_row() -> None:
    told = {code for _, _, code, _ in MISTAKES} | {"SH302", "SH324"}
    assert told == set(CODES)


def test_spans_are_those_of_the_tree() -> None:
    key, value = Scalar("月球", tree("月球").where), Scalar("是", tree("是").where)
    _, found = parse_condition(Map((Entry(key, value),), key.where), scope())
    assert found[0].where is key.where


def test_a_field_is_described_by_type_and_unit() -> None:
    _, found = parse({"经营面只": "x"})
    assert found[0].help == f"是否想写「{AREA.label}」（数值，平方米）？"
