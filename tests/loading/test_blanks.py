"""What a skeleton leaves to be filled in is told once, and the rules can be loaded all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.loading import read_library
from tests.helpers import expect
from tests.loading.folder import ITEM, rules, told

POINT = "申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: 办法 第五条}\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (POINT.replace("申请书", "§待填"), "材料名称"),
        (POINT.replace("办法 第五条", "§办法 待填"), "依据"),
        (POINT + "备注: [§待填]\n", "备注"),
    ],
)
def test_a_blank_is_one_warning_at_its_place(tmp_path: Path, text: str, key: str) -> None:
    found, place = told(tmp_path, text)
    expect(found).only(
        "SH161",
        at=place,
        message=f"「{key}」待填",
        help="填写",
        subject="trial",
        severity=Severity.WARNING,
    )


@pytest.mark.parametrize("name", ["待填报材料", "待填的表", "申请书（待填）"])
def test_words_that_only_begin_or_end_so_are_no_blank(tmp_path: Path, name: str) -> None:
    found, _ = told(tmp_path, f"§{POINT.replace('申请书', name)}")
    expect(found).none()


def test_the_rules_can_be_loaded(tmp_path: Path) -> None:
    text = f"事项名称: 待填\n事项标识: trial\n规则起始: 2024-01-01\n业务办理项: [新办]\n{POINT}"
    text = text.replace("规则起始", "设定依据:\n  办法: {文件: 待填}\n规则起始")
    library, found = read_library(rules(tmp_path, {ITEM: text}))
    assert library is not None
    assert [d.code for d in found] == ["SH161", "SH161"]
