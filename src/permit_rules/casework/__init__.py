"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.acceptance import (
    Acceptance,
    HowAccepted,
    acceptance,
    acceptance_order,
    notice_due,
)
from permit_rules.casework.alerts import (
    alerts_at,
)
from permit_rules.casework.archive import (
    ArchiveCheck,
    Manifest,
    PaperDocument,
    verify_archive,
    write_archive,
)
from permit_rules.casework.case import (
    Case,
    Course,
)
from permit_rules.casework.checklist import (
    Checklist,
    ChecklistEntry,
    ChecklistGroup,
    checklist_markdown,
    checklist_text,
    make_checklist,
)
from permit_rules.casework.clock import (
    CaseClock,
    clock,
    rulebook_of,
)
from permit_rules.casework.deadline import (
    Due,
    DueState,
)
from permit_rules.casework.deemed import (
    RenewalCase,
)
from permit_rules.casework.draw import (
    Announcement,
    DrawRecord,
    Expert,
    commit_to,
    draw_experts,
    pool_digest,
    pool_text,
    replace_declined,
    verify_draw,
)
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
from permit_rules.casework.figures.plot import (
    write_plot,
)
from permit_rules.casework.inspected_items import (
    InspectionCatalogue,
    inspection_catalogue,
)
from permit_rules.casework.inspecting import (
    record_assignment,
    record_inspection,
)
from permit_rules.casework.inspection import (
    InspectionNeed,
    InspectionPlan,
    InspectionWay,
    plan_inspection,
)
from permit_rules.casework.joining import (
    joined,
)
from permit_rules.casework.later import (
    LaterDue,
)
from permit_rules.casework.merging import (
    with_correction,
)
from permit_rules.casework.outcomes import (
    notice_kind_of,
    outcome_of,
)
from permit_rules.casework.overdue import (
    CorrectionDue,
    correction_due,
    correction_term,
)
from permit_rules.casework.periods import (
    Compression,
    Interval,
    compression,
    last_day,
)
from permit_rules.casework.posts import (
    PostConflict,
    conflicts,
    holders,
)
from permit_rules.casework.record import (
    DecisionRecord,
    Recorder,
)
from permit_rules.casework.refused import (
    CaseworkRefused,
)
from permit_rules.casework.renewal import (
    Licence,
    ReminderDue,
    ReminderList,
    Renewal,
    RenewalState,
    reminders_due,
    renewal,
)
from permit_rules.casework.replay import (
    Replay,
    ReplayImpossible,
    ReplayOutcome,
    WrongKey,
    replay,
)
from permit_rules.casework.rounds import (
    Round,
    submit,
)
from permit_rules.casework.sqlite_store import (
    SQLiteStore,
)
from permit_rules.casework.store import (
    CaseChanged,
    CaseExists,
    CaseMissing,
    CaseStore,
    Selection,
    StoreError,
    StoreUnusable,
)

__all__ = [
    "Acceptance",
    "Announcement",
    "ArchiveCheck",
    "Case",
    "CaseChanged",
    "CaseClock",
    "CaseExists",
    "CaseMissing",
    "CaseStore",
    "CasesUnreadable",
    "CaseworkRefused",
    "Checklist",
    "ChecklistEntry",
    "ChecklistGroup",
    "Compression",
    "CorrectionDue",
    "Course",
    "DecisionClock",
    "DecisionRecord",
    "DrawRecord",
    "Due",
    "DueState",
    "Expert",
    "Figures",
    "HowAccepted",
    "InspectionCatalogue",
    "InspectionNeed",
    "InspectionPlan",
    "InspectionWay",
    "Interval",
    "LaterDue",
    "Licence",
    "Manifest",
    "Measuring",
    "PaperDocument",
    "PostConflict",
    "Ratio",
    "Recorder",
    "ReminderDue",
    "ReminderList",
    "Renewal",
    "RenewalCase",
    "RenewalState",
    "Replay",
    "ReplayImpossible",
    "ReplayOutcome",
    "Round",
    "SQLiteStore",
    "Selection",
    "Span",
    "StoreError",
    "StoreUnusable",
    "Times",
    "WrongKey",
    "acceptance",
    "acceptance_order",
    "alerts_at",
    "checklist_markdown",
    "checklist_text",
    "clock",
    "commit_to",
    "compression",
    "conflicts",
    "correction_due",
    "correction_term",
    "draw_experts",
    "holders",
    "inspection_catalogue",
    "joined",
    "last_day",
    "make_checklist",
    "measure",
    "notice_due",
    "notice_kind_of",
    "outcome_of",
    "plan_inspection",
    "pool_digest",
    "pool_text",
    "read_cases",
    "record_assignment",
    "record_inspection",
    "reminders_due",
    "renewal",
    "replace_declined",
    "replay",
    "rulebook_of",
    "submit",
    "verify_archive",
    "verify_draw",
    "with_correction",
    "write_archive",
    "write_plot",
]
