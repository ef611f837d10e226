"""How much of the rules a set of applications tries out: statuses, thresholds, conditions.

For the table of cases beside an item: each status a point can take should stand in some case,
and each threshold should be met on both sides; so should each line of a condition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from permit_rules.analysis.targets import (
    LineTarget,
    SideTarget,
    StatusTarget,
    Target,
    Targets,
    Version,
)
from permit_rules.checking.application import Application
from permit_rules.conditions.wording import sentence
from permit_rules.model.library import Library
from permit_rules.result import PointStatus


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to try out in words, and the number of the first application that does, or None."""

    words: str
    by: int | None


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """One version of a point: where and since when it stands, and what of it was tried out.

    ``undecided``: it has too many cells to try; ``unreachable``: it can never be a finding.
    """

    point: str
    name: str
    place: str
    since: str
    statuses: tuple[Shown, ...]
    sides: tuple[Shown, ...]
    lines: tuple[Shown, ...]
    undecided: bool
    unreachable: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the applications tried out, against what there is.

    ``missing`` are the statuses that no application brought about, ``one_sided`` the sides of
    thresholds on which none stood, ``untold`` the lines of conditions that never held or never
    failed, ``undecided`` the points with too many cells to try, and ``unreachable`` the points
    that can never be a finding: each in words, led by the point's id.
    """

    item: str
    points: int
    statuses: int
    covered_statuses: int
    sides: int
    covered_sides: int
    missing: tuple[str, ...]
    one_sided: tuple[str, ...]
    undecided: tuple[str, ...]
    unreachable: tuple[str, ...]
    lines: int
    covered_lines: int
    untold: tuple[str, ...]
    by_point: tuple[PointCoverage, ...]


def coverage(
    library: Library,
    item: str,
    applications: Iterable[Mapping[str, Any] | Application],
    left_out: Collection[str] = (),
) -> Coverage:
    """What ``applications`` try out of ``item``, of all its days and of all places with own rules.

    Applications without a readable day of receipt are passed over. ``left_out`` are the ids of
    points that do not count, such as the general rules that another table tries out.

    Raises:
        UnknownItem: the library has no such item.
    """
    targets = Targets(library, item, left_out)
    first: dict[Target, int] = {}
    for number, payload in enumerate(applications):
        for target in targets.tried_by(payload):
            first.setdefault(target, number)
    return _Report(targets, first).all()


@dataclass(frozen=True, slots=True)
class _Report:
    targets: Targets
    first: Mapping[Target, int]

    def all(self) -> Coverage:
        t = self.targets
        missing = [s for s in t.statuses if s not in self.first]
        one_sided = [s for s in t.sides if s not in self.first]
        untold = [s for s in t.lines if s not in self.first]
        return Coverage(
            item=t.item,
            points=len(t.versions),
            statuses=len(t.statuses),
            covered_statuses=len(t.statuses) - len(missing),
            sides=len(t.sides),
            covered_sides=len(t.sides) - len(one_sided),
            missing=tuple(f"{self._named(s.version)}：{s.status.label}" for s in missing),
            one_sided=tuple(f"{s.point}：{target_words(s, t)}" for s in one_sided),
            undecided=tuple(self._named(v) for v in t.can if self._undecided(v)),
            unreachable=tuple(self._named(v) for v in t.can if self._unreachable(v)),
            lines=len(t.lines),
            covered_lines=len(t.lines) - len(untold),
            untold=tuple(f"{self._named(s.version)}：{target_words(s, t)}" for s in untold),
            by_point=tuple(self._by_point()),
        )

    def _by_point(self) -> Iterable[PointCoverage]:
        t = self.targets
        told: set[Target] = set()
        for version, (point, plan) in t.versions.items():
            own = [s for s in t.sides if s.point == point.id and s not in told]
            # Thresholds that several versions share stand with the first of them.
            own = [s for s in own if t.thresholds[s.threshold] is plan]
            told.update(own)
            yield PointCoverage(
                point=point.id,
                name=point.name,
                place=plan.rulebook.place,
                since=_since(self.targets, version),
                statuses=self._shown(s for s in t.statuses if s.version == version),
                sides=self._shown(own),
                lines=self._shown(s for s in t.lines if s.version == version),
                undecided=self._undecided(version),
                unreachable=self._unreachable(version),
            )

    def _shown(self, wanted: Iterable[Target]) -> tuple[Shown, ...]:
        return tuple(Shown(target_words(s, self.targets), self.first.get(s)) for s in wanted)

    def _undecided(self, version: Version) -> bool:
        return self.targets.can[version] is None

    def _unreachable(self, version: Version) -> bool:
        statuses = self.targets.can[version]
        asking = {PointStatus.FINDING, PointStatus.MANUAL}
        return statuses is not None and not statuses & asking

    def _named(self, version: Version) -> str:
        point, plan = self.targets.versions[version]
        where = f"{plan.rulebook.place}，" if plan.rulebook.place else ""
        return f"{point.id}（{where}{_since(self.targets, version)}起）"


def _since(targets: Targets, version: Version) -> str:
    since = targets.versions[version][1].rulebook.since
    return since.isoformat() if since else "最初"


def target_words(target: Target, targets: Targets) -> str:
    """A target in Chinese, without its point: 不符, 座位数 99个, 经营方式为外卖：不成立."""
    if isinstance(target, StatusTarget):
        return target.status.label
    if isinstance(target, SideTarget):
        catalogue = targets.thresholds[target.threshold].rulebook.catalogue
        return target.threshold.words(target.side, catalogue)
    assert isinstance(target, LineTarget)
    catalogue = targets.versions[target.version][1].rulebook.catalogue
    return f"{sentence(target.test, catalogue)}：{'成立' if target.holds else '不成立'}"
