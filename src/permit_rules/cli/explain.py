"""``permit-rules explain``: what an item asks for, when, and on which basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import say
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.diagnostics import did_you_mean
from permit_rules.guides.citing import cited
from permit_rules.guides.narrowing import Narrowing
from permit_rules.guides.point_words import SECTION_TITLES, PointWords
from permit_rules.guides.points import PointSentence, point_sentences
from permit_rules.model.item import Item, Overlay
from permit_rules.model.library import Library
from permit_rules.model.material import Material
from permit_rules.model.review_point import RenewalWindow
from permit_rules.model.validity import Version
from permit_rules.resolving import resolve
from permit_rules.resolving.layers import Layered, section_of


def explain(
    item: options.ItemName,
    point: Annotated[
        str | None,
        typer.Argument(
            metavar="[POINT]",
            help="要点编号，例如 M2；不写则列出全部要点。",
            show_default=False,
        ),
    ] = None,
    place: options.Place = "",
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="只看这一天施行的，例如 2026-03-02；不写则列出全部版本。",
        ),
    ] = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0, or 2 where there is no such item or point."""
    with faults_told(debug):
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        found = item_at(library, item, place)
        teller = _Teller(library, found, place, options.day(on) if on is not None else None)
        say("\n".join(teller.one(point) if point else teller.all()))


@dataclass(frozen=True, slots=True)
class _Teller:
    library: Library
    item: Item
    place: str
    day: date | None

    def all(self) -> Iterator[str]:
        """Every point in a few lines each."""
        yield from self._head()
        words = self._words(detailed=False)
        overlays = self._overlays()
        for name, heading in SECTION_TITLES.items():
            entries = section_of(self.item, overlays, name)
            lines = [line for entry in entries for line in self._entry(entry, words)]
            if lines:
                yield from ("", heading, *lines)

    def one(self, point: str) -> Iterator[str]:
        """One point with everything that belongs to it; ends with status 2 if there is none."""
        wanted = point.removeprefix(f"{self.item.id}/")
        known: list[str] = []
        for name in SECTION_TITLES:
            for entry in section_of(self.item, self._overlays(), name):
                names = set(_ids(entry))
                known += sorted(names)
                if wanted in names:
                    yield from self._head()
                    yield from self._sentences(entry, wanted)
                    yield ""
                    told = list(self._entry(entry, self._words(detailed=True)))
                    yield from told or [self._silent(entry)]
                    return
        as_written = (k for k in known if k.casefold() == wanted.casefold())
        near = next(as_written, None) or did_you_mean(wanted, known)
        help = f"是否想写「{near}」？" if near else f"可用的有：{'、'.join(sorted(set(known)))}"
        give_up(f"事项「{self.item.id}」没有要点「{wanted[:40]}」", help)

    def _head(self) -> Iterator[str]:
        on = f"，{self.day}施行的" if self.day else "，全部版本"
        where = f"行政区划 {self.place}" if self.place else "国家"
        yield f"{self.item.name}（{self.item.id}），{where}{on}"
        code = f"，基本编码 {self.item.basic_code}" if self.item.basic_code else ""
        yield f"事项类型：{self.item.kind}{code}"
        if self.day is not None and self.day < self.item.known_from:
            yield f"规则库没有{self.item.known_from}以前的规定"

    def _words(self, detailed: bool) -> PointWords:
        # The catalogue of an item is the same on every day.
        book = resolve(self.library, self.item.id, self.place, self.item.known_from)
        return PointWords(book.catalogue, detailed, book.offices, self.place)

    def _sentences(self, entry: Layered[Any], wanted: str) -> Iterator[str]:
        """The point alone as a sentence, once for each day from which it says something else."""
        starts = {v.validity.start for dated in entry.layers for v in dated.versions}
        days = [self.day] if self.day is not None else sorted(starts)
        before: list[str] = []
        for day in days:
            book = resolve(self.library, self.item.id, self.place, day)
            found = [p for p in point_sentences(Narrowing(book)) if p.id == wanted]
            lines = [line for point in found for line in _sentence(point)]
            if lines and lines != before:
                yield ""
                yield f"{day}起：" if len(starts) > 1 and self.day is None else "一句话："
                yield from (f"  {line}" for line in lines)
            before = lines

    def _silent(self, entry: Layered[Any]) -> str:
        if self.day is not None and entry.unknown_on(self.day):
            return f"{entry.id} 在{self.day}怎样规定，规则库里没有"
        return f"{entry.id} 在{self.day}没有施行的版本"

    def _overlays(self) -> tuple[Overlay, ...]:
        return self.library.overlays_for(self.item, self.place)

    def _entry(self, entry: Layered[Any], words: PointWords) -> Iterator[str]:
        if self.day is not None:
            value = entry.on(self.day)
            versions = [v for d in entry.layers for v in d.versions if v.value is value]
            if versions:
                yield from words.lines(versions[-1])
            return
        for dated in entry.layers:
            for each in dated.versions:
                yield from words.lines(each)
        for day in entry.withdrawn:
            yield f"{entry.id} 自{day}起撤销"


def _sentence(point: PointSentence) -> Iterator[str]:
    """A point with when it applies, what becomes of a failure, and what the applicant is told."""
    yield f"{point.id} {point.text}"
    if point.applies:
        yield f"适用：{'；'.join(point.applies)}"
    if point.effect:
        yield f"不符合的：{point.effect}"
    if point.lacking:
        yield f"机器缺少：{point.lacking}"
    if point.notice:
        yield f"告知：{point.notice}"
    if point.basis:
        yield f"依据：{cited(point.basis)}"


def _ids(entry: Layered[Any]) -> Iterator[str]:
    yield entry.id
    for dated in entry.layers:
        for version in dated.versions:
            yield from _inner_ids(version)


def _inner_ids(version: Version[Any]) -> Iterator[str]:
    if isinstance(version.value, Material):
        for demanded in (version.value, *version.value.parts):
            for paper in (demanded, *demanded.alternatives):
                yield paper.id
                yield from (f"{paper.id}/{s.code}" for s in paper.standards)
    elif isinstance(version.value, RenewalWindow):
        yield from (f"{version.value.id}/{side}" for side in ("early", "late", "expired"))
