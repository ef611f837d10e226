"""The table of cases beside an item: applications and what must be found, in Chinese keys.

The attributes are named as the keys of the application payload, so that a case turns into a
payload without a second table of names. Values stay as they are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, WithJsonSchema

from permit_rules.loading.blanks import BLANK
from permit_rules.loading.entry_format import ShortForm
from permit_rules.loading.format_types import FormatModel, OneOf, Slug, Text, Texts, is_point_id


class ExpectedVerdict(str, Enum):
    """结论."""

    ACCEPTED = "受理"
    WITH_DEFERRALS = "容缺受理"
    CORRECTION = "补正"
    NOT_ACCEPTED = "不予受理"
    NOT_REQUIRED = "不需要许可"
    CANNOT_TELL = "无法判断"
    BLANK = BLANK


class ExpectedStatus(str, Enum):
    """How a review point must end."""

    MET = "符合"
    FINDING = "不符"
    NOT_APPLICABLE = "不适用"
    CANNOT_TELL = "无法判断"
    MANUAL = "人工"
    BLANK = BLANK


_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
Fact = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                _SCALAR,
                {
                    "type": "array",
                    "items": {
                        "anyOf": [
                            _SCALAR,
                            {"type": "object", "additionalProperties": _SCALAR},
                        ]
                    },
                },
            ]
        }
    ),
]
MaybeUnstated = Annotated[Text, WithJsonSchema({"type": ["string", "null"]})]
Loose = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]


class BarRecordEntry(FormatModel):
    """A record that may bar an application."""

    reason: Text = Field(alias="事由", description="如 隐瞒或者提供虚假材料")
    decided_on: Loose = Field("", alias="决定日期", description="决定作出的日期")
    item: Text = Field("", alias="事项", description="记录针对的事项标识")


class ApplicantEntry(FormatModel):
    """Who applies."""

    name: Text = Field("", alias="名称", description="申请人名称")
    kind: Text = Field("", alias="类型", description="申请人类型，如 企业")
    uscc: Loose = Field("", alias="统一社会信用代码", description="统一社会信用代码")
    country: Text = Field("", alias="国别", description="国别")
    address: Text = Field("", alias="住所", description="住所")
    serious_dishonesty: Loose = Field("", alias="严重失信", description="是 否")
    rating: Loose = Field("", alias="信用等级", description="信用等级，如 A")
    bars: tuple[BarRecordEntry, ...] = Field(
        (), alias="禁止期", description="禁止期记录；空列表表示已查明没有"
    )


class PersonEntry(FormatModel):
    """A person; other keys are the member fields of the roster of persons."""

    model_config = ConfigDict(extra="allow")

    name: Text = Field("", alias="姓名", description="姓名")
    role: Text = Field("", alias="职务", description="职务")
    bars: tuple[BarRecordEntry, ...] = Field((), alias="禁止期", description="禁止期记录")


class PaperEntry(ShortForm):
    """A paper handed in; a bare text is its id, or its name where it has no shape of an id."""

    short: ClassVar[str] = "编号"

    code: Text = Field("", alias="编号", description="材料编号，如 M2、M3a、M2-alt1")
    name: Text = Field("", alias="材料名称", description="交来的材料叫什么")
    form: Text = Field("", alias="材料形式", description="原件 复印件 电子")
    copies: Loose = Field("", alias="份数", description="份数")
    signed: Loose = Field("", alias="签名", description="是 否")
    sealed: Loose = Field("", alias="盖章", description="是 否")
    signed_by: Texts = Field((), alias="签名人", description="签名的人")
    issued_on: Loose = Field("", alias="出具日期", description="出具日期")
    expires_on: Loose = Field("", alias="有效期至", description="最后一天，或者 长期")
    states: dict[Text, Fact] = Field(
        default_factory=dict, alias="写明", description="材料上写明的内容"
    )
    contents: Texts = Field((), alias="内容", description="材料里有的内容或者标注")
    parts: tuple[PaperEntry, ...] = Field((), alias="组成", description="含有的组成部分")
    covers: Texts = Field((), alias="兼作", description="还兼作哪几份材料")
    of: Text = Field("", alias="属于", description="属于名单里的哪一个")

    @classmethod
    def short_key(cls, text: str) -> str:
        return cls.short if is_point_id(text) else "材料名称"


class SharedEntry(ShortForm):
    """A source by which the office confirmed something; a bare text is its name."""

    short: ClassVar[str] = "来源"

    source: Text = Field(alias="来源", description="共享来源，如 电子营业执照")
    disputed: Loose = Field("", alias="有异议", description="是 否")


class RouteEntry(ShortForm):
    """The way the applicant chose; a bare text is its kind."""

    short: ClassVar[str] = "方式"

    kind: Text = Field(alias="方式", description="容缺后补 核查时补充 告知承诺 先证后核")
    promised: Loose = Field("", alias="书面承诺", description="是 否")


class ReceivingEntry(ShortForm):
    """The office that received the application; a bare text is its name."""

    short: ClassVar[str] = "名称"

    name: Text = Field("", alias="名称", description="收件机关的全称，或者部门的通称")
    department: Text = Field("", alias="部门", description="部门的通称，如 市场监督管理部门")
    place: Loose = Field("", alias="行政区划", description="收件机关所在地方的代码")


class HistoryEntry(FormatModel):
    """What happened before."""

    earlier_rounds: Loose = Field("", alias="补正次数", description="已补正几次")
    withdrawn_commitments: Texts = Field((), alias="撤回承诺", description="撤回过的承诺")
    false_commitments: Texts = Field((), alias="虚假承诺", description="被认定虚假的承诺")


class ApplicationKeys(FormatModel):
    """An application, or what of it differs from a base."""

    received_on: Loose = Field("", alias="收件日", description="收件日")
    place: Loose = Field("", alias="行政区划", description="行政区划代码；不写为文件夹的代码")
    channel: MaybeUnstated = Field("", alias="提交方式", description="线上 线下；写 ~ 的去掉")
    receiving_authority: ReceivingEntry | None = Field(
        None, alias="收件机关", description="收到申请的机关；不写视为有权办理"
    )
    applicant: ApplicantEntry | None = Field(None, alias="申请人", description="申请人")
    persons: tuple[PersonEntry, ...] = Field((), alias="人员", description="涉及的人员")
    facts: dict[Text, Fact] = Field(
        default_factory=dict, alias="申请信息", description="申请信息；值写 未填 或者 ~ 的去掉"
    )
    materials: tuple[PaperEntry, ...] = Field((), alias="材料", description="交来的材料")
    shared: tuple[SharedEntry, ...] = Field((), alias="共享", description="已经共享核验的来源")
    routes: dict[Text, RouteEntry] = Field(
        default_factory=dict, alias="办理方式", description="材料编号，或者 整个申请 → 办理方式"
    )
    history: HistoryEntry | None = Field(None, alias="以往情况", description="以前的办理情况")


class ExpectationEntry(FormatModel):
    """What must be found."""

    verdict: Annotated[ExpectedVerdict, OneOf(ExpectedVerdict)] | None = Field(
        None, alias="结论", description="建议的结论；待填：还没有照法规填写"
    )
    points: dict[Text, Annotated[ExpectedStatus, OneOf(ExpectedStatus)]] = Field(
        default_factory=dict,
        alias="要点",
        description="要点编号 → 结果；没写的不看，待填的还没有照法规填写",
    )
    findings: tuple[Text, ...] | None = Field(
        None, alias="缺", description="所有问题的编号，一个不多、一个不少"
    )
    questions: tuple[Text, ...] | None = Field(
        None, alias="问", description="所有提问的申请信息，一个不多、一个不少"
    )


class CaseEntry(ApplicationKeys):
    """One case."""

    name: Text = Field(alias="名称", description="用例的名称，一句话")
    base: Text = Field("", alias="基准", description="从哪一个基准出发")
    removed: Texts = Field((), alias="去掉材料", description="从基准里去掉的材料编号")
    added: tuple[PaperEntry, ...] = Field((), alias="加上材料", description="在基准上加交的材料")
    expected: ExpectationEntry = Field(alias="预期", description="应当得出什么")
    source: Text = Field("", alias="出处", description="预期从哪里来")


class CasesFile(FormatModel):
    """A table of cases."""

    item: Slug = Field(alias="事项", description="事项标识")
    bases: dict[Text, ApplicationKeys] = Field(
        default_factory=dict, alias="基准", description="名称 → 一份申请；用例只写与它不同的"
    )
    cases: tuple[CaseEntry, ...] = Field(alias="用例", description="用例")
    note: Text = Field("", alias="说明", description="给编写人员看的说明")
