"""Review points that are not papers: conditions, bars, windows, and what decides applicability."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.model.basis import LegalBasis
from permit_rules.working_days import Period


class PointKind(str, Enum):
    """What a review point is about."""

    MATERIAL = "material"
    PART = "part"
    STANDARD = "standard"
    CONDITION = "condition"
    WINDOW = "window"
    BAR = "bar"
    APPLICABILITY = "applicability"


class ReviewClass(str, Enum):
    """类别: every point carries its kind of review; all three are reported."""

    FORMAL = "形式审查"
    SUBSTANTIVE = "实质审查"
    MATERIAL_STANDARD = "材料标准"


class Effect(str, Enum):
    """效果: what an unmet condition leads to."""

    CONDITION_UNMET = "条件不符"
    CORRECTION = "补正"
    REFUSAL = "不予受理"
    WARNING = "提示"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCondition:
    """审核要点: where ``when`` holds, ``must`` has to hold too.

    ``must`` None marks a manual point (核验方式: 人工): ``manual`` is what a person looks at
    and ``lacking`` the input a machine would need. ``each`` repeats it for a roster's members.
    """

    id: str
    name: str
    review_class: ReviewClass
    when: Node = ALWAYS
    must: Node | None = None
    effect: Effect = Effect.CONDITION_UNMET
    notice: str = ""
    manual: str = ""
    lacking: str = ""
    each: str = ""
    basis: tuple[LegalBasis, ...] = ()
    correctable_on_spot: bool = False


class Outcome(str, Enum):
    """结果: what an application turns out to be, if not one for this permit."""

    NOT_REQUIRED = "不需要许可"
    FILING = "备案"
    REPORT = "报告"
    OTHER_ITEM = "其他事项"
    OTHER_AUTHORITY = "其他机关"
    REFUSED = "不予受理"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """适用判定: where ``when`` holds for the whole business, the outcome is another one.

    ``handling_item`` names the handling item of this item whose materials are then checked
    (a filing has its own); ``target`` the other item or authority,
    ``target_name`` what it is called (known once the item is resolved in its library).
    """

    id: str
    name: str
    when: Node
    outcome: Outcome
    handling_item: str = ""
    target: str = ""
    target_name: str = ""
    notice: str = ""
    basis: tuple[LegalBasis, ...] = ()


class LateEffect(str, Enum):
    """迟到: what becomes of a renewal asked for after the window closed, before expiry."""

    ACCEPTED_SUSPENDED = "受理但届满后暂停经营"
    NOT_ACCEPTED = "不再受理"
    #: The law names a last day but says nothing of what becomes of a late application.
    STILL_ACCEPTED = "仍可受理"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalWindow:
    """延续: when a renewal may be asked for, counted back from the day before expiry.

    ``expiry`` is the id of the date field that holds the permit's last day; ``handling_item``
    the handling item it governs; ``afterwards`` the handling item open after expiry (按新办).
    ``opens`` None: the law names no first day.
    """

    id: str
    handling_item: str
    expiry: str
    opens: Period | None
    closes: Period
    late: LateEffect
    afterwards: str
    basis: tuple[LegalBasis, ...] = ()


class BarTarget(str, Enum):
    """对象: whom a bar is recorded against."""

    APPLICANT = "申请人"
    PERSON = "人员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """禁止期: no new application for ``period`` from the day of the decision.

    ``reasons`` are the names under which a record may stand in an application; ``roles`` the
    roles of persons it looks at (none: every person). ``item_only`` limits it to records about
    this same item. The last day is the corresponding day (民法典 art. 202).
    """

    id: str
    name: str
    target: BarTarget
    reasons: tuple[str, ...]
    period: Period
    roles: tuple[str, ...] = ()
    item_only: bool = True
    when: Node = ALWAYS
    effect: Effect = Effect.REFUSAL
    basis: tuple[LegalBasis, ...] = ()
