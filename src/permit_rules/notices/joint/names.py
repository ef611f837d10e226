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
from permit_rules.notices.phrases import clause_words
from permit_rules.result import Clause


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


def reason_words(clauses: Iterable[Clause]) -> str:
    """Why a permit is needed, of each list of choices only those that were made."""
    return "；".join(dict.fromkeys(_chosen(c) for c in clauses))


def _chosen(clause: Clause) -> str:
    """经营活动含住宿 of 经营活动含住宿、餐饮中的任一项, where 住宿、购物 are stated."""
    field, _, listed = clause.text.partition("含")
    offered = listed.removesuffix("中的任一项").split("、")
    chosen = [v for v in clause.value.split("、") if v in offered]
    return f"{field}含{'、'.join(chosen)}" if chosen else clause_words(clause)


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
