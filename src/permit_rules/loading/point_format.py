"""How the entries besides materials are written: conditions, bars, windows, limits …"""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from permit_rules.loading.entry_format import EACH, Days, Since, Spoken, versions_description
from permit_rules.loading.format_types import (
    CommittedText,
    ConditionText,
    OneOf,
    PeriodText,
    PointId,
    ReadFirst,
    Reads,
    Text,
    Texts,
    YesNo,
    read_period,
    split_texts,
    text_of,
)
from permit_rules.loading.refusals import refuse
from permit_rules.model.review_point import (
    BarTarget,
    Dimension,
    Effect,
    LateEffect,
    Outcome,
    ReviewClass,
)
from permit_rules.model.time_limit import Clock, ClockStart
from permit_rules.working_days import Period, PeriodUnit

_ID: Final = "如 S2；在事项内不重复，停用后不再用"
_CHANGED: Final = "上级要点的编号"


class ByHand(str, Enum):
    """核验方式: a point without 应当 is judged by a person."""

    MANUAL = "人工"


class BarScope(str, Enum):
    """范围 of a bar."""

    THIS_ITEM = "本事项"
    ALL_ITEMS = "全部事项"


def _before_expiry(value: object) -> Period:
    text = text_of(value)
    if text in ("届满日", "届满当日"):
        return Period(0, PeriodUnit.DAY)
    match = re.fullmatch(r"届满前\s*(.+)", text)
    if match is None:
        refuse("SH143", f"「{text[:40]}」不能读懂。", "写成「届满前 90 工作日」，或者「届满日」。")
    return read_period(match[1])


BeforeExpiry = Annotated[
    Period, Reads(_before_expiry), WithJsonSchema({"type": "string", "pattern": "^届满"})
]


Dimensions = Annotated[
    tuple[Annotated[Dimension, OneOf(Dimension)], ...],
    ReadFirst(split_texts),
    WithJsonSchema({"type": "string"}),
]


class ConditionKeys(Spoken):
    """Everything a review condition says."""

    review_class: Annotated[ReviewClass, OneOf(ReviewClass)] | None = Field(
        None, alias="类别", description="形式审查 实质审查 材料标准"
    )
    dimensions: Dimensions = Field(
        (), alias="维度", description="场所 设备 资金 人员 管理制度，几项用顿号隔开；不影响核对"
    )
    when: ConditionText = Field(None, alias="当", description="什么情况下审核；不写为总是")
    must: ConditionText = Field(None, alias="应当", description="这时应当成立的条件")
    each: Text = Field("", alias="逐个", description=EACH)
    effect: Annotated[Effect, OneOf(Effect)] = Field(
        Effect.CONDITION_UNMET, alias="效果", description="不成立时：条件不符 补正 不予受理 提示"
    )
    notice: Text = Field("", alias="告知", description="不成立时告知申请人怎样做")
    by_hand: Annotated[ByHand, OneOf(ByHand)] | None = Field(
        None, alias="核验方式", description="人工：机器判断不了，由人核验"
    )
    manual: Text = Field("", alias="核验要点", description="由人核验什么")
    lacking: Text = Field("", alias="缺少的输入", description="机器判断还缺什么，如 现场测量")
    correctable: YesNo = Field(False, alias="可当场更正", description="是：可以当场更正")


class ConditionVersion(ConditionKeys, Days):
    """One dated version of a review condition."""

    name: Text | None = Field(None, alias="名称", description="要点的名称")


class ConditionEntry(ConditionKeys, Since):
    """A review condition (审核要点)."""

    id: PointId = Field(alias="编号", description=_ID)
    name: Text = Field(alias="名称", description="要点的名称，一句话")
    versions: tuple[ConditionVersion, ...] = Field(
        (), alias="版本", description=versions_description("要点")
    )


class ConditionChange(ConditionKeys, Since):
    """What a lower level changes of a review condition."""

    id: PointId = Field(alias="编号", description=_CHANGED)
    name: Text | None = Field(None, alias="名称", description="要点的名称")
    versions: tuple[ConditionVersion, ...] = Field(
        (), alias="版本", description=versions_description("要点")
    )


class ApplicabilityKeys(Spoken):
    """Everything that decides whether this permit is the right one."""

    when: ConditionText = Field(None, alias="当", description="整个业务都属于哪种情况")
    outcome: Annotated[Outcome, OneOf(Outcome)] | None = Field(
        None, alias="结果", description="不需要许可 备案 报告 其他事项 其他机关 不予受理"
    )
    handling_item: Text = Field(
        "", alias="转为", description="备案、报告按本事项的哪个业务办理项审核"
    )
    target: Text = Field("", alias="办理", description="其他事项的标识，或者其他机关的名称")
    notice: Text = Field("", alias="告知", description="告知申请人怎样办")


class ApplicabilityVersion(ApplicabilityKeys, Days):
    """One dated version."""

    name: Text | None = Field(None, alias="名称", description="情况的名称")


