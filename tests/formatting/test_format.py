"""Formatting: what it puts in order, what it leaves alone, and that the meaning stays."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.diagnostics import Span
from permit_rules.formatting import format_file
from permit_rules.formatting.key_order import ORDER
from permit_rules.loading import read_library
from permit_rules.loading.schemas import file_schemas
from tests.teahouse import RULES

ITEM = "national/kiosk.yaml"


def formatted(text: str, path: str = ITEM) -> str:
    made = format_file(text.encode(), path)
    assert made.text is not None, made.diagnostics
    return made.text


def test_keys_spacing_and_blank_lines() -> None:
    assert (
        formatted(
            "# yaml-language-server: $schema=x\n"
            "事项标识:   kiosk   # 定了不改\n"
            "事项名称: 书报亭\n\n\n\n"
            "# 只有一份\n"
            "申请材料:\n"
            "    -   依据: 办法 第五条\n"
            "        # 先写编号\n"
            "        编号: M1\n"
            "        材料名称:  申请书\n"
            "        需要: {乙: 是,  甲:   '否'}\n"
            "    - {依据: 办法, 编号: M2,\n"
            "       别名: [ 执照 ,证照 ]}\n"
            "规则起始: 2024-01-01\n"
        )
        == "# yaml-language-server: $schema=x\n"
        "事项名称: 书报亭\n"
        "事项标识: kiosk  # 定了不改\n"
        "规则起始: 2024-01-01\n"
        "\n"
        "# 只有一份\n"
        "申请材料:\n"
        "# 先写编号\n"
        "- 编号: M1\n"
        "  材料名称: 申请书\n"
        "  需要: {乙: 是, 甲: '否'}\n"
        "  依据: 办法 第五条\n"
        "- {编号: M2, 别名: [执照, 证照], 依据: 办法}\n"
    )


def test_texts_over_several_lines_are_kept_as_they_say() -> None:
    text = (
        "说明: |\n"
        "      第一行\n"
        "        缩进 # 不是注释\n"
        "\n"
        "      末行\n"
        "备注:\n"
        "  - 前一半\n"
        "    后一半  # 注释\n"
        '  - "引号里的 # 不是注释"\n'
        "  # 列表后的注释\n"
    )
    made = formatted(text)
    assert made == (
        "备注:\n"
        "- 前一半\n"
        "  后一半  # 注释\n"
        '- "引号里的 # 不是注释"\n'
        "# 列表后的注释\n"
        "说明: |\n"
        "  第一行\n"
        "    缩进 # 不是注释\n"
        "\n"
        "  末行\n"
    )
    assert formatted(made) == made


def test_comments_between_lines_of_brackets_go_above() -> None:
    text = "申请材料:\n- {编号: M1,  # 甲\n   材料名称: 申请书,\n   # 乙\n   份数: 2}\n"
    assert formatted(text) == ("申请材料:\n# 甲\n# 乙\n- {编号: M1, 材料名称: 申请书, 份数: 2}\n")


def test_the_fields_of_a_condition_keep_their_order() -> None:
    text = "情形定义:\n  大型: {类型: 一, 名称: 二, 编号: 三}\n"
    assert formatted(text) == text


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    made = format_file("事项名称: [一\n".encode(), ITEM)
    assert made.text is None
    assert made.diagnostics


@pytest.mark.parametrize("name", file_schemas())
def test_every_key_of_the_format_has_its_place(name: str) -> None:
    assert _keys(file_schemas()[name]) <= set(ORDER)


def _keys(node: Any) -> set[str]:
    if isinstance(node, list):
        return {k for n in node for k in _keys(n)}
    if not isinstance(node, dict):
        return set()
    own = node.get("properties")
    named = set(own) if isinstance(own, dict) and "type" in node else set()
    return named | {k for n in node.values() for k in _keys(n)}


# ---- the meaning stays ---------------------------------------------------------------------------


def library_of(folder: Path) -> pr.Library:
    library, diagnostics = read_library(folder)
    assert library is not None, diagnostics
    return library


def without_places(value: Any) -> Any:
    """The value with every place in a file and the digest taken out, deep down."""
    if isinstance(value, Span):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value) if f.name != "digest"]
        return (type(value).__name__, *(without_places(getattr(value, n)) for n in names))
    if isinstance(value, (tuple, list)):
        return tuple(without_places(v) for v in value)
    if hasattr(value, "items"):
        return {k: without_places(v) for k, v in value.items()}
    return value


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_shuffled_and_spoiled_spacing_comes_back_to_one_form_and_one_library(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    for path, once in _formatted_once().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        spoiled = _spoiled(once, data)
        again = formatted(spoiled, path)
        assert again == once
        (folder / path).write_text(again, "utf-8")
    assert without_places(library_of(folder)) == _meaning_once()


@cache
def _formatted_once() -> dict[str, str]:
    """The files of the teahouse, formatted."""
    files = {f.relative_to(RULES).as_posix(): f.read_text("utf-8") for f in RULES.rglob("*.yaml")}
    return {path: formatted(text, path) for path, text in sorted(files.items())}


@cache
def _meaning_once() -> Any:
    return without_places(library_of(RULES))


def _spoiled(text: str, data: st.DataObject) -> str:
    """The same file with other spacing: more blanks in brackets, blank lines doubled."""
    lines = []
    for line in text.splitlines():
        wide = "{" in line and not set(line) & set("\"'#") and data.draw(st.booleans())
        lines.append(line.replace(", ", " ,   ").replace("{", "{  ") if wide else line)
        if line:
            lines[-1] += data.draw(st.sampled_from(("", "  ")))
        elif data.draw(st.booleans()):
            lines.append("")
    return "\n".join(lines) + data.draw(st.sampled_from(("", "\n", "\n\n")))
