"""How the permits of one application are called."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.joint_result import (
    BusinessPlan,
    JointPaper,
    JointResult,
    PermitAnswer,
    PermitNeeded,
)
from permit_rules.notices.naming import Naming


def permit_name(answer: PermitAnswer) -> str:
    """食品经营许可（新办，示例一店）."""
    return _named(answer.item_name or answer.item, answer.handling_item, answer.premises)


def needed_name(needed: PermitNeeded) -> str:
    """食品经营许可（新办）."""
    return _named(needed.item_name or needed.item, needed.handling_item)


def _named(name: str, *particulars: str) -> str:
    said = "，".join(p for p in particulars if p)
    return f"{name}（{said}）" if said else name


def short_names(result: JointResult, keys: Iterable[str]) -> str:
    """Permits by their keys in a row, each by its item and, where it has any, its premises."""
    known = {p.key: _named(p.item_name or p.item, p.premises) for p in result.permits}
    return "、".join(dict.fromkeys(known.get(key, key) for key in keys))


def wanted_by(result: JointResult, paper: JointPaper) -> str:
    """The permits that want a paper."""
    return short_names(result, (use.permit for use in paper.uses))


def paper_name(paper: JointPaper) -> str:
    """《经营布局图》（示例一店）: a paper with the premises and the member it is about."""
    return _named(f"《{paper.name}》", paper.premises, paper.instance)


def naming(result: JointResult) -> Naming:
    """The items of an application, so that each point tells whose it is."""
    names = {p.item: p.item_name or p.item for p in result.permits}
    if result.plan is not None:
        names |= need_names(result.plan)
    return Naming(names)


def need_names(plan: BusinessPlan) -> dict[str, str]:
    """Items and matters by the needs (bundles/F1) that questions about a business wait for."""
    return {
        **{f"bundles/{p.need}": p.item_name for p in plan.permits},
        **{f"bundles/{e.need}": e.name for e in plan.elsewhere},
    }
