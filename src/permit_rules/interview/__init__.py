"""An interview: which permits a business needs and what they ask for, question by question."""

from permit_rules.interview.asking import Asking
from permit_rules.interview.found import (
    Found,
    FoundElsewhere,
    FoundLine,
    FoundPaper,
    FoundPermit,
    StatedFact,
)
from permit_rules.interview.interview import Interview

__all__ = [
    "Asking",
    "Found",
    "FoundElsewhere",
    "FoundLine",
    "FoundPaper",
    "FoundPermit",
    "Interview",
    "StatedFact",
]
