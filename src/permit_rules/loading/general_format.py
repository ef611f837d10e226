"""``general.yaml``: what general procedural law asks, whatever the item."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from permit_rules.loading.format_types import (
    FormatModel,
    OneOf,
    OneOrSeveral,
    ReadFirst,
    Text,
    split_texts,
)
from permit_rules.loading.item_format import Concerns, InstrumentEntry, ItemKind, Sections
from permit_rules.model.item import HandlingKind

_SEVERAL = WithJsonSchema({"type": "string"})
Kinds = Annotated[
    tuple[Annotated[ItemKind, OneOf(ItemKind)], ...], ReadFirst(split_texts), _SEVERAL
]
HandlingKinds = Annotated[
    tuple[Annotated[HandlingKind, OneOf(HandlingKind)], ...],
    ReadFirst(split_texts),
    _SEVERAL,
]
Names = Annotated[tuple[Text, ...], ReadFirst(split_texts), _SEVERAL]


class Scope(FormatModel):
    """用于: which items a group of rules is for; what is not written does not matter."""

    kinds: Kinds = Field((), alias="事项类型", description="哪些类型的事项，几种用顿号隔开")
    handling_items: Names = Field(
        (), alias="业务办理项", description="只用于这些业务办理项；事项没有的，不沿用"
    )
    handling_kinds: HandlingKinds = Field(
        (), alias="类别", description="只用于这些类别的业务办理项：许可 备案 报告"
    )
    concerns: Concerns = Field((), alias="直接关系", description="只用于直接关系其中任一项的事项")


class GeneralGroup(Sections):
    """Rules with one scope, in the sections of an item."""

    scope: Scope = Field(
        default_factory=Scope, alias="用于", description="用于哪些事项；不写为全部"
    )


class GeneralFile(FormatModel):
    """``general.yaml``."""

    instruments: dict[Text, InstrumentEntry] = Field(
        alias="设定依据", description="简称 → 文件；下面的依据用简称开头"
    )
    groups: Annotated[tuple[GeneralGroup, ...], OneOrSeveral()] = Field(
        alias="通用规定", description="列表：用于同样一些事项的规定写在一组"
    )
    note: Text = Field("", alias="说明", description="给编写人员看的说明")
