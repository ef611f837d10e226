"""What an interview found, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from permit_rules.interview import Found, FoundLine, FoundPaper, FoundPermit, StatedFact
from permit_rules.result import Basis, Clause
from permit_rules.written.inert import one_line

_SOURCES: Final = {"bundle": "业态本身", "inferred": "推得", "silence": "没有填写，按规定视为"}


def report(found: Found) -> Iterator[str]:
    """The lines of the result: facts, permits, and what each of them brings."""
    yield f"{_about(found)}（按{found.on}施行的规定，答了 {found.asked} 个问题）"
    if not found.finished:
        yield "还没有问完，下面写“若”的，答完才能确定。"
    yield from _section("情况", (_fact(f) for f in found.facts))
    yield from _section("要办的许可", _permits(found.permits))
    yield from _section("其他部门的手续", (_elsewhere(e) for e in found.elsewhere))
    for permit in found.permits:
        yield from _details(permit)


def _about(found: Found) -> str:
    if found.item:
        return f"{found.permits[0].item_name}要准备什么" if found.permits else "要准备什么"
    return f"{found.bundle_name or '这样经营'}要办什么"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield ""
        yield f"【{title}】"
        yield from told


def _fact(fact: StatedFact) -> str:
    if not fact.value:
        return f"- {fact.label}：不知道"
    source = _SOURCES.get(fact.source, "")
    why = f"：{fact.why}" if fact.why else ""
    return f"- {fact.label}：{one_line(fact.value)}{f'（{source}{why}）' if source else ''}"


def _permits(permits: Iterable[FoundPermit]) -> Iterator[str]:
    none = True
    for n, permit in enumerate(permits, 1):
        none = False
        yield f"{n}. {_title(permit)}{'' if permit.certain else f'——若{permit.when}'}"
        if permit.turned_into:
            yield f"   结果：{permit.turned_into}"
        if permit.reason:
            yield f"   为什么：{_reasons(permit.reason)}"
        if permit.note:
            yield f"   说明：{permit.note}"
        if permit.basis:
            yield f"   依据：{_cited(permit.basis)}"
        if not permit.known:
            yield "   规则库里没有这一事项在这一天的规定。"
    if none:
        yield "没有要办的。"


def _title(permit: FoundPermit) -> str:
    return f"{permit.item_name}{f'（{permit.handling_item}）' if permit.handling_item else ''}"


def _elsewhere(line: FoundLine) -> str:
    when = "" if line.certain else f"——若{line.when}"
    why = f"（{_reasons(line.reason)}）" if line.reason else ""
    department = getattr(line, "department", "")
    return f"- {line.name}：{department}{why}{when}"


def _details(permit: FoundPermit) -> Iterator[str]:
    title = _title(permit)
    gates = (f"- {_case(g)}{g.name}：{g.text}" for g in permit.gates)
    yield from _section(f"{title}：适用判定", gates)
    yield from _section(f"{title}：审批条件", _conditions(permit.conditions))
    yield from _section(f"{title}：材料", _papers(permit.papers))
    limits = (f"- {_case(x)}{x.name}：{x.text}{_basis(x)}" for x in permit.limits)
    yield from _section(f"{title}：时限", limits)


def _conditions(lines: Iterable[FoundLine]) -> Iterator[str]:
    for line in lines:
        yield f"- {_case(line)}{line.name}：{line.text}{_why(line)}{_basis(line)}"


def _papers(papers: Iterable[FoundPaper]) -> Iterator[str]:
    for paper in papers:
        indent = "  " if paper.part_of else ""
        each = f"（每一个{paper.each}各一份）" if paper.each else ""
        optional = "（可以不交）" if paper.optional else ""
        why, basis = _why(paper), _basis(paper)
        yield f"{indent}- {_case(paper)}《{paper.name}》{each}{optional}{why}{basis}"
        held = "；".join(f"{_case(s)}{s.name}" for s in paper.standards)
        if held:
            yield f"{indent}  要求：{held}"
        instead = "、".join(f"{_case(i)}《{i.name}》" for i in paper.instead)
        if instead:
            yield f"{indent}  可以代替：{instead}"
        shared = "、".join(f"{_case(s)}{s.name}" for s in paper.shared)
        if shared:
            yield f"{indent}  共享核验的不用交：{shared}"


def _case(line: FoundLine) -> str:
    return "" if line.certain else f"若{line.when}，"


def _why(line: FoundLine) -> str:
    return f"（因为{_reasons(line.reason)}）" if line.reason else ""


def _basis(line: FoundLine) -> str:
    return f"——{_cited(line.basis)}" if line.basis else ""


def _reasons(clauses: Iterable[Clause]) -> str:
    return "，".join(dict.fromkeys(one_line(c.text) for c in clauses))


def _cited(basis: Iterable[Basis]) -> str:
    return "、".join(b.words if b.verified else f"{b.words}（{b.grade}，待核对）" for b in basis)
