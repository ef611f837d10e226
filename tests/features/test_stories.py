"""Every item of the corpus has its story."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from permit_rules.model.item import Item
from scripts.site.reports import scenario_key
from tests.corpus.tables import library

FEATURES = Path(__file__).resolve().parents[2] / "features"


@pytest.mark.parametrize("item", library().items, ids=lambda i: i.name)
def test_a_folder_with_scenarios_of_the_item(item: Item) -> None:
    told = [path.read_text("utf-8") for path in (FEATURES / item.id).glob("*.feature")]

    assert any(f"假如 {item.name}的「" in text for text in told)


def test_no_two_scenarios_have_one_name() -> None:
    """A report of a run tells scenarios apart by their names alone."""
    texts = [path.read_text("utf-8") for path in sorted(FEATURES.rglob("*.feature"))]
    names = [n for t in texts for n in re.findall(r"^ +场景(?:大纲)?: (.+)$", t, re.MULTILINE)]
    counted = Counter(map(scenario_key, names))
    assert [name for name, count in counted.items() if count > 1] == []
