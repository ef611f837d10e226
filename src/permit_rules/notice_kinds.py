"""The written notices by name; the notices are written elsewhere, a case only records them."""

from __future__ import annotations

from enum import Enum


class NoticeKind(str, Enum):
    """The written notices of 行政许可法 art. 32 and of the routes; the value is the title."""

    CORRECTION = "补正告知书"
    DEFERRALS = "容缺受理通知书"
    ACCEPTANCE = "受理通知书"
    NON_ACCEPTANCE = "不予受理决定书"
    COMMITMENT = "告知承诺书"
    NOT_REQUIRED = "不需要许可告知书"
    QUESTIONS = "补充信息告知书"


class JointKind(str, Enum):
    """What is written about several permits in one application; the value is the title."""

    NOTICE = "一次性告知书"
    CHECKLIST = "材料准备清单"
