"""In which YAML keys two statements of the same thing differ, and what the thing is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from permit_rules.model.arrangements import Arrangement, CatchAll
from permit_rules.model.item import Item
from permit_rules.model.material import Demanded, Paper, Standard
from permit_rules.model.review_point import RenewalWindow
from permit_rules.model.time_limit import TimeLimit

#: The keys under which rule files state the attributes of points.
_KEYS: Final = {
    "name": "名称", "aliases": "别名", "when": "当", "unless": "不适用", "each": "逐个",
    "alternatives": "可替代", "shared": "可替代", "basis": "依据", "notice": "告知",
    "parts": "组成", "necessity": "必要性", "role": "角色", "source": "材料来源",
    "stage": "提交阶段", "tolerance": "容缺", "at_inspection": "核查时补充",
    "note": "说明", "review_class": "类别",
    "must": "应当", "effect": "效果", "manual": "核验要点", "lacking": "缺少的输入",
    "correctable_on_spot": "可当场更正", "outcome": "结果", "handling_item": "转为",
    "target": "办理", "reasons": "事由", "period": "期限", "roles": "职务", "item_only": "范围",
    "expiry": "届满日", "opens": "起", "closes": "止", "late": "迟到", "afterwards": "届满后",
    "step": "环节", "statutory": "法定", "committed": "承诺", "department": "部门",
    "levels": "级别", "delegates": "受委托", "mode": "方式", "area": "适用地区", "text": "原文",
    "check_within": "核查期限", "consequence": "不符后果", "promise_required": "书面承诺",
    "dimensions": "维度", "clock": "计时", "start": "起算", "fallback": "补缺",
    "fixable_on_site": "现场整改", "commitment": "告知承诺", "type": "类型", "unit": "单位",
    "decimals": "小数位", "minimum": "最小", "maximum": "最大", "choices": "取值",
    "members": "成员", "member_key": "成员键", "question": "问", "description": "说明",
    "silence": "未填视为", "silence_reason": "理由", "taken_from": "取自", "label": "字段",
}  # fmt: skip
#: Where the same attribute has another key.
_OWN_KEYS: Final = {
    ("Material", "name"): "材料名称",
    ("Material", "when"): "需要",
    ("Part", "when"): "需要",
    ("Bar", "target"): "对象",
    ("Tolerance", "period"): "补交期限",
    ("Tolerance", "consequence"): "逾期后果",
    ("AtInspection", "consequence"): "逾期后果",
    ("Commitment", "text"): "承诺内容",
    ("Commitment", "consequence"): "违诺后果",
    ("RenewalWindow", "handling_item"): "业务办理项",
}
_STANDARDS: Final = {
    "form": "材料形式", "copies": "份数", "signature": "签章", "expiry": "有效期",
    "age": "出具时限", "agree": "相符", "content": "必备内容", "manual": "人工核验",
}  # fmt: skip


def changed_keys(one: object, other: object) -> tuple[str, ...]:
    """The YAML keys in which two statements differ; nothing where they say the same.

    Bases that standards and parts merely inherit count once, as the basis of the whole.
    """
    if not is_dataclass(one) or type(one) is not type(other):
        return () if one == other else ("内容",)
    found: dict[str, None] = {}
    for attribute in fields(one):
        mine, theirs = getattr(one, attribute.name), getattr(other, attribute.name)
        if attribute.name == "standards":
            found.update(dict.fromkeys(_standard_keys(mine, theirs)))
        elif _bare(mine) != _bare(theirs):
            found[key_of(type(one).__name__, attribute.name)] = None
    return tuple(found)


def key_of(kind: str, attribute: str) -> str:
    """The YAML key of an attribute of a kind of statement (``"Material"``, ``"when"``: 需要)."""
    return _OWN_KEYS.get((kind, attribute)) or _KEYS.get(attribute, attribute)


def standard_key(standard: Standard) -> str:
    """The YAML key under which a standard is stated: 材料形式, 份数, …"""
    kind = standard.code.partition("-")[0]
    return _STANDARDS.get(kind, kind)


def _standard_keys(one: tuple[Standard, ...], other: tuple[Standard, ...]) -> Iterator[str]:
    mine, theirs = ({_bare(s) for s in several} for several in (one, other))
    for standard in (*one, *other):
        if _bare(standard) not in mine & theirs:
            yield standard_key(standard)


def _bare(value: Any) -> Any:
    """A part or standard without the basis it takes from what it belongs to."""
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    if isinstance(value, Demanded):
        return replace(value, basis=(), standards=_bare(value.standards))
    if isinstance(value, Paper):
        return replace(value, standards=_bare(value.standards))
    return replace(value, basis=()) if isinstance(value, Standard) else value


def element_name(section: str, key: str, value: object) -> str:
    """What an element is called in a comparison."""
    if isinstance(value, RenewalWindow):
        return f"{value.handling_item}申请期"
    if isinstance(value, TimeLimit):
        return value.step
    if isinstance(value, CatchAll):
        return section
    if isinstance(value, Arrangement):
        return value.words
    return str(getattr(value, "name", key))


def item_elements(item: Item) -> Iterator[tuple[str, str]]:
    """What an item's file says about the item as a whole: YAML keys, and what they say in words."""
    yield "事项名称", item.name
    yield "事项类型", item.kind
    yield "行使层级", item.level.value if item.level else ""
    yield "直接关系", "、".join(c.value for c in item.concerns)
    yield "业务办理项", "、".join(f"{h.name}（{h.kind.value}）" for h in item.handling_items)
    cited = {f"《{i.title}》{i.document_number}" for i in item.instruments.values()}
    yield "设定依据", "、".join(sorted(cited))
    yield "补正后按", item.count_from.value
    yield "情形定义", "、".join(sorted(item.situations))
    yield "不得索要", "、".join(n.name for n in item.not_demanded)
    yield "收费", item.fee
    yield "结果文书", item.result_document
