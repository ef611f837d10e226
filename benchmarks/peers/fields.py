"""The 27 facts of an application of the workload, as a field catalogue.

Names are plain words without dots, so that every engine can take them as they are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from permit_rules.conditions.fields import Choice, Field, FieldCatalogue, FieldType

#: 单选: the values of each.
CHOICE: Final = {
    "region": [
        "东城",
        "西城",
        "南山",
        "北碚",
        "鼓楼",
        "越秀",
        "锦江",
        "雁塔",
        "武昌",
        "姑苏",
        "滨湖",
        "和平",
    ],
    "channel": ["窗口", "网上", "邮寄", "自助终端"],
    "applicant_type": ["企业", "个体工商户", "自然人", "事业单位", "社会团体"],
    "company_form": ["有限责任公司", "股份有限公司", "合伙企业", "个人独资企业", "外商投资企业"],
    "premises_use": ["商业", "住宅", "工业", "办公", "仓储"],
    "business": [
        "餐饮",
        "食品销售",
        "药品零售",
        "医疗器械",
        "旅馆",
        "印刷",
        "劳务派遣",
        "道路运输",
        "出版物",
        "校外培训",
    ],
    "agent": ["法定代表人", "员工", "律师", "代理机构"],
}
#: 数值: lowest, highest and step; thresholds lie on a coarser grid between them.
NUMBER: Final = {
    "age": (18, 80, 1),
    "capital": (100_000, 50_000_000, 50_000),
    "employees": (1, 500, 1),
    "area": (10, 3_000, 1),
    "floor": (1, 30, 1),
    "seats": (0, 400, 1),
    "violations": (0, 8, 1),
    "years": (0, 20, 1),
    "distance": (0, 2_000, 5),
}
#: 是否.
YES_NO: Final = [
    "foreign",
    "listed",
    "owned",
    "fire_checked",
    "alcohol",
    "online",
    "renewal",
    "urgent",
]
#: 多选: the values of each.
CHOICES: Final = {
    "scopes": [f"经营范围{n:02}" for n in range(20)],
    "surroundings": ["临街", "地下", "文物保护", "学校周边", "河道", "消防重点", "共用通道"],
    "products": [
        "热食",
        "冷食",
        "生食",
        "糕点",
        "自制饮品",
        "散装酒",
        "保健食品",
        "婴配食品",
        "特医食品",
        "裱花",
    ],
}


def _field(name: str, kind: FieldType, values: list[str] | None = None) -> Field:
    choices = tuple(Choice(value) for value in values or ())
    return Field(id=name, label=name, type=kind, choices=choices)


def _number(name: str) -> Field:
    lowest, highest, _ = map(Decimal, NUMBER[name])
    return Field(id=name, label=name, type=FieldType.NUMBER, minimum=lowest, maximum=highest)


CATALOGUE: Final = FieldCatalogue(
    (
        *(_field(name, FieldType.CHOICE, values) for name, values in CHOICE.items()),
        *map(_number, NUMBER),
        *(_field(name, FieldType.YES_NO) for name in YES_NO),
        *(_field(name, FieldType.CHOICES, values) for name, values in CHOICES.items()),
    )
)
NAMES: Final = tuple(field.id for field in CATALOGUE.fields)
