"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.archive import (
    ArchiveCheck,
    Manifest,
    PaperDocument,
    verify_archive,
    write_archive,
)
from permit_rules.casework.case import Case
from permit_rules.casework.checklist import (
    Checklist,
    ChecklistEntry,
    ChecklistGroup,
    checklist_markdown,
    checklist_text,
    make_checklist,
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
from permit_rules.casework.inspected_items import InspectionCatalogue, inspection_catalogue
from permit_rules.casework.inspecting import record_assignment, record_inspection
from permit_rules.casework.inspection import (
    InspectionNeed,
    InspectionPlan,
    InspectionWay,
    plan_inspection,
)
from permit_rules.casework.posts import PostConflict, conflicts, holders
from permit_rules.casework.refused import CaseworkRefused

__all__ = [
    "Announcement",
    "ArchiveCheck",
    "Case",
    "CaseworkRefused",
    "Checklist",
    "ChecklistEntry",
    "ChecklistGroup",
    "DrawRecord",
    "Expert",
    "InspectionCatalogue",
    "InspectionNeed",
    "InspectionPlan",
    "InspectionWay",
    "Manifest",
    "PaperDocument",
    "PostConflict",
    "checklist_markdown",
    "checklist_text",
    "commit_to",
    "conflicts",
    "draw_experts",
    "holders",
    "inspection_catalogue",
    "make_checklist",
    "plan_inspection",
    "pool_digest",
    "pool_text",
    "record_assignment",
    "record_inspection",
    "replace_declined",
    "verify_archive",
    "verify_draw",
    "write_archive",
]