class ApplicabilityEntry(ApplicabilityKeys, Since):
    """One way in which an application is not one for this permit (适用判定)."""

    id: PointId = Field(alias="编号", description="如 B1；在事项内不重复，停用后不再用")
    name: Text = Field(alias="名称", description="情况的名称")
    versions: tuple[ApplicabilityVersion, ...] = Field(
        (), alias="版本", description=versions_description("判定")
    )


class ApplicabilityChange(ApplicabilityKeys, Since):
    """What a lower level changes of it."""

    id: PointId = Field(alias="编号", description=_CHANGED)
    name: Text | None = Field(None, alias="名称", description="情况的名称")
    versions: tuple[ApplicabilityVersion, ...] = Field(
        (), alias="版本", description=versions_description("判定")
    )


class BarKeys(Spoken):
    """Everything a bar says."""

    target: Annotated[BarTarget, OneOf(BarTarget)] | None = Field(
        None, alias="对象", description="记录针对谁：申请人 人员"
    )
    roles: Texts = Field((), alias="职务", description="看哪些职务的人员；不写为所有人员")
    reasons: Texts = Field((), alias="事由", description="哪些事由的记录")
    period: PeriodText | None = Field(None, alias="期限", description="自决定之日起多久，如 1 年")
    scope: Annotated[BarScope, OneOf(BarScope)] = Field(
        BarScope.THIS_ITEM, alias="范围", description="本事项 全部事项"
    )
    when: ConditionText = Field(None, alias="当", description="什么情况下适用；不写为总是")
    effect: Annotated[Effect, OneOf(Effect)] = Field(
        Effect.REFUSAL, alias="效果", description="默认不予受理"
    )


class BarVersion(BarKeys, Days):
    """One dated version of a bar."""

    name: Text | None = Field(None, alias="名称", description="禁止期的名称")


class BarEntry(BarKeys, Since):
    """A bar (禁止期)."""

    id: PointId = Field(alias="编号", description="如 J1；在事项内不重复，停用后不再用")
    name: Text = Field(alias="名称", description="禁止期的名称")
    versions: tuple[BarVersion, ...] = Field(
        (), alias="版本", description=versions_description("禁止期")
    )


class BarChange(BarKeys, Since):
    """What a lower level changes of a bar."""

    id: PointId = Field(alias="编号", description=_CHANGED)
    name: Text | None = Field(None, alias="名称", description="禁止期的名称")
    versions: tuple[BarVersion, ...] = Field(
        (), alias="版本", description=versions_description("禁止期")
    )


class WindowKeys(Spoken):
    """Everything a renewal window says."""

    handling_item: Text = Field("", alias="业务办理项", description="管哪个业务办理项，一般是 延续")
    expiry: Text = Field("", alias="届满日", description="许可证最后一天所在的申请信息（日期）")
    opens: BeforeExpiry | None = Field(
        None, alias="起", description="如 届满前 90 工作日；法规没有规定的不写"
    )
    closes: BeforeExpiry | None = Field(None, alias="止", description="如 届满前 15 工作日")
    late: Annotated[LateEffect, OneOf(LateEffect)] | None = Field(
        None, alias="迟到", description="过了申请期、还没届满时"
    )
    afterwards: Text = Field("", alias="届满后", description="届满以后按哪个业务办理项，如 按新办")


class WindowVersion(WindowKeys, Days):
    """One dated version of a window."""


class WindowEntry(WindowKeys, Since):
    """A renewal window (延续)."""

    id: PointId = Field(alias="编号", description="如 W1；在事项内不重复，停用后不再用")
    versions: tuple[WindowVersion, ...] = Field(
        (), alias="版本", description=versions_description("申请期")
    )


class WindowChange(WindowEntry):
    """What a lower level changes of a window."""


class LimitKeys(Spoken):
    """Everything a time limit says."""

    step: Text = Field("", alias="环节", description="如 一次告知、审查决定")
    statutory: PeriodText | None = Field(None, alias="法定", description="法定时限，如 20 工作日")
    committed: CommittedText | None = Field(
        None, alias="承诺", description="承诺时限，短于法定的才写；可以有半个工作日，如 0.5 工作日"
    )
    clock: Annotated[Clock, OneOf(Clock)] | None = Field(
        None, alias="计时", description="办件时当作哪一个期限；不写的看环节的名称"
    )
    begins: Annotated[ClockStart, OneOf(ClockStart)] | None = Field(
        None, alias="起算", description="从哪一件事起算，如 收件、受理；不写的按计时的一般规定"
    )
    when: ConditionText = Field(None, alias="当", description="什么情况下适用；不写为总是")
    fallback: YesNo = Field(
        False, alias="补缺", description="是：别处没有规定时才用，不写进通知和指南"
    )


class LimitVersion(LimitKeys, Days):
    """One dated version of a time limit."""


class LimitEntry(LimitKeys, Since):
    """A time limit (办理时限)."""

    id: PointId = Field(alias="编号", description="如 L1；在事项内不重复，停用后不再用")
    versions: tuple[LimitVersion, ...] = Field(
        (), alias="版本", description=versions_description("时限")
    )


class LimitChange(LimitEntry):
    """What a lower level changes of a time limit."""
