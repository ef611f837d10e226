"""The small phrases a notice is made of: days, clauses, legal bases, numbers of sections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from permit_rules.result import (
    Basis,
    CheckResult,
    Clause,
    ConditionData,
    Demand,
    PointStatus,
    Route,
)

#: What stands behind a basis that was not read in the text of law.
UNVERIFIED_MARK: Final = "待核对"
_SAID: Final = {"是", "否", ""}
_NOT_SAID: Final = {"未填写", "未查验"}


def day_words(day: date) -> str:
    """2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def place_words(code: str) -> str:
    """A division code as it is; the nation by its name."""
    return code or "国家"


def local_id(point: str) -> str:
    """The id of a point without its item: ``M2/copies`` of ``food-business/M2/copies``."""
    return point.partition("/")[2] or point


def clause_words(clause: Clause) -> str:
    """A clause and, where it does not stand in the clause already, what the application says."""
    text, value = clause.text, clause.value
    stands_there = re.search(rf"[为含是]“?{re.escape(value)}”?\Z", text) is not None
    if value in _SAID or stands_there:
        return text
    if value in _NOT_SAID:
        # 未填写卫生负责人 says it already.
        return text if text.startswith(value) else f"{text}（{value}）"
    return f"{text}（申请写明：{value}）"


def condition_words(condition: ConditionData | None) -> str:
    """A condition in words: 使用自动设备为是，而且台数超过2；"" where there is none."""
    if condition is None:
        return ""
    if condition.all is not None:
        return "，而且".join(filter(None, map(condition_words, condition.all)))
    if condition.any is not None:
        return "，或者".join(filter(None, map(condition_words, condition.any)))
    if condition.negated is not None:
        inner = condition_words(condition.negated)
        return f"不是“{inner}”" if inner else ""
    return condition.text


def clauses_words(clauses: Iterable[Clause]) -> str:
    """Clauses in a row, each once."""
    return "；".join(dict.fromkeys(clause_words(c) for c in clauses))


def basis_words(basis: Basis) -> str:
    """《…》第…条（法规原文）; one that was not read in the text of law is marked."""
    mark = basis.grade if basis.verified else f"{basis.grade}，{UNVERIFIED_MARK}"
    return f"{basis.words}（{mark}）"


def bases_words(bases: Iterable[Basis]) -> str:
    """Bases in a row, each once."""
    return "；".join(dict.fromkeys(basis_words(b) for b in bases))


def demands_words(demands: tuple[Demand, ...]) -> tuple[str, ...]:
    """What the papers will be held to, a sentence each; of several papers each by its name."""
    said = []
    for demand in demands:
        whose = f"（{demand.instance}）" if demand.instance else ""
        name = f"《{demand.paper.name}》{whose}：" if len(demands) > 1 else ""
        said += [f"{name}{line}。" for line in demand.lines]
    return tuple(dict.fromkeys(said))


def route_words(route: Route) -> str:
    """What a route allows and, where it is closed or not certain, the clauses that decide it."""
    if not route.reason:
        return f"{route.text}。"
    chosen = "（申请人选择了这一方式，不能采用，按一般程序办理）" if _refused(route) else ""
    why = f"{'条件' if route.open else '原因'}：{clauses_words(route.reason)}"
    return f"{route.text}{chosen}。{why}{f'；{route.reopens}' if route.reopens else ''}。"


def _refused(route: Route) -> bool:
    """Whether the applicant chose it in vain."""
    return route.chosen and not route.open


def held_days(result: CheckResult) -> str:
    """On which days of receipt the same rules hold; "" where that is not known."""
    last = result.until - timedelta(days=1) if result.until else None
    if result.since and last:
        return f"{day_words(result.since)}至{day_words(last)}收到的申请"
    if result.since:
        return f"{day_words(result.since)}起收到的申请"
    return f"{day_words(last)}以前收到的申请" if last else ""


def validity_words(result: CheckResult) -> str:
    """Until when the notice holds, and what is different afterwards; "" where it does not say."""
    if result.holds_until is None:
        return ""
    after = "；".join(c.what for c in result.changes)
    return f"本告知至{day_words(result.holds_until)}（含当日）有效" + (
        f"；{after}" if after else ""
    )


def counts_words(result: CheckResult) -> str:
    """The five counts and their sum."""
    counts = result.counts
    if not counts.total:
        return ""
    parts = "、".join(
        f"{status.label}{number}"
        for status in PointStatus
        if (number := getattr(counts, status.value))
    )
    return f"共{counts.total}个，其中{parts}"
