"""What a change of the rules comes to: in words, exactly over cells, and over stored cases."""

from permit_rules.impact.burden import Burden
from permit_rules.impact.changes import Change, Concerned, Impact, What, impact, impact_between
from permit_rules.impact.compared import Compared, compare_days, compare_libraries
from permit_rules.impact.data import comparison_data
from permit_rules.impact.report import as_markdown, as_text

__all__ = [
    "Burden",
    "Change",
    "Compared",
    "Concerned",
    "Impact",
    "What",
    "as_markdown",
    "as_text",
    "compare_days",
    "compare_libraries",
    "comparison_data",
    "impact",
    "impact_between",
]
