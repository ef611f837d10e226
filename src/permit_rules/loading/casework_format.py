"""``casework.yaml``: how an office runs a case: rounds of correction, staff, posts, targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from permit_rules.conditions.nodes import Order
from permit_rules.conditions.phrases import order_word
from permit_rules.loading.entry_format import Days, GradeText
from permit_rules.loading.format_types import (
    Copies,
    FormatModel,
    OneOf,
    OneOrSeveral,
    PeriodText,
    PlaceCode,
    PointId,
    ReadFirst,
    Reads,
    Slug,
    Text,
    YesNo,
    split_texts,
    text_of,
)
from permit_rules.loading.item_format import InstrumentEntry
from permit_rules.loading.refusals import refuse
from permit_rules.model.casework import Alert, Figure, Post
from permit_rules.written import NotReadable, narrow, read_number

_ORDERS: Final = {order_word(order): order for order in Order}
_WANTED: Final = re.compile(f"({'|'.join(_ORDERS)})\\s*([0-9][0-9,.]*[万亿]?)\\s*(\\D*)")
_WANTED_FORMS: Final = "写成「低于 5 %」「不低于 2000 件」，比较写在数的前面，后面写单位。"
_BEHIND: Final = re.compile(r"\s*([0-9][0-9,.]*[万亿]?)\s*(\D*?)\s*(及?以上|以内|以下)")


class ReminderStep(str, Enum):
    """措施 of a reminder, in the order in which they are taken."""

    REMIND = "提醒"
    URGE = "催办"
    FOLLOW_UP = "跟办"


@dataclass(frozen=True, slots=True)
class Wanted:
    """要求: a comparison with its order written out."""

    order: Order
    value: Decimal
    unit: str


def _wanted(value: object) -> Wanted:
    text = text_of(value)
    found = _WANTED.fullmatch(narrow(text))
    if found is None:
        behind = _BEHIND.fullmatch(narrow(text))
        help = _WANTED_FORMS
        if behind:
            order = Order.AT_LEAST if behind[3].endswith("以上") else Order.AT_MOST
            help = f"是否想写「{order_word(order)} {behind[1]} {behind[2]}」？"
        refuse("SH157", f"「{text[:40]}」没有写明怎样比较。", help)
    if not found[3].strip():
        refuse("SH157", f"「{text[:40]}」没有写单位。", _WANTED_FORMS)
    try:
        number = read_number(found[2])
    except NotReadable:
        refuse("SH157", f"「{text[:40]}」里的数读不懂。", _WANTED_FORMS)
    return Wanted(_ORDERS[found[1]], number.amount, found[3].strip())


WantedText = Annotated[Wanted, Reads(_wanted), WithJsonSchema({"type": "string"})]
Posts = Annotated[
    tuple[Annotated[Post, OneOf(Post)], ...],
    ReadFirst(split_texts),
    WithJsonSchema({"type": "string"}),
]


class CaseworkEntry(Days):
    """What every entry has besides its own keys."""

    id: PointId = Field(alias="编号", description="如 R1；在文件内不重复，停用后不再用")
    place: PlaceCode = Field(
        "000000", alias="行政区划", description="在哪里适用，连同它的下级；不写为全国"
    )
    basis: Text | None = Field(
        None, alias="依据", description="设定依据里的简称加条款；几条用；隔开"
    )
    grade: GradeText | None = Field(
        None, alias="来源", description="这一条是怎样读到的；不写时随设定依据里该文件的来源"
    )
    note: Text = Field("", alias="说明", description="给编写人员看的说明")


class ThresholdEntry(CaseworkEntry):
    """What a number of corrections sets off."""

    rounds: Copies = Field(alias="轮次", description="从第几次补正起（含这一次），如 2")
    alert: Annotated[Alert, OneOf(Alert)] = Field(
        alias="措施", description="上门指导 预警 警报 限制 报告机关；清单照样一次给全"
    )
    notice: Text = Field("", alias="告知", description="代替自动生成的提示文字")


class CorrectionEntry(CaseworkEntry):
    """What follows if a correction does not come in time."""

    consequence: Text = Field(alias="逾期后果", description="逾期不补正的后果，如 视为撤回申请")
    period: PeriodText | None = Field(
        None, alias="期限", description="多久以内补正，如 10 工作日；不写为由机关按件定"
    )
    item: Slug | None = Field(None, alias="事项", description="只用于这个事项；不写为所有事项")


class StaffEntry(CaseworkEntry):
    """How many persons carry an inspection out."""

    at_least: Copies = Field(alias="至少", description="至少几名工作人员，如 2")
    recorded: YesNo = Field(
        False,
        alias="全程记录",
        description="是：核查须全程记录，登记时写明记录的编号",
    )


class PostsEntry(CaseworkEntry):
    """Posts that different persons hold."""

    posts: Posts = Field(
        alias="岗位", description="由不同的人担任的岗位，用顿号隔开：受理、审查、勘验、出证"
    )


class TargetEntry(CaseworkEntry):
    """What an office wants of a figure."""

    figure: Annotated[Figure, OneOf(Figure)] = Field(alias="指标", description="统计项的名称")
    wanted: WantedText = Field(
        alias="要求", description="比较、数和单位，如 低于 5 %（不含 5 %）、不低于 2000 件"
    )


class ReminderEntry(CaseworkEntry):
    """When the holder of a licence is told before its renewal window closes."""

    step: Annotated[ReminderStep, OneOf(ReminderStep)] = Field(
        alias="措施", description="提醒 催办 跟办"
    )
    before: PeriodText = Field(alias="提前", description="在延续申请期截止以前多久，如 30 日")


class CaseworkFile(FormatModel):
    """``casework.yaml``."""

    instruments: dict[Text, InstrumentEntry] = Field(
        alias="设定依据", description="简称 → 文件；下面的依据用简称开头"
    )
    thresholds: Annotated[tuple[ThresholdEntry, ...], OneOrSeveral()] = Field(
        (), alias="补正轮次", description="第几次补正起采取什么措施"
    )
    corrections: Annotated[tuple[CorrectionEntry, ...], OneOrSeveral()] = Field(
        (), alias="补正期限", description="补正的期限和逾期的后果"
    )
    inspection_staff: Annotated[tuple[StaffEntry, ...], OneOrSeveral()] = Field(
        (), alias="核查人员", description="核查至少由几名工作人员进行"
    )
    separate_posts: Annotated[tuple[PostsEntry, ...], OneOrSeveral()] = Field(
        (), alias="岗位分离", description="哪些岗位由不同的人担任"
    )
    targets: Annotated[tuple[TargetEntry, ...], OneOrSeveral()] = Field(
        (), alias="指标", description="对统计项的要求"
    )
    reminders: Annotated[tuple[ReminderEntry, ...], OneOrSeveral()] = Field(
        (), alias="到期提醒", description="延续申请期截止以前怎样提醒持证人"
    )
    note: Text = Field("", alias="说明", description="给编写人员看的说明")
