"""The file of a lower level: what it adds to an item, what it changes, what it withdraws."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from permit_rules.loading.entry_format import REVIEW, ExceptionEntry, Spoken
from permit_rules.loading.format_types import (
    Day,
    FormatModel,
    OneOrSeveral,
    PlaceCode,
    PointId,
    Slug,
    Text,
)
from permit_rules.loading.item_format import (
    Authorities,
    CatchAlls,
    Inspections,
    InstrumentEntry,
    PermitsFirst,
    Reforms,
    Sections,
    Terms,
)
from permit_rules.loading.material_format import MaterialChange
from permit_rules.loading.point_format import (
    ApplicabilityChange,
    BarChange,
    ConditionChange,
    LimitChange,
    WindowChange,
)


class Additions(Sections):
    """增加: entries that the levels above do not have."""


class Changes(FormatModel):
    """替换: only the keys that change; the rest stays as above."""

    applicability: Annotated[tuple[ApplicabilityChange, ...], OneOrSeveral()] = Field(
        (), alias="适用判定", description="要改的适用判定"
    )
    materials: Annotated[tuple[MaterialChange, ...], OneOrSeveral()] = Field(
        (), alias="申请材料", description="要改的申请材料"
    )
    conditions: Annotated[tuple[ConditionChange, ...], OneOrSeveral()] = Field(
        (), alias="审核要点", description="要改的审核要点"
    )
    bars: Annotated[tuple[BarChange, ...], OneOrSeveral()] = Field(
        (), alias="禁止期", description="要改的禁止期"
    )
    windows: Annotated[tuple[WindowChange, ...], OneOrSeveral()] = Field(
        (), alias="延续", description="要改的延续申请期"
    )
    limits: Annotated[tuple[LimitChange, ...], OneOrSeveral()] = Field(
        (), alias="办理时限", description="要改的办理时限"
    )
    authorities: Authorities = Field((), alias="实施机关", description="要改的实施机关")
    terms: Terms = Field((), alias="证件有效期", description="要改的有效期")
    inspections: Inspections = Field((), alias="核查方式", description="要改的核查方式")
    reforms: Reforms = Field((), alias="改革方式", description="要改的改革方式")
    permits_first: PermitsFirst = Field((), alias="先证后核", description="要改的先证后核")
    catch_alls: CatchAlls = Field((), alias="兜底条款", description="要改的兜底条款")


class Withdrawal(Spoken):
    """撤销: from a day on, an entry of a higher level is no longer asked for here."""

    id: PointId = Field(alias="编号", description="上级要点的编号")
    start: Day | None = Field(
        None, alias="施行日期", description="从哪一天起撤销；不写为事项的规则起始"
    )


class OverlayFile(FormatModel):
    """What a place lays over an item."""

    item: Slug = Field(alias="事项", description="上级事项的事项标识")
    place: PlaceCode = Field(alias="行政区划", description="本地的行政区划代码，须与文件夹一致")
    instruments: dict[Text, InstrumentEntry] = Field(
        default_factory=dict, alias="设定依据", description="本地文件：简称 → 文件"
    )
    adds: Additions | None = Field(None, alias="增加", description="本地增加的要点，须有依据")
    replaces: Changes | None = Field(None, alias="替换", description="本地改动的要点，只写改动的键")
    withdraws: tuple[Withdrawal, ...] = Field((), alias="撤销", description="本地不再要求的要点")
    exceptions: Annotated[tuple[ExceptionEntry, ...], OneOrSeveral()] = Field(
        (), alias="例外", description="检查提出、看过以后保留的，写明理由"
    )
    review_by: Day | None = Field(None, alias="复核日期", description=REVIEW)
    note: Text = Field("", alias="说明", description="给编写人员看的说明")
