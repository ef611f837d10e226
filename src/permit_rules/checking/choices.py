"""The applicant's own choices: what they make of each material, and those that lead nowhere.

What leads nowhere is named, because nothing stated is ignored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from permit_rules.checking.application import (
    WHOLE_APPLICATION,
    Application,
    RouteChoice,
    RouteKind,
)
from permit_rules.checking.payload_paths import at
from permit_rules.checking.standards import Observation
from permit_rules.compiling import observations as obs
from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean
from permit_rules.model.material import Material
from permit_rules.written import fold


def observe_choices(
    application: Application, materials: tuple[Material, ...], damaged: Collection[str] = ()
) -> Iterator[tuple[str, Observation]]:
    """For each material whether it was deferred or committed for, and what stands against that;
    and whether the permit is to be issued first.

    ``damaged`` are payload paths that had to be left out: where they touch what happened before,
    nobody knows what it was.
    """
    history = application.history
    lost = any(d.startswith("history") for d in damaged)
    taken_back = {fold(w) for w in history.withdrawn_commitments}
    whole = (c for n, c in application.routes.items() if fold(n) in WHOLE_APPLICATION)
    first = any(c.kind is RouteKind.PERMIT_FIRST for c in whole)
    yield obs.PERMIT_FIRST, Observation(first)
    for material in materials:
        names = _names(material)
        choice = next((c for n, c in application.routes.items() if fold(n) in names), None)
        yield obs.deferred(material.id), Observation(_deferred(choice, material))
        if material.at_inspection is not None:
            yield obs.at_inspection(material.id), Observation(_at_inspection(choice, material))
        if material.commitment is not None:
            withdrawn = not names.isdisjoint(taken_back)
            yield obs.committed(material.id), Observation(_committed(choice))
            yield obs.withdrawn(material.id), Observation(None if lost else withdrawn)
            false = bool(history.false_commitments)
            yield obs.FALSE_COMMITMENT, Observation(None if lost else false)


def _deferred(choice: RouteChoice | None, material: Material) -> bool:
    tolerance = material.tolerance
    if choice is None or choice.kind is not RouteKind.LATER or tolerance is None:
        return False
    return bool(choice.promised) or not tolerance.promise_required


def _at_inspection(choice: RouteChoice | None, material: Material) -> bool:
    offered = material.at_inspection
    if choice is None or choice.kind is not RouteKind.AT_INSPECTION or offered is None:
        return False
    return bool(choice.promised) or not offered.promise_required


def _committed(choice: RouteChoice | None) -> bool:
    """Chosen, and promised in writing: nobody is taken at a word he did not give."""
    return choice is not None and choice.kind is RouteKind.COMMITMENT and bool(choice.promised)


def _names(material: Material) -> frozenset[str]:
    return frozenset(fold(n) for n in (material.id, material.name, *material.aliases))


def choice_mistakes(
    application: Application, materials: tuple[Material, ...], *, permit_first: bool
) -> Iterator[Diagnostic]:
    """What was chosen for unknown materials, is not offered, or lacks its promise; commitments
    withdrawn that belong to no material; and shared sources no rule knows.

    ``permit_first`` says whether the rules offer to issue the permit first.
    """
    by_name = {n: m for m in materials for n in _names(m)}
    for name, choice in application.routes.items():
        material = by_name.get(fold(name))
        where = at(f"routes.{name}")
        if fold(name) in WHOLE_APPLICATION:
            if choice.kind is not RouteKind.PERMIT_FIRST or not permit_first:
                yield _not_offered("整个申请", _WORDS[choice.kind], where)
        elif material is None:
            near = did_you_mean(name, (n for m in materials for n in (m.id, m.name)))
            yield Diagnostic(
                code="SH823",
                where=where,
                severity=Severity.WARNING,
                message=f"材料清单里没有「{name[:40]}」",
                help=f"是否想写「{near}」？" if near else "请写材料编号或者名称",
            )
        else:
            yield from _choice_mistakes(choice, material, where)
    if any(m.commitment for m in materials):
        for n, name in enumerate(application.history.withdrawn_commitments):
            if fold(name) not in by_name:
                yield Diagnostic(
                    code="SH827",
                    where=at(f"history.withdrawn_commitments[{n}]"),
                    severity=Severity.WARNING,
                    message=f"撤回的承诺「{name[:40]}」不是材料清单里的材料",
                    help="请写材料编号或者名称",
                )
    known = {s.name for m in materials for p in (m, *m.parts) for s in p.shared}
    folded = {fold(n) for n in known}
    for n, shared in enumerate(application.shared):
        if fold(shared.source) not in folded:
            near = did_you_mean(shared.source, known)
            yield Diagnostic(
                code="SH825",
                where=at(f"shared[{n}]"),
                severity=Severity.WARNING,
                message=f"没有「{shared.source[:40]}」这一共享来源",
                help=f"是否想写「{near}」？" if near else "本事项没有用到这一来源",
            )


_WORDS: Final = {
    RouteKind.LATER: "容缺后补",
    RouteKind.AT_INSPECTION: "核查时补充",
    RouteKind.COMMITMENT: "告知承诺",
    RouteKind.PERMIT_FIRST: "先证后核",
}


def _choice_mistakes(choice: RouteChoice, material: Material, where: Span) -> Iterator[Diagnostic]:
    way = _WORDS[choice.kind]
    promise = _promise_required(choice.kind, material)
    if promise is None:
        yield _not_offered(f"《{material.name}》", way, where)
    elif promise and not choice.promised:
        yield Diagnostic(
            code="SH826",
            where=where,
            severity=Severity.WARNING,
            message=f"《{material.name}》选择了「{way}」，但没有书面承诺",
            help="已按一般程序核对；作出书面承诺的，请写 promised: true",
        )


def choice_offered(kind: RouteKind, material: Material) -> bool:
    """Whether a material may be dealt with in this way."""
    return _promise_required(kind, material) is not None


def _promise_required(kind: RouteKind, material: Material) -> bool | None:
    """Whether the way needs a written promise; None: the material does not offer it."""
    if kind is RouteKind.LATER and material.tolerance is not None:
        return material.tolerance.promise_required
    if kind is RouteKind.AT_INSPECTION and material.at_inspection is not None:
        return material.at_inspection.promise_required
    return True if kind is RouteKind.COMMITMENT and material.commitment is not None else None


def _not_offered(what: str, way: str, where: Span) -> Diagnostic:
    return Diagnostic(
        code="SH824",
        where=where,
        severity=Severity.WARNING,
        message=f"{what}没有「{way}」这一办理方式",
        help="已按一般程序核对",
    )
