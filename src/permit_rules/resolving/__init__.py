"""Library → Rulebook: the review points of an item in force at a place on a day."""

from permit_rules.resolving.resolve import (
    catalogue_of,
    change_days,
    levels_of,
    require_bundle,
    resolve,
    unknown_item,
)

__all__ = ["catalogue_of", "change_days", "levels_of", "require_bundle", "resolve", "unknown_item"]
