"""Authorities, licence terms, inspections, reforms and catch-alls, one dated version each."""

from __future__ import annotations

from permit_rules.conditions.nodes import NEVER
from permit_rules.loading.arrangement_format import (
    FOR_GOOD,
    AuthorityEntry,
    CatchAllEntry,
    InspectionEntry,
    PermitFirstEntry,
    ReformEntry,
    TermEntry,
)
from permit_rules.loading.build_context import BuildContext
from permit_rules.model.arrangements import (
    Authority,
    CatchAll,
    Inspection,
    LicenceTerm,
    PermitFirst,
    Reform,
)
from permit_rules.working_days import Period
from permit_rules.yaml_tree import Map


def build_authority(written: AuthorityEntry, keys: Map, context: BuildContext) -> Authority:
    """A competent authority."""
    return Authority(
        id=written.id,
        department=written.department,
        levels=written.levels,
        delegates=written.delegates,
        when=context.condition(keys.get("当")),
        note=written.note,
        basis=context.basis(keys),
    )


def build_term(written: TermEntry, keys: Map, context: BuildContext) -> LicenceTerm | None:
    """How long a licence is valid."""
    if not isinstance(written.period, Period) and written.period != FOR_GOOD:
        return None
    return LicenceTerm(
        id=written.id,
        period=written.period if isinstance(written.period, Period) else None,
        when=context.condition(keys.get("当")),
        note=written.note,
        basis=context.basis(keys),
    )


def build_inspection(
    written: InspectionEntry, keys: Map, context: BuildContext
) -> Inspection | None:
    """How an accepted application is inspected."""
    if written.mode is None:
        return None
    return Inspection(
        id=written.id,
        mode=written.mode,
        period=written.period,
        fixable_on_site=written.fixable,
        when=context.condition(keys.get("当")),
        note=written.note,
        basis=context.basis(keys),
    )


def build_reform(written: ReformEntry, keys: Map, context: BuildContext) -> Reform | None:
    """Which way of 证照分离 the item goes."""
    if written.mode is None:
        return None
    return Reform(
        id=written.id,
        mode=written.mode,
        area=written.area,
        when=context.condition(keys.get("当")),
        note=written.note,
        basis=context.basis(keys),
    )


def build_permit_first(written: PermitFirstEntry, keys: Map, context: BuildContext) -> PermitFirst:
    """That the permit may be issued on the papers and inspected afterwards."""
    return PermitFirst(
        id=written.id,
        check_within=written.check_within,
        when=context.condition(keys.get("当")),
        unless=context.condition(keys.get("不适用"), NEVER),
        consequence=written.consequence,
        note=written.note,
        basis=context.basis(keys),
    )


def build_catch_all(written: CatchAllEntry, keys: Map, context: BuildContext) -> CatchAll:
    """A catch-all of the instrument, quoted."""
    return CatchAll(
        id=written.id,
        text=written.text,
        when=context.condition(keys.get("当")),
        note=written.note,
        basis=context.basis(keys),
    )
