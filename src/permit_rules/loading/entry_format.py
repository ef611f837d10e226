"""What the entries of rule files have in common: short forms, days, the source of a statement."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from permit_rules.loading.format_types import (
    ConditionText,
    Day,
    FormatModel,
    OneOf,
    Text,
    Texts,
)
from permit_rules.model.basis import Grade
from permit_rules.model.validity import Before

#: How well the source of a statement was read.
GradeText = Annotated[Grade, OneOf(Grade)]
BeforeText = Annotated[Before, OneOf(Before)]

BASIS = "设定依据里的简称加条款，如「办法 第十三条第一款（二）项」；几条用；隔开"
GRADE = "这一条是怎样读到的；不写时随设定依据里该文件的来源"
REVIEW = "最迟哪一天要对照法规原文再看一遍，如 2027-01-01；lint --on 与它比较"
EACH = "名单的名称；对名单里的每一个分别适用"


class ShortForm(FormatModel):
    """A map that may be written as a single text, which then stands under :attr:`short`."""

    short: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {cls.short_key(value): value} if isinstance(value, str) else value

    @classmethod
    def short_key(cls, text: str) -> str:
        """The key a bare text stands under."""
        return cls.short

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


class Sourced(FormatModel):
    """A statement with its legal basis and the grade of its source."""

    basis: Text | None = Field(None, alias="依据", description=BASIS)
    grade: GradeText | None = Field(None, alias="来源", description=GRADE)


class Particular(Sourced):
    """One standard written as a map: where it applies, and what to say instead."""

    when: ConditionText = Field(
        None, alias="当", description="这项标准在什么情况下适用；不写为总是"
    )
    notice: Text = Field("", alias="告知", description="代替自动生成的告知文字")


class Spoken(Sourced):
    """What most entries of an item may say besides their own keys."""

    note: Text = Field("", alias="说明", description="给编写人员看的说明，不影响审核")


class ExceptionEntry(FormatModel):
    """What a clerk has looked at and keeps although a check remarks on it."""

    code: Text = Field(alias="代码", description="检查的代码，如 SH664")
    points: Texts = Field(alias="编号", description="哪些要点，一个或者几个")
    reason: Text = Field(alias="理由", description="为什么保留")


class Days(FormatModel):
    """The days between which a version is in force."""

    start: Day | None = Field(
        None, alias="施行日期", description="从这一天起施行（含当天），如 2025-04-15"
    )
    end: Day | None = Field(
        None, alias="失效日期", description="从这一天起不再施行（不含当天）；有后一版本时不用写"
    )


class Since(Days):
    """The days of an entry, and what is known of the time before it."""

    before: BeforeText = Field(
        Before.UNKNOWN,
        alias="此前",
        description="第一个版本施行以前：无此要求，或者未知（那时的审核会注明不完整）",
    )


#: The keys that say when, not what; they are no part of a version's content.
DATING_KEYS = frozenset({"施行日期", "失效日期", "版本", "此前"})


def versions_description(of: str) -> str:
    """What 版本 says in the schema of an entry."""
    return f"{of}先后的几个版本，各写施行日期和变化的内容；没写的沿用上面的"
