"""Rule files → the same rule files in one order and one spacing, comments kept."""

from __future__ import annotations

from permit_rules.formatting.format import Formatted, format_file

__all__ = ["Formatted", "format_file"]
