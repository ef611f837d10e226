"""What an interview found, as plain text: permits, conditions, one list of papers, time limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from permit_rules.interview import Found, FoundLine, FoundPaper, FoundPermit, StatedFact
from permit_rules.joint_result import JointPaper, JointResult
from permit_rules.result import Basis, Clause, TimeLimitLine
from permit_rules.written.inert import one_line

_SOURCES: Final = {"bundle": "业态本身", "inferred": "推得", "silence": "没有填写，按规定视为"}


def report(found: Found, result: JointResult) -> Iterator[str]:
    """The lines of the result; ``result`` is the check with nothing handed in."""
    yield f"{_about(found)}（按{found.on}施行的规定，答了 {found.asked} 个问题）"
    if not found.finished:
        yield "还没有问完，下面写“若”的，答完才能确定。"
    yield from _section("情况", (_fact(f) for f in found.facts))
    yield from _section("要办的许可", _permits(found.permits))
    yield from _section("其他部门的手续", (_elsewhere(e) for e in found.elsewhere))
    for permit in found.permits:
        lines = [f"- {_case(line)}{_required(line)}" for line in permit.conditions]
        yield from _section(f"审批条件：{_title(permit)}", lines)
    yield from _section("材料（每份只准备一次）", _papers(found, result))
    yield from _section("视情况还要的材料", _perhaps(found, result))
    for permit in found.permits:
        lines = [f"- {_case(x)}{x.name}：{x.text}{_basis(x)}" for x in permit.limits]
        yield from _section(f"时限：{_title(permit)}", lines)
    if len(result.permits) > 1:
        yield from _section(
            "时限：几项一起办的，同时进行", map(_limit, _joint_limits(found, result))
        )


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


# ---- permits -------------------------------------------------------------------------------------


def _permits(permits: tuple[FoundPermit, ...]) -> Iterator[str]:
    for n, permit in enumerate(permits, 1):
        yield f"{n}. {_title(permit)}{'' if permit.certain else f'——若{permit.when}'}"
        if permit.reason:
            yield f"   为什么：{_reasons(permit.reason)}"
        for gate in permit.gates:
            yield f"   {_case(gate)}{gate.name}的，{gate.text}{_basis(gate)}"
        if permit.note:
            yield f"   说明：{permit.note}"
        if permit.basis:
            yield f"   依据：{_cited(permit.basis)}"
        if not permit.known:
            yield "   规则库里没有这一事项在这一天的规定。"
    if not permits:
        yield "没有要办的。"


def _title(permit: FoundPermit) -> str:
    return f"{permit.item_name}{f'（{permit.handling_item}）' if permit.handling_item else ''}"


def _elsewhere(line: FoundLine) -> str:
    when = "" if line.certain else f"——若{line.when}"
    why = f"（因为{_reasons(line.reason)}）" if line.reason else ""
    department = getattr(line, "department", "")
    return f"- {line.name}：{department}{why}{when}{_basis(line)}"


def _required(line: FoundLine) -> str:
    return f"{line.name}：{line.text}{_why(line)}{_basis(line)}"


# ---- papers --------------------------------------------------------------------------------------


def _papers(found: Found, result: JointResult) -> Iterator[str]:
    """Each paper of the joint list once, for whom it is and why."""
    lines = {p.id: p for permit in found.permits for p in permit.papers}
    names = {a.key: a.item_name for a in result.permits}
    items = {a.key: a.item for a in result.permits}
    for n, paper in enumerate(result.papers, 1):
        uses = [lines.get(f"{items[u.permit]}/{u.paper}") for u in paper.uses]
        known = [line for line in uses if line is not None]
        of = f"（{one_line(paper.instance)}）" if paper.instance else ""
        yield f"{n}. 《{paper.name}》{of}{_brought(paper, names)}"
        whom = "、".join(dict.fromkeys(names[u.permit] for u in paper.uses))
        if len(names) > 1:
            yield f"   用于：{whom}"
        why = _reasons(c for line in known for c in line.reason)
        if why:
            yield f"   为什么：{why}"
        held = "；".join(r.text for r in paper.requirements)
        if held:
            yield f"   要求：{held}"
        yield from _besides(known)
        basis = dict.fromkeys(b for line in known for b in line.basis)
        if basis:
            yield f"   依据：{_cited(basis)}"


def _brought(paper: JointPaper, names: dict[str, str]) -> str:
    if paper.comes_from:
        return f"——由《{names[paper.comes_from]}》办出，不用自己交"
    return f"——经“{paper.shared_source}”核验，不用交" if paper.shared_source else ""


def _besides(lines: list[FoundPaper]) -> Iterator[str]:
    instead = dict.fromkeys(f"{_case(i)}《{i.name}》" for x in lines for i in x.instead)
    if instead:
        yield f"   可以代替：{'、'.join(instead)}"
    shared = dict.fromkeys(f"{_case(s)}{s.name}" for x in lines for s in x.shared)
    if shared:
        yield f"   经共享核验的不用交：{'、'.join(shared)}"


def _perhaps(found: Found, result: JointResult) -> Iterator[str]:
    """What is not on the joint list, because it hangs on something, or is for each of several."""
    items = {a.key: a.item for a in result.permits}
    listed = {f"{items[u.permit]}/{u.paper}" for paper in result.papers for u in paper.uses}
    for permit in found.permits:
        of = f"{permit.item_name}：" if len(found.permits) > 1 else ""
        case = _whether(permit)
        if case:
            names = "、".join(f"《{p.name}》" for p in permit.papers if not p.part_of and p.certain)
            yield from (f"- {case}，{of}{names}",) if names else ()
        for paper in permit.papers:
            if paper.certain and (paper.id in listed or (case and not paper.each)):
                continue
            each = f"（每一个{paper.each}各一份）" if paper.each else ""
            if not paper.certain or paper.each:
                yield f"- {of}{_case(paper)}《{paper.name}》{each}{_why(paper)}{_basis(paper)}"


def _whether(permit: FoundPermit) -> str:
    """On what it hangs that the permit is needed, or granted at all; "" where nothing does."""
    if not permit.certain:
        return f"若{permit.when}"
    gates = "".join(f"“{g.name}”" for g in permit.gates if not g.certain)
    return f"若不属于{gates}" if gates else ""


# ---- time limits ---------------------------------------------------------------------------------


def _joint_limits(found: Found, result: JointResult) -> Iterator[TimeLimitLine]:
    """The limits of several permits together: those that no single permit has."""
    own = {f"{p.item_name}：" for p in found.permits}
    return (x for x in result.limits if not any(x.step.startswith(name) for name in own))


def _limit(line: TimeLimitLine) -> str:
    committed = f"，承诺{line.committed}" if line.committed else ""
    note = f"（{line.note}）" if line.note else ""
    basis = f"——{_cited(line.basis)}" if line.basis else ""
    return f"- {line.step}：法定{line.statutory}{committed}{note}{basis}"


# ---- words ---------------------------------------------------------------------------------------


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
