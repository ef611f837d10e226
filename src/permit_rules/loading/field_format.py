"""The files under ``fields/``: what an application may state."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from permit_rules.conditions.fields import FieldType
from permit_rules.loading.entry_format import ShortForm
from permit_rules.loading.format_types import (
    Decimals,
    FieldId,
    FormatModel,
    Number,
    OneOf,
    PayloadPath,
    Text,
    Texts,
)

FieldTypeText = Annotated[FieldType, OneOf(FieldType)]


class ChoiceEntry(ShortForm):
    """One value of a 单选 or 多选 field; a bare text is its name."""

    short: ClassVar[str] = "名称"

    name: Text = Field(alias="名称", description="取值的名称，不含 、，, [ ] ｜")
    aliases: Texts = Field((), alias="别名", description="申请里也可能这样写")
    description: Text = Field("", alias="说明", description="给申请人看的解释")


class FieldEntry(FormatModel):
    """One field: its name, its type, and how to ask for it."""

    label: Text = Field(alias="字段", description="名称；条件里就用这个名称")
    id: FieldId = Field(alias="标识", description="英文标识，结果里用它；小写字母、数字和 _")
    type: FieldTypeText = Field(alias="类型", description="数值 是否 单选 多选 日期 文本 名单")
    unit: Text = Field(
        "", alias="单位", description="数值的单位，如 平方米、人、元；没有单位的写 无"
    )
    decimals: Decimals = Field(0, alias="小数位", description="数值保留的小数位数，0 至 6")
    minimum: Number | None = Field(None, alias="最小", description="数值的最小可能值，只写数")
    maximum: Number | None = Field(None, alias="最大", description="数值的最大可能值，只写数")
    choices: tuple[ChoiceEntry, ...] = Field((), alias="取值", description="单选、多选可以取的值")
    aliases: Texts = Field((), alias="别名", description="申请里也可能这样称呼这一项")
    question: Text = Field("", alias="问", description="向申请人提的问题，用平常话")
    description: Text = Field("", alias="说明", description="给申请人看的解释")
    silence: Text | None = Field(
        None, alias="未填视为", description="没有填写时视为的值；只用于有则必须申报的事，须写理由"
    )
    silence_reason: Text = Field("", alias="理由", description="为什么没有填写可以这样看")
    taken_from: PayloadPath = Field(
        "", alias="取自", description="在申请数据里的路径，如 applicant.name"
    )
    member_key: Text = Field("", alias="成员键", description="名单里用哪一项称呼一个成员")
    members: tuple[FieldEntry, ...] = Field((), alias="成员", description="名单里每一个要填的项目")


class FieldsFile(FormatModel):
    """A file of the field catalogue."""

    fields: tuple[FieldEntry, ...] = Field(alias="申请信息", description="申请里可以填写的项目")
