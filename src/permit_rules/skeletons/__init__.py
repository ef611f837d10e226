"""Skeletons: files that lint, with 待填 wherever a person has to write something."""

from __future__ import annotations

from permit_rules.skeletons.bundle import new_bundle
from permit_rules.skeletons.drafts import Draft, Refused, write
from permit_rules.skeletons.item import new_item
from permit_rules.skeletons.lint_rule import new_lint_rule
from permit_rules.skeletons.overlay import new_overlay
from permit_rules.skeletons.point import PointSection, new_point

__all__ = [
    "Draft",
    "PointSection",
    "Refused",
    "new_bundle",
    "new_item",
    "new_lint_rule",
    "new_overlay",
    "new_point",
    "write",
]
