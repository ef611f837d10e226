"""In what an application differs from its base: as the keys of a case, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from permit_rules.analysis.form import Payload
from permit_rules.analysis.written_case import chinese_keys
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.loading.cases_format import PaperEntry

#: Written for a fact that the base states and the case does not.
NOT_STATED: Final = "未填"
#: Keys that a case lays over those of its base, one by one.
_LAID: Final = ("applicant", "routes")
#: The most differences that the name of a case tells.
_MOST_WORDS: Final = 4


def case_keys(application: Payload, base: Payload) -> dict[str, Any]:
    """What a case over ``base`` has to say to be ``application``, in Chinese keys."""
    changed: dict[str, Any] = {}
    for key, value in application.items():
        if key in ("item", "facts", "materials") or value == base.get(key):
            continue
        if key in _LAID:
            old = base.get(key) or {}
            changed[key] = {k: v for k, v in (value or {}).items() if v != old.get(k)}
        else:
            changed[key] = value
    facts = changed_facts(application, base)
    if facts:
        changed["facts"] = facts
    return {**chinese_keys(changed), **_materials(application, base)}


def changed_facts(application: Payload, base: Payload) -> dict[str, Any]:
    """The facts that are stated otherwise, 未填 where they no longer are."""
    now, before = application.get("facts") or {}, base.get("facts") or {}
    gone = {k: NOT_STATED for k in before if k not in now}
    return {**gone, **{k: v for k, v in now.items() if k not in before or before[k] != v}}


def _materials(application: Payload, base: Payload) -> dict[str, Any]:
    now, before = _papers(application), _papers(base)
    if now == before:
        return {}
    kept = [p for p in before if p in now]
    gone = [_name(p) for p in before if p not in now]
    added = [p for p in now if p not in before]
    written = [_entry(p) for p in added]
    # Papers are taken out by number or name: all that are called so, or none.
    if set(gone) & {_name(p) for p in kept} or not kept:
        return {"材料": [_entry(p) for p in now]}
    return {**({"去掉材料": gone} if gone else {}), **({"加上材料": written} if written else {})}


def _papers(payload: Payload) -> list[dict[str, Any]]:
    stated = payload.get("materials") or ()
    return [p if isinstance(p, dict) else {"code": str(p)} for p in stated]


def _name(paper: Mapping[str, Any]) -> str:
    return str(paper.get("code") or paper.get("name") or "")


def _entry(paper: Mapping[str, Any]) -> Any:
    [entry] = chinese_keys({"materials": [paper]})["材料"]
    return entry["编号"] if set(entry) == {"编号"} else entry


# ---- in words --------------------------------------------------------------------------------


def difference_words(application: Payload, base: Payload, catalogue: FieldCatalogue) -> str:
    """The differences in a few words, as the name of a case: 座位数为100个，不交M4."""
    told = [
        *_top_words(application, base),
        *_fact_words(application, base, catalogue),
        *_paper_words(application, base),
    ]
    more = f"……共{len(told)}处不同" if len(told) > _MOST_WORDS else ""
    return ("，".join(told[:_MOST_WORDS]) or "与基准相同") + more


def _top_words(application: Payload, base: Payload) -> Iterator[str]:
    keys = chinese_keys({k: v for k, v in application.items() if v != base.get(k)})
    for key, value in keys.items():
        if key == "收件日":
            yield f"{value}收件"
        elif key == "行政区划":
            yield f"在{value}"
        elif key == "收件机关":
            yield f"由{'、'.join(map(str, value.values()))}收件"
        elif key == "办理方式":
            yield from (f"{m}选择{way['方式']}" for m, way in value.items())
        elif key in ("申请人", "人员"):
            yield from _bar_words(value if isinstance(value, list) else [value])
        elif key == "共享":
            yield f"已共享核验{'、'.join(_source(s) for s in value)}" if value else "没有共享核验"
        elif key == "以往情况":
            yield from (f"{k}{'、'.join(map(str, v))}" for k, v in value.items() if v)


def _source(shared: Any) -> str:
    return str(shared.get("来源")) if isinstance(shared, Mapping) else str(shared)


def _bar_words(people: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for who in people:
        for record in who.get("禁止期") or ():
            decided = record.get("决定日期")
            yield f"有{record.get('事由')}的记录（{f'{decided}决定' if decided else '没有写日期'}）"
        if who.get("严重失信"):
            yield f"严重失信为{who['严重失信']}"


def _fact_words(application: Payload, base: Payload, catalogue: FieldCatalogue) -> Iterator[str]:
    for label, value in changed_facts(application, base).items():
        field = catalogue.find(label)
        if value == NOT_STATED:
            yield f"不填{label}"
        elif field is not None and field.type is FieldType.ROSTER:
            yield _members_words(label, value) if value else f"没有{label}"
        elif isinstance(value, (list, tuple)):
            yield f"{label}为{'、'.join(map(str, value))}" if value else f"{label}为空"
        else:
            yield f"{label}为{value}{field.unit if field else ''}"


def _paper_words(application: Payload, base: Payload) -> Iterator[str]:
    now, before = _papers(application), _papers(base)
    if not now and before:
        yield "一份材料也不交"
        return
    old = {_name(p): p for p in before}
    new = {_name(p): p for p in now}
    yield from (f"不交{name}" for name in old if name not in new)
    for name, paper in new.items():
        if name not in old:
            said = [f"{k}{_said(v)}" for k, v in _plain_entry(paper).items() if k != "编号"]
            yield f"交{name}" + (f"（{'、'.join(said)}）" if said else "")
        elif paper != old[name]:
            yield from _property_words(name, paper, old[name])


def _plain_entry(paper: Mapping[str, Any]) -> Mapping[str, Any]:
    entry = _entry(paper)
    return entry if isinstance(entry, Mapping) else {}


def _said(value: Any) -> str:
    """What stands under a key, in few words."""
    if isinstance(value, Mapping):
        return "、".join(f"{k}{_said(v)}" for k, v in value.items())
    return "、".join(map(_said, value)) or "空" if isinstance(value, (list, tuple)) else str(value)


def _members_words(label: str, members: Any) -> str:
    if len(members) > 1 or not isinstance(members[0], Mapping):
        return f"{label}{len(members)}个"
    return f"{label}一个（{_said(members[0])}）"


def _property_words(name: str, now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *now)):
        if now.get(key) == before.get(key):
            continue
        label = PaperEntry.model_fields[key].alias
        value = now.get(key)
        if value is None:
            yield f"没有写{name}的{label}"
        elif isinstance(value, (list, tuple)):
            yield f"{name}的{label}为{'、'.join(map(str, value)) or '空'}"
        elif isinstance(value, Mapping):
            yield f"{name}{label}的{'、'.join(value)}不同"
        else:
            [(_, shown)] = _entry({"code": "M", key: value}).items() - {("编号", "M")}
            yield f"{name}的{label}为{shown}"
