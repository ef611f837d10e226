"""What the files under ``bundles/`` may name: fields, items and their papers, departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldCatalogue
from permit_rules.loading.build_context import Suspects
from permit_rules.model.item import Item, Overlay, Statements
from permit_rules.model.material import Demanded
from permit_rules.model.place import NATION, Place
from permit_rules.written import fold

#: Stands for every item that has a paper of the general rules.
EVERY_ITEM = "*"


@dataclass(frozen=True, slots=True)
class BundleNames:
    """The names that bundles lead to.

    ``items`` by id and place; ``papers`` the ids of each one's papers, those that lower levels add
    included; ``general`` the papers that items inherit; ``sources`` the names of 共享核验 that some
    paper has. ``shared_names`` are names of fields that
    two items use for different fields, with those items. ``unsure`` are items of which something
    could not be read; None: a whole file of an item could not.
    """

    catalogue: FieldCatalogue
    suspects: Suspects
    items: Mapping[tuple[str, str], Item]
    papers: Mapping[tuple[str, str], Mapping[str, str]]
    general: frozenset[str]
    departments: frozenset[str]
    sources: frozenset[str]
    shared_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsure: frozenset[str] | None = frozenset()
    places: Mapping[str, Place] | None = None

    def variants(self, item_id: str) -> tuple[Item, ...]:
        """The items of this id, at all places."""
        return tuple(i for (name, _), i in self.items.items() if name == item_id)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Every item id once."""
        return tuple(dict.fromkeys(name for name, _ in self.items))

    def is_sure(self, item_id: str) -> bool:
        """Whether everything about the item could be read."""
        return self.unsure is not None and item_id not in self.unsure


def national_fields(items: Iterable[Item], shared: FieldCatalogue) -> FieldCatalogue:
    """The shared fields, then those that national items have for themselves."""
    own = tuple(f for i in items if i.place == NATION for f in i.fields)
    known = shared.fields if RECEIVED_ON in shared.fields else (RECEIVED_ON, *shared.fields)
    return FieldCatalogue((*known, *own))


def ambiguous_names(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The folded names by which two national items mean different fields, with these items."""
    owners: dict[str, dict[str, Field]] = {}
    for item in items:
        for own in item.fields if item.place == NATION else ():
            for name in own.names:
                owners.setdefault(fold(name), {})[item.id] = own
    return {n: tuple(o) for n, o in owners.items() if len(o) > 1 and len(set(map(id, o.values())))}


def departments(items: Iterable[Item], places: Mapping[str, Place]) -> set[str]:
    """What departments are called in general, by the items or the places."""
    of_items = {
        version.value.department
        for item in items
        for dated in item.statements.authorities
        for version in dated.versions
    }
    return of_items | {d for place in places.values() for d in place.offices}


def sources(items: Iterable[Item], overlays: Iterable[Overlay]) -> set[str]:
    """The names of every 共享核验."""
    stated = [i.statements for i in items]
    stated += [s for o in overlays for s in (o.adds, o.replaces)]
    return {s.name for of in stated for p in _demanded(of) for s in p.shared}


def papers_of(item: Item, overlays: Iterable[Overlay]) -> dict[str, str]:
    """The names of the papers of an item by id: materials, parts, alternatives of all versions."""
    stated = (item.statements, *(o.adds for o in overlays if o.item == item.id))
    return {i: name for s in stated for i, name in _papers(s)}


def _papers(statements: Statements) -> Iterator[tuple[str, str]]:
    for paper in _demanded(statements):
        yield paper.id, paper.name
        yield from ((a.id, a.name) for a in paper.alternatives)


def _demanded(statements: Statements) -> Iterator[Demanded]:
    """The materials of all versions, each followed by its parts."""
    for dated in statements.materials:
        for version in dated.versions:
            yield version.value
            yield from version.value.parts
