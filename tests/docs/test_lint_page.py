"""``docs/lint.zh-CN.md``: what goes wrong in rule files, and which code tells of it."""

from __future__ import annotations

import re

from permit_rules.analysis.examine import STATIC_CHECKS
from permit_rules.cli.lint_pages import codes
from permit_rules.linting import LINT_RULES
from tests.docs.markdown import DOCS

PAGE = (DOCS / "lint.zh-CN.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| ([^|`]+?) \| (SH\d{3}(?:、SH\d{3})*) \|$", PAGE, re.MULTILINE))

#: What a linter of rule files must find at least, each by a word of its row.
WISHES = (
    "没有着落", "类型不对", "单位不对", "不在可写的词里", "没有写明比较", "以上、超过", "没有依据",
    "已经废止", "版本重叠", "两种叫法", "兜底", "不得索要", "共享取得", "没有承诺内容", "没有期限",
    "无法衡量", "地方文件加了要求", "看没有填写的", "看另一份材料", "YAML 会吃掉", "没有用到",
    "永远不适用", "重复的", "被盖住", "互相矛盾", "复核日期", "长得一样", "全角标点",
)  # fmt: skip


def test_every_wish_has_its_row() -> None:
    assert [w for w in WISHES if not any(w in row for row in ROWS)] == []


def test_every_code_of_a_row_has_a_page() -> None:
    named = {code for row in ROWS.values() for code in row.split("、")}
    assert named <= set(codes())


def test_every_lint_rule_and_static_check_has_a_row() -> None:
    named = {code for row in ROWS.values() for code in row.split("、")}
    assert {c.code for c in (*LINT_RULES, *STATIC_CHECKS)} <= named


def test_the_codes_of_a_row_are_in_order() -> None:
    assert all(row.split("、") == sorted(set(row.split("、"))) for row in ROWS.values())
