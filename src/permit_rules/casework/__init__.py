"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.case import Case
from permit_rules.casework.figures import (
    CasesUnreadable,
    DecisionClock,
    Figures,
    Measuring,
    Ratio,
    Span,
    Times,
    measure,
    read_cases,
)
from permit_rules.casework.figures.plot import write_plot

__all__ = [
    "Case",
    "CasesUnreadable",
    "DecisionClock",
    "Figures",
    "Measuring",
    "Ratio",
    "Span",
    "Times",
    "measure",
    "read_cases",
    "write_plot",
]
