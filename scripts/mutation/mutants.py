"""An item → its mutants: the same item with one mistake planted, each told by file and line.

Everything is changed that a table of cases can tell: conditions, exemptions, parts, standards,
alternatives, gates, bars, windows, effects and dates. Words, legal bases, time limits, names and
aliases, 不得索要 and 当场决定 are not, because no key of a table speaks of them; nor is, so far,
who is competent (实施机关). A point in several versions is changed one version at a time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import Named, Node
from permit_rules.diagnostics import Span
from permit_rules.model.item import Item
from permit_rules.model.material import Standard
from permit_rules.model.validity import Before, Dated, Validity, Version
from scripts.mutation.conditions import Change, ConditionChanger
from scripts.mutation.kinds import Kind
from scripts.mutation.papers import DROPPED, PaperChanger, each
from scripts.mutation.points import PointChanger

T = TypeVar("T")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mutant:
    """An item with one mistake in it.

    ``point`` is the id of what was changed (a point, 情形 and its name, or 规则起始), ``where``
    the place of that entry in the rule files. The rest is as in :class:`Change`.
    """

    kind: Kind
    point: str
    place: str
    before: str
    after: str
    where: Span
    item: Item
    conditions_only: bool
    standards: tuple[Standard, Standard] | None = None

    def __str__(self) -> str:
        about = f"{self.point} {self.place}".strip()
        return f"{self.where.file}:{self.where.line} {about}：{self.before} → {self.after}"


def mutants(
    item: Item, catalogue: FieldCatalogue, *, inherited: bool = False
) -> tuple[Mutant, ...]:
    """Every mutant of ``item``, in writing order; the same item gives the same mutants.

    ``catalogue`` holds the fields the item's conditions read, its handling items among them.
    ``inherited``: those of the general rules instead of those of the item's own file.
    """
    own = item.where.file
    made = _Maker(item, catalogue).all()
    return tuple(m for m in made if (m.where.file != own) is inherited)


@dataclass(frozen=True, slots=True)
class _Maker:
    item: Item
    catalogue: FieldCatalogue

    def all(self) -> Iterator[Mutant]:
        conditions = ConditionChanger(self.catalogue)
        points = PointChanger(conditions, self.item.handling_items)
        papers = PaperChanger(conditions)
        yield from self._start()
        yield from self._situations(conditions)
        gates = self.item.statements.applicability
        yield from self._section("applicability", gates, points.gate)
        yield from self._section("materials", self.item.statements.materials, papers.changes)
        yield from self._section("conditions", self.item.statements.conditions, points.condition)
        yield from self._section("bars", self.item.statements.bars, points.bar)
        yield from self._section("windows", self.item.statements.windows, points.window)

    # ---- the item as a whole -----------------------------------------------------------------

    def _start(self) -> Iterator[Mutant]:
        """规则起始 a day earlier and later; what begins with the rules begins with them still."""
        start = self.item.known_from
        for by in (-_DAY, _DAY):
            moved = replace(
                self.item,
                known_from=start + by,
                statements=_everywhere(self.item.statements, _begins(start, start + by)),
            )
            yield self._mutant(
                Change(Kind.DATE, "", str(start), str(start + by), moved, False),
                "规则起始",
                self.item.where,
            )

    def _situations(self, conditions: ConditionChanger) -> Iterator[Mutant]:
        for name, node in self.item.situations.items():
            for found in conditions.changes("", node):
                changed = found.put(partial(self._with_situation, name))
                yield self._mutant(changed, f"情形 {name}", self.item.where)

    def _with_situation(self, name: str, node: Node) -> Item:
        def renewed(value: Any) -> Any:
            named = isinstance(value, Named) and value.name == name
            return Named(name, node) if named else value

        return replace(
            self.item,
            situations={**self.item.situations, name: node},
            statements=_everywhere(self.item.statements, renewed),
        )

    # ---- dated sections ----------------------------------------------------------------------

    def _section(
        self,
        section: str,
        entries: tuple[Dated[T], ...],
        changes: Callable[[T], Iterator[Change[T]]],
    ) -> Iterator[Mutant]:
        def whole(changed: tuple[Dated[T], ...]) -> Item:
            made: dict[str, Any] = {section: changed}
            return replace(self.item, statements=replace(self.item.statements, **made))

        kind = Kind.GATE_DROPPED if section == "applicability" else Kind.POINT_DROPPED
        for dated, others, in_place in each(entries):
            where = dated.versions[0].where
            dropped = Change(kind, "", dated.id, DROPPED, whole(others), False)
            yield self._mutant(dropped, dated.id, where)
            for version, _, in_time in each(dated.versions):
                for found in changes(version.value):
                    renewed = found.put(partial(_with_value, version)).put(in_time)
                    changed = renewed.put(partial(_with_versions, dated)).put(in_place)
                    yield self._mutant(changed.put(whole), dated.id, version.where)
            for moved in _other_days(dated, self.item.known_from):
                yield self._mutant(moved.put(in_place).put(whole), dated.id, where)

    def _mutant(self, change: Change[Item], point: str, where: Span) -> Mutant:
        return Mutant(
            kind=change.kind,
            point=point,
            place=change.place,
            before=change.before,
            after=change.after,
            where=where,
            item=change.value,
            conditions_only=change.conditions_only,
            standards=change.standards,
        )


def _with_value(version: Version[T], value: T) -> Version[T]:
    return replace(version, value=value)


def _with_versions(dated: Dated[T], versions: tuple[Version[T], ...]) -> Dated[T]:
    return replace(dated, versions=versions)


def _everywhere(value: Any, renewed: Callable[[Any], Any]) -> Any:
    """``value`` with ``renewed`` applied to everything in it, from the inside out."""
    if isinstance(value, tuple):
        return tuple(_everywhere(v, renewed) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = {f.name: _everywhere(getattr(value, f.name), renewed) for f in _fields(value)}
        return renewed(replace(value, **made))
    return value


def _fields(value: Any) -> Iterator[dataclasses.Field[Any]]:
    return (f for f in dataclasses.fields(value) if f.init)


# ---- days ----------------------------------------------------------------------------------------


def _begins(before: date, after: date) -> Callable[[Any], Any]:
    def renewed(value: Any) -> Any:
        starts = isinstance(value, Validity) and value.start == before
        return replace(value, start=after) if starts else value

    return renewed


def _other_days(dated: Dated[T], known_from: date) -> Iterator[Change[Dated[T]]]:
    """施行日期 and 失效日期 moved by a day, and what is said of the time before turned round.

    A single version that begins with the rules has no date of its own.
    """
    versions = dated.versions
    for n, version in enumerate(versions):
        start, end = version.validity.start, version.validity.end
        if start > known_from or len(versions) > 1:
            for moved in (start - _DAY, start + _DAY):
                if moved >= known_from:
                    yield _moved("施行日期", start, moved, _starting(dated, n, moved))
        ends_by_itself = n + 1 == len(versions) or versions[n + 1].validity.start != end
        if end is not None and ends_by_itself:
            for moved in (end - _DAY, end + _DAY):
                validity = replace(version.validity, end=moved)
                yield _moved("失效日期", end, moved, _with_days(dated, n, validity))
    if versions[0].validity.start > known_from:
        other = next(b for b in Before if b is not dated.before)
        turned = replace(dated, before=other)
        yield Change(Kind.BEFORE, "此前", dated.before.value, other.value, turned, False)


def _moved(place: str, before: date, after: date, value: T) -> Change[T]:
    return Change(Kind.DATE, place, str(before), str(after), value, False)


def _starting(dated: Dated[T], at: int, start: date) -> Dated[T]:
    """The version at ``at`` starting on another day; one that ended there still ends there."""
    old = dated.versions[at].validity
    moved = _with_days(dated, at, replace(old, start=start))
    if at and dated.versions[at - 1].validity.end == old.start:
        before = replace(dated.versions[at - 1].validity, end=start)
        return _with_days(moved, at - 1, before)
    return moved


def _with_days(dated: Dated[T], at: int, validity: Validity) -> Dated[T]:
    versions: list[Version[T]] = list(dated.versions)
    versions[at] = replace(versions[at], validity=validity)
    return replace(dated, versions=tuple(versions))
