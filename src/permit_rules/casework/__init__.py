"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.alerts import alerts_at
from permit_rules.casework.case import Case
from permit_rules.casework.merging import with_correction
from permit_rules.casework.outcomes import notice_due, outcome_of
from permit_rules.casework.overdue import CorrectionDue, correction_due, correction_term
from permit_rules.casework.rounds import Round, submit

__all__ = [
    "Case",
    "CorrectionDue",
    "Round",
    "alerts_at",
    "correction_due",
    "correction_term",
    "notice_due",
    "outcome_of",
    "submit",
    "with_correction",
]
