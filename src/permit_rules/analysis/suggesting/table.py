"""Suggested cases as text for a table: bases, what differs, and blanks for the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from permit_rules.analysis.coverage import target_words
from permit_rules.analysis.suggesting.bases import Base
from permit_rules.analysis.suggesting.differences import case_keys, difference_words
from permit_rules.analysis.suggesting.suggest import Suggested, Suggestion
from permit_rules.analysis.targets import SideTarget, StatusTarget, Targets
from permit_rules.analysis.written_case import chinese_keys
from permit_rules.loading.blanks import BLANK
from permit_rules.written.yaml_text import yaml_text

_HEAD: Final = """\
# 预期一律待填：照法规推出应当得出什么再填写，并写明出处；不要照程序的输出抄。
# 「试」后面写的是这一例要试出什么，不是答案；推出来不是这样的，就照推出来的填写。
"""
#: The order of keys in a case.
_ORDER: Final = (
    *("收件日", "行政区划", "提交方式", "收件机关", "申请人", "人员", "申请信息"),
    *("材料", "去掉材料", "加上材料", "共享", "办理方式", "以往情况"),
)
#: How many points a comment names by their names, too.
_NAMED: Final = 3


def suggested_table(
    suggested: Suggested, names: Iterable[str] = (), *, derived_only: bool = True
) -> str:
    """A table of cases with the suggestions, and the bases that were derived for them.

    ``names`` are taken by cases already; with ``derived_only`` False the bases that stand in the
    table already are written, too. Text that :func:`permit_rules.loading.cases.cases_in`
    reads, in which every expectation is blank.
    """
    return "".join(f"{line}\n" for line in _lines(suggested, set(names), derived_only))


def _lines(suggested: Suggested, taken: set[str], derived_only: bool) -> Iterator[str]:
    yield from _HEAD.splitlines()
    yield f"事项: {suggested.targets.item}"
    used = {s.base.name: s.base for s in suggested.suggestions}
    bases = {n: b for n, b in used.items() if b.derived or not derived_only}
    if bases:
        yield "基准:"
        for base in bases.values():
            yield from _base(base)
    if suggested.suggestions:
        yield "用例:"
    for suggestion in suggested.suggestions:
        yield from _case(suggestion, suggested.targets, taken)


def _base(base: Base) -> Iterator[str]:
    yield f"  {yaml_text(base.name)}:"
    said = chinese_keys({k: v for k, v in base.payload.items() if k != "item"})
    for key in _in_order(said):
        yield from _entry(key, said[key], "    ")


def _case(suggestion: Suggestion, targets: Targets, taken: set[str]) -> Iterator[str]:
    base = suggestion.base
    day_plan = next(iter(targets.plans))
    words = difference_words(suggestion.application, base.payload, day_plan.rulebook.catalogue)
    yield from (f"# 试{line}" for line in _why(suggestion, targets))
    yield f"- 名称: {yaml_text(_unused(f'{base.name}，{words}', taken))}"
    yield f"  基准: {yaml_text(base.name)}"
    said = case_keys(suggestion.application, base.payload)
    for key in _in_order(said):
        yield from _entry(key, said[key], "  ")
    points = dict.fromkeys((t.point for t in suggestion.targets), BLANK)
    yield f"  预期: {yaml_text({'结论': BLANK, '要点': points})}"
    yield f"  出处: {BLANK}"


def _in_order(said: Mapping[str, Any]) -> list[str]:
    return sorted(said, key=lambda k: _ORDER.index(k) if k in _ORDER else len(_ORDER))


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    """One key; papers stand on a line each."""
    if not isinstance(value, list):
        yield f"{indent}{key}: {yaml_text(value)}"
        return
    plain = [v["编号"] if isinstance(v, Mapping) and set(v) == {"编号"} else v for v in value]
    if not any(isinstance(v, Mapping) for v in plain):
        yield f"{indent}{key}: {yaml_text(plain)}"
        return
    yield f"{indent}{key}:"
    yield from (f"{indent}- {yaml_text(v)}" for v in plain)


def _unused(name: str, taken: set[str]) -> str:
    found = name
    number = 2
    while found in taken:
        found = f"{name}（{number}）"
        number += 1
    taken.add(found)
    return found


def _why(suggestion: Suggestion, targets: Targets) -> Iterator[str]:
    """What the case is there for: 「不符」：M4 明火安全承诺; 界限：S1 座位数 100个."""
    by_status: dict[str, list[StatusTarget]] = {}
    for target in suggestion.targets:
        if isinstance(target, StatusTarget):
            by_status.setdefault(target.status.label, []).append(target)
    for label, own in by_status.items():
        yield f"「{label}」：{'、'.join(_points(own, targets))}"
    sides = [t for t in suggestion.targets if isinstance(t, SideTarget)]
    if sides:
        yield f"界限：{'；'.join(f'{t.point} {target_words(t, targets)}' for t in sides)}"


def _points(own: list[StatusTarget], targets: Targets) -> Iterator[str]:
    named = len(own) <= _NAMED
    for target in own:
        point, _ = targets.versions[target.version]
        yield f"{point.id} {point.name}" if named else point.id
