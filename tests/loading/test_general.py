"""What general procedural law asks of every item is written once and inherited."""

from __future__ import annotations

from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.loading import read_library
from tests.loading.folder import HEAD, rules
from tests.teahouse import found

GENERAL = """\
设定依据:
  许可法: {文件: 中华人民共和国行政许可法, 来源: 法规原文}
通用规定:
- 用于: {事项类型: 行政许可、登记}
  申请材料:
  - {编号: T1, 材料名称: 委托书, 需要: {使用自动设备: 是}, 依据: 许可法 第二十九条}
- 用于: {类别: 备案}
  申请材料:
  - {编号: T3, 材料名称: 备案表, 依据: 许可法 第二十九条}
- 用于: {业务办理项: 换证、新办, 直接关系: 公共安全、人身健康}
  审核要点:
  - 编号: T2
    类别: 形式审查
    名称: 面积
    应当: {经营面积: 不低于 10 平方米}
    依据: 许可法 第三十一条
    版本:
    - {施行日期: 2024-01-01}
    - {施行日期: 2025-01-01, 当: {主体业态: 餐饮}}
"""
DAY = {"received_on": "2026-03-02"}


def loaded(tmp_path: Path, more: str = "", general: str = GENERAL) -> pr.Library:
    item = f"{HEAD}{more}"
    return pr.load(rules(tmp_path, {"general.yaml": general, "national/trial.yaml": item}))


def asked(library: pr.Library, **facts: object) -> list[str]:
    return found(pr.Checker(library, item="trial", verify=True).check({**DAY, "facts": facts}))


def test_an_item_inherits_what_is_for_it(tmp_path: Path) -> None:
    library = loaded(tmp_path, "直接关系: 生态环境保护、人身健康\n")
    small = {"使用自动设备": "是", "经营面积": "5", "主体业态": "餐饮"}
    assert asked(library, 业务办理项="新办", **small) == ["T1", "T2"]
    assert asked(library, 业务办理项="延续", **small) == ["T1", "T2"]
    assert asked(library, 业务办理项="备案", **small) == ["T1", "T3"]


def test_each_version_is_for_the_same_handling_items(tmp_path: Path) -> None:
    library = loaded(tmp_path, "直接关系: 公共安全\n")
    checker = pr.Checker(library, item="trial")
    for day, form, wanted in (
        ("2024-06-03", "销售", ["T2"]),
        ("2025-06-03", "销售", []),
        ("2025-06-03", "餐饮", ["T2"]),
    ):
        facts = {"业务办理项": "新办", "经营面积": "5", "主体业态": form}
        assert found(checker.check({"received_on": day, "facts": facts})) == wanted


@pytest.mark.parametrize(
    "head",
    ["", "直接关系: 国家安全\n", "直接关系: 公共安全\n不沿用: {编号: T2, 理由: 另有规定}\n"],
    ids=["bears on nothing", "bears on something else", "does without"],
)
def test_an_item_does_not_inherit_what_is_not_for_it(tmp_path: Path, head: str) -> None:
    library = loaded(tmp_path, head)
    assert asked(library, 业务办理项="新办", 经营面积="5", 主体业态="餐饮") == []


def test_a_filing_does_not_inherit_what_is_for_permits(tmp_path: Path) -> None:
    library = loaded(tmp_path, "事项类型: 备案\n")
    assert asked(library, 业务办理项="新办", 使用自动设备="是") == []


def test_a_lower_level_may_withdraw_it(tmp_path: Path) -> None:
    folder = rules(
        tmp_path,
        {
            "general.yaml": GENERAL,
            "national/trial.yaml": HEAD,
            "440300-shenzhen/trial.yaml": "事项: trial\n行政区划: '440300'\n"
            "撤销:\n- {编号: T1, 依据: 办法}\n",
        },
    )
    library = pr.load(folder)
    facts = {"业务办理项": "新办", "使用自动设备": "是"}
    for place, wanted in (("", ["T1"]), ("440300", [])):
        checker = pr.Checker(library, item="trial", place=place)
        assert found(checker.check({**DAY, "facts": facts})) == wanted


@pytest.mark.parametrize(
    ("general", "more", "code", "file"),
    [
        (GENERAL, "不沿用: [{编号: T9, 理由: 无}]\n", "SH218", "national/trial.yaml"),
        (
            GENERAL,
            "申请材料:\n- {编号: T1, 材料名称: 书, 依据: 办法}\n",
            "SH215",
            "national/trial.yaml",
        ),
        (GENERAL.replace("经营面积", "经营面只"), "直接关系: 公共安全\n", "SH203", "general.yaml"),
        (GENERAL.replace("公共安全", "公安"), "", "SH143", "general.yaml"),
        (GENERAL.replace(", 依据: 许可法 第二十九条", "", 1), "", "SH601", "general.yaml"),
        (GENERAL.replace("许可法", "办法"), "", "SH216", "national/trial.yaml"),
    ],
    ids=["unknown number", "number taken", "field", "word", "no basis", "short name"],
)
def test_a_mistake_is_told_once_however_many_items_inherit_it(
    tmp_path: Path, general: str, more: str, code: str, file: str
) -> None:
    other = f"{HEAD}{more}".replace("trial", "second").replace("试验许可", "另一许可")
    files = {
        "general.yaml": general,
        "national/trial.yaml": f"{HEAD}{more}",
        "national/zsecond.yaml": other if file == "general.yaml" else HEAD.replace("trial", "b"),
    }
    told = [d for d in read_library(rules(tmp_path, files))[1] if d.code == code]
    assert [d.where.file for d in told if d.where and d.where.file == file] == [file]
