"""Rule files → words: service guides, review sheets, and levels side by side.

Words only, written from the same rulebook that checks an application, so that what is published
and what is checked cannot drift apart.
"""

from __future__ import annotations

from permit_rules.guides.document import Document
from permit_rules.guides.guide import material_table, review_sheet, service_guide
from permit_rules.guides.levels import Levels, compare_levels
from permit_rules.guides.markdown import write_markdown
from permit_rules.guides.narrowing import SituationInvalid
from permit_rules.guides.rendering import render

__all__ = [
    "Document",
    "Levels",
    "SituationInvalid",
    "compare_levels",
    "material_table",
    "render",
    "review_sheet",
    "service_guide",
    "write_markdown",
]
