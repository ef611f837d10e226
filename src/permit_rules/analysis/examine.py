"""All static checks over every stretch of days of a library, as diagnostics with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, cast

from permit_rules.analysis.reachable import Reachability
from permit_rules.analysis.static_checks import (
    contradictory,
    gap_at_threshold,
    never_applies,
    never_satisfied,
    only_after,
)
from permit_rules.analysis.static_checks.together import LIMIT, Reached, Remark
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.diagnostics import Diagnostic, Page, Severity, Span, in_reading_order
from permit_rules.model.item import Item, Statements
from permit_rules.model.library import Library
from permit_rules.resolving import change_days, resolve


class _Module(Protocol):
    CODE: str
    TITLE: str
    HELP: str
    check: Callable[[Plan, Reached], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class StaticCheck:
    """One check: its code, title and repair, and why (in Chinese)."""

    code: str
    title: str
    help: str
    check: Callable[[Plan, Reached], Iterator[Remark]]
    explanation: str


def _check(module: object) -> StaticCheck:
    m = cast(_Module, module)
    return StaticCheck(m.CODE, m.TITLE, m.HELP, m.check, (module.__doc__ or "").strip())


#: Every static check. A new one is a new line here.
STATIC_CHECKS: Final = tuple(
    _check(m) for m in (never_applies, never_satisfied, contradictory, only_after, gap_at_threshold)
)


#: The code of what a check could not decide.
UNDECIDED: Final = "SH666"
UNDECIDED_PAGE: Final = Page(
    "条件的组合太多，静态检查没有判定",
    f"静态检查把每一种填法都试一遍；超过 {LIMIT} 种的没有试，有没有问题不知道。",
    "一条要点读了十几项多选、数值的申请信息",
    "把条件分成几条，各写各的情形",
    "要有很多申请信息才会出现",
)
_SIMPLER: Final = "请人工核对，或者把条件分成几条写简单些。"


def examine(library: Library, items: Sequence[Item] | None = None) -> tuple[Diagnostic, ...]:
    """What the static checks find, in reading order; each mistake once, whatever the days.

    ``items`` are those of the library that are looked at; None: all.

    They decide exactly over the facts that the points at issue read, by trying out all cells up
    to a bound; what is beyond the bound is named as not decided (:data:`UNDECIDED`).
    """
    return in_reading_order(_found(library, library.items if items is None else items))


def static_check(code: str) -> StaticCheck | None:
    """The static check with this code (``SH661``, in any case), or None."""
    return next((c for c in STATIC_CHECKS if c.code == code.strip().upper()), None)


def _found(library: Library, items: Sequence[Item]) -> Iterator[Diagnostic]:
    for item in items:
        reach = Reachability()
        places = {item.place, *(o.place for o in library.overlays if o.item == item.id)}
        for place in sorted(places):
            for day in change_days(library, item.id, place):
                plan = compile_rulebook(resolve(library, item.id, place, day))
                where = _places(library, item, place)
                reached = reach.of(plan)
                for check in STATIC_CHECKS:
                    for remark in check.check(plan, reached):
                        yield Diagnostic(
                            code=check.code if remark.decided else UNDECIDED,
                            message=_message(check, remark),
                            help=check.help if remark.decided else _SIMPLER,
                            where=_place_of(remark.point, plan, where),
                            severity=Severity.WARNING if remark.decided else Severity.INFO,
                            subject=f"{item.id}/{remark.point}",
                        )


def _message(check: StaticCheck, remark: Remark) -> str:
    if remark.decided:
        return remark.message
    return f"{remark.message}，没有判定（{check.code}）：组合超过 {LIMIT} 种。"


def _places(library: Library, item: Item, place: str) -> dict[str, Span]:
    """Where each id stands, the lowest level last."""
    statements: list[Statements] = [item.statements]
    for overlay in library.overlays_for(item, place):
        statements += [overlay.replaces, overlay.adds]
    return {
        dated.id: dated.versions[-1].where
        for s in statements
        for section in (
            s.authorities,
            s.materials,
            s.conditions,
            s.applicability,
            s.bars,
            s.windows,
        )
        for dated in section
        if dated.versions
    }


def _place_of(point: str, plan: Plan, where: dict[str, Span]) -> Span:
    """The place of a point, or of the material it belongs to, or of the item."""
    owner = point.partition("/")[0]
    for material in plan.rulebook.materials:
        papers = (*material.parts, *material.alternatives)
        papers += tuple(a for p in material.parts for a in p.alternatives)
        if owner in {p.id for p in papers}:
            owner = material.id
    return where.get(owner, plan.item.where)
