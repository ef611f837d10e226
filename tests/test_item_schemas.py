"""What an editor completes in the conditions of an item, and what it marks as a slip."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
HEAD = re.compile(r"# yaml-language-server: \$schema=(\S+)")
FILES = sorted(p for p in (ROOT / "rules").rglob("*.yaml") if HEAD.match(p.read_text("utf-8")))


def text_of(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> str:
    """Dates are text in a rule file, as they are for an editor."""
    return str(node.value)


class RuleLoader(yaml.CSafeLoader):
    """Reads a rule file as an editor does: JSON has no dates."""


RuleLoader.add_constructor("tag:yaml.org,2002:timestamp", text_of)


def schema_of(path: Path) -> Path:
    """The schema that a rule file names in its first line."""
    found = HEAD.match(path.read_text("utf-8"))
    assert found is not None
    return (path.parent / found[1]).resolve()


@cache
def registry() -> Registry[Any]:
    """All schemas under the addresses at which they lie."""
    paths = sorted(SCHEMAS.rglob("*.schema.json"))
    resources = [(p.as_uri(), Resource.from_contents(json.loads(p.read_text()))) for p in paths]
    return Registry().with_resources(resources)


def mistakes(document: Any, schema: Path) -> list[str]:
    """What the schema finds wrong."""
    validator = jsonschema.Draft202012Validator({"$ref": schema.as_uri()}, registry=registry())
    return [e.message for e in validator.iter_errors(document)]


def read(path: Path) -> Any:
    """A rule file as plain data."""
    return yaml.load(path.read_text("utf-8"), RuleLoader)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_rule_file_validates(path: Path) -> None:
    assert mistakes(read(path), schema_of(path)) == []


def test_items_and_overlays_name_a_schema_of_their_own() -> None:
    for path in FILES:
        document = read(path)
        if "用例" in document:
            continue
        item = document.get("事项标识") or document.get("事项")
        if item is not None:
            assert schema_of(path).name.startswith(str(item)), path


def conditions(node: Any) -> Iterator[dict[str, Any]]:
    """Every map of lines in the conditions of a rule file."""
    if isinstance(node, list):
        for part in node:
            yield from conditions(part)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("需要", "当", "应当", "不适用"):
                yield from (v for v in (value if isinstance(value, list) else [value]) if v)
            elif key == "情形定义":
                for lines in value.values():
                    yield from (lines if isinstance(lines, list) else [lines])
            else:
                yield from conditions(value)


@pytest.mark.parametrize(
    "name", ["national/food-business.yaml", "440300-shenzhen/food-business.yaml", "general.yaml"]
)
def test_a_misspelt_field_is_marked_in_conditions_of_every_kind(name: str) -> None:
    path = ROOT / "rules" / name
    document = read(path)
    found = list(conditions(document))
    # A step that takes conditions from each section; the first and the last are always among them.
    step = max(1, len(found) // 20)
    for lines in (found[0], *found[1:-1:step], found[-1]):
        lines["经营面只"] = "是"
        assert mistakes(document, schema_of(path)), lines
        del lines["经营面只"]
    assert mistakes(document, schema_of(path)) == []


def test_the_field_of_another_item_is_marked() -> None:
    path = ROOT / "rules" / "national" / "tobacco-retail.yaml"
    document = read(path)
    document["申请材料"][0]["需要"] = {"申请产品": "含 水泥"}

    assert mistakes(document, schema_of(path))


def test_what_is_proposed() -> None:
    text = (SCHEMAS / "items" / "food-business.schema.json").read_text("utf-8")
    lines = json.loads(text)["$defs"]["各行"]["properties"]
    common = json.loads((SCHEMAS / "conditions.schema.json").read_text("utf-8"))["properties"]

    assert lines["业务办理项"]["anyOf"][0]["enum"][0] == "新办"
    assert "审查经营条件" in lines["情形"]["anyOf"][0]["enum"]
    assert common["经营项目"]["anyOf"][0]["enum"][0].startswith("含 ")
    assert common["使用自动设备"]["anyOf"][0]["enum"] == ["是", "否"]
    assert common["姓名"]["description"].startswith("「人员」的每一个；")


def test_a_slip_in_a_need_is_marked() -> None:
    schema = SCHEMAS / "items" / "bundle-needs.schema.json"
    need = {"编号": "F1", "事项": "food-business", "业务办理项": "新办", "依据": "法"}
    bases = {"设定依据": {"法": {"文件": "试验法"}}}

    def told(condition: dict[str, str]) -> list[str]:
        return mistakes({**bases, "何时要办": [{**need, "需要": condition}]}, schema)

    assert told({"经营活动": "含 餐饮服务", "已完成市场主体登记": "否"}) == []
    assert told({"经营活懂": "含 餐饮服务"})
    assert told({"业务办理项": "新办"})
