"""All static checks over every stretch of days of a library, as diagnostics with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, cast

from permit_rules.analysis.static_checks import (
    contradictory,
    gap_at_threshold,
    never_applies,
    never_satisfied,
    only_after,
)
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.diagnostics import Diagnostic, Severity, Span, in_reading_order
from permit_rules.model.item import Item, Statements
from permit_rules.model.library import Library
from permit_rules.resolving import change_days, resolve


class _Module(Protocol):
    CODE: str
    TITLE: str
    HELP: str
    check: Callable[[Plan], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class StaticCheck:
    """One check: its code, title and repair, and why (in Chinese)."""

    code: str
    title: str
    help: str
    check: Callable[[Plan], Iterator[tuple[str, str]]]
    explanation: str


def _check(module: object) -> StaticCheck:
    m = cast(_Module, module)
    return StaticCheck(m.CODE, m.TITLE, m.HELP, m.check, (module.__doc__ or "").strip())


#: Every static check. A new one is a new line here.
STATIC_CHECKS: Final = tuple(
    _check(m) for m in (never_applies, never_satisfied, contradictory, only_after, gap_at_threshold)
)


def examine(library: Library) -> tuple[Diagnostic, ...]:
    """What the static checks find, in reading order; each mistake once, whatever the days.

    They decide exactly over the facts that the points at issue read, by trying out all cells up
    to a bound; what is beyond the bound is left undecided and not reported.
    """
    return in_reading_order(_found(library))


def static_check(code: str) -> StaticCheck | None:
    """The static check with this code (``SH661``, in any case), or None."""
    return next((c for c in STATIC_CHECKS if c.code == code.strip().upper()), None)


def _found(library: Library) -> Iterator[Diagnostic]:
    for item in library.items:
        places = {item.place, *(o.place for o in library.overlays if o.item == item.id)}
        for place in sorted(places):
            for day in change_days(library, item.id, place):
                plan = compile_rulebook(resolve(library, item.id, place, day))
                where = _places(library, item, place)
                for check in STATIC_CHECKS:
                    for point, message in check.check(plan):
                        yield Diagnostic(
                            code=check.code,
                            message=message,
                            help=check.help,
                            where=_place_of(point, plan, where),
                            severity=Severity.WARNING,
                            subject=f"{item.id}/{point}",
                        )


def _places(library: Library, item: Item, place: str) -> dict[str, Span]:
    """Where each id stands, the lowest level last."""
    statements: list[Statements] = [item.statements]
    for overlay in library.overlays_for(item, place):
        statements += [overlay.replaces, overlay.adds]
    return {
        dated.id: dated.versions[-1].where
        for s in statements
        for section in (s.materials, s.conditions, s.applicability, s.bars, s.windows)
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
