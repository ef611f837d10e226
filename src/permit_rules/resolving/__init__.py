"""Library → Rulebook: the review points of an item in force at a place on a day."""

from permit_rules.resolving.required import (
    no_such_place,
    require_bundle,
    require_item,
    require_place,
    unknown_item,
)
from permit_rules.resolving.resolve import catalogue_of, change_days, levels_of, resolve

__all__ = [
    "catalogue_of",
    "change_days",
    "levels_of",
    "no_such_place",
    "require_bundle",
    "require_item",
    "require_place",
    "resolve",
    "unknown_item",
]
