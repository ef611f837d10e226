"""SH755: one paper under two names."""

from __future__ import annotations

from pathlib import Path

from permit_rules.linting.lint_rules import named_two_ways
from tests.linting.examples import NO_SITUATION, linted, page_examples


def materials(*names: str) -> str:
    entries = (
        f"- {{编号: M{n}, 材料名称: {name}, 需要: {{业务办理项: {item}}}, 依据: 办法}}\n"
        for n, (name, item) in enumerate(zip(names, ("新办", "变更", "延续"), strict=False), 1)
    )
    return f"{NO_SITUATION}申请材料:\n{''.join(entries)}"


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    wrong, right = (NO_SITUATION + text for text in page_examples(named_two_ways))
    assert linted(wrong, tmp_path) == [("SH755", "newsstand/M2")]
    assert linted(right, tmp_path) == []


def test_what_is_written_more_often_is_the_name(tmp_path: Path) -> None:
    text = materials("法定代表人身份证明", "法定代表人的身份证明", "法定代表人的身份证明")
    assert linted(text, tmp_path) == [("SH755", "newsstand/M1")]


def test_a_name_that_is_the_alias_of_another(tmp_path: Path) -> None:
    text = materials("营业执照, 别名: [执照]", "执照")
    assert linted(text, tmp_path) == [("SH755", "newsstand/M2")]
    assert linted(materials("营业执照, 别名: [执照]", "营业执照, 别名: [执照]"), tmp_path) == []
