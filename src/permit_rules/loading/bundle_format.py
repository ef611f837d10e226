"""The files under ``bundles/``: which permits a business needs, and what they have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from permit_rules.loading.entry_format import BASIS, GRADE, GradeText, Sourced
from permit_rules.loading.format_types import (
    ConditionText,
    FormatModel,
    OneOf,
    OneOrSeveral,
    PlaceCode,
    PointId,
    ReadFirst,
    Slug,
    Text,
    Texts,
    YesNo,
    split_texts,
)
from permit_rules.loading.item_format import InstrumentEntry
from permit_rules.model.bundle import Scope

_SEVERAL = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)
#: 甲、乙 or [甲, 乙].
Names = Annotated[tuple[Text, ...], ReadFirst(split_texts), _SEVERAL]
#: Field → its value or, for 多选, its values; a yes or a number is written as text.
Written = Annotated[
    dict[Text, Names],
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": ["string", "number", "boolean"]},
                    {"type": "array", "items": {"type": "string"}},
                ]
            },
        }
    ),
]
ScopeText = Annotated[Scope, OneOf(Scope)]
_WHEN = "什么样的业务要办；几行都成立才要办，写成列表的任一种成立就要办"
_NOTE = "给编写人员看的说明"
_PAPERS = (
    "材料，写成「事项标识/编号」；通用规定里的写「*/编号」，地方事项写「事项标识-区划代码/编号」"
)


class CitedEntry(Sourced):
    """An entry with an id, its legal basis and a note."""

    id: PointId = Field(alias="编号", description="如 F1；各业态文件合起来不重复，停用后不再用")
    basis: Text = Field(alias="依据", description=BASIS)
    grade: GradeText | None = Field(None, alias="来源", description=GRADE)
    note: Text = Field("", alias="说明", description=_NOTE)


class NeedEntry(CitedEntry):
    """An item that a business has to apply for."""

    item: Slug = Field(alias="事项", description="要办的事项的标识")
    handling_item: Text = Field(alias="业务办理项", description="办这个事项的哪一项，如 新办")
    when: ConditionText = Field(alias="需要", description=_WHEN)
    instead_of: Annotated[tuple[Slug, ...], ReadFirst(split_texts), _SEVERAL] = Field(
        (), alias="代替", description="办了这一项，就不用办的事项；只在有这一事项的地方起作用"
    )


class OtherOfficeEntry(CitedEntry):
    """A matter of another office that the rules have no item for."""

    name: Text = Field(alias="名称", description="要办的事，如 清税")
    department: Text = Field(alias="部门", description="由哪个部门办，写通称")
    when: ConditionText = Field(alias="需要", description=_WHEN)


class InferenceEntry(FormatModel):
    """What need not be asked."""

    id: PointId = Field(alias="编号", description="如 I1；各业态文件合起来不重复，停用后不再用")
    when: ConditionText = Field(alias="当", description="什么情况下可以推得")
    fills: Written = Field(
        alias="填", description="申请信息 → 推得的值；申请人自己填的为准", min_length=1
    )
    reason: Text = Field(alias="理由", description="为什么可以这样推")


class NeedsFile(FormatModel):
    """``bundles/needs.yaml``: which permits follow from what a business does."""

    instruments: dict[Text, InstrumentEntry] = Field(
        alias="设定依据", description="简称 → 文件；下面的依据用简称开头"
    )
    situations: dict[Text, ConditionText] = Field(
        default_factory=dict, alias="情形定义", description="给常用的条件起名，用「情形: 名称」引用"
    )
    needs: Annotated[tuple[NeedEntry, ...], OneOrSeveral()] = Field(
        (), alias="何时要办", description="什么样的业务要办哪个事项"
    )
    elsewhere: Annotated[tuple[OtherOfficeEntry, ...], OneOrSeveral()] = Field(
        (), alias="另须办理", description="规则库没有的、要到别的部门办的事；只提示，不审核"
    )
    inferences: Annotated[tuple[InferenceEntry, ...], OneOrSeveral()] = Field(
        (), alias="推得", description="由已经填写的推得、不用再问的申请信息"
    )
    note: Text = Field("", alias="说明", description=_NOTE)


class SharedPaperEntry(FormatModel):
    """Papers of several items that are one and the same document."""

    id: Slug = Field(alias="标识", description="英文标识，小写字母、数字和 -，不再更改")
    name: Text = Field(alias="名称", description="合并以后叫什么")
    scope: ScopeText = Field(alias="按", description="申请人：一共一份；场所：每个场所一份")
    papers: Names = Field(alias="材料", description=_PAPERS, min_length=1)
    aliases: Texts = Field((), alias="别名", description="交来的材料也可能这样称呼")
    joint_form: YesNo = Field(
        False, alias="一表", description="是：各事项的申请书合成的一张表（一表申请）"
    )
    note: Text = Field("", alias="说明", description="为什么是同一份；给编写人员看")


class FieldScopeEntry(FormatModel):
    """What the answers to some fields serve."""

    scope: ScopeText = Field(alias="按", description="申请人 场所 许可；没有列出的都按申请人")
    fields: Names = Field(alias="字段", description="申请信息的名称，几个用顿号隔开", min_length=1)
    note: Text = Field("", alias="说明", description=_NOTE)


class PrerequisiteEntry(CitedEntry):
    """A permit that others wait for."""

    item: Slug = Field(alias="事项", description="先办的事项的标识")
    papers: Names = Field(alias="材料", description=f"由它的结果得到的{_PAPERS}", min_length=1)
    before_registration: YesNo = Field(
        False, alias="登记前置", description="是：市场主体登记前须批准的，不能后补"
    )


class HeldLicenceEntry(FormatModel):
    """A licence that an applicant may hold already."""

    id: Slug = Field(alias="标识", description="英文标识，小写字母、数字和 -，不再更改")
    name: Text = Field(alias="名称", description="证照的名称")
    aliases: Texts = Field((), alias="别名", description="也可能这样称呼")
    item: Slug | None = Field(None, alias="事项", description="由哪个事项核发；规则库没有的不写")
    fills: dict[Text, Text] = Field(
        default_factory=dict,
        alias="项",
        description="证照上的一项 → 由它填写的申请信息，如 {名称: 申请人名称}",
    )
    settles: Written = Field(
        default_factory=dict,
        alias="说明已有",
        description="持有这一证照就可以填写的申请信息；多选的，几个证照的合起来",
    )
    sources: Names = Field(
        (), alias="共享来源", description="可以核到这一证照的共享核验，写材料里「共享核验」的名称"
    )
    note: Text = Field("", alias="说明", description=_NOTE)


class SharedFile(FormatModel):
    """``bundles/shared.yaml``: papers, fields, prerequisites and licences that permits share."""

    instruments: dict[Text, InstrumentEntry] = Field(
        default_factory=dict,
        alias="设定依据",
        description="简称 → 文件；先办的依据用简称开头",
    )
    papers: Annotated[tuple[SharedPaperEntry, ...], OneOrSeveral()] = Field(
        (), alias="共用材料", description="哪些事项的哪些材料是同一份，只要一份"
    )
    fields: Annotated[tuple[FieldScopeEntry, ...], OneOrSeveral()] = Field(
        (), alias="共用信息", description="哪些申请信息每个场所、每个许可各填一次"
    )
    prerequisites: Annotated[tuple[PrerequisiteEntry, ...], OneOrSeveral()] = Field(
        (), alias="先办", description="哪个事项的结果是别的事项的材料"
    )
    licences: Annotated[tuple[HeldLicenceEntry, ...], OneOrSeveral()] = Field(
        (), alias="证照", description="申请人可能已经持有的证照，能填写、能说明什么"
    )
    note: Text = Field("", alias="说明", description=_NOTE)


class BundleFile(FormatModel):
    """A file of ``bundles/`` about one kind of business."""

    name: Text = Field(alias="业态名称", description="业态的名称，如 餐饮")
    id: Slug = Field(alias="业态标识", description="英文标识，小写字母、数字和 -，不再更改")
    aliases: Texts = Field((), alias="别名", description="也可能这样称呼")
    place: PlaceCode = Field(
        "000000", alias="行政区划", description="哪里有这个业态，连同它的下级；不写为全国"
    )
    description: Text = Field("", alias="说明", description="给申请人看的解释")
    states: Written = Field(
        alias="已知", description="选了这个业态就填写了的申请信息；申请人可以改", min_length=1
    )
    offers: Written = Field(
        default_factory=dict,
        alias="可加",
        description="多选的申请信息里还可以加上、要问的取值，如 {经营活动: 餐饮服务、烟草零售}",
    )
    note: Texts = Field((), alias="备注", description="给编写人员看的说明")
