"""The names by which scenarios speak of items and papers."""

from __future__ import annotations

from functools import cache

from permit_rules.model.item import Item
from tests.corpus.tables import library


@cache
def item_named(name: str) -> Item:
    """The item of the corpus with that name."""
    found = [item for item in library().items if item.name == name]
    assert len(found) == 1, f"叫「{name}」的事项：{[(i.id, i.place) for i in found]}"
    return found[0]


@cache
def paper_names(item: str) -> dict[str, str]:
    """The name of each paper of the item with that name, by its id: materials, parts and those
    in their place."""
    return {
        paper.id.rpartition("/")[2]: paper.name
        for dated in item_named(item).statements.materials
        for version in dated.versions
        for demanded in (version.value, *version.value.parts)
        for paper in (demanded, *demanded.alternatives)
    }
