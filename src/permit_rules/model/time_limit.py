"""Time limits (办理时限): which clock of a case each of them sets, and from which day it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.model.basis import LegalBasis
from permit_rules.working_days import HalfWorkingDays, Period


class Clock(str, Enum):
    """计时: what has to be done within a limit.

    An ``EXTENSION`` adds its period to that of the decision; ``EXTENDED`` states the whole period
    of an extended one. A limit that is only ``TOLD`` is counted by nobody.
    """

    NOTICE = "一次告知"
    DECISION = "决定"
    EXTENSION = "延长"
    EXTENDED = "延长后的决定"
    JOINT = "联合办理"
    JOINT_EXTENSION = "联合办理延长"
    DELIVERY = "发证"
    INSPECTION = "核查"
    ASSIGNMENT = "指派"
    FIRST_REVIEW = "初审"
    LATER_CHECK = "证后检查"
    RENEWAL = "延续申请"
    TOLD = "只告知"


class ClockStart(str, Enum):
    """起算: the event on whose day a limit begins; that day is not counted (民法典 art. 201)."""

    RECEIPT = "收件"
    ACCEPTANCE = "受理"
    TASK = "接受任务"
    INSPECTION = "核查"
    DECISION = "决定"
    DELIVERY = "发证"
    EXPIRY = "届满"


#: From when a clock runs where the rules do not say.
USUAL_START = {
    Clock.NOTICE: ClockStart.RECEIPT,
    Clock.DECISION: ClockStart.ACCEPTANCE,
    Clock.EXTENSION: ClockStart.ACCEPTANCE,
    Clock.EXTENDED: ClockStart.ACCEPTANCE,
    Clock.JOINT: ClockStart.ACCEPTANCE,
    Clock.JOINT_EXTENSION: ClockStart.ACCEPTANCE,
    Clock.DELIVERY: ClockStart.DECISION,
    Clock.INSPECTION: ClockStart.TASK,
    Clock.ASSIGNMENT: ClockStart.ACCEPTANCE,
    Clock.FIRST_REVIEW: ClockStart.ACCEPTANCE,
    Clock.LATER_CHECK: ClockStart.DELIVERY,
    Clock.RENEWAL: ClockStart.EXPIRY,
    Clock.TOLD: ClockStart.RECEIPT,
}

#: What a step is counted as where the rules do not say (计时 不写).
USUAL_CLOCK = {
    "一次告知": Clock.NOTICE,
    "补正告知": Clock.NOTICE,
    "逾期不告知视为受理": Clock.NOTICE,
    "决定": Clock.DECISION,
    "审批": Clock.DECISION,
    "登记": Clock.DECISION,
    "决定延长": Clock.EXTENSION,
    "发证": Clock.DELIVERY,
    "送达": Clock.DELIVERY,
    "颁发、送达证件": Clock.DELIVERY,
    "现场核查": Clock.INSPECTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit of a step; ``committed`` is what the office promises, if shorter.

    ``clock`` says what it limits and ``start`` from when, None for what is usual for the step and
    the clock; ``when`` where it applies. A ``fallback`` (补缺) is what the law says of permits in
    general: it is counted where nothing else limits the same thing, and told nowhere.
    """

    id: str
    step: str
    statutory: Period
    committed: Period | HalfWorkingDays | None = None
    clock: Clock | None = None
    start: ClockStart | None = None
    when: Node = ALWAYS
    fallback: bool = False
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def counted_as(self) -> Clock:
        """The clock, as written or as is usual for the name of the step."""
        return self.clock or USUAL_CLOCK.get(self.step, Clock.TOLD)

    @property
    def starts(self) -> ClockStart:
        """The event it begins with, as written or as is usual for the clock."""
        return self.start or USUAL_START[self.counted_as]
