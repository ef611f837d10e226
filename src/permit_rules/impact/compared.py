"""A comparison made whole: the differences, an example of every kind, the lines that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from permit_rules.impact.beside import beside
from permit_rules.impact.changes import Change, Impact, impact, impact_between
from permit_rules.impact.examples import Example, Examples, Side
from permit_rules.impact.report import Line, keeps, report, stored_lines
from permit_rules.impact.space import LIMIT
from permit_rules.impact.stored import StoredFigures
from permit_rules.model.library import Library
from permit_rules.model.place import NATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two statements of the rules and everything in which they differ.

    ``examples`` are by the identity (``id``) of the kind of application; None: none was found.
    ``beside`` are lines about what items share, ``stored`` the counts over stored applications.
    """

    names: tuple[str, str]
    impacts: tuple[Impact, ...]
    examples: Mapping[int, Example | None] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    stored: StoredFigures | None = None

    @property
    def keeps(self) -> bool:
        """Whether nothing differs but words, bases and ways of writing."""
        return not self.beside and all(map(keeps, self.impacts))

    @property
    def adds_burden(self) -> bool:
        """Whether some application is asked for more."""
        return any(made.adds_burden for made in self.impacts)

    def lines(self) -> Iterator[Line]:
        """The comparison in words."""
        old, new = self.names
        yield from report(self.impacts, self.examples, old=old, new=new, beside=self.beside)
        if self.stored is not None:
            yield from stored_lines(self.stored)

    @property
    def renumbered(self) -> dict[tuple[str, str], str]:
        """The new id of every point that has another one, by item and old id."""
        return {
            (made.item, change.pair.old_id): change.pair.id
            for made in self.impacts
            for change in made.changes
            if change.pair.old_id
        }


def compare_libraries(
    old: Library,
    new: Library,
    *,
    item: str | None = None,
    place: str | None = None,
    on: date | None = None,
    names: tuple[str, str] = ("旧", "新"),
    limit: int = LIMIT,
) -> Compared:
    """Compare two libraries: every item and place with rules of its own, on every day.

    ``on`` looks at one day; ``limit`` bounds the cells that are gone over for one aspect of one
    point. The same libraries give the same comparison.
    """
    impacts = impact(old, new, item=item, place=place, on=on, limit=limit)
    examples: dict[int, Example | None] = {}
    for made in impacts:
        for change in made.changes:
            before, after = change.pair.days
            asked = Examples(made.item, made.place, Side(old, before), Side(new, after))
            _add(examples, asked, change)
    return Compared(names=names, impacts=impacts, examples=examples, beside=tuple(beside(old, new)))


def compare_days(
    library: Library,
    item: str,
    since: date,
    until: date,
    *,
    place: str = NATION,
    names: tuple[str, str] = ("旧", "新"),
    limit: int = LIMIT,
) -> Compared:
    """Compare what one library says of an item on two days.

    Raises:
        UnknownItem: the library lacks the item at that place.
    """
    made = impact_between(library, item, since, until, place=place, limit=limit)
    examples: dict[int, Example | None] = {}
    asked = Examples(item, place, Side(library, since), Side(library, until))
    for change in made.changes:
        _add(examples, asked, change)
    return Compared(names=names, impacts=() if made.same else (made,), examples=examples)


def _add(examples: dict[int, Example | None], asked: Examples, change: Change) -> None:
    for concerned in change.concerned:
        if asked.answers(change):
            examples[id(concerned)] = asked.of(change, concerned)
