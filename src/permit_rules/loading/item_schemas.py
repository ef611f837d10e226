"""JSON Schemas of single items: beneath 需要, 当, 应当, 不适用 an editor completes what they know.

A schema of an item says of a rule file only what may stand in its conditions, and leaves all else
to ``item.schema.json`` or ``overlay.schema.json``. Editors know no rule by which one schema could
put words into another, so the maps between the root and a condition are passed by a schema that
holds for every map and proposes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    Field,
    FieldType,
    handling_item_field,
)
from permit_rules.loading.schemas import DIALECT
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.place import NATION

#: The fields that every item knows; the schema of an item adds its own.
COMMON: Final = "conditions"
_KEYS: Final = "^(需要|当|应当|不适用)$"
_SCALAR: Final = {"type": ["string", "number", "boolean"]}
_SITUATION: Final = "情形"
_HOW: Final = {
    FieldType.NUMBER: "如 不低于 1 {unit}、超过 1 {unit}",
    FieldType.YES_NO: "是 或者 否",
    FieldType.CHOICE: "写一个取值，几个用顿号隔开是任一个；≠ 取值",
    FieldType.CHOICES: "如 含 取值、含任一、只含、不含",
    FieldType.DATE: "如 不早于 2024-12-01、晚于 收件日前 90 日",
    FieldType.TEXT: "只在「应当」里写 已填 或者 未填",
    FieldType.ROSTER: "只在「应当」里写 已填 或者 未填",
}


def item_schemas(library: Library) -> dict[str, dict[str, Any]]:
    """The schemas for the files about each item, by name, and that of the common fields.

    ``items/food-business`` is for the item's file, ``items/food-business.overlay`` for those that
    a place lays over it; an item that only a province has bears the code of its place.
    """
    made = {
        COMMON: _common(library),
        "items/general": _for_general(),
        "items/bundle-needs": _for_needs(library),
    }
    for item in library.items:
        name = item.id + (f"-{item.place}" if item.place else "")
        made[f"items/{name}"] = _for_item(item)
        made[f"items/{name}.overlay"] = _for_overlay(name, item)
    return made


def _common(library: Library) -> dict[str, Any]:
    fields = (RECEIVED_ON, *library.catalogue.fields)
    return {
        "$schema": DIALECT,
        "title": "各事项共用的申请信息",
        "type": "object",
        "properties": {k: v for f in fields for k, v in _lines(f)},
        "$defs": {"名称": {"enum": sorted(_names(fields))}},
    }


def _for_item(item: Item) -> dict[str, Any]:
    choices = tuple(Choice(h.name, h.aliases, h.description) for h in item.handling_items)
    own = (handling_item_field(choices), *item.fields)
    situations = {
        _SITUATION: {
            "description": "「情形定义」里的名称，几个用顿号隔开是任一个",
            "anyOf": [{"enum": sorted(item.situations)}, _SCALAR] if item.situations else [_SCALAR],
        }
    }
    return {
        "$schema": DIALECT,
        "title": item.name,
        "allOf": [{"$ref": "../item.schema.json"}, {"$ref": "#/$defs/层"}],
        "properties": {"情形定义": {"additionalProperties": {"$ref": "#/$defs/条件"}}},
        "$defs": _passing({k: v for f in own for k, v in _lines(f)} | situations, _names(own)),
    }


def _for_overlay(name: str, item: Item) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": f"{item.name}：地方叠加文件",
        "allOf": [
            {"$ref": "../overlay.schema.json"},
            {"$ref": f"{name.rpartition('/')[2]}.schema.json#/$defs/层"},
        ],
    }


def _for_general() -> dict[str, Any]:
    """The rules that all items inherit know the common fields alone, and what each item has."""
    fields = [handling_item_field(())]
    return {
        "$schema": DIALECT,
        "title": "通用规定",
        "allOf": [{"$ref": "../general.schema.json"}, {"$ref": "#/$defs/层"}],
        "$defs": _passing(dict(_lines(fields[0])), _names(fields)),
    }


def _for_needs(library: Library) -> dict[str, Any]:
    """Needs know the common fields and those of every national item, not what is applied for."""
    own = [f for item in library.items if item.place == NATION for f in item.fields]
    lines = {k: v for f in own for k, v in _lines(f)}
    return {
        "$schema": DIALECT,
        "title": "何时要办",
        "allOf": [{"$ref": "../bundle-needs.schema.json"}, {"$ref": "#/$defs/层"}],
        "properties": {"情形定义": {"additionalProperties": {"$ref": "#/$defs/条件"}}},
        "$defs": _passing(lines, _names(own)),
    }


def _passing(lines: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """What passes any map down to the conditions, and the conditions with these own lines."""
    common = f"../{COMMON}.schema.json"
    return {
        "层": {
            "patternProperties": {_KEYS: {"$ref": "#/$defs/条件"}},
            "additionalProperties": {"$ref": "#/$defs/层"},
            "items": {"$ref": "#/$defs/层"},
        },
        "条件": {
            "if": {"type": "array"},
            "then": {"items": {"$ref": "#/$defs/各行"}},
            "else": {"$ref": "#/$defs/各行"},
        },
        "各行": {
            "allOf": [{"$ref": common}],
            "properties": lines,
            "propertyNames": {
                "anyOf": [
                    {"$ref": f"{common}#/$defs/名称"},
                    {"enum": sorted({*names, _SITUATION})},
                ]
            },
        },
    }


def _names(fields: Iterable[Field]) -> set[str]:
    """The names a line may begin with, members of rosters with the rest.

    The English ids, which a line may begin with, too, are left out: nobody writes them, and an
    editor shows all names where one is wrong.
    """
    every = [g for f in fields for g in (f, *f.members)]
    return {name for f in every for name in (f.label, *f.aliases)}


def _lines(field: Field) -> Iterable[tuple[str, dict[str, Any]]]:
    """A line for a field, and one for each member of a roster, with what may be written."""
    yield field.label, _value(field)
    for member in field.members:
        yield member.label, _value(member, f"「{field.label}」的每一个；")


def _value(field: Field, whose: str = "") -> dict[str, Any]:
    unit = f"，{field.unit}" if field.unit else ""
    about = (
        f"：{field.description or field.question}" if field.description or field.question else ""
    )
    how = _HOW[field.type].format(unit=field.unit)
    words = f"{whose}{field.type.value}{unit}{about}（{how}）"
    values = _proposed(field)
    return {"description": words, **({"anyOf": [{"enum": values}, _SCALAR]} if values else _SCALAR)}


def _proposed(field: Field) -> list[str]:
    """What is proposed as the value of a line; anything else that a test may say stays allowed."""
    if field.type is FieldType.YES_NO:
        return ["是", "否"]
    before = "含 " if field.type is FieldType.CHOICES else ""
    return [f"{before}{c.name}" for c in field.choices]
