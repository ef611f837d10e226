"""What differs beside the items: the fields they share, the calendar, places, how cases are run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from permit_rules.impact.compare import joint_catalogue
from permit_rules.impact.edits import edits
from permit_rules.model.casework import CaseworkRules
from permit_rules.model.library import Library


def beside(old: Library, new: Library) -> Iterator[str]:
    """A line for each shared field that differs, and one for every other part that does."""
    yield from _fields(old, new)
    yield from _casework(old.casework, new.casework)
    if old.calendar != new.calendar:
        yield "工作日历（calendars/）不同：按工作日计的期限可能落在别的日子。"
    if (old.places, old.offices) != (new.places, new.offices):
        yield "行政区划和机关的名称（places.yaml）不同。"


def _fields(old: Library, new: Library) -> Iterator[str]:
    before = {f.id: f for f in old.catalogue.fields}
    after = {f.id: f for f in new.catalogue.fields}
    joint = joint_catalogue(old.catalogue, new.catalogue)
    for field_id in dict.fromkeys((*after, *before)):
        one, other = before.get(field_id), after.get(field_id)
        if one == other:
            continue
        if one is None or other is None:
            label = (other or one).label  # type: ignore[union-attr]
            yield f"申请信息「{label}」：{'新增' if one is None else '取消'}"
            continue
        found = "；".join(
            f"{e.key}由“{e.before or '没有写'}”改为“{e.after or '没有写'}”"
            for e in edits(one, other, joint)
        )
        yield f"申请信息「{other.label}」：{found or '只改写法'}"


def _casework(old: CaseworkRules, new: CaseworkRules) -> Iterator[str]:
    for section in fields(CaseworkRules):
        before, after = getattr(old, section.name), getattr(new, section.name)
        if before == after:
            continue
        changed = sorted({str(getattr(r, "id", r)) for r in {*_hashed(before)} ^ {*_hashed(after)}})
        named = f"：{'、'.join(changed)}" if changed else ""
        yield f"办件规则（casework.yaml）有改动{named}。"


def _hashed(rules: object) -> tuple[object, ...]:
    return rules if isinstance(rules, tuple) else ()
