"""How a material is written: when it is asked for, what it must meet, what may replace it."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final

from pydantic import Field, WithJsonSchema

from permit_rules.loading.entry_format import (
    EACH,
    Days,
    Particular,
    ShortForm,
    Since,
    Sourced,
    Spoken,
    versions_description,
)
from permit_rules.loading.format_types import (
    ConditionText,
    Copies,
    FormatModel,
    OneOf,
    OneOrSeveral,
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
from permit_rules.model.material import (
    MaterialForm,
    MaterialRole,
    MaterialSource,
    Necessity,
    SignMethod,
    Stage,
)
from permit_rules.working_days import Period

SIGNERS: Final = ("申请人", "委托人", "法定代表人", "出具机关", "出租方")
ROSTER_WORD: Final = "名单"
_EXPIRY: Final = re.compile(r"收件日(?:后\s*(?P<period>.+?)\s*仍)?有效")


def _signer(value: object) -> str:
    text = text_of(value)
    if text in SIGNERS or re.fullmatch(rf"{ROSTER_WORD}\s*\S+", text):
        return text
    refuse(
        "SH143",
        f"「{text[:40]}」不在可写的范围内。",
        f"只能写：{'、'.join(SIGNERS)}，或者「名单 股东」这样的名单名称。",
    )


def _expiry(value: object) -> Period | None:
    text = text_of(value)
    match = _EXPIRY.fullmatch(text)
    if match is None:
        refuse(
            "SH143",
            f"「{text[:40]}」不在可写的范围内。",
            "写成「收件日有效」，或者「收件日后 30 日仍有效」。",
        )
    return read_period(match["period"]) if match["period"] else None


SignerText = Annotated[
    str,
    Reads(_signer),
    WithJsonSchema({"anyOf": [{"enum": list(SIGNERS)}, {"type": "string", "pattern": "^名单"}]}),
]
ExpiryText = Annotated[
    Period | None, Reads(_expiry), WithJsonSchema({"type": "string", "pattern": "^收件日"})
]
FormTexts = Annotated[
    tuple[Annotated[MaterialForm, OneOf(MaterialForm)], ...],
    ReadFirst(split_texts),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": [f.value for f in MaterialForm]},
                {"type": "string", "pattern": "、"},
                {"type": "array", "items": {"enum": [f.value for f in MaterialForm]}},
            ]
        }
    ),
]


class SignatureEntry(Particular):
    """Who signs or seals, and how."""

    signer: SignerText = Field(
        alias="谁", description="谁签名盖章；名单里每一个都要签的写「名单 股东」"
    )
    method: Annotated[SignMethod, OneOf(SignMethod)] = Field(
        alias="方式", description="签名 盖章 签名或盖章 签名并盖章"
    )


class ExpiryEntry(Particular, ShortForm):
    """Until when a paper must be valid; a bare text is the requirement."""

    short: ClassVar[str] = "要求"

    beyond: ExpiryText = Field(alias="要求", description="收件日有效，或者 收件日后 30 日仍有效")
    remind: PeriodText | None = Field(
        None, alias="提醒", description="离届满不到这么久时提醒，如 30 日"
    )


class ContentEntry(Particular, ShortForm):
    """What a paper must contain; a bare text is the content."""

    short: ClassVar[str] = "内容"

    content: Text = Field(alias="内容", description="材料里必须有的内容或者标注")


class ManualEntry(Particular, ShortForm):
    """What only a person can judge about a paper; a bare text is the point."""

    short: ClassVar[str] = "要点"

    text: Text = Field(alias="要点", description="由人核对什么")
    lacking: Text = Field("", alias="缺少的输入", description="机器判断还缺什么，如 扫描图像")


class StandardKeys(FormatModel):
    """The standards of a paper, each under its short key."""

    forms: FormTexts = Field(
        (), alias="材料形式", description="原件 复印件 电子，任一即可的用、隔开"
    )
    paper_only: YesNo = Field(False, alias="仅纸质", description="是：不接受电子证照")
    copies: Copies | None = Field(None, alias="份数", description="纸质提交时的份数")
    signatures: Annotated[tuple[SignatureEntry, ...], OneOrSeveral()] = Field(
        (), alias="签章", description="谁签名盖章、用什么方式"
    )
    expiry: ExpiryEntry | None = Field(None, alias="有效期", description="到收件日或者以后须仍有效")
    age: PeriodText | None = Field(
        None, alias="出具时限", description="出具至收件不得超过多久，如 90 日"
    )
    agreement: dict[Text, Text] = Field(
        default_factory=dict,
        alias="相符",
        description="材料上写明的内容须与申请信息一致，写成「内容: 申请信息」",
    )
    contents: tuple[ContentEntry, ...] = Field(
        (), alias="必备内容", description="必须有的内容或者标注"
    )
    manual: tuple[ManualEntry, ...] = Field((), alias="人工核验", description="由人核对的要点")
    correctable: YesNo = Field(False, alias="可当场更正", description="是：错误可以当场更正")


class AlternativeEntry(StandardKeys, Sourced):
    """What is accepted instead: a shared data source, or another paper with its standards."""

    shared: Text | None = Field(None, alias="共享核验", description="可以代替材料的共享数据来源")
    name: Text | None = Field(None, alias="材料", description="可以代替的另一份材料")
    aliases: Texts = Field((), alias="别名", description="这份材料的其他名称")
    when: ConditionText = Field(None, alias="当", description="在什么情况下可以代替；不写为总是")


class ToleranceEntry(Sourced):
    """容缺: the paper may follow."""

    period: PeriodText = Field(alias="补交期限", description="受理后多久内补交，如 5 工作日")
    unless: ConditionText = Field(None, alias="不适用", description="在什么情况下不能容缺")
    promise: YesNo = Field(True, alias="书面承诺", description="是否须书面承诺，默认是")
    consequence: Text = Field("", alias="逾期后果", description="逾期不补的后果，首次告知时就写明")


class AtInspectionEntry(Sourced):
    """核查时补充: the paper may be handed in at the inspection."""

    unless: ConditionText = Field(None, alias="不适用", description="在什么情况下不能核查时补充")
    promise: YesNo = Field(True, alias="书面承诺", description="是否须书面承诺，默认是")
    consequence: Text = Field(
        "", alias="逾期后果", description="核查时仍不补的后果，首次告知时就写明"
    )


class CommitmentEntry(Sourced):
    """告知承诺: a written promise in place of the paper."""

    text: Text = Field(alias="承诺内容", description="申请人书面承诺什么，如 已建立管理制度")
    unless: ConditionText = Field(None, alias="不适用", description="在什么情况下不能承诺")
    check_within: PeriodText | None = Field(
        None, alias="核查期限", description="作出决定后多久内核查，如 60 工作日"
    )
    consequence: Text = Field("", alias="违诺后果", description="违背承诺的后果，首次告知时就写明")


class DemandKeys(StandardKeys, Spoken):
    """What materials and their parts have in common."""

    aliases: Texts = Field((), alias="别名", description="申请人常用的其他名称")
    when: ConditionText = Field(None, alias="需要", description="什么情况下需要；不写为总是")
    unless: ConditionText = Field(None, alias="不适用", description="什么情况下免交")
    each: Text = Field("", alias="逐个", description=EACH)
    alternatives: tuple[AlternativeEntry, ...] = Field(
        (), alias="可替代", description="任有其一即可代替"
    )
    notice: Text = Field("", alias="告知", description="代替自动生成的告知文字")


class PartEntry(DemandKeys):
    """One part of a material."""

    id: PointId = Field(alias="编号", description="如 M3a；在事项内不重复，停用后不再用")
    name: Text = Field(alias="名称", description="组成部分的名称")


class MaterialKeys(DemandKeys):
    """Everything a material says, all of it optional: a version states only what changes."""

    necessity: Annotated[Necessity, OneOf(Necessity)] = Field(
        Necessity.NECESSARY, alias="必要性", description="必要 非必要"
    )
    role: Annotated[MaterialRole, OneOf(MaterialRole)] = Field(
        MaterialRole.MAIN, alias="角色", description="主要 次要；只有次要的可以容缺"
    )
    source: Annotated[MaterialSource, OneOf(MaterialSource)] = Field(
        MaterialSource.OWN, alias="材料来源", description="由谁出具"
    )
    stage: Annotated[Stage, OneOf(Stage)] = Field(
        Stage.SUBMISSION, alias="提交阶段", description="提交时，或者核查时"
    )
    parts: tuple[PartEntry, ...] = Field((), alias="组成", description="由哪几部分组成")
    tolerance: ToleranceEntry | None = Field(None, alias="容缺", description="可以先受理、后补交")
    at_inspection: AtInspectionEntry | None = Field(
        None, alias="核查时补充", description="可以先受理，在现场核查时补充"
    )
    commitment: CommitmentEntry | None = Field(
        None, alias="告知承诺", description="可以书面承诺，不再提交"
    )


_ID: Final = "如 M2；在事项内不重复，停用后不再用"


class MaterialVersion(MaterialKeys, Days):
    """One dated version of a material."""

    name: Text | None = Field(None, alias="材料名称", description="材料的名称")


class MaterialEntry(MaterialKeys, Since):
    """A material of an item."""

    id: PointId = Field(alias="编号", description=_ID)
    name: Text = Field(alias="材料名称", description="材料的名称，与办事指南一致")
    versions: tuple[MaterialVersion, ...] = Field(
        (), alias="版本", description=versions_description("材料")
    )


class MaterialChange(MaterialKeys, Since):
    """What a lower level changes of a material."""

    id: PointId = Field(alias="编号", description="上级材料的编号")
    name: Text | None = Field(None, alias="材料名称", description="材料的名称")
    versions: tuple[MaterialVersion, ...] = Field(
        (), alias="版本", description=versions_description("材料")
    )
