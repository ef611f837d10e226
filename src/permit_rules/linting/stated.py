"""Everything a library states, item by item: each version with its file, its days, its basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from permit_rules.diagnostics import Span
from permit_rules.model.arrangements import Arrangement
from permit_rules.model.basis import LegalBasis
from permit_rules.model.item import Item, Statements
from permit_rules.model.library import Library
from permit_rules.model.material import Demanded, Material
from permit_rules.model.review_point import PointKind
from permit_rules.model.validity import Dated, Validity, Version

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One version of something that cites a legal basis.

    ``kind`` is None for what is no review point: a time limit, a tolerance, a commitment.
    """

    item: str
    place: str
    id: str
    name: str
    kind: PointKind | None
    basis: tuple[LegalBasis, ...]
    validity: Validity
    where: Span

    @property
    def subject(self) -> str:
        """``item/point``, as diagnostics name it."""
        return f"{self.item}/{self.id}"


def statements_in(library: Library) -> Iterator[tuple[Item, str, Statements]]:
    """What each file states, with its item and place: the items first, then what overlays say.

    An overlay of an item the library lacks is left out; loading has reported it.
    """
    for item in library.items:
        yield item, item.place, item.statements
    for overlay in library.overlays:
        over = library.item_for(overlay.item, overlay.place)
        if over is not None:
            yield over, overlay.place, overlay.adds
            yield over, overlay.place, overlay.replaces


def materials_in(library: Library) -> Iterator[tuple[Item, Version[Material]]]:
    """Every version of every material, with its item."""
    for item, _, statements in statements_in(library):
        for dated in statements.materials:
            for version in dated.versions:
                yield item, version


def names_in(library: Library) -> Iterator[tuple[str, str, Span]]:
    """Every name given to a condition, a paper, a field of an item's own or one of its choices.

    Each with its subject and the place of the entry; the aliases of papers are among them, those
    of fields are not.
    """
    for item, _, statements in statements_in(library):
        for dated in statements.conditions:
            for version in dated.versions:
                yield f"{item.id}/{dated.id}", version.value.name, version.where
    for item, material in materials_in(library):
        for paper in (material.value, *material.value.parts):
            for name in (paper.name, *paper.aliases):
                yield f"{item.id}/{paper.id}", name, material.where
    for item in library.items:
        for field in item.fields:
            for name in (field.label, *(c.name for c in field.choices)):
                yield f"{item.id}/{field.label}", name, item.where


def cited_in(library: Library) -> Iterator[Stated]:
    """Every version of everything that can cite a legal basis."""
    for item, place, statements in statements_in(library):
        for material in _versions(statements.materials):
            for found in _of_material(material.value):
                yield _stated(item, place, material, *found)
        for condition in _versions(statements.conditions):
            c = condition.value
            yield _stated(item, place, condition, c.id, c.name, PointKind.CONDITION, c.basis)
        for gate in _versions(statements.applicability):
            g = gate.value
            yield _stated(item, place, gate, g.id, g.name, PointKind.APPLICABILITY, g.basis)
        for bar in _versions(statements.bars):
            b = bar.value
            yield _stated(item, place, bar, b.id, b.name, PointKind.BAR, b.basis)
        for window in _versions(statements.windows):
            w = window.value
            yield _stated(item, place, window, w.id, w.handling_item, PointKind.WINDOW, w.basis)
        for limit in _versions(statements.limits):
            yield _stated(
                item, place, limit, limit.value.id, limit.value.step, None, limit.value.basis
            )
        for authority in _versions(statements.authorities):
            a = authority.value
            yield _stated(item, place, authority, a.id, a.words, PointKind.AUTHORITY, a.basis)
        arranged: tuple[tuple[Dated[Arrangement], ...], ...] = (
            statements.terms,
            statements.inspections,
            statements.reforms,
            statements.permits_first,
            statements.catch_alls,
        )
        for entry in (v for entries in arranged for v in _versions(entries)):
            yield _stated(
                item, place, entry, entry.value.id, entry.value.words, None, entry.value.basis
            )


def points_in(library: Library) -> Iterator[Stated]:
    """Every version of every review point."""
    return (s for s in cited_in(library) if s.kind is not None)


_Found = tuple[str, str, PointKind | None, tuple[LegalBasis, ...]]


def _of_material(material: Material) -> Iterator[_Found]:
    yield from _of_paper(material, PointKind.MATERIAL)
    for part in material.parts:
        yield from _of_paper(part, PointKind.PART)
    if material.tolerance is not None:
        yield material.id, f"{material.name}（容缺）", None, material.tolerance.basis
    if material.at_inspection is not None:
        yield material.id, f"{material.name}（核查时补充）", None, material.at_inspection.basis
    if material.commitment is not None:
        yield material.id, f"{material.name}（告知承诺）", None, material.commitment.basis


def _of_paper(demanded: Demanded, kind: PointKind) -> Iterator[_Found]:
    yield demanded.id, demanded.name, kind, demanded.basis
    for paper in (demanded, *demanded.alternatives):
        for standard in paper.standards:
            # A standard without a basis of its own stands on that of its paper.
            basis = standard.basis or demanded.basis
            yield f"{paper.id}/{standard.code}", paper.name, PointKind.STANDARD, basis


def _versions(entries: tuple[Dated[T], ...]) -> Iterator[Version[T]]:
    for dated in entries:
        yield from dated.versions


def _stated(
    item: Item,
    place: str,
    version: Version[T],
    point_id: str,
    name: str,
    kind: PointKind | None,
    basis: tuple[LegalBasis, ...],
) -> Stated:
    return Stated(
        item=item.id,
        place=place,
        id=point_id,
        name=name,
        kind=kind,
        basis=basis,
        validity=version.validity,
        where=version.where,
    )
