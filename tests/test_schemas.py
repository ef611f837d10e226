"""The schemas in the repository are those of the models, and they mean what the loader means."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from permit_rules.loading.schemas import file_schemas

ROOT = Path(__file__).resolve().parent.parent


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_schemas", ROOT / "scripts" / "make_schemas.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_schemas_are_fresh() -> None:
    script = _script()

    assert script.stale(script.all_schemas()) == [], "run `make schemas`"


def test_a_stale_a_missing_and_a_forgotten_schema_are_named(tmp_path: Path) -> None:
    script = _script()
    schemas = {"a.schema.json": {"type": "object"}, "b.schema.json": {}}
    (tmp_path / "a.schema.json").write_text("{}", "utf-8")
    (tmp_path / "old.schema.json").write_text("{}", "utf-8")

    assert script.stale(schemas, tmp_path) == ["a.schema.json", "b.schema.json", "old.schema.json"]

    script.write(schemas, tmp_path)
    assert script.stale(schemas, tmp_path) == []
    assert not (tmp_path / "old.schema.json").exists()


def test_every_key_is_explained_in_chinese() -> None:
    unexplained = [
        f"{name}: {key}"
        for name, schema in file_schemas().items()
        for key, value in _properties(schema)
        if not any("\u4e00" <= c <= "\u9fff" for c in value.get("description", ""))
    ]

    assert unexplained == []


def test_what_people_write_without_quotes_is_allowed() -> None:
    material = file_schemas()["item"]["$defs"]["MaterialEntry"]["properties"]

    assert material["份数"]["type"] == ["string", "number"]
    assert material["施行日期"]["type"] == ["string", "number"]
    test = material["需要"]["anyOf"][0]["additionalProperties"]
    assert test["type"] == ["string", "number", "boolean"]


def test_short_forms_and_single_maps_are_allowed() -> None:
    definitions = file_schemas()["item"]["$defs"]

    assert {"type": "string"} in definitions["ExpiryEntry"]["anyOf"]
    windows = file_schemas()["item"]["properties"]["延续"]["anyOf"]
    assert windows == [
        {"$ref": "#/$defs/WindowEntry"},
        {"items": {"$ref": "#/$defs/WindowEntry"}, "type": "array"},
    ]


def test_nothing_in_a_rule_file_may_be_null() -> None:
    assert [
        n for n, s in file_schemas().items() if n != "cases" and '"null"' in json.dumps(s)
    ] == []


@pytest.mark.parametrize(
    "name", ["application", "joint-application", "result", "joint-result", "plan", "case", "record"]
)
def test_what_crosses_the_border_has_a_schema(name: str) -> None:
    schema = _script().border_schemas()[name]

    assert schema["type"] == "object"
    assert schema["properties"]


def _properties(node: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every property of a schema with its own schema, however deep."""
    if isinstance(node, list):
        return [found for part in node for found in _properties(part)]
    if not isinstance(node, dict):
        return []
    own = node.get("properties", {})
    mine = [(key, value) for key, value in own.items() if isinstance(value, dict)]
    return mine + [found for value in node.values() for found in _properties(value)]
