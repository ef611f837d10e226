"""SH658: a way of handing in later, or of promising, without its consequence."""

from __future__ import annotations

from pathlib import Path

from permit_rules.linting.lint_rules import consequence_missing
from tests.linting.examples import NO_SITUATION, linted, page_examples


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(consequence_missing))
    assert linted(wrong, tmp_path) == [("SH658", "newsstand/M1")]
    assert linted(right, tmp_path) == []


def test_each_way_is_told(tmp_path: Path) -> None:
    declared = (
        "# fields/more.yaml\n申请信息:\n- {字段: 严重失信, 标识: serious_dishonesty, 类型: 是否}\n"
    )
    text = (
        f"{NO_SITUATION}申请材料:\n"
        "- 编号: M1\n  材料名称: 甲\n  角色: 次要\n  容缺: {补交期限: 5 工作日}\n"
        "  核查时补充: {书面承诺: 是}\n  依据: 办法\n"
        "- {编号: M2, 材料名称: 乙, 告知承诺: {承诺内容: 已建立制度}, 依据: 办法}\n"
    )
    assert linted(text + declared, tmp_path) == [
        ("SH658", "newsstand/M1"),
        ("SH658", "newsstand/M1"),
        ("SH658", "newsstand/M2"),
    ]
    in_order = (
        text.replace("工作日}", "工作日, 逾期后果: 退回}")
        .replace("书面承诺: 是}", "书面承诺: 是, 逾期后果: 退回}")
        .replace("制度}", "制度, 违诺后果: 撤销}")
    )
    assert linted(in_order + declared, tmp_path) == []
