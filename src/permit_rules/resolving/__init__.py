"""Library → Rulebook: the review points of an item in force at a place on a day."""

from permit_rules.resolving.resolve import change_days, levels_of, resolve

__all__ = ["change_days", "levels_of", "resolve"]
