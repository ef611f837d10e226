"""The figures that offices are judged by (指标), from the cases of a period."""

from permit_rules.casework.figures.measure import Measuring, measure
from permit_rules.casework.figures.model import Figures
from permit_rules.casework.figures.ratio import Ratio
from permit_rules.casework.figures.reading import CasesUnreadable, read_cases
from permit_rules.casework.figures.span import Span
from permit_rules.casework.figures.times import Clock, DecisionClock, Times

__all__ = [
    "CasesUnreadable",
    "Clock",
    "DecisionClock",
    "Figures",
    "Measuring",
    "Ratio",
    "Span",
    "Times",
    "measure",
    "read_cases",
]
