"""One notice in the form that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias, overload

from permit_rules.joint_result import BusinessPlan, JointResult
from permit_rules.notice_kinds import JointKind, NoticeKind
from permit_rules.notices.document import Document
from permit_rules.notices.joint import checklist, joint_notice, plan_document
from permit_rules.notices.markdown import write_markdown
from permit_rules.notices.notice import notice
from permit_rules.notices.particulars import UNFILLED, Particulars
from permit_rules.notices.text import write_text
from permit_rules.pages.extras import extra_for
from permit_rules.result import CheckResult

#: What can be written.
Written: TypeAlias = "CheckResult | JointResult | BusinessPlan"


@overload
def render(
    result: Written,
    format: Literal["text", "markdown", "html"] = "text",
    *,
    kind: NoticeKind | JointKind | None = None,
    office: str = "",
    handler: str = "",
    issued_on: date | None = None,
    number: str = "",
    correct_by: date | None = None,
    due: Mapping[str, date] | None = None,
) -> str: ...
@overload
def render(
    result: Written,
    format: Literal["docx"],
    *,
    kind: NoticeKind | JointKind | None = None,
    office: str = "",
    handler: str = "",
    issued_on: date | None = None,
    number: str = "",
    correct_by: date | None = None,
    due: Mapping[str, date] | None = None,
) -> bytes: ...
def render(
    result: Written,
    format: Literal["text", "markdown", "html", "docx"] = "text",
    *,
    kind: NoticeKind | JointKind | None = None,
    office: str = "",
    handler: str = "",
    issued_on: date | None = None,
    number: str = "",
    correct_by: date | None = None,
    due: Mapping[str, date] | None = None,
) -> str | bytes:
    """The notice of one result, in Chinese: a text ending in a line break, or a Word file.

    ``kind`` None is the notice of the verdict; `kinds_for` says which there are. Of several
    permits in one application it is 一次性告知书, or 材料准备清单 where that is asked for; of a
    plan the list of permits. The rest is what
    only the office knows; left out, it is a blank line: ``office`` (受理机关), ``handler``
    (首问负责人), ``issued_on`` the day of the notice, ``number`` (文号), ``correct_by`` the last
    day for a correction, ``due`` the last day for a deferred paper by its review point.

    The same arguments give the same characters, or bytes, everywhere. Whatever an applicant typed
    stands in it as inert text: no control characters, no line breaks, no markup.

    Raises:
        ModuleNotFoundError: HTML and Word need the extra ``notices``.
        ValueError: there is no such format, or the result cannot be written as that kind.
    """
    by = Particulars(
        office=office,
        handler=handler,
        issued_on=issued_on,
        number=number,
        correct_by=correct_by,
        due=due or {},
    )
    return write(document_of(result, kind, by), format)


def document_of(
    result: Written, kind: NoticeKind | JointKind | None = None, by: Particulars = UNFILLED
) -> Document:
    """What `render` writes, before it is written.

    Raises:
        ValueError: the result cannot be written as that kind.
    """
    if isinstance(result, CheckResult):
        if isinstance(kind, JointKind):
            raise ValueError(f"{kind.value} is about several permits in one application")
        return notice(result, kind, by)
    if isinstance(result, BusinessPlan):
        if kind is not None:
            raise ValueError(f"a plan cannot be written as {kind.value}")
        return plan_document(result)
    if isinstance(kind, NoticeKind):
        raise ValueError(
            f"several permits in one application cannot be written as {kind.value}, only as "
            f"{', '.join(k.value for k in JointKind)}"
        )
    return checklist(result) if kind is JointKind.CHECKLIST else joint_notice(result, by)


def write(document: Document, format: Literal["text", "markdown", "html", "docx"]) -> str | bytes:
    """A notice in one of the forms.

    Raises:
        ModuleNotFoundError: HTML and Word need the extra ``notices``.
        ValueError: there is no such format.
    """
    if format == "text":
        return write_text(document)
    if format == "markdown":
        return write_markdown(document)
    if format not in ("html", "docx"):
        raise ValueError(f"format is 'text', 'markdown', 'html' or 'docx', not {format!r}")
    with extra_for(format, "notices"):
        if format == "html":
            from permit_rules.notices.html import write_html

            return write_html(document)
        from permit_rules.notices.word import write_word

        return write_word(document)
