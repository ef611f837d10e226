"""The file of an item: everything one permit item says, in the keys of the 实施清单."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field, WithJsonSchema

from permit_rules.loading.arrangement_format import (
    AuthorityEntry,
    CatchAllEntry,
    InspectionEntry,
    PermitFirstEntry,
    ReformEntry,
    TermEntry,
)
from permit_rules.loading.entry_format import REVIEW, ExceptionEntry, GradeText, ShortForm, Spoken
from permit_rules.loading.field_format import FieldEntry
from permit_rules.loading.format_types import (
    ConditionText,
    Day,
    FormatModel,
    OneOf,
    OneOrSeveral,
    PlaceCode,
    PointId,
    ReadFirst,
    Slug,
    Text,
    Texts,
    split_texts,
)
from permit_rules.loading.material_format import MaterialEntry
from permit_rules.loading.point_format import (
    ApplicabilityEntry,
    BarEntry,
    ConditionEntry,
    LimitEntry,
    WindowEntry,
)
from permit_rules.model.basis import Grade
from permit_rules.model.item import Concern, CountFrom, HandlingKind
from permit_rules.model.place import Level


class ItemKind(str, Enum):
    """事项类型."""

    PERMIT = "行政许可"
    FILING = "备案"
    REGISTRATION = "登记"
    CONFIRMATION = "行政确认"
    PUBLIC_SERVICE = "公共服务"
    OTHER = "其他"


class InstrumentEntry(FormatModel):
    """A law, regulation or notice under the short name by which 依据 cites it."""

    title: Text = Field(alias="文件", description="全称，不加书名号")
    document_number: Text = Field("", alias="文号", description="发文字号或者令号")
    effective_from: Day | None = Field(None, alias="施行日期", description="文件施行的日期")
    repealed_on: Day | None = Field(None, alias="失效日期", description="文件失效的日期")
    grade: GradeText = Field(
        Grade.RECALLED, alias="来源", description="这份文件是怎样读到的；不写为凭记忆"
    )
    note: Text = Field("", alias="说明", description="给编写人员看的说明")


class HandlingItemEntry(ShortForm):
    """What the applicant wants done; a bare text is its name."""

    short: ClassVar[str] = "名称"

    name: Text = Field(alias="名称", description="如 新办、变更、延续、注销")
    kind: Annotated[HandlingKind, OneOf(HandlingKind)] = Field(
        HandlingKind.PERMIT, alias="类别", description="许可 备案 报告"
    )
    aliases: Texts = Field((), alias="别名", description="申请里也可能这样写")
    description: Text = Field("", alias="说明", description="给申请人看的解释")


class NotInherited(FormatModel):
    """不沿用: a general rule that this item does without, and why."""

    id: PointId = Field(alias="编号", description="通用规定的编号")
    reason: Text = Field(alias="理由", description="为什么不沿用，例如本事项另有规定")


class NotDemandedEntry(Spoken):
    """A paper no office may ask for."""

    name: Text = Field(alias="材料", description="不得索要的材料")


class OnSpotEntry(Spoken):
    """When an accepted application is decided on the spot."""

    when: ConditionText = Field(alias="当", description="什么情况下当场作出决定")


Concerns = Annotated[
    tuple[Annotated[Concern, OneOf(Concern)], ...],
    ReadFirst(split_texts),
    WithJsonSchema({"type": "string"}),
]
Materials = Annotated[tuple[MaterialEntry, ...], OneOrSeveral()]
Conditions = Annotated[tuple[ConditionEntry, ...], OneOrSeveral()]
Applicabilities = Annotated[tuple[ApplicabilityEntry, ...], OneOrSeveral()]
Bars = Annotated[tuple[BarEntry, ...], OneOrSeveral()]
Windows = Annotated[tuple[WindowEntry, ...], OneOrSeveral()]
Limits = Annotated[tuple[LimitEntry, ...], OneOrSeveral()]
Authorities = Annotated[tuple[AuthorityEntry, ...], OneOrSeveral()]
Terms = Annotated[tuple[TermEntry, ...], OneOrSeveral()]
Inspections = Annotated[tuple[InspectionEntry, ...], OneOrSeveral()]
Reforms = Annotated[tuple[ReformEntry, ...], OneOrSeveral()]
PermitsFirst = Annotated[tuple[PermitFirstEntry, ...], OneOrSeveral()]
CatchAlls = Annotated[tuple[CatchAllEntry, ...], OneOrSeveral()]


class Sections(FormatModel):
    """The dated sections, the same in an item and under 增加."""

    applicability: Applicabilities = Field(
        (), alias="适用判定", description="什么情况下不是本许可：不需要、备案、其他事项……"
    )
    materials: Materials = Field((), alias="申请材料", description="申请材料")
    conditions: Conditions = Field((), alias="审核要点", description="材料以外的审核要点")
    bars: Bars = Field((), alias="禁止期", description="多久内不得再次申请")
    windows: Windows = Field((), alias="延续", description="什么时候可以申请延续")
    limits: Limits = Field((), alias="办理时限", description="法定和承诺的时限")
    authorities: Authorities = Field((), alias="实施机关", description="由哪一级的哪个部门办")
    terms: Terms = Field((), alias="证件有效期", description="结果文书的有效期")
    inspections: Inspections = Field((), alias="核查方式", description="受理后怎样核查")
    reforms: Reforms = Field((), alias="改革方式", description="证照分离的改革方式")
    permits_first: PermitsFirst = Field((), alias="先证后核", description="可以先发证、后核查")
    catch_alls: CatchAlls = Field((), alias="兜底条款", description="法规里的兜底条款，只引用")


class ItemFile(Sections):
    """The file of one permit item."""

    name: Text = Field(alias="事项名称", description="事项的名称")
    id: Slug = Field(alias="事项标识", description="英文标识，小写字母、数字和 -，不再更改")
    basic_code: Text = Field(
        "", alias="基本编码", description="实施清单里事项的基本编码；不知道的不写"
    )
    kind: Annotated[ItemKind, OneOf(ItemKind)] = Field(
        ItemKind.PERMIT,
        alias="事项类型",
        description="行政许可 备案 登记 行政确认 公共服务 其他",
    )
    level: Annotated[Level, OneOf(Level)] | None = Field(
        None, alias="行使层级", description="国家 省 市 县 乡"
    )
    concerns: Concerns = Field(
        (), alias="直接关系", description="直接关系人身健康、公共安全等，几项用顿号隔开"
    )
    not_inherited: Annotated[tuple[NotInherited, ...], OneOrSeveral()] = Field(
        (), alias="不沿用", description="不沿用的通用规定"
    )
    place: PlaceCode = Field("", alias="行政区划", description="地方事项的代码，须与文件夹一致")
    known_from: Day = Field(alias="规则起始", description="本文件从哪一天起的规则是完整的")
    count_from: Annotated[CountFrom, OneOf(CountFrom)] = Field(
        CountFrom.FIRST_RECEIPT,
        alias="补正后按",
        description="补正后从哪一天算：首次收件日 重新提交日",
    )
    instruments: dict[Text, InstrumentEntry] = Field(
        alias="设定依据", description="简称 → 文件；下面的依据用简称开头"
    )
    handling_items: tuple[HandlingItemEntry, ...] = Field(
        alias="业务办理项", description="申请人要办什么：新办、变更、延续……", min_length=1
    )
    fields: tuple[FieldEntry, ...] = Field(
        (), alias="申请信息", description="只有本事项才用的申请信息"
    )
    situations: dict[Text, ConditionText] = Field(
        default_factory=dict, alias="情形定义", description="给常用的条件起名，用「情形: 名称」引用"
    )
    not_demanded: tuple[NotDemandedEntry, ...] = Field(
        (), alias="不得索要", description="任何机关都不得要求提交的材料"
    )
    on_spot: OnSpotEntry | None = Field(
        None, alias="当场决定", description="什么情况下受理后当场决定"
    )
    fee: Text = Field("", alias="收费", description="收费标准，或者不收费")
    result_document: Text = Field("", alias="结果文书", description="发给申请人的证照")
    exceptions: Annotated[tuple[ExceptionEntry, ...], OneOrSeveral()] = Field(
        (), alias="例外", description="检查提出、看过以后保留的，写明理由"
    )
    notes: Texts = Field((), alias="备注", description="不是审核要点、但须说明的事")
    review_by: Day | None = Field(None, alias="复核日期", description=REVIEW)
