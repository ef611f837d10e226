"""The fields that the tests of the condition language speak of, and trees made from plain data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    Field,
    FieldCatalogue,
    FieldType,
)
from permit_rules.diagnostics import Span
from permit_rules.yaml_tree import Entry, Map, Scalar, Sequence, Tree

AREA = Field(
    id="area",
    label="经营面积",
    type=FieldType.NUMBER,
    unit="平方米",
    decimals=1,
    minimum=Decimal(0),
    maximum=Decimal(100000),
    aliases=("面积",),
)
DINERS = Field(
    id="diners", label="每餐次平均用餐人数", type=FieldType.NUMBER, unit="人", minimum=Decimal(0)
)
CAPITAL = Field(id="capital", label="注册资本", type=FieldType.NUMBER, unit="万元", decimals=2)
VALUE = Field(id="value", label="货值", type=FieldType.NUMBER, unit="元")
MACHINES_COUNT = Field(id="machine_count", label="自动设备台数", type=FieldType.NUMBER)
SHARE = Field(id="share", label="持股比例", type=FieldType.NUMBER, unit="%", decimals=2)
FORM = Field(
    id="form",
    label="主体业态",
    type=FieldType.CHOICE,
    choices=(
        Choice("食品销售经营者"),
        Choice("餐饮服务经营者", aliases=("餐饮",)),
        Choice("单位食堂"),
    ),
)
PROJECTS = Field(
    id="projects",
    label="经营项目",
    type=FieldType.CHOICES,
    choices=(
        Choice("热食类食品制售"),
        Choice("冷食类食品制售"),
        Choice("预包装食品、散装食品销售"),
        Choice("有机食品"),
    ),
)
AGENT = Field(id="agent", label="委托代理人", type=FieldType.YES_NO)
EXPIRES = Field(id="expires", label="许可证有效期至", type=FieldType.DATE)
ISSUED = Field(id="issued", label="发证日期", type=FieldType.DATE)
OFFICER = Field(id="officer", label="食品安全总监", type=FieldType.TEXT)
MACHINE_KIND = Field(
    id="machines.kind",
    label="设备类型",
    type=FieldType.CHOICE,
    choices=(Choice("售货机"), Choice("制售机")),
)
MACHINE_AREA = Field(
    id="machines.area", label="面积", type=FieldType.NUMBER, unit="平方米", minimum=Decimal(0)
)
MACHINE_NAME = Field(id="machines.name", label="设备名称", type=FieldType.TEXT)
MACHINES = Field(
    id="machines",
    label="自动设备",
    type=FieldType.ROSTER,
    members=(MACHINE_NAME, MACHINE_KIND, MACHINE_AREA),
    member_key="name",
)

CATALOGUE = FieldCatalogue(
    (
        RECEIVED_ON,
        AREA,
        DINERS,
        CAPITAL,
        VALUE,
        MACHINES_COUNT,
        SHARE,
        FORM,
        PROJECTS,
        AGENT,
        EXPIRES,
        ISSUED,
        OFFICER,
        MACHINES,
    )
)

Data: TypeAlias = "str | Mapping[str, Data] | list[Data]"


def tree(data: Data, style: str = "plain") -> Tree:
    """The YAML tree of plain data; each node stands on a line of its own."""
    return _Planter(style).plant(data)


class _Planter:
    def __init__(self, style: str) -> None:
        self._style = style
        self._line = 0

    def plant(self, data: Data) -> Tree:
        if isinstance(data, str):
            return Scalar(data, self._next(data), self._style)
        where = self._next("")
        if isinstance(data, list):
            return Sequence(tuple(self.plant(each) for each in data), where)
        return Map(
            tuple(
                Entry(Scalar(key, self._next(key)), self.plant(value))
                for key, value in data.items()
            ),
            where,
        )

    def _next(self, text: str) -> Span:
        self._line += 1
        return Span("food-business.yaml", self._line, 1, text)
