"""An application as a case in Chinese keys, ready to be put into a table of cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import yaml
from pydantic import BaseModel

from permit_rules.loading.cases_format import (
    ApplicantEntry,
    ApplicationKeys,
    BarRecordEntry,
    HistoryEntry,
    PaperEntry,
    PersonEntry,
    ReceivingEntry,
    RouteEntry,
    SharedEntry,
)

_WITHIN: Mapping[str, type[BaseModel]] = {
    "applicant": ApplicantEntry,
    "persons": PersonEntry,
    "bars": BarRecordEntry,
    "materials": PaperEntry,
    "parts": PaperEntry,
    "shared": SharedEntry,
    "receiving_authority": ReceivingEntry,
    "history": HistoryEntry,
}
_ROUTES = {
    "later": "容缺后补",
    "at_inspection": "核查时补充",
    "commitment": "告知承诺",
    "permit_first": "先证后核",
}


def written_case(name: str, application: Mapping[str, Any], verdict: str) -> str:
    """A table with this one case: its name, the application, and the verdict it is expected to get.

    Text that :func:`permit_rules.loading.cases.read_cases` reads as the same application.
    """
    case = {"名称": name, **chinese_keys(application), "预期": {"结论": verdict}}
    table = {"事项": str(application.get("item", "")), "用例": [case]}
    text: str = yaml.safe_dump(table, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def chinese_keys(application: Mapping[str, Any]) -> dict[str, Any]:
    """What an application, or a part of one, says, under the keys of a table; values as texts."""
    return _mapped(ApplicationKeys, application)


def _mapped(model: type[BaseModel], written: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    known = list(model.model_fields)
    for key, value in sorted(
        written.items(), key=lambda kv: known.index(kv[0]) if kv[0] in known else len(known)
    ):
        if key == "credit" and isinstance(value, Mapping):
            made["严重失信"] = _plain(value.get("serious_dishonesty"))
            made["信用等级"] = _plain(value.get("rating"))
        elif key == "routes" and isinstance(value, Mapping):
            made["办理方式"] = {k: _route(v) for k, v in value.items()}
        elif key in model.model_fields:
            made[str(model.model_fields[key].alias)] = _value(_WITHIN.get(key), value)
        elif model is PersonEntry:
            made[key] = _plain(value)
    return {k: v for k, v in made.items() if v is not None}


def _route(written: Any) -> dict[str, Any]:
    entry = written if isinstance(written, Mapping) else {"kind": written}
    kind = _ROUTES.get(str(entry.get("kind")), str(entry.get("kind")))
    return _mapped(RouteEntry, {**entry, "kind": kind})


def _value(model: type[BaseModel] | None, value: Any) -> Any:
    if model is None:
        return _plain(value)
    if isinstance(value, Mapping):
        return _mapped(model, value)
    if isinstance(value, (list, tuple)):
        return [_value(model, v) for v in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    """A value as people write it in a table; all scalars are text there."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v) for v in value]
    return None if value is None else str(value)
