"""``permit-rules levels``: the levels of an item side by side."""

from __future__ import annotations

import json

from tests.cli.running import TEAHOUSE, complaint, out, run

ON = ("--on", "2026-03-02")


def test_the_table_shows_common_elements_once_and_differences_marked() -> None:
    done = run("levels", "teahouse", *ON, *TEAHOUSE)
    text = out(done)
    assert done.returncode == 0
    assert text.startswith("茶馆经营许可（teahouse），各级规定对照\n")
    assert "  适用判定（1项）：B1 仅销售预包装茶叶\n" in text
    assert "各级不同的要素（3项）" in text
    for words in ("替换：份数、依据", "撤销", "增加", "《深圳茶馆管理规定》第四条（地方法规原文）"):
        assert words in text
    assert text.count("仅销售预包装茶叶") == 1


def test_json_and_markdown() -> None:
    data = json.loads(out(run("levels", "茶馆经营许可", *ON, "--format", "json", *TEAHOUSE)))
    assert [d["id"] for d in data["differences"]] == ["M1", "M4", "Z1"]
    text = out(run("levels", "teahouse", *ON, "--format", "markdown", *TEAHOUSE))
    assert text.startswith("# 茶馆经营许可：各级规定对照\n")


def test_without_a_day_it_is_today() -> None:
    assert "撤销" in out(run("levels", "teahouse", *TEAHOUSE))


def test_an_unknown_item_ends_in_one_line() -> None:
    done = run("levels", "teahose", *ON, *TEAHOUSE)
    assert complaint(done) == "没有事项「teahose」。是否想写「teahouse」？"
    assert done.returncode == 2
