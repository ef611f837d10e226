"""Every item of the corpus has its story."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.model.item import Item
from tests.corpus.tables import library

FEATURES = Path(__file__).resolve().parents[2] / "features"


@pytest.mark.parametrize("item", library().items, ids=lambda i: i.name)
def test_a_folder_with_scenarios_of_the_item(item: Item) -> None:
    told = [path.read_text("utf-8") for path in (FEATURES / item.id).glob("*.feature")]

    assert any(f"假如 {item.name}的「" in text for text in told)
