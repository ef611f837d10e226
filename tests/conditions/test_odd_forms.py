"""Tests that are understood though they are not in their usual form: a warning, and no more."""

from __future__ import annotations

import pytest

from permit_rules.conditions.parse import parse_condition
from permit_rules.diagnostics import Severity
from tests.conditions.catalogue import tree
from tests.conditions.reading import scope


@pytest.mark.parametrize(
    ("name", "written", "usual"),
    [
        ("经营面积", "不低于 200 ㎡", "不低于 200 平方米"),
        ("经营面积", "不低于 ２００平米", "不低于 200 平方米"),
        ("经营面积", "＞ 200 平方米", "超过 200 平方米"),
        ("经营面积", "200 至 500 m²（含200，不含500）", "200 至 500 平方米（含200，不含500）"),
    ],
)
def test_the_usual_form_is_proposed_and_means_the_same(name: str, written: str, usual: str) -> None:
    node, [told] = parse_condition(tree({name: written}), scope())
    assert (told.code, told.severity) == ("SH324", Severity.WARNING)
    assert f"「{usual}」" in (told.help or "")
    assert told.edit is not None
    assert (told.edit.old, told.edit.new) == (written, usual)
    assert parse_condition(tree({name: usual}), scope()) == (node, ())


def test_a_name_in_traditional_characters_is_told_at_the_name() -> None:
    _, [told] = parse_condition(tree({"經營面積": "不低于 200 平方米"}), scope())
    assert told.edit is not None
    assert (told.edit.old, told.edit.new) == ("經營面積", "经营面积")


@pytest.mark.parametrize("written", ["不低于 200 平方米", "≥ 200 平方米", "不低于200平方米"])
def test_what_the_language_has_is_left_alone(written: str) -> None:
    assert parse_condition(tree({"经营面积": written}), scope())[1] == ()


def test_letters_among_figures_are_no_number() -> None:
    _, [told] = parse_condition(tree({"经营面积": "不低于 2O 平方米"}), scope())
    assert told.code == "SH309"
    assert told.edit is not None
    assert told.edit.new == "不低于 20 平方米"
