"""CheckResult → words: the notices an applicant is handed, as text, Markdown, HTML or Word.

Words only. What was found, and whether the list is whole, was decided before; nothing here
changes, reorders by weight or leaves out a finding.
"""

from __future__ import annotations

from permit_rules.notice_kinds import JointKind, NoticeKind
from permit_rules.notices.document import Document
from permit_rules.notices.joint import checklist, joint_notice, plan_document
from permit_rules.notices.kinds import kinds_for
from permit_rules.notices.markdown import write_markdown
from permit_rules.notices.notice import notice
from permit_rules.notices.particulars import Particulars
from permit_rules.notices.rendering import render
from permit_rules.notices.text import write_text

__all__ = [
    "Document",
    "JointKind",
    "NoticeKind",
    "Particulars",
    "checklist",
    "joint_notice",
    "kinds_for",
    "notice",
    "plan_document",
    "render",
    "write_markdown",
    "write_text",
]
