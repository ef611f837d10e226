"""Where a review point stands in the rule files, for whoever has to look at its lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from permit_rules.diagnostics import Span
from permit_rules.model.library import Library
from permit_rules.model.material import Material
from permit_rules.model.validity import Version
from permit_rules.resolving.layers import layered

_SECTIONS: Final = (
    lambda s: s.authorities,
    lambda s: s.applicability,
    lambda s: s.materials,
    lambda s: s.conditions,
    lambda s: s.windows,
    lambda s: s.bars,
)


def place_of(library: Library, item: str, place: str, day: date, point: str) -> Span | None:
    """The place of the version of a point in force on ``day``, or None where there is none.

    ``point`` is an id as results have it (``food-business/M3a/form``); of a standard, a part or a
    paper accepted in place of another it is the place of the material's entry.
    """
    local = point.partition("/")[2].partition("/")[0]
    found = library.item_for(item, place)
    if found is None:
        return None
    for section in _SECTIONS:
        for entry in layered(found, library.overlays_for(found, place), section):
            value = entry.on(day)
            versions = [v for d in entry.layers for v in d.versions if v.value is value]
            if versions and local in _ids(entry.id, versions[-1]):
                return versions[-1].where
    return None


def _ids(own: str, version: Version[Any]) -> Iterator[str]:
    yield own
    if isinstance(version.value, Material):
        for paper in (version.value, *version.value.parts):
            yield paper.id
            yield from (a.id for a in paper.alternatives)
