"""Rules about how a case is run (办件规则): data of ``rules/casework.yaml``, by place and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from permit_rules.conditions.nodes import Order
from permit_rules.diagnostics import Span
from permit_rules.model.basis import LegalBasis
from permit_rules.model.place import ancestors
from permit_rules.working_days import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkRule:
    """What every entry has: where it holds ("" for the nation), from when to when, on what basis.

    ``until`` is the first day on which it no longer holds; ``where`` is its place in the file,
    None for a rule that was not read from one.
    """

    id: str
    place: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()
    where: Span | None = None

    def in_force(self, on: date) -> bool:
        """Whether it holds on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class Alert(str, Enum):
    """措施: what a number of corrections sets off; the list itself is given whatever the round."""

    GUIDANCE = "上门指导"
    WARNING = "预警"
    ALARM = "警报"
    RESTRICTION = "限制"
    REPORT = "报告机关"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundThreshold(CaseworkRule):
    """补正轮次: from this correction on (inclusive), the alert is raised."""

    rounds: int
    alert: Alert
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionTerm(CaseworkRule):
    """补正期限: how long an applicant has to correct, and what follows if he does not.

    ``item`` "" is every item; ``period`` None where the office sets it case by case.
    """

    item: str = ""
    period: Period | None = None
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionStaff(CaseworkRule):
    """核查人员: at least so many persons carry an inspection out.

    ``recorded`` (全程记录): the visit is recorded from beginning to end, and the record names it.
    """

    at_least: int
    recorded: bool = False


class Post(str, Enum):
    """岗位: the posts that are to be held by different persons (四分离)."""

    ACCEPTANCE = "受理"
    REVIEW = "审查"
    INSPECTION = "勘验"
    ISSUANCE = "出证"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparatePosts(CaseworkRule):
    """岗位分离: posts (受理、审查、勘验、出证) that different persons hold."""

    posts: tuple[str, ...]


class Figure(str, Enum):
    """指标的名称: everything a target may be set for, and what each counts.

    Rates are shares, measured in ``%``; the others are counted, in 件, 条 or 份 (`unit`). The share
    of joint or online applications (联办率, 网办率) is none of them: no office may be given a
    target for what is the applicant's choice (珠府办〔2021〕9号, S4-19).
    """

    TWO_ROUND_RATE = "两次补正率"
    FIVE_ROUNDS = "五次及以上件数"
    FIRST_PASS_RATE = "一次通过率"
    ON_TIME_RATE = "按时办结率"
    LIMIT_COMPRESSION = "时限压缩率"
    TIME_COMPRESSION = "用时压缩率"
    LATE_NOTIFIED_CASES = "漏告件数"
    LATE_NOTIFIED_LINES = "漏告条数"
    VOLUME = "业务办理量"
    REMOTE_VIDEO = "远程视频核查件数"
    NOT_ACCEPTED = "不予受理件数"
    COMPLAINTS = "投诉咨询件数"
    SHARED_MATERIALS = "共享免交材料数"
    JOINT_FIELDS = "合并填报压减率"
    JOINT_PAPERS = "合并材料压减率"
    JOINT_LIMITS = "合并时限压减率"
    JOINT_AT_ONCE = "合并一次办成率"
    JOINT_RETURNED = "合并退件率"

    @property
    def unit(self) -> str:
        """``%`` for a rate, else what is counted."""
        if self.value.endswith("率"):
            return "%"
        return {"漏告条数": "条", "共享免交材料数": "份"}.get(self.value, "件")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(CaseworkRule):
    """指标: what an office wants of a figure; 低于 5 % leaves 5 % itself out."""

    figure: str
    order: Order
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(CaseworkRule):
    """到期提醒: so long before a renewal window closes, the holder of a licence is told."""

    step: str
    before: Period


R = TypeVar("R", bound=CaseworkRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkRules:
    """All rules about running a case; a family may be empty."""

    thresholds: tuple[RoundThreshold, ...] = ()
    corrections: tuple[CorrectionTerm, ...] = ()
    inspection_staff: tuple[InspectionStaff, ...] = ()
    separate_posts: tuple[SeparatePosts, ...] = ()
    targets: tuple[Target, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    def all(self) -> Iterator[CaseworkRule]:
        """Every entry, family by family, in writing order."""
        yield from self.thresholds
        yield from self.corrections
        yield from self.inspection_staff
        yield from self.separate_posts
        yield from self.targets
        yield from self.reminders


def holding(rules: tuple[R, ...], place: str, on: date) -> Iterator[R]:
    """The entries that hold at a place on a day, the nearest level first."""
    for code in reversed(ancestors(place)):
        yield from (r for r in rules if r.place == code and r.in_force(on))
