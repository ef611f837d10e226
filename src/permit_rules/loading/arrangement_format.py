"""How the entries are written that say how an item is run: authority, term, inspection …"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from permit_rules.loading.entry_format import Days, Since, Spoken, versions_description
from permit_rules.loading.format_types import (
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
from permit_rules.model.arrangements import InspectionMode, ReformMode
from permit_rules.model.place import Level
from permit_rules.working_days import Period

FOR_GOOD: Final = "长期"
_WHEN: Final = "什么情况下适用；不写为总是"


def _id(example: str) -> str:
    return f"如 {example}；在事项内不重复，停用后不再用"


def _term(value: object) -> Period | str:
    text = text_of(value)
    return FOR_GOOD if text == FOR_GOOD else read_period(text)


class AuthorityKeys(Spoken):
    """Everything said about a competent authority."""

    department: Text = Field("", alias="部门", description="部门的通称，如 市场监督管理部门")
    levels: Annotated[
        tuple[Annotated[Level, OneOf(Level)], ...],
        ReadFirst(split_texts),
        WithJsonSchema({"type": "string"}),
    ] = Field((), alias="级别", description="国家 省 市 县 乡，任一级都可的用顿号隔开；不写为不限")
    delegates: Texts = Field((), alias="受委托", description="受委托收件、办理的部门")
    when: ConditionText = Field(None, alias="当", description=_WHEN)


class AuthorityVersion(AuthorityKeys, Days):
    """One dated version of it."""


class AuthorityEntry(AuthorityKeys, Since):
    """A competent authority (实施机关); the first whose condition holds is competent."""

    id: PointId = Field(alias="编号", description=_id("A1"))
    versions: tuple[AuthorityVersion, ...] = Field(
        (), alias="版本", description=versions_description("实施机关")
    )


class TermKeys(Spoken):
    """Everything said about how long a licence is valid."""

    period: Annotated[Period | str | None, Reads(_term), WithJsonSchema({"type": "string"})] = (
        Field(None, alias="期限", description="如 5 年，或者 长期")
    )
    when: ConditionText = Field(None, alias="当", description=_WHEN)


class TermVersion(TermKeys, Days):
    """One dated version of it."""


class TermEntry(TermKeys, Since):
    """How long a licence is valid (证件有效期)."""

    id: PointId = Field(alias="编号", description=_id("V1"))
    versions: tuple[TermVersion, ...] = Field(
        (), alias="版本", description=versions_description("有效期")
    )


class InspectionKeys(Spoken):
    """Everything said about an inspection."""

    mode: Annotated[InspectionMode, OneOf(InspectionMode)] | None = Field(
        None, alias="方式", description="书面审查 现场核查 远程视频核查 告知承诺后核查 不核查"
    )
    period: PeriodText | None = Field(None, alias="期限", description="多久内核查，如 5 工作日")
    fixable: YesNo = Field(False, alias="现场整改", description="是：能现场整改的允许现场整改")
    when: ConditionText = Field(None, alias="当", description=_WHEN)


class InspectionVersion(InspectionKeys, Days):
    """One dated version of it."""


class InspectionEntry(InspectionKeys, Since):
    """How an accepted application is inspected (核查方式)."""

    id: PointId = Field(alias="编号", description=_id("C1"))
    versions: tuple[InspectionVersion, ...] = Field(
        (), alias="版本", description=versions_description("核查方式")
    )


class ReformKeys(Spoken):
    """Everything said about the way of 证照分离."""

    mode: Annotated[ReformMode, OneOf(ReformMode)] | None = Field(
        None, alias="方式", description="直接取消审批 审批改为备案 实行告知承诺 优化审批服务"
    )
    area: Text = Field("", alias="适用地区", description="如 自由贸易试验区；不写为全国")
    when: ConditionText = Field(None, alias="当", description=_WHEN)


class ReformVersion(ReformKeys, Days):
    """One dated version of it."""


class ReformEntry(ReformKeys, Since):
    """Which way of 证照分离 the item goes (改革方式)."""

    id: PointId = Field(alias="编号", description=_id("R1"))
    versions: tuple[ReformVersion, ...] = Field(
        (), alias="版本", description=versions_description("改革方式")
    )


class PermitFirstKeys(Spoken):
    """Everything said about issuing the permit before the inspection."""

    check_within: PeriodText | None = Field(
        None, alias="核查期限", description="作出决定后多久内核查，如 30 日"
    )
    when: ConditionText = Field(None, alias="当", description=_WHEN)
    unless: ConditionText = Field(None, alias="不适用", description="在什么情况下不能先证后核")
    consequence: Text = Field(
        "", alias="不符后果", description="核查不符合的后果，首次告知时就写明"
    )


class PermitFirstVersion(PermitFirstKeys, Days):
    """One dated version of it."""


class PermitFirstEntry(PermitFirstKeys, Since):
    """That the permit may be issued on the papers and inspected afterwards (先证后核)."""

    id: PointId = Field(alias="编号", description=_id("K1"))
    versions: tuple[PermitFirstVersion, ...] = Field(
        (), alias="版本", description=versions_description("先证后核")
    )


class CatchAllKeys(Spoken):
    """Everything said about a catch-all of the instrument."""

    text: Text = Field("", alias="原文", description="法规里兜底条款的原文；只引用，不要求任何材料")
    when: ConditionText = Field(None, alias="当", description=_WHEN)


class CatchAllVersion(CatchAllKeys, Days):
    """One dated version of it."""


class CatchAllEntry(CatchAllKeys, Since):
    """A catch-all that stands in the instrument (兜底条款)."""

    id: PointId = Field(alias="编号", description=_id("Q1"))
    versions: tuple[CatchAllVersion, ...] = Field(
        (), alias="版本", description=versions_description("条款")
    )
