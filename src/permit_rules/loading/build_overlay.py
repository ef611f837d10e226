"""A lower level's file → an overlay whose versions are full ones, merged with the level above."""

from __future__ import annotations

from dataclasses import replace

from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.build_item import (
    BuiltItem,
    build_exceptions,
    build_instruments,
    build_review,
)
from permit_rules.loading.build_sections import (
    SECTIONS,
    Ids,
    StatedSections,
    build_statements,
    read_sections,
)
from permit_rules.loading.explain_validation import Validated
from permit_rules.loading.overlay_format import OverlayFile
from permit_rules.loading.stated import (
    day_at,
    laid_over,
    maps_of,
    replaced,
    stated,
    text_at,
)
from permit_rules.model.basis import Instrument
from permit_rules.model.item import Overlay, Withdrawal
from permit_rules.yaml_tree import Map, Tree


def build_overlay(
    checked: Validated[OverlayFile], base: BuiltItem
) -> tuple[Overlay | None, BuiltItem, list[Diagnostic]]:
    """Build one overlay upon what counts above it, and what counts with it for those below.

    Codes: SH218 an id that the levels above do not have; see :mod:`build_sections` for the rest.
    """
    written, kept = checked.model, checked.tree
    if written is None or not isinstance(kept, Map):
        return None, base, []
    context = _context(checked, base, kept)
    ids = Ids(dict(base.ids.taken))
    added = read_sections(kept.get("增加"), context, ids)
    changed = _changes(kept.get("替换"), base.sections, context)
    withdraws = _withdrawals(kept, base, context)
    overlay = Overlay(
        item=written.item,
        place=written.place,
        instruments=build_instruments(written.instruments),
        adds=build_statements(added, context),
        replaces=build_statements(changed, context),
        withdraws=withdraws,
        where=kept.where,
        exceptions=build_exceptions(written.exceptions, kept),
        review=build_review(written.review_by, kept),
    )
    below = replace(
        base,
        sections=_together(base.sections, added, changed),
        ids=ids,
        context=replace(context, found=[]),
    )
    return overlay, below, context.found


def _context(checked: Validated[OverlayFile], base: BuiltItem, kept: Map) -> BuildContext:
    """The names of the item, with the instruments of the lower level beside its own."""
    assert checked.model is not None
    context = replace(base.context, found=[], lost=checked.lost, point="")
    own = build_instruments(checked.model.instruments)
    section = kept.get("设定依据")
    for entry in section.entries if isinstance(section, Map) else ():
        above = context.instruments.get(entry.key.text)
        if above is not None and not _same(above, own[entry.key.text]):
            context.report(
                "SH216",
                entry.key.where,
                f"简称「{entry.key.text}」在上级已经指《{above.title}》。",
                "请给本地文件换一个简称。",
            )
    context.instruments = {**own, **context.instruments}
    return context


def _same(one: Instrument, two: Instrument) -> bool:
    return (one.title, one.document_number) == (two.title, two.document_number)


def _changes(tree: Tree | None, base: StatedSections, context: BuildContext) -> StatedSections:
    """替换: the changed keys over the entry above, as full versions."""
    out: StatedSections = {}
    for key in SECTIONS if isinstance(tree, Map) else ():
        assert isinstance(tree, Map)
        out[key] = {}
        for written in maps_of(tree.get(key)):
            point = text_at(written, "编号")
            about = context.about(point)
            above = base.get(key, {}).get(point)
            if above is None:
                _unknown(written, key, base, about)
                continue
            change, found = stated(written, context.known_from, about.subject)
            context.found.extend(found)
            if point in out[key]:
                about.report(
                    "SH215",
                    written.where,
                    f"「{point}」在「替换」里写了两次。",
                    "请合成一处；先后不同的写成「版本」。",
                )
                continue
            out[key][point] = replaced(above, change)
            if change.versions and not out[key][point].versions:
                about.report(
                    "SH406",
                    written.where,
                    f"「{point}」在这些日子没有上级的规定可以替换。",
                    "请核对施行日期；上级没有的，请写在「增加」里。",
                )
    return out


def _unknown(written: Map, section: str, base: StatedSections, context: BuildContext) -> None:
    id_tree = written.get("编号")
    point = text_at(written, "编号")
    where = id_tree.where if id_tree is not None else written.where
    elsewhere = next((key for key, entries in base.items() if point in entries), None)
    if elsewhere is not None and section:
        help = f"「{point}」是「{elsewhere}」里的，请移到那里。"
    else:
        help = _nearest(
            point, [i for key in base for i in base[key] if not section or key == section]
        )
    context.report("SH218", where, f"上级没有编号「{point}」。", help)


def _nearest(point: str, known: list[str]) -> str:
    parents = [i for i in known if point.startswith(i) and point != i]
    if parents:
        return f"只能改动或者撤销整个要点；要改「{point}」，请替换「{max(parents, key=len)}」。"
    near = did_you_mean(point, known)
    return (
        f"是否想写「{near}」？"
        if near
        else f"上级有的编号：{'、'.join(known[:30]) or '（没有）'}。"
    )


def _withdrawals(kept: Map, base: BuiltItem, context: BuildContext) -> tuple[Withdrawal, ...]:
    out = []
    known = {i for entries in base.sections.values() for i in entries}
    for written in maps_of(kept.get("撤销")):
        point = text_at(written, "编号")
        about = context.about(point)
        basis = about.basis(written)
        if point in known:
            start = day_at(written, "施行日期") or context.known_from
            out.append(Withdrawal(point, start, basis))
        else:
            _unknown(written, "", base.sections, about)
    return tuple(out)


def _together(
    base: StatedSections, added: StatedSections, changed: StatedSections
) -> StatedSections:
    """What counts for the levels below."""
    out: StatedSections = {}
    for key in SECTIONS:
        entries = {**base.get(key, {}), **added.get(key, {})}
        for point, change in changed.get(key, {}).items():
            entries[point] = laid_over(entries[point], change)
        out[key] = entries
    return out
