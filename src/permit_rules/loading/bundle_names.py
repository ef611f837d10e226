"""What the files under ``bundles/`` may name: fields, items and their papers, departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.loading.build_context import Suspects
from permit_rules.loading.build_item import BuiltItem, Declared
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


def bundle_names(
    built: Mapping[tuple[str, str], BuiltItem],
    overlays: Sequence[Overlay],
    declared: Declared,
    places: Mapping[str, Place] | None,
    *,
    incomplete: bool,
    wrong: frozenset[str],
) -> BundleNames:
    """The names of a whole library.

    ``places`` None: they could not be read; ``incomplete``: nor could the file of an item;
    ``wrong`` are items of which something is.
    """
    items = {key: b.item for key, b in built.items()}
    of_items = (b.context.suspects for b in built.values())
    suspects = reduce(Suspects.joined, of_items, declared.suspects)
    return BundleNames(
        catalogue=_fields(items.values(), declared.catalogue),
        suspects=replace(suspects, incomplete=suspects.incomplete or incomplete),
        items=items,
        papers={key: papers_of(item, overlays) for key, item in items.items()},
        general=declared.general.papers,
        departments=frozenset(_departments(items.values(), places or {})),
        sources=frozenset(_sources(items.values(), overlays)),
        shared_names=_ambiguous(items.values()),
        unsure=None if incomplete else wrong,
        places=places,
    )


def _fields(items: Iterable[Item], shared: FieldCatalogue) -> FieldCatalogue:
    """The shared fields, then those that national items have for themselves."""
    own = tuple(f for i in items if i.place == NATION for f in i.fields)
    return FieldCatalogue((*shared.fields, *own))


def _ambiguous(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The folded names by which two national items mean different fields, with these items."""
    owners: dict[str, dict[str, None]] = {}
    for item in items:
        for own in item.fields if item.place == NATION else ():
            for name in own.names:
                owners.setdefault(fold(name), {})[item.id] = None
    return {n: tuple(o) for n, o in owners.items() if len(o) > 1}


def _departments(items: Iterable[Item], places: Mapping[str, Place]) -> set[str]:
    """What departments are called in general, by the items or the places."""
    of_items = {
        version.value.department
        for item in items
        for dated in item.statements.authorities
        for version in dated.versions
    }
    return of_items | {d for place in places.values() for d in place.offices}


def _sources(items: Iterable[Item], overlays: Iterable[Overlay]) -> set[str]:
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
