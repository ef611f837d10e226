"""The applicant's own choices that lead nowhere: named, because nothing stated is ignored."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.checking.application import Application, RouteKind
from permit_rules.checking.payload import at
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.material import Material
from permit_rules.written import fold


def choice_mistakes(
    application: Application, materials: tuple[Material, ...]
) -> Iterator[Diagnostic]:
    """Routes for unknown materials or not open at all, and shared sources no rule knows."""
    by_name = {fold(n): m for m in materials for n in (m.id, m.name, *m.aliases)}
    for name, choice in application.routes.items():
        material = by_name.get(fold(name))
        where = at(f"routes.{name}")
        if material is None:
            near = did_you_mean(name, (n for m in materials for n in (m.id, m.name)))
            yield Diagnostic(
                code="SH823",
                where=where,
                severity=Severity.WARNING,
                message=f"材料清单里没有「{name[:40]}」",
                help=f"是否想写「{near}」？" if near else "请写材料编号或者名称",
            )
        elif choice.kind is RouteKind.COMMITMENT or material.tolerance is None:
            way = "告知承诺" if choice.kind is RouteKind.COMMITMENT else "容缺后补"
            yield Diagnostic(
                code="SH824",
                where=where,
                severity=Severity.WARNING,
                message=f"《{material.name}》没有「{way}」这一办理方式",
                help="已按一般程序核对",
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
