"""What happens next, in plain words: the course of the procedure after a notice (一口清)."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.notice_kinds import NoticeKind
from permit_rules.notices.corrections import all_on_spot
from permit_rules.notices.document import Entry, Section, section
from permit_rules.notices.particulars import Particulars, filled_day
from permit_rules.result import CheckResult


def course_section(result: CheckResult, kind: NoticeKind, by: Particulars) -> tuple[Section, ...]:
    """The steps after the notice; their time limits follow in a section of their own."""
    return section("办理程序", tuple(Entry(step) for step in _steps(result, kind, by)))


def _steps(result: CheckResult, kind: NoticeKind, by: Particulars) -> Iterator[str]:
    within = "下列时限" if result.limits else "规定的期限"
    if kind is NoticeKind.CORRECTION and all_on_spot(result):
        yield "现在就可以在窗口更正；更正以后符合要求的，予以受理。"
    elif kind is NoticeKind.CORRECTION:
        yield f"补正期限：至{filled_day(by.correct_by)}。请在期限内一次补齐，重新提交。"
        if result.count_from:
            yield f"重新提交以后，按{result.count_from}施行的规定核对。"
        yield "补齐并且符合法定形式的，予以受理。"
    elif kind is NoticeKind.DEFERRALS:
        yield "申请已经先行受理，请在补交期限内把上面的材料交到本机关。"
        yield "容缺不是不交：到期没有补交的，按上面写明的后果处理。"
    elif kind is NoticeKind.NON_ACCEPTANCE:
        yield "本次申请不再办理。" + (
            "需要办理的，请按“可以这样办”重新提出。" if result.open_way else ""
        )
    elif kind is NoticeKind.NOT_REQUIRED:
        yield "不必提交本项许可的申请材料，交来的可以取回。"
    elif kind is NoticeKind.QUESTIONS:
        yield "请补充信息以后重新提交；补充以前不能确定是否受理。"
    if kind is NoticeKind.ACCEPTANCE and result.decided_on_spot:
        yield "本机关可以当场作出决定。"
    elif kind in (NoticeKind.CORRECTION, NoticeKind.DEFERRALS, NoticeKind.ACCEPTANCE):
        yield f"受理以后，在{within}内审查并作出决定。"
    if kind is NoticeKind.ACCEPTANCE and result.commitments:
        yield "以承诺代替的材料不再提交；承诺的内容在作出决定以后核查。"
