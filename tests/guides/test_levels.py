"""Levels side by side: the same once, the rest with what each level did to it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.guides.level_words import levels_data, levels_document
from permit_rules.guides.levels import Difference, Levels, compare_levels
from permit_rules.guides.markdown import write_markdown
from tests.teahouse import RULES

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def library() -> pr.Library:
    return pr.load(RULES)


def differing(found: Levels) -> dict[str, list[Difference]]:
    return {e.id or e.name: [h.difference for h in held] for e, held in found.differences}


def test_what_differs_says_what_the_lower_level_did(library: pr.Library) -> None:
    found = compare_levels(library, "teahouse", DAY)
    assert [level.place for level in found.levels] == ["", "440300"]
    assert differing(found) == {
        "M1": [Difference.STATED, Difference.REPLACED],
        "M4": [Difference.STATED, Difference.WITHDRAWN],
        "Z1": [Difference.ABSENT, Difference.ADDED],
    }
    held = {e.id: h[1] for e, h in found.differences}
    assert held["M1"].keys == ("份数", "依据")
    assert held["M1"].words == ("M1/copies 纸质提交的须有1份",)
    assert [b.words for b in held["M4"].basis] == ["《深圳茶馆管理规定》第四条"]
    assert [b.words for b in held["Z1"].basis] == ["《深圳茶馆管理规定》第二条"]


def test_everything_else_is_common_and_listed_once(library: pr.Library) -> None:
    found = compare_levels(library, "teahouse", DAY)
    ids = [e.id for e in found.common if e.id]
    assert len(ids) == len(set(ids))
    assert {"B1", "M2", "M3", "S1", "J1", "W1", "L1", "A1"} <= set(ids)
    assert {"M1", "M4", "Z1"}.isdisjoint(ids)
    assert "事项名称" in [e.name for e in found.common]


def test_the_day_decides(library: pr.Library) -> None:
    found = compare_levels(library, "teahouse", date(2024, 6, 1))
    assert "M4" not in differing(found)
    early = compare_levels(library, "teahouse", date(2019, 1, 1))
    assert early.unknown == ("国家", "深圳市")


def test_a_place_is_compared_with_those_above_and_below_it(library: pr.Library) -> None:
    for place, levels in (("440000", 2), ("440305", 2), ("410000", 1)):
        assert len(compare_levels(library, "teahouse", DAY, place).levels) == levels
    alone = compare_levels(library, "teahouse", DAY, "410000")
    assert alone.differences == ()
    assert "只有国家有规定" in write_markdown(levels_document(alone))


def test_a_file_of_its_own_is_compared_with_the_nation(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    text = (RULES / "national" / "teahouse.yaml").read_text("utf-8")
    own = text.replace("收费: 不收费", "收费: 每件十元").replace("份数: 2", "份数: 4")
    begin, end = own.index("- 编号: M5"), own.index("- {编号: M6")
    (rules / "410000-henan").mkdir()
    (rules / "410000-henan" / "teahouse.yaml").write_text(own[:begin] + own[end:], "utf-8")
    found = compare_levels(pr.load(rules), "teahouse", DAY, "410000")
    assert [(v.place, v.own_file) for v in found.levels] == [("", True), ("410000", True)]
    assert differing(found) == {
        "收费": [Difference.STATED, Difference.REPLACED],
        "M1": [Difference.STATED, Difference.REPLACED],
        "M5": [Difference.STATED, Difference.ABSENT],
    }


def test_items_of_two_provinces_are_held_against_each_other(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    text = (RULES / "national" / "teahouse.yaml").read_text("utf-8")
    for folder in ("national", "440300-shenzhen"):
        shutil.rmtree(rules / folder)
    for folder, own in (
        ("410000-henan", text),
        ("370000-shandong", text.replace("份数: 2", "份数: 4")),
    ):
        (rules / folder).mkdir()
        (rules / folder / "teahouse.yaml").write_text(own, "utf-8")
    library = pr.load(rules)
    found = compare_levels(library, "teahouse", DAY)
    assert [v.place for v in found.levels] == ["370000", "410000"]
    assert differing(found) == {"M1": [Difference.STATED, Difference.OWN]}
    assert found.differences[0][1][1].keys == ("份数",)
    assert len(compare_levels(library, "teahouse", DAY, "410000").levels) == 1


def test_an_unknown_item_is_an_error(library: pr.Library) -> None:
    with pytest.raises(pr.UnknownItem, match="teahouse"):
        compare_levels(library, "teahose", DAY)


def test_the_data_and_the_document_say_the_same(library: pr.Library) -> None:
    found = compare_levels(library, "teahouse", DAY)
    data = levels_data(found)
    assert data["levels"][1] == {"place": "440300", "name": "深圳市", "own_file": False}
    withdrawn = data["differences"][1]["levels"]["440300"]
    assert withdrawn["difference"] == "withdrawn"
    assert withdrawn["basis"][0]["verified"] is True
    text = write_markdown(levels_document(found))
    assert "| 申请材料 | M4 明火安全承诺 | 有 | 撤销<br>依据：《深圳茶馆管理规定》第四条" in text
