"""A small teahouse item, an application that is in order, and a way to change one thing in it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import permit_rules as pr

RULES = Path(__file__).parent / "fixtures" / "rules"

IN_ORDER: dict[str, Any] = {
    "item": "teahouse",
    "received_on": "2026-03-02",
    "channel": "paper",
    "applicant": {"name": "清风茶馆", "bars": []},
    "persons": [{"name": "张一", "role": "负责人"}],
    "facts": {
        "业务办理项": "新办",
        "营业面积": 80,
        "座位数": 40,
        "投资额": "20万元",
        "经营方式": "堂食",
        "售卖品种": ["茶", "点心"],
        "设有明火": "否",
        "开业日期": "2026-05-01",
        "分店": [],
    },
    "materials": [
        {"name": "申请书", "copies": 2, "signed": True, "sealed": False},
        {
            "name": "营业执照",
            "form": "复印件",
            "states": {"名称": "清风茶馆"},
            "expires_on": "长期",
        },
        {
            "code": "M3",
            "parts": [
                {"code": "M3a", "contents": ["面积", "消防通道"]},
                {"name": "租赁合同", "expires_on": "2027-01-01", "states": {"承租人": "清风茶馆"}},
            ],
        },
    ],
}


def application(
    *,
    facts: dict[str, Any] | None = None,
    without: tuple[str, ...] = (),
    paper: dict[str, dict[str, Any]] | None = None,
    more: tuple[Any, ...] = (),
    **top: Any,
) -> dict[str, Any]:
    """The application in order with these differences.

    ``facts`` are merged (None takes one out), ``without`` takes out papers by name or code,
    ``paper`` changes properties of a paper (None takes one out), ``more`` adds papers.
    """
    payload = copy.deepcopy(IN_ORDER)
    payload["facts"] = {
        k: v for k, v in {**payload["facts"], **(facts or {})}.items() if v is not None
    }
    kept = []
    for p in payload["materials"]:
        name = p.get("name") or p["code"]
        changed = {**p, **(paper or {}).get(name, {})}
        if name not in without:
            kept.append({k: v for k, v in changed.items() if v is not None})
    payload["materials"] = [*kept, *more]
    return {**payload, **top}


def status(result: pr.CheckResult, point: str) -> str:
    """How a point ended, as the Chinese word."""
    return next(p.status.label for p in result.points if p.point == f"teahouse/{point}")


def found(result: pr.CheckResult) -> list[str]:
    """The local ids of the points that name the findings, in order."""
    return [f.point.partition("/")[2] for f in result.findings]
