"""Several permits in one application: the one notice, the checklist, and which permits it takes.

Words only, as with one permit: each permit's own notice is written from its own result.
"""

from __future__ import annotations

from permit_rules.notices.joint.checklist import checklist
from permit_rules.notices.joint.notice import joint_notice
from permit_rules.notices.joint.plan import plan_document

__all__ = ["checklist", "joint_notice", "plan_document"]
