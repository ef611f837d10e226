"""CheckResult → words: the notice an applicant is handed, as plain text or Markdown.

Words only. What was found, and whether the list is whole, was decided before; nothing here
changes, reorders by weight or leaves out a finding.
"""

from __future__ import annotations

from typing import Literal

from permit_rules.notices.document import Document
from permit_rules.notices.markdown import write_markdown
from permit_rules.notices.notice import notice
from permit_rules.notices.text import write_text
from permit_rules.result import CheckResult

__all__ = ["Document", "notice", "render", "write_markdown", "write_text"]


def render(result: CheckResult, format: Literal["text", "markdown"] = "text") -> str:
    """The notice of one result, in Chinese, ending in a line break.

    The same result gives the same characters everywhere. Whatever an applicant typed stands in it
    as inert text: no control characters, no line breaks, no markup.

    Raises:
        ValueError: ``format`` is neither ``"text"`` nor ``"markdown"``.
    """
    if format == "text":
        return write_text(notice(result))
    if format == "markdown":
        return write_markdown(notice(result))
    raise ValueError(f"format is 'text' or 'markdown', not {format!r}")
