"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.acceptance import (
    Acceptance,
    HowAccepted,
    acceptance,
    acceptance_order,
    notice_due,
)
from permit_rules.casework.case import Case, Course
from permit_rules.casework.clock import CaseClock, clock, rulebook_of
from permit_rules.casework.deadline import Due, DueState
from permit_rules.casework.deemed import RenewalCase
from permit_rules.casework.later import LaterDue
from permit_rules.casework.periods import Compression, Interval, compression, last_day
from permit_rules.casework.renewal import (
    Licence,
    ReminderDue,
    ReminderList,
    Renewal,
    RenewalState,
    reminders_due,
    renewal,
)

__all__ = [
    "Acceptance",
    "Case",
    "CaseClock",
    "Compression",
    "Course",
    "Due",
    "DueState",
    "HowAccepted",
    "Interval",
    "LaterDue",
    "Licence",
    "ReminderDue",
    "ReminderList",
    "Renewal",
    "RenewalCase",
    "RenewalState",
    "acceptance",
    "acceptance_order",
    "clock",
    "compression",
    "last_day",
    "notice_due",
    "reminders_due",
    "renewal",
    "rulebook_of",
]
