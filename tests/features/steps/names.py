"""The names by which scenarios speak of items and papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from permit_rules.model.item import Item
from permit_rules.model.material import Paper
from tests.corpus.tables import library


@cache
def item_named(name: str) -> Item:
    """The item of the corpus with that name."""
    found = [item for item in library().items if item.name == name]
    assert len(found) == 1, f"叫「{name}」的事项：{[(i.id, i.place) for i in found]}"
    return found[0]


@cache
def paper_names(item: str, place: str) -> dict[str, str]:
    """The name of each paper of an item at a place, by its id and by its other names."""
    return {
        called: paper.name
        for paper in _papers(item, place)
        for called in (paper.id.rpartition("/")[2], paper.name, *paper.aliases)
    }


def _papers(item: str, place: str) -> Iterator[Paper]:
    """Materials, their parts, and those accepted in their place, in all versions."""
    stated = library().item_for(item, place)
    assert stated is not None, f"没有事项「{item}」"
    for dated in stated.statements.materials:
        for version in dated.versions:
            for demanded in (version.value, *version.value.parts):
                yield from (demanded, *demanded.alternatives)
