"""A library: everything that was loaded from a folder of rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import Node, conjunction, disjunction, negation
from permit_rules.diagnostics import Diagnostic
from permit_rules.model.bundle import BundleRules, PaperOf
from permit_rules.model.casework import CaseworkRules
from permit_rules.model.item import Item, Overlay
from permit_rules.model.offices import Offices
from permit_rules.model.place import Place, ancestors
from permit_rules.working_days import Calendar
from permit_rules.written import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The rules of all levels, as loaded; nothing in it changes afterwards.

    ``places`` are those that have a name, ``offices`` the departments that have one there;
    ``casework`` says how cases are run, ``bundles`` which permits go together.
    ``digest`` identifies the content of the rule files, whatever their order on disk.
    ``diagnostics`` holds the warnings that did not stop the files from loading.
    """

    items: tuple[Item, ...]
    overlays: tuple[Overlay, ...]
    catalogue: FieldCatalogue
    calendar: Calendar
    places: Mapping[str, Place] = field(default_factory=dict)
    offices: Offices = field(default_factory=Offices)
    casework: CaseworkRules = field(default_factory=CaseworkRules)
    bundles: BundleRules = field(default_factory=BundleRules)
    digest: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    def item_id(self, name: str) -> str | None:
        """The id of the item that is called so, by its id or its name; None if none is."""
        if any(item.id == name for item in self.items):  # as nearly always
            return name
        wanted = fold(name)
        ids = (i.id for i in self.items if wanted in (fold(i.id), fold(i.name)))
        return next(ids, None)

    def item_for(self, item_id: str, place: str) -> Item | None:
        """The item as stated nearest to ``place``, going up from it to the nation; or None."""
        for code in reversed(ancestors(place)):
            for item in self.items:
                if item.id == item_id and item.place == code:
                    return item
        return None

    def overlays_for(self, item: Item, place: str) -> tuple[Overlay, ...]:
        """The overlays of ``item`` that bear on ``place``, from the highest level down."""
        chain = ancestors(place)
        below = chain[chain.index(item.place) + 1 :] if item.place in chain else ()
        return tuple(
            o for code in below for o in self.overlays if o.item == item.id and o.place == code
        )

    def bundles_at(self, place: str) -> BundleRules:
        """What the files under ``bundles/`` say for one place.

        Only what concerns items that the place has: their needs, with 代替 in the conditions of
        the others; their papers, without the place of the item; the bundles known there.
        """
        rules = self.bundles
        chain = ancestors(place)
        at = {n.item: i.place for n in rules.needs if (i := self.item_for(n.item, place))}

        def here(papers: tuple[PaperOf, ...]) -> tuple[PaperOf, ...]:
            for item in {p.item for p in papers} - at.keys():
                found = self.item_for(item, place)
                if found is not None:
                    at[item] = found.place
            return tuple(PaperOf(p.item, p.paper) for p in papers if at.get(p.item) == p.place)

        needs = tuple(n for n in rules.needs if n.item in at)

        def when(item: str) -> Node:
            return negation(disjunction(*(n.when for n in needs if item in n.instead_of)))

        return replace(
            rules,
            bundles=tuple(b for b in rules.bundles if b.place in chain),
            needs=tuple(replace(n, when=conjunction(n.when, when(n.item))) for n in needs),
            papers=tuple(replace(p, papers=h) for p in rules.papers if (h := here(p.papers))),
            prerequisites=tuple(
                replace(p, papers=h)
                for p in rules.prerequisites
                if self.item_for(p.item, place) and (h := here(p.papers))
            ),
        )
