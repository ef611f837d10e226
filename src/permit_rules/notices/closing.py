"""Seal, day, who handles the case, and the receipt: blank lines unless filled in."""

from __future__ import annotations

from permit_rules.notices.document import Closing, Detail
from permit_rules.notices.particulars import BLANK, BLANK_DAY, Particulars, filled, filled_day


def closing(by: Particulars) -> Closing:
    """The office with its special seal and the day (行政许可法 art. 32), and the receipt."""
    return Closing((_office(by),), (*_handled(by), *_receipt()))


def letter_closing(by: Particulars) -> Closing:
    """Beneath a commitment: the applicant signs, the office takes it in."""
    applicant = (f"申请人（签名或者盖章）：{BLANK}", f"日期：{BLANK_DAY}")
    return Closing((applicant, _office(by)), _handled(by))


def _office(by: Particulars) -> tuple[str, ...]:
    return (f"受理机关：{filled(by.office)}", "（加盖专用印章）", filled_day(by.issued_on))


def _handled(by: Particulars) -> tuple[Detail, ...]:
    return (Detail("首问负责人（经办人）", (filled(by.handler),)),)


def _receipt() -> tuple[Detail, ...]:
    return (
        Detail("送达回证", ("本文书已经收到。",)),
        Detail("收件人（签名或者盖章）", (BLANK,)),
        Detail("收到日期", (BLANK_DAY,)),
    )
