"""The application as it arrives: what may stand in a payload, and how it is typed.

Keys are English. Values may be written as people write them (二〇二五年三月三日, 长期, 是); what
cannot be read is reported and left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from permit_rules.checking.application_part import Part
from permit_rules.model.material import MaterialForm
from permit_rules.written import LongTerm, fold, read_date, read_expiry, read_number, read_yes_no


def _text(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal, float, date)):
        raise ValueError("这里要填一段文字")
    return str(value).strip()


def _count(value: object) -> int:
    number = read_number(value)
    if number.at_least or number.amount != int(number.amount) or number.amount < 0:
        raise ValueError("这里要填一个整数，例如 2")
    return int(number.amount)


def _form(value: object) -> MaterialForm:
    form = _FORMS.get(fold(_text(value)))
    if form is None:
        raise ValueError("材料形式只能是 原件、复印件 或 电子")
    return form


_FORMS = {
    "原件": MaterialForm.ORIGINAL,
    "original": MaterialForm.ORIGINAL,
    "复印件": MaterialForm.COPY,
    "copy": MaterialForm.COPY,
    "电子": MaterialForm.ELECTRONIC,
    "electronic": MaterialForm.ELECTRONIC,
    "电子件": MaterialForm.ELECTRONIC,
    "电子证照": MaterialForm.ELECTRONIC,
}


class Channel(str, Enum):
    """How the application came in."""

    ONLINE = "online"
    PAPER = "paper"


def _channel(value: object) -> Channel:
    channel = _CHANNELS.get(fold(_text(value)))
    if channel is None:
        raise ValueError("提交方式只能是 online（线上）或 paper（线下）")
    return channel


_CHANNELS = {
    "online": Channel.ONLINE,
    "线上": Channel.ONLINE,
    "网上": Channel.ONLINE,
    "网办": Channel.ONLINE,
    "paper": Channel.PAPER,
    "线下": Channel.PAPER,
    "窗口": Channel.PAPER,
    "纸质": Channel.PAPER,
}


class RouteKind(str, Enum):
    """What the applicant may choose: instead of handing a material in now, or for the whole."""

    LATER = "later"
    AT_INSPECTION = "at_inspection"
    COMMITMENT = "commitment"
    PERMIT_FIRST = "permit_first"


def read_route(value: object) -> object:
    if isinstance(value, str):
        value = {"kind": value}
    if isinstance(value, Mapping) and isinstance(value.get("kind"), str):
        kind = _ROUTES.get(fold(value["kind"]))
        if kind is not None:
            return {**value, "kind": kind}
    return value


_ROUTES = {
    "later": RouteKind.LATER,
    "容缺": RouteKind.LATER,
    "容缺后补": RouteKind.LATER,
    "容缺受理": RouteKind.LATER,
    "at_inspection": RouteKind.AT_INSPECTION,
    "核查时补充": RouteKind.AT_INSPECTION,
    "现场核查时补充": RouteKind.AT_INSPECTION,
    "commitment": RouteKind.COMMITMENT,
    "告知承诺": RouteKind.COMMITMENT,
    "承诺": RouteKind.COMMITMENT,
    "permit_first": RouteKind.PERMIT_FIRST,
    "先证后核": RouteKind.PERMIT_FIRST,
}

#: Under which keys of ``routes`` stands what the applicant chose for the application as a whole.
WHOLE_APPLICATION: Final = ("*", "整个申请")

_ANY_SCALAR = WithJsonSchema({"type": ["string", "number"]})
Text = Annotated[str, BeforeValidator(_text), _ANY_SCALAR]
YesNo = Annotated[
    bool, BeforeValidator(read_yes_no), WithJsonSchema({"type": ["boolean", "string"]})
]
Day = Annotated[date, BeforeValidator(read_date), WithJsonSchema({"type": "string"})]
Expiry = Annotated[
    date | LongTerm, BeforeValidator(read_expiry), WithJsonSchema({"type": "string"})
]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": ["integer", "string"]})]
Form = Annotated[
    MaterialForm,
    BeforeValidator(_form),
    WithJsonSchema(
        {"type": "string", "enum": ["原件", "复印件", "电子", "original", "copy", "electronic"]}
    ),
]


def read_material(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _source(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


def read_office(value: object) -> object:
    if value is None:
        return {}
    return {"name": value} if isinstance(value, (str, int)) else value


class BarRecord(Part):
    """A record that may bar a new application for some time."""

    reason: Text = Field(description="事由，例如 隐瞒或者提供虚假材料")
    decided_on: Day | None = Field(default=None, description="决定作出之日")
    item: Text = Field(default="", description="记录所针对的事项，空为不限")


class Listing(Part):
    """One entry on a list of serious dishonesty: from when to when."""

    name: Text = Field(default="", description="名单的名称")
    listed_on: Day | None = Field(default=None, description="列入之日；不写为不知道")
    removed_on: Day | None = Field(
        default=None, description="移出或者修复之日，当日起不在名单上；不写为没有移出"
    )

    def covers(self, day: date) -> bool | None:
        """Whether the applicant stands on the list on ``day``; None: nobody can tell."""
        if self.removed_on is not None and day >= self.removed_on:
            return False
        return None if self.listed_on is None else day >= self.listed_on


class Credit(Part):
    """What is known of the applicant's credit."""

    serious_dishonesty: YesNo | None = Field(default=None, description="是否在严重失信名单期内")
    lists: tuple[Listing, ...] | None = Field(
        default=None, description="严重失信名单的列入记录，按收件日看在不在期内；空列表表示没有"
    )
    rating: Text = Field(default="", description="信用等级，例如 A")


