"""Entries as they are written, spread over the days on which each of their versions holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.loading.entry_format import DATING_KEYS
from permit_rules.model.validity import Before, Validity
from permit_rules.written import NotReadable, read_date
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree


@dataclass(frozen=True, slots=True)
class StatedVersion:
    """All keys of an entry on these days, those of the version laid over the others."""

    validity: Validity
    keys: Map
    where: Span
    #: What the keys were validated to together with the file; None: they were put together since.
    model: BaseModel | None = None


@dataclass(frozen=True, slots=True)
class StatedEntry:
    """One entry of a section with its versions in the order of their days."""

    id: str
    versions: tuple[StatedVersion, ...]
    before: Before
    where: Span


def stated(
    entry: Map, known_from: date, subject: str, model: BaseModel | None = None
) -> tuple[StatedEntry, list[Diagnostic]]:
    """Spread a validated entry over its days; ``known_from`` is where undated ones begin.

    ``model`` is what the whole entry was validated to; with one version it serves that version.

    Codes: SH401 versions that overlap or begin on the same day, SH402 an end that is not after
    the beginning, SH404 days both beside and inside 版本.
    """
    found: list[Diagnostic] = []
    base = without_keys(entry, DATING_KEYS)
    written = entry.get("版本")
    versions = (
        [v for v in written.items if isinstance(v, Map)] if isinstance(written, Sequence) else []
    )
    if versions:
        found += _days_beside_versions(entry, subject)
        dated = [
            _version(v, merged(base, without_keys(v, DATING_KEYS)), known_from) for v in versions
        ]
    else:
        dated = [_version(entry, base, known_from, model)]
    spread, wrong = _in_order(dated, subject)
    before = text_at(entry, "此前")
    known = Before.ABSENT if before == Before.ABSENT.value else Before.UNKNOWN
    made = StatedEntry(text_at(entry, "编号"), spread, known, entry.where)
    return made, [*found, *wrong]


def text_at(entry: Map, key: str) -> str:
    """The text under a key, stripped; "" where there is none."""
    value = entry.get(key)
    return value.text.strip() if isinstance(value, Scalar) else ""


def without_keys(entry: Map, gone: Collection[str]) -> Map:
    """The map without these keys."""
    return Map(tuple(e for e in entry.entries if e.key.text not in gone), entry.where)


def merged(base: Map, over: Map) -> Map:
    """``base`` with the keys of ``over`` laid over it, whole values, in the order of ``base``."""
    laid = {e.key.text: e for e in over.entries}
    kept = tuple(laid.pop(e.key.text, e) for e in base.entries)
    return Map((*kept, *laid.values()), base.where)


def replaced(base: StatedEntry, change: StatedEntry) -> StatedEntry:
    """Full versions for the days of ``change``: its keys over what ``base`` says on those days.

    A basis of its own brings its own source; that of the level above says nothing about it.
    """
    versions = tuple(
        StatedVersion(days, merged(_for_own_basis(b.keys, c.keys), c.keys), c.where)
        for c in change.versions
        for b in base.versions
        if (days := _common(b.validity, c.validity)) is not None
    )
    return StatedEntry(base.id, versions, change.before, change.where)


def _for_own_basis(above: Map, own: Map) -> Map:
    return above if own.get("依据") is None else without_keys(above, ("来源",))


def laid_over(base: StatedEntry, change: StatedEntry) -> StatedEntry:
    """What counts after ``change`` (with full versions): its days are its own, the rest stays."""
    left = list(base.versions)
    for version in change.versions:
        left = [
            replace(v, validity=days)
            for v in left
            for days in _outside(v.validity, version.validity)
        ]
    versions = sorted((*left, *change.versions), key=lambda v: v.validity.start)
    return replace(base, versions=tuple(versions))


# ---- days -------------------------------------------------------------------------------------


def day_at(entry: Map, key: str) -> date | None:
    """The day under a key, or None where there is none that can be read."""
    text = text_at(entry, key)
    if not text:
        return None
    try:
        return read_date(text)
    except NotReadable:
        return None


def _version(
    written: Map, keys: Map, known_from: date, model: BaseModel | None = None
) -> StatedVersion:
    start = day_at(written, "施行日期") or known_from
    days = Validity(start, day_at(written, "失效日期"))
    return StatedVersion(days, keys, written.where, model)


def _days_beside_versions(entry: Map, subject: str) -> list[Diagnostic]:
    return [
        Diagnostic(
            code="SH404",
            subject=subject,
            where=e.key.where,
            message=f"已经写了「版本」，「{e.key.text}」不能再写在外面。",
            help=f"请把「{e.key.text}」移到它所属的版本里。",
        )
        for e in entry.entries
        if e.key.text in ("施行日期", "失效日期")
    ]


def _in_order(
    dated: list[StatedVersion], subject: str
) -> tuple[tuple[StatedVersion, ...], list[Diagnostic]]:
    """The versions by their first days, each ended by the next, and what is wrong with them."""
    found: list[Diagnostic] = []

    def wrong(code: str, where: Span, message: str, help: str) -> None:
        found.append(
            Diagnostic(code=code, message=message, help=help, where=where, subject=subject)
        )

    ordered: list[StatedVersion] = []
    for version in sorted(dated, key=lambda v: v.validity.start):
        start, end = version.validity.start, version.validity.end
        if end is not None and end <= start:
            wrong(
                "SH402",
                version.where,
                f"失效日期 {end} 不晚于施行日期 {start}。",
                "失效日期是不再施行的第一天，请改成施行日期以后的日子。",
            )
            continue
        last = ordered[-1] if ordered else None
        if last is not None and last.validity.start == start:
            wrong(
                "SH401",
                version.where,
                f"有两个版本都从 {start} 起施行（另一个在第 {last.where.line} 行）。",
                "请改正施行日期，或者合成一个版本。",
            )
            continue
        if last is not None:
            until = last.validity.end
            if until is not None and until > start:
                wrong(
                    "SH401",
                    version.where,
                    f"这个版本从 {start} 起施行，前一版本到 {until} 才失效，两者重叠。",
                    "请改正其中一个日期；前一版本不写失效日期时，到这一天为止。",
                )
            ordered[-1] = replace(
                last, validity=Validity(last.validity.start, min(start, until) if until else start)
            )
        ordered.append(version)
    return tuple(ordered), found


def _common(one: Validity, two: Validity) -> Validity | None:
    start = max(one.start, two.start)
    ends = [e for e in (one.end, two.end) if e is not None]
    end = min(ends) if ends else None
    return Validity(start, end) if end is None or start < end else None


def _outside(days: Validity, taken: Validity) -> list[Validity]:
    """The stretches of ``days`` that do not lie in ``taken``."""
    out = []
    if days.start < taken.start:
        end = taken.start if days.end is None else min(days.end, taken.start)
        out.append(Validity(days.start, end))
    if taken.end is not None and (days.end is None or taken.end < days.end):
        out.append(Validity(max(days.start, taken.end), days.end))
    return out


def maps_of(tree: Tree | None) -> tuple[Map, ...]:
    """The maps of a list, or the single map that stands for one."""
    if isinstance(tree, Map):
        return (tree,)
    return tuple(t for t in tree.items if isinstance(t, Map)) if isinstance(tree, Sequence) else ()
