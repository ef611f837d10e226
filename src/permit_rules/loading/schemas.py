"""JSON Schemas of the rule files: an editor completes the keys and explains them in Chinese."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from permit_rules.loading.bundle_format import BundleFile, NeedsFile, SharedFile
from permit_rules.loading.cases_format import CasesFile
from permit_rules.loading.casework_format import CaseworkFile
from permit_rules.loading.field_format import FieldsFile
from permit_rules.loading.general_format import GeneralFile
from permit_rules.loading.item_format import ItemFile
from permit_rules.loading.library_format import LibraryFile, PlacesFile
from permit_rules.loading.overlay_format import OverlayFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of the rule files, by name (``item``, ``overlay``, ``fields`` …)."""
    files = {
        "item": (ItemFile, "事项文件"),
        "general": (GeneralFile, "通用规定"),
        "casework": (CaseworkFile, "办件规则"),
        "bundle": (BundleFile, "业态"),
        "bundle-needs": (NeedsFile, "何时要办"),
        "bundle-shared": (SharedFile, "几个许可共用的"),
        "overlay": (OverlayFile, "地方叠加文件"),
        "fields": (FieldsFile, "申请信息目录"),
        "places": (PlacesFile, "行政区划"),
        "cases": (CasesFile, "用例"),
        "library": (LibraryFile, "规则库"),
    }
    return {name: json_schema(model, title) for name, (model, title) in files.items()}


def json_schema(model: Any, title: str) -> dict[str, Any]:
    """The schema of a rule file's model, by alias, without what only puzzles an editor."""
    tidy = _tidy(TypeAdapter(model).json_schema(by_alias=True))
    assert isinstance(tidy, dict)
    return {"$schema": DIALECT, **tidy, "title": title}


def _tidy(node: Any, beneath: str = "") -> Any:
    """Without generated titles, docstrings, and the null that stands for “not written”.

    ``beneath`` is the word of the schema under which ``node`` stands: the keys beneath
    ``properties`` and ``$defs`` are names, and what is said of a ``$defs`` entry as a whole is
    the docstring of a class.
    """
    if isinstance(node, list):
        return [_tidy(n, "one of") for n in node]
    if not isinstance(node, dict):
        return node
    if beneath in ("properties", "$defs"):
        return {key: _tidy(value, f"{beneath} entry") for key, value in node.items()}
    out = {key: _tidy(value, key) for key, value in node.items() if not _puzzling(key, value)}
    if beneath in ("", "$defs entry"):
        out.pop("description", None)
    return _without_null(out)


def _puzzling(key: str, value: Any) -> bool:
    return key == "title" or (key == "default" and value in (None, "", False, True, [], {}))


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    options = node.get("anyOf")
    if not isinstance(options, list) or {"type": "null"} not in options:
        return node
    rest = [o for o in options if o != {"type": "null"}]
    if len(rest) > 1:
        return {**node, "anyOf": rest}
    return {**rest[0], **{k: v for k, v in node.items() if k != "anyOf"}}