class Applicant(Part):
    """Who applies."""

    name: Text = Field(default="", description="申请人名称")
    kind: Text = Field(default="", description="申请人类型：企业、个体工商户、事业单位……")
    uscc: Text = Field(default="", description="统一社会信用代码")
    country: Text = Field(default="", description="国别")
    address: Text = Field(default="", description="住所")
    credit: Credit = Field(default_factory=Credit, description="信用记录")
    bars: tuple[BarRecord, ...] | None = Field(
        default=None, description="禁止期记录；空列表表示已查明没有"
    )


class ReceivingAuthority(Part):
    """Who received the application: what may be known of an office, from any of these."""

    name: Text = Field(default="", description="收件机关的全称，或者部门的通称")
    department: Text = Field(default="", description="部门的通称，例如 市场监督管理部门")
    place: Text = Field(default="", description="收件机关所在地方的行政区划代码；国家为 000000")


class SubmittedMaterial(Part):
    """A paper that was handed in; a property that is not stated was not observed."""

    name: Text = Field(default="", description="材料名称")
    code: Text = Field(default="", description="材料编号，例如 M2")
    form: Form | None = Field(default=None, description="原件、复印件 或 电子")
    copies: Count | None = Field(default=None, description="份数")
    signed: YesNo | None = Field(default=None, description="是否签名")
    sealed: YesNo | None = Field(default=None, description="是否盖章")
    signed_by: tuple[Text, ...] | None = Field(default=None, description="签名人")
    issued_on: Day | None = Field(default=None, description="出具日期")
    expires_on: Expiry | None = Field(default=None, description="有效期至，或 长期")
    states: Mapping[str, Any] = Field(default_factory=dict, description="材料上写明的内容")
    contents: tuple[Text, ...] | None = Field(default=None, description="材料含有的内容或者标注")
    parts: tuple[Annotated[SubmittedMaterial, BeforeValidator(read_material)], ...] | None = Field(
        default=None, description="所含的组成部分"
    )
    covers: tuple[Text, ...] = Field(default=(), description="一份材料兼作的其他材料")
    of: Text = Field(default="", description="所属的人员、场所、设备等名单成员")


class SharedCheck(Part):
    """A source by which the office confirmed something for this applicant."""

    source: Text = Field(description="共享来源，例如 电子营业执照")
    disputed: YesNo = Field(default=False, description="申请人是否对共享结果有异议")


class RouteChoice(Part):
    """The applicant's own choice for one material, or for the application as a whole."""

    kind: RouteKind = Field(
        description="later（容缺后补）、at_inspection（核查时补充）、commitment（告知承诺）；"
        "整个申请：permit_first（先证后核）"
    )
    promised: YesNo | None = Field(default=None, description="是否作出书面承诺")


class History(Part):
    """What happened before this submission."""

    earlier_rounds: Count = Field(default=0, description="已补正的次数")
    withdrawn_commitments: tuple[Text, ...] = Field(default=(), description="撤回过的承诺")
    false_commitments: tuple[Text, ...] = Field(default=(), description="被认定的虚假承诺")


class Application(Part):
    """One application for a permit, as handed to :meth:`permit_rules.Checker.check`."""

    item: Text = Field(default="", description="事项标识")
    place: Text = Field(default="", description="行政区划代码")
    received_on: Day | None = Field(default=None, description="收件日")
    channel: Annotated[Channel, BeforeValidator(_channel)] | None = Field(
        default=None, description="online（线上）或 paper（线下）"
    )
    receiving_authority: Annotated[
        ReceivingAuthority,
        BeforeValidator(read_office, json_schema_input_type=str | ReceivingAuthority),
    ] = Field(default_factory=ReceivingAuthority, description="收件机关；没有写明的视为有权办理")
    applicant: Applicant = Field(default_factory=Applicant, description="申请人")
    persons: tuple[Mapping[str, Any], ...] | None = Field(
        default=None, description="涉及的人员：name、role，可有 bars"
    )
    facts: Mapping[str, Any] = Field(
        default_factory=dict, description="申请信息，键为申请信息的名称或者标识"
    )
    materials: tuple[Annotated[SubmittedMaterial, BeforeValidator(read_material)], ...] = Field(
        default=(), description="已提交的材料"
    )
    shared: tuple[Annotated[SharedCheck, BeforeValidator(_source)], ...] = Field(
        default=(), description="已通过共享核验的来源"
    )
    routes: Mapping[str, Annotated[RouteChoice, BeforeValidator(read_route)]] = Field(
        default_factory=dict,
        description="申请人自己选择的办理方式，键为材料编号或者名称；整个申请的写 *",
    )
    history: History = Field(default_factory=History, description="以前的办理情况")
