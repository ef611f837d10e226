"""Reading a folder again says what reading it for the first time would have said."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.loading import RuleReader, read_library
from permit_rules.loading import build_library as module
from tests.loading.folder import FIELDS, HEAD, ITEM, PLACES, rules

MATERIAL = (
    "申请材料:\n"
    "- {编号: M1, 材料名称: 申请书, 需要: {经营面积: 不低于 20 平方米}, 依据: 办法 第一条}\n"
)
LOCAL = "440000-guangdong/trial.yaml"
OVERLAY = """\
事项: trial
行政区划: "440000"
撤销: [{编号: M1, 施行日期: 2025-01-01, 依据: 省规定 第一条}]
设定依据: {省规定: {文件: 省规定}}
"""

#: What is written over the folder, one after another; each is read with the same reader.
EDITS: dict[str, dict[str, str | bytes]] = {
    "nothing": {},
    "a material": {ITEM: HEAD + MATERIAL},
    "a mistake": {ITEM: HEAD + MATERIAL.replace("平方米", "台")},
    "the mistake mended": {ITEM: HEAD + MATERIAL},
    "a field is gone": {"fields/all.yaml": FIELDS.replace("经营面积", "营业场所面积")},
    "the field has another type": {"fields/all.yaml": FIELDS.replace("单位: 平方米", "单位: 台")},
    "the fields cannot be read": {"fields/all.yaml": "申请信息:\n- {字段"},
    "the fields as before": {"fields/all.yaml": FIELDS},
    "an overlay": {LOCAL: OVERLAY},
    "the overlay names nothing": {LOCAL: OVERLAY.replace("M1", "M9")},
    "the item under the overlay is gone": {ITEM: HEAD, LOCAL: OVERLAY},
    "a place without a name": {"places.yaml": PLACES.replace("440000", "450000")},
    "bytes that are no text": {ITEM: b"\xff\xfe"},
    "whole again": {ITEM: HEAD + MATERIAL, LOCAL: OVERLAY, "places.yaml": PLACES},
}


def test_each_edit_is_read_as_if_it_were_the_first(tmp_path: Path) -> None:
    reader, written = RuleReader(), dict[str, "str | bytes"]()
    told = set()
    for name, edit in EDITS.items():
        written |= edit
        folder = rules(tmp_path, {ITEM: HEAD, **written})
        again, fresh = reader.read(folder), read_library(folder)
        assert again == fresh, name
        told |= {d.code for d in fresh[1]}
    assert {"SH203", "SH218", "SH502", "SH102"} <= told


def test_a_file_that_has_not_changed_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    really = module.read_yaml

    def counted(content: bytes, file: str) -> object:
        read.append(file)
        return really(content, file)

    monkeypatch.setattr(module, "read_yaml", counted)
    reader = RuleReader()
    reader.read(rules(tmp_path, {ITEM: HEAD}))
    assert ITEM in read
    read.clear()
    reader.read(rules(tmp_path, {ITEM: HEAD, LOCAL: OVERLAY}))
    assert read == [LOCAL]
    read.clear()
    reader.read(rules(tmp_path, {ITEM: HEAD + MATERIAL, LOCAL: OVERLAY}))
    assert read == [ITEM]
